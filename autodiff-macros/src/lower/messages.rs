//! What the lowering has to say: each message with what to write instead. `{}` stands for a name.

pub(super) use super::source::spans::{span, span_of};
use super::{Lowerer, Outcome};
use proc_macro2::Span;

#[derive(Clone, Copy)]
pub(super) struct Message {
    pub(super) what: &'static str,
    pub(super) hint: &'static str,
}

impl Lowerer<'_> {
    /// Notes an error and gives the outcome that keeps others from following it.
    pub(super) fn error(&mut self, span: Span, message: Message) -> Outcome {
        self.errors.at(span, message.what, message.hint);
        Outcome::Poison
    }

    /// The same, with the name of what is meant in place of `{}`.
    pub(super) fn error_about(&mut self, span: Span, message: Message, name: &str) -> Outcome {
        let what = message.what.replace("{}", name);
        let hint = message.hint.replace("{}", name);
        self.errors.at(span, what, &hint);
        Outcome::Poison
    }
}

/// Types around a value whose structure we would have to know.
pub(super) const WRAPPERS: [&str; 9] = [
    "Box", "Rc", "Arc", "HashMap", "BTreeMap", "VecDeque", "RefCell", "Mutex", "RwLock",
];

macro_rules! messages {
    ($($name:ident: $what:literal => $hint:literal;)*) => {$(
        pub(super) const $name: Message = Message { what: $what, hint: $hint };
    )*};
}

// Signatures and types.
messages! {
    RECEIVER: "a method cannot be differentiated here"
        => "put `#[differentiate]` on the `impl` that it stands in";
    RECEIVER_TYPE: "this type of receiver is not supported"
        => "take `self`, `&self` or `&mut self`";
    ITERATOR_PARAMETER: "what the type parameter `{}` goes over cannot be passed on"
        => "write `impl Iterator<Item = f64>`, or take a slice or a `Vec`";
    GENERIC: "the type parameter `{}` does not look like a float"
        => "bound it by a trait of floats, as in `{}: num_traits::Float`, or write the type itself; lengths may be generic: `const N: usize`";
    SIGNATURE: "this part of the signature is not supported"
        => "write plain arguments: numbers, arrays, slices, `Vec`s, tuples and references to them";
    ASYNC: "asynchronous code is not supported"
        => "differentiate a plain function and call it from the asynchronous one";
    UNSAFE: "`unsafe` code is not supported"
        => "move it to a function of its own and state its derivative: `#[differentiate(backward = path)]`";
    RETURNED_REFERENCE: "a function that returns a reference cannot be differentiated"
        => "return an owned value: `f64`, `[f64; N]`, `Vec<f64>`";
    NO_INPUT: "no argument of this function carries a gradient"
        => "take what is differentiated as an argument of a float type, or an array, slice or `Vec` of floats";
    NO_OUTPUT: "this function gives nothing that could be differentiated"
        => "return a float, or write floats through a `&mut` argument";
    WRT_UNKNOWN: "there is no argument `{}`"
        => "`wrt` takes the names of the function's arguments";
    WRT_INACTIVE: "the argument `{}` carries no gradient"
        => "leave it out of `wrt`";
    CUSTOM_MUTABLE: "a function with a backward function of its own cannot have `&mut` arguments"
        => "return the result instead";
    CUSTOM_RECEIVER: "a method with a backward function of its own cannot take `self` by value"
        => "take `&self`";
    TRAIT_TYPE: "this type is not known, which is not supported here"
        => "an argument may be a function, as in `f: impl Fn(f64) -> f64`, or a float, as in `x: impl Float`";
    TRAIT_OBJECT: "this trait object has no derivative: `&dyn Trait` and `Box<dyn Trait>` have one, of one trait alone"
        => "take `k: &impl Kernel` or `K: Kernel`, or make an enum of the types";
    MUTABLE_OBJECT: "what changes a trait object has no derivative"
        => "take `k: &mut impl Kernel`, or make an enum of the types";
    TYPE: "this type is not supported"
        => "use numbers, arrays, slices, `Vec`s, tuples and references to them";
    NESTED_REFERENCE: "a reference inside another type is not supported"
        => "pass it as an argument of its own, or use a slice of arrays or of `Vec`s";
    SELF_TYPE: "`Self` is not known here"
        => "write the type's name, or put `#[differentiate]` on the whole `impl`";
    SELF_ITEM: "this type is not given in this `impl`"
        => "write the type itself";
    WRAPPER_TYPE: "`{}` is not supported"
        => "use numbers, arrays, slices, `Vec`s and tuples, and take them out of it before the call";
}

