//! Expressions.

use super::Message;

messages! {
    EXPRESSION: "this expression is not supported"
        => "write it with arithmetic, calls, `if`, `match` and loops";
    NOT_A_VALUE: "this is used as a value but is none"
        => "closures can be called, iterators can be looped over; neither can be kept in a value";
    UNSIZED: "a slice cannot be taken by value"
        => "borrow it with `&`, or copy it with `.to_vec()`";
    VARIANT: "which enum this variant belongs to is not known"
        => "name the enum, too: `Shape::Circle(r)`";
    GENERIC_ENUM: "what the generic arguments of this `{}` are is not known here"
        => "bind the value with `let` and write its type, or match it in a function that takes it";
    GENERIC_ARGUMENTS: "the generic arguments of `{}` do not follow from what it is given"
        => "write them, as in `{}::<f64>` or `{}::<3>`";
    FIELD: "the type that the field `{}` belongs to is not known"
        => "annotate the `let` or the closure's argument with the struct's type";
    QUESTION_MARK: "`?` is not supported here"
        => "it may stand in a function that returns an `Option` or a `Result`, and in a closure that gives an `Option`";
    OPTION: "this is no `Option` or `Result` that is known here"
        => "annotate the `let`, or match on the call itself";
    OWN_RESULT: "a `Result` that is made here has to be used at once"
        => "return it, or put `?` behind it, in a function that returns a `Result`";
    ERROR_VALUE: "this expression cannot be kept as an error"
        => "compute what it needs before, under a name, and use no `?`, `return` or `break` in it";
    ERROR_USED: "the error of a call can only be used to make an error"
        => "return it, as in `Err(error) => return Err(error.into())`";
    ERROR_FIELD: "the field `{}` of an error is read, through which no derivative flows"
        => "take integers out of it by a pattern, as in `Err(Stuck { steps, .. })`, where the type derives `Differentiable`, and return numbers in what is in `Ok`";
    ERROR_UNSEEN: "the error of this conversion cannot be returned"
        => "make one of your own, as in `usize::try_from(i).ok().ok_or(Error::Negative)?`";
    ERROR_PARTS: "what is in an error cannot be used here"
        => "no derivative flows through errors, only integers are read: match on the variant alone, as in `Err(Error::TooLarge { .. })`, or return an enum of your own";
    MAP_VALUE: "a map stays in its function"
        => "take what is in it out of it: pass slices of its keys and values, or collect them into a `Vec`";
    MAP_FIELD: "a map in a struct can be read where the struct is an argument `&self` or `&T` alone"
        => "lend the struct to a function or a method that reads the map by its field, as in `self.prices[&id]`";
    DEQUE_METHOD: "the method `{}` of a `VecDeque` that is an argument or in a struct is not supported"
        => "copy what is in it into a `Vec`, as in `self.buf.iter().copied().collect::<Vec<_>>()`, or write a loop over its indices";
    MAP_METHOD: "the method `{}` of maps is not supported here"
        => "`insert`, `get`, `remove`, `contains_key`, `entry(key).or_insert(value)`, `iter`, `keys` and `values` are";
    ORDERED_METHOD: "the method `{}` of sets and heaps is not supported here"
        => "`insert`, `contains`, `remove`, `range`, `pop_first` of sets are, and `push`, `pop` and `peek` of heaps";
    ORDERED_VALUE: "a set or a heap stays in its function, in a variable of its own"
        => "take what is in it out of it, as in `set.iter().copied().collect::<Vec<_>>()`";
    CELL_VALUE: "a cell stays in its function, in a variable of its own"
        => "pass what is in it, or a `&mut` of it";
    CELL_METHOD: "the method `{}` of cells is not supported"
        => "`get`, `set`, `replace`, `borrow` and `borrow_mut` are, of cells that stay in the function";
    HEAP_FILLED: "a heap that is made of many items at once is not supported"
        => "make it by `BinaryHeap::new()` and `push` the items one by one";
    HEAP_ITEMS: "what this heap consists of is not known yet"
        => "annotate its `let`, as in `let mut heap: BinaryHeap<(u64, usize)> = …`";
    REVERSED: "`Reverse` is supported around integers and tuples of them, in heaps and in keys"
        => "turn the order around in the `Ord` of the type, or in the closure that compares";
    MAP_ENTRY: "this entry is not one of a map that was made in this function"
        => "write a `match` instead";
    CHOSEN_FUNCTION: "a function of a list cannot be passed on as it is"
        => "pass a closure that calls it, as in `|x: f64| f(x)`";
    TABLE_CHANGED: "a list of functions is changed"
        => "make a new one, or keep indices into it in a list of their own";
    CHUNK_LENGTH: "how long the array is that `{}` gives is not known"
        => "write it behind the name, as in `split_first_chunk::<3>()`";
    IF_LET: "`let` is not supported here"
        => "it may stand in `if let … && …` and in `while let`";
    OPTION_VALUE: "an `Option` is expected here"
        => "write `Some(…)` or `None`";
    OPTION_EXPECTED: "this closure has to give an `Option` that is made here"
        => "let it end in `Some(…)`, `None`, `if … { Some(…) } else { None }` or `condition.then_some(…)`";
    OPTION_METHOD: "the method `{}` of `Option` is not supported"
        => "use `unwrap`, `expect`, `unwrap_or`, `map`, `map_or`, `and_then`, `filter`, `take`, `is_some`, `is_none`, `copied`, `match` or `if let`";
    STRING: "strings are not supported as values"
        => "match on them, hand them to functions, or use them in the messages of `assert!` and `panic!`";
    CAST: "this cast is not supported"
        => "casts between numbers are";
    OVERLOADED: "this operator of a type of yours is not supported"
        => "`+`, `-`, `*`, `/` and their assigning forms are; call a method";
    LIBRARY_METHOD: "`{}` of a matrix is not supported here"
        => "the README lists what is; write the rest with operators, `map` and loops over elements";
    LIBRARY_FUNCTION: "`{}` does not make a matrix here"
        => "make it by `zeros`, `identity`, `from_vec`, `from_row_slice`, `from_fn` or `new`";
    LIBRARY_SIZES: "how large this `{}` is does not show here"
        => "write it, as in `SMatrix::<f64, 3, 2>::zeros()` and `SVector::<f64, 3>::zeros()`";
    LIBRARY_ARGUMENT: "the argument of `{}` is not known to be a matrix"
        => "annotate where it comes from, as in `let b: DVector<f64> = …`";
    WHOLE_NUMBERS: "this type of arrays of `{}` is not supported"
        => "pass their elements as a slice: `labels: &[usize]` takes `labels.as_slice().unwrap()`";
    FOREIGN_NAME: "`{}` of integers is taken for a vector of nalgebra or ndarray"
        => "give the type another name, or an alias without arguments";
    GENERIC_MATRIX: "matrices with elements of a type parameter are not supported"
        => "write the type of the elements, as in `DMatrix<f64>`";
    VIEW_MUT: "a view that changes a matrix is not supported as a type"
        => "take the matrix itself, as in `&mut Array1<f64>` or `&mut DVector<f64>`, or return another one";
    ARRAY_BASE: "an array with a type parameter is not supported here"
        => "write `&ArrayView2<f64>` or `&Array2<f64>`, or leave only the storage of arguments behind references open: `S: Data<Elem = f64>`";
    WHOLE_METHOD: "`{}` of a vector of integers is not supported"
        => "read its elements, as in `labels[i]` and `labels.iter()`";
    FOREIGN: "`{}` of nalgebra is not supported"
        => "use vectors and matrices, points, rotations and isometries";
    CHANGED_FACTOR: "`{}` of a decomposition that may be changed is not followed"
        => "pass it without `mut`, and change copies of its parts";
    LENT_VIEW: "this call gives a part of a view that is made for it"
        => "let the function give numbers or a matrix, or take the matrix itself and a position";
    LENT: "what changes the elements of a matrix has no name here"
        => "put it into the head of a `for` loop, or end the chain in `for_each`";
    LENT_LEFT: "what changes a matrix here is left early"
        => "write the loop over indices, or index the matrix itself instead of a part under a name";
    LENT_USED: "one statement changes this part of a matrix and uses the matrix"
        => "index the matrix itself instead of the part, or change the part in a statement of its own";
    ARRAY_OPERATOR: "this operator is applied to an array or a tuple"
        => "apply it to the elements, in a loop or one by one";
    TUPLE_FIELD: "there is no such component"
        => "components of tuples are `.0`, `.1` and so on";
    INDEX: "this cannot be an index"
        => "index by an integer or a range";
    INDEXED_CALL: "what this call gives has an `Index` of its own"
        => "bind it with `let` first";
    METHOD_PASSED: "a method cannot be passed on by its path"
        => "pass a closure that calls it, as in `|v| v.norm()`";
    BEHIND_POINTER: "elements of what is behind a `Box` are not known here"
        => "keep the array or the `Vec` itself in the field";
    REFERENCE_FIELD: "a struct that holds references or functions cannot be used like this"
        => "read its fields, call its methods or lend it to a function, or give it fields of its own";
    BORROWER_BY_VALUE: "a struct that holds references is passed by value, and would have to be kept"
        => "pass a reference to it, or let the method take `&self`";
    BORROWER_GENERIC: "a struct that holds references is passed to a function that is generic over it and calls itself: what that records has its lifetime"
        => "write the function for the struct, as in `table: &Table<'_>`, or give the struct fields of its own";
    LENT_OBJECTS: "a list of references to objects that are made elsewhere is not supported"
        => "make them in the list, as in `[&Dense { .. }, &Trivial]`, or let it hold them: `vec![Box::new(a), Box::new(b)]` of type `Vec<Box<dyn Layer>>`";
    OBJECT_TO_GENERIC: "an object is passed to a function that is generic over its trait: what that records has no name"
        => "let the function take `&dyn Trait`; a free function in the same file that does not name its type parameter in its body is read in place of the call";
    BORROWER_KEPT: "what `{}` records would hold a copy of a struct that holds references, since a method takes that by value"
        => "let the method take `&self`, or only look at parts of `self` and not call itself";
    BORROWER_CHANGED: "this call changes a struct that holds references, which has to be read as the method's body"
        => "write the method into an `impl` of the struct alone, in the same module and without type parameters of its own, or pass what it changes as an argument of its own";
    ARRAY_OF_REFERENCES: "an array of references is not supported"
        => "write `[a.clone(), b.clone()]`, or handle the parts one by one";
    NOT_UNDERSTOOD: "what this is made of is not known here"
        => "annotate the `let` or the closure's parameter that it comes from, or call a function of its own here";
    TOO_LARGE: "this function is too large once its closures are inlined"
        => "make the closures functions of their own, with `#[differentiate]`";
    STOP_ARRAY: "`stop_gradient` takes a number"
        => "apply it to the elements";
}
