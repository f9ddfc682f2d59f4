//! Calls and methods.

use super::Message;

messages! {
    CALLED: "this cannot be called here"
        => "call functions by their path, or closures by their name";
    NOT_CALLABLE: "this is neither a closure nor a function's name"
        => "write the closure here";
    FUNCTION_ARGUMENT: "this function, closure or iterator cannot be passed on here"
        => "functions and closures can be passed to other functions as they are; write a loop over an iterator here";
    CLOSURE_CHANGES: "a closure that changes what it captures cannot be passed to a function"
        => "let it return what it makes, or put the function under `#[differentiate]` in the same module, without other type parameters, so that it can be read here";
    CLOSURE_STATE: "this closure changes variables of its own, and is called outside of the block that it is made in"
        => "make it in the block that it is called in";
    FUNCTION_TWICE: "the function `{}` is handed on more than once in one call"
        => "its captures cannot be lent twice: hand it on in one argument, or call it here";
    HOLDER_PASSED: "a struct that holds functions is passed to what cannot be read here"
        => "put the function, or the `impl` that it stands in, under `#[differentiate]` in the same module, without other type parameters than those functions";
    ROWS_PASSED: "a list of references is passed to functions of the same module only, under the attribute and without type parameters"
        => "let the function take a `&[Vec<f64>]`, or call it with the rows";
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
    CLOSURE_IN_BLOCK: "a closure cannot be passed on in the `impl` of a trait for a generic type, or of a type with lifetimes"
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
    UNTOLD_TRAIT: "of which trait `{}` is called follows from what it gives alone, and so does what it records"
        => "call it in a function that is generic over one of them, as in `fn encode<E: Encoder<3>>(e: &E, …)`, or implement the trait for one argument";
    FOR_ALL_TYPES: "what this call of `{}` records has no name here, since its trait is implemented for all types"
        => "write the type that it is called on, with its generic arguments, in a `let`, or call it in a function that is generic over its trait";
    OTHER_MODULE: "this call is differentiated as the body of the function, which stands in another module and uses what cannot be named from here"
        => "put both into one module, or make what the body uses `pub` and import it there by its name";
    CALLED_REFERENCE: "what this function returns is a reference or an iterator"
        => "name the field itself here, or let the function be one expression, in the same `impl` or, under `#[differentiate]`, in the same module";
    LENT_ELSEWHERE: "what `{}` gives is a reference or an iterator, and it stands in another file"
        => "such a call is differentiated as the body of the function: move it to this file, or let it give a value, as in `self.row(i).to_vec()`";
    LENT_BY_TRAIT: "what `{}` of a type parameter gives is a reference, and which part it refers to is known to its implementations alone"
        => "let the method give a value, as in `fn weights(&self) -> Vec<f64>`";
    UNTOLD_BLOCK: "this call is differentiated as the body of the function, and the type parameters of the `impl` that it stands in do not follow from what it is given"
        => "annotate the variables that it is given with their types, or write the function for one type, outside of the generic `impl`";
    CALLED_OPTION: "what this function returns is a reference in one branch, and nothing in another"
        => "let the function be one expression, as in `x.get(1..)`, or return an index or a copy";
    STD_FUNCTION: "the derivative of `{}` is not known"
        => "write it out, or wrap it in a function with a derivative of its own: `#[differentiate(backward = path)]`";
    UNKNOWN_METHOD: "the derivative of the method `{}` is not known"
        => "float methods of `std` are known; annotate the value if it is a float, or call a function with `#[differentiate]`";
    COPY_OF_UNKNOWN: "whether `to_owned` makes a copy is not known here: the type may have a method of this name"
        => "write `.clone()`, or annotate the `let` that binds the value";
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
    ARRAY_LENGTH: "how long this array is is not known"
        => "bind it by a `let` with its type, as in `let a: [f64; 3] = …`";
}