// Types that do not come out.
messages! {
    TYPES_DISAGREE: "the types {} do not seem to agree"
        => "annotate the `let`s involved, as in `let x: f64 = …`";
    OPERATOR_TYPE: "this operator is applied to `{}`"
        => "operators are differentiated for floats; write loops over the elements of arrays";
    UNKNOWN_ARGUMENT: "the type of an argument of this call is not known"
        => "bind the argument by a `let` with its type first, as in `let n: usize = …`";
    UNKNOWN_TUPLE: "the types of the components are not known"
        => "take the tuple apart, as in `let (a, b) = …;`, or annotate its `let`";
    UNSET: "this value may leave a loop or a branch unset, and there is no zero of its type"
        => "declare it before with `let mut` and an initial value, and return it at the end";
}

// Expressions.
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
        => "write them: `{}::<f64>`";
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
    WHOLE_NUMBERS: "matrices of `{}` are not supported, only vectors"
        => "pass their elements as a slice: `labels: &[usize]` takes `labels.as_slice().unwrap()`";
    FOREIGN_NAME: "`{}` of integers is taken for a vector of nalgebra or ndarray"
        => "give the type another name, or an alias without arguments";
    GENERIC_MATRIX: "matrices with elements of a type parameter are not supported"
        => "write the type of the elements, as in `DMatrix<f64>`";
    VIEW_MUT: "a view that changes a matrix is not supported as a type"
        => "take the matrix itself, as in `&mut Array1<f64>` or `&mut DVector<f64>`, or return another one";
    WHOLE_METHOD: "`{}` of a vector of integers is not supported"
        => "read its elements, as in `labels[i]` and `labels.iter()`";
    FOREIGN: "`{}` of nalgebra is not supported"
        => "use vectors and matrices, points, rotations and isometries";
    CHANGED_FACTOR: "`{}` of a decomposition that may be changed is not followed"
        => "pass it without `mut`, and change copies of its parts";
    LENT_VIEW: "a view that is made here cannot be lent to a function"
        => "let the function take `&Array2<f64>`, or the view itself, by value";
    LENT: "what changes the elements of a matrix has no name here"
        => "put it into the head of a `for` loop, or end the chain in `for_each`";
    LENT_LEFT: "what changes a matrix here is left early"
        => "write the loop over indices";
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
    BORROWER_GENERIC: "a struct that holds references is passed to a function that is generic over it: what that records has its lifetime"
        => "write the function for the struct, as in `table: &Table<'_>`, or give the struct fields of its own";
    BORROWER_CHANGED: "this call changes a struct that holds references, which has to be read as the method's body"
        => "write the method into an `impl` of the struct alone, in the same module and without type parameters, or pass what it changes as an argument of its own";
    ARRAY_OF_REFERENCES: "an array of references is not supported"
        => "write `[a.clone(), b.clone()]`, or handle the parts one by one";
    NOT_UNDERSTOOD: "what this is made of is not known here"
        => "annotate the `let` or the closure's parameter that it comes from, or call a function of its own here";
    TOO_LARGE: "this function is too large once its closures are inlined"
        => "make the closures functions of their own, with `#[differentiate]`";
    STOP_ARRAY: "`stop_gradient` takes a number"
        => "apply it to the elements";
}

// Statements and control flow.
messages! {
    PATTERN: "this pattern is not supported here"
        => "use names, `_`, `&`, tuples, structs and arrays, and `match` or `if` for the rest";
    MATCH_PATTERN: "this pattern is not supported in a `match`"
        => "literals, ranges, constants, `|`, `_`, names and tuples of them are";
    MATCHED: "a `match` on this is not supported"
        => "match on an integer, a `bool` or a tuple of them";
    DECLARED_REFERENCE: "a reference that is declared first and set later is not supported"
        => "set it where it is declared, or choose an index";
    ASSIGNED_REFERENCE: "assigning to a reference, rather than through it, is not supported"
        => "write `*r = …` for what it refers to, or keep an index instead of a reference";
    MOVED_INDEX: "the right side of this assignment changes the index on its left"
        => "evaluate the right side first: `let right = …;`, then assign";
    ASSIGNED_VALUE: "this cannot be assigned to"
        => "assign to a `let mut` variable, an element or `*reference`";
    MUTABLE_CONST: "a changed copy of a constant array needs its type"
        => "annotate the `let`, as in `let mut table: [f64; 3] = TABLE;`";
    BRANCH_REFERENCE: "a reference, closure or iterator chosen by a branch is not supported"
        => "choose an index or a value, or use it inside each branch";
    EXIT_IN_EXPRESSION: "`return`, `break` or `continue` inside a larger expression is not supported"
        => "bind this part by a `let` of its own first";
    EXIT_TARGET: "there is nothing that this leaves"
        => "`break` and `continue` stand in loops";
    EXIT_VALUE: "this is left with a value in one place and without one in another"
        => "give the value a variable of its own";
    ENDLESS: "this loop does not end"
        => "end it by `break` or `return`";
    CONDITION_WRITES: "the condition of this loop changes variables"
        => "use `loop`, and `if … { break; }` at its start";
    STATIC_MUT: "a mutable static is not supported"
        => "pass what changes as an argument";
    INNER_FUNCTION: "a differentiated function inside another is not supported"
        => "move it out of the function";
    ITEM: "this item is not supported inside a differentiated function"
        => "move it out of the function";
    INNER_ITEM: "an item inside an inner block is not supported"
        => "move it to the beginning of the function";
    FORMAT: "this message is not a string literal"
        => "write the format string itself";
    CHECKED_ARRAY: "arrays and tuples cannot be compared here"
        => "compare their elements";
    MACRO: "what `{}!` does cannot be seen"
        => "write out what it does; `vec!`, `assert!`, `panic!` and their kin are supported";
    CHANGING_KEY: "a closure of `{}` that changes what it captures is called for each item once, and here more often"
        => "collect the keys before, with `map`";
    CONSTANT_NAME: "`{}` is a constant or a variant here, and this pattern compares with it"
        => "give it a name that begins with a capital letter";
    CONDITION: "what is compiled only under a condition cannot be told inside of a function"
        => "write the whole function once for each condition, each under its `#[cfg(..)]`";
    PRINT: "`{}!` is not supported"
        => "print in the caller, or in a copy of the function without the attribute";
}

