//! Types that do not come out.

use super::Message;

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