// Calls and methods.
messages! {
    CALLED: "this cannot be called here"
        => "call functions by their path, or closures by their name";
    NOT_CALLABLE: "this is neither a closure nor a function's name"
        => "write the closure here";
    FUNCTION_ARGUMENT: "this function, closure or iterator cannot be passed on here"
        => "functions and closures can be passed to other functions as they are; write a loop over an iterator here";
    CLOSURE_CHANGES: "a closure that changes what it captures cannot be passed to a function"
        => "let it return what it makes, or put the function under `#[differentiate]` in the same module, without other type parameters, so that it can be read here";
    FUNCTION_TWICE: "the function `{}` is handed on more than once in one call"
        => "its captures cannot be lent twice: hand it on in one argument, or call it here";
    HOLDER_PASSED: "a struct that holds functions is passed to what cannot be read here"
        => "put the function, or the `impl` that it stands in, under `#[differentiate]` in the same module, without other type parameters than those functions";
    MADE_PASSED: "a closure that a function returned cannot be passed on as it is"
        => "pass a closure that calls it, as in `|x: f64| f(x)`";
    CLOSURE_PARAMETER: "what this parameter of a closure that is passed on is, the function that takes it knows alone"
        => "annotate it, as in `|t: f64, y: &[f64]| …`";
    CLOSURE_SHARES: "this closure cannot be separated from the function around it"
        => "make it a function of its own, with `#[differentiate]`, or call it here";
    CHECKPOINT: "this is not how `#[checkpoint]` is written"
        => "write `#[checkpoint]` or `#[checkpoint(snapshots = 64)]`";
    CHECKPOINT_IN_BLOCK: "a loop of a function of a generic type cannot have `#[checkpoint]`"
        => "put the loop in a free function of its own";
    CLOSURE_IN_BLOCK: "a closure cannot be passed on in the `impl` of a generic type"
        => "make it a function of its own, or a free function of this method";
    STD_PASSED: "`{}` cannot be passed to a function"
        => "pass a closure, as in `|x: f64| x.sin()`";
    CLOSURE_ARGUMENTS: "the closure takes another number of arguments"
        => "give it as many as it has";
    ARGUMENTS: "the number of arguments is not the expected one"
        => "see the documentation of the function";
    ASSOCIATED_FUNCTION: "calls of this form are not supported"
        => "call the function as a method, or as `Type::name(…)`";
    SEVERAL_METHODS: "this type has several differentiated functions `{}`"
        => "give one of them another name";
    GENERIC_CALL: "a call of a method with generic arguments is not supported"
        => "put the `impl` under `#[differentiate]` in the same module, without parameters of its own, or leave it to the arguments of the call to determine them";
    MARKER_CALLS: "what this function calls follows from its generic arguments alone, and so does what it records"
        => "let it take a value of the type, as in `fn solve<M: Method>(method: &M, …)`, whose methods take `&self`";
    CALLED_REFERENCE: "what this function returns is a reference or an iterator"
        => "name the field itself here, or let the function be one expression, in the same `impl` or, under `#[differentiate]`, in the same module";
    CALLED_OPTION: "what this function returns is a reference in one branch, and nothing in another"
        => "let the function be one expression, as in `x.get(1..)`, or return an index or a copy";
    STD_FUNCTION: "the derivative of `{}` is not known"
        => "write it out, or wrap it in a function with a derivative of its own: `#[differentiate(backward = path)]`";
    UNKNOWN_METHOD: "the derivative of the method `{}` is not known"
        => "float methods of `std` are known; annotate the value if it is a float, or call a function with `#[differentiate]`";
    ORDERING_VALUE: "an `Ordering` is supported in `min_by` and `max_by` only"
        => "compare with `<` and `>`";
    ORDERING_EXPECTED: "this closure has to give an `Ordering` that is made here"
        => "let it end in `a.total_cmp(b)` or `a.partial_cmp(b)` and `unwrap`";
    INTO: "what `into` makes is not known"
        => "write `f64::from(x)`, `x as f64` or `Type::from(x)`";
    INDEXED: "what is indexed here by a tuple is not known"
        => "annotate the `let` that binds it";
    INDEX_WRITTEN: "a part of what indexing a type of yours gives is written here, which is not supported"
        => "write the whole, `m[i] = row;`, or annotate the `let` of an array, as in `let mut m: [[f64; 2]; 2] = …`";
    MOTION_WRITTEN: "a part of a point, a rotation or an isometry is written here, which is not supported"
        => "make a new one, as in `p = Point3::new(x, p.y, p.z);`";
    MOTION_METHOD: "`{}` of a rotation, a point, a translation or an isometry is not supported here"
        => "the README lists what is; take its vector or its matrix, as in `p.coords` and `r.matrix()`";
    MOTION_FUNCTION: "`{}` does not make a rotation, a point, a translation or an isometry here"
        => "make it by `new`, `from`, `from_axis_angle`, `from_euler_angles`, `from_scaled_axis`, `from_parts` or `identity`";
    DEFAULT: "what `Default::default` makes is not known"
        => "write `Type::default()`";
    CONVERTED_REFERENCE: "conversions of references are not differentiated"
        => "convert the value, or call a function that takes the reference";
    ARRAY_METHOD: "the method `{}` of arrays is not supported"
        => "write it as a loop";
    OPTION_ELEMENT: "`{}` gives an `Option`, which is not supported"
        => "index instead, as in `x[0]` or `x[x.len() - 1]`";
    SORT: "where `{}` leaves items that compare as equal is not known"
        => "use `sort_by` or `sort_by_key`, which keep them in order";
    SELECT: "where `{}` leaves the items is not known"
        => "select among numbers, by `a.total_cmp(b)` or `a.partial_cmp(b)`, or sort them";
    FILL: "`fill` is supported for numbers only"
        => "assign the elements in a loop";
    ARRAY_LENGTH: "how long this array is is not known"
        => "bind it by a `let` with its type, as in `let a: [f64; 3] = …`";
}

// Iterators.
messages! {
    NOT_ITERABLE: "a loop over `{}` is not supported"
        => "loop over ranges, arrays, slices and `Vec`s";
    FILTERED: "how many items there are is not known before the loop"
        => "`collect` one of the two first";
    NOT_CALLED_ON_ITERATOR: "this is no iterator that is known here"
        => "call it on `x.iter()` and its kin";
    ENDLESS_RANGE: "this iterator has no end, or no beginning"
        => "give the range both, or `zip` it with something that ends";
    ITERATOR_METHOD: "the iterator method `{}` is not supported"
        => "write it as a loop; `map`, `zip`, `enumerate`, `rev`, `skip`, `take`, `step_by`, `filter`, `sum`, `product`, `fold`, `for_each`, `all`, `any`, `count` and `collect` are supported";
    OPTION_ITERATOR: "`{}` gives an `Option`, which is not supported"
        => "use a fold, as in `fold(f64::NEG_INFINITY, f64::max)`, or a loop";
    ADVANCED: "`{}` moves on an iterator that has a name, which is not supported"
        => "call it on the chain itself, or index what the iterator goes over";
    CHOSEN_ARRAY: "choosing between such items is not supported"
        => "choose an index, as in `(0..n).min_by(|i, j| …)`, and use what is there";
    FOLDED_REFERENCE: "folding references is not supported"
        => "fold values, or write a loop";
    COLLECT: "only `Vec`s can be collected"
        => "write a loop that assigns the elements";
    COLLECTED_VECS: "an array of `Vec`s made by a closure is not supported"
        => "write it as `[f(0), f(1)]`, or collect into a `Vec`";
    GROWN: "the type of what this loop pushes is not known in front of it"
        => "annotate the `Vec`, as in `let mut v: Vec<Vec<f64>> = …`";
    EFFECTS: "which items `{}` evaluates here, and how often, is not known, and this iterator changes something as it does"
        => "`collect` the items before, or write a loop";
    PASSED_WHOLE: "an iterator is passed to a function as all of its items, and this one changes something or has no end"
        => "collect what the function needs before, and pass it by `iter()`";
    COLLECTED_REFERENCES: "collecting references is not supported"
        => "add `.copied()`, or go over the items in a loop";
}
