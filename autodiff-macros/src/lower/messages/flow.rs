//! Statements and control flow.

use super::Message;

messages! {
    PATTERN: "this pattern is not supported here"
        => "use names, `_`, `&`, tuples, structs and arrays, and `match` or `if` for the rest";
    MATCH_PATTERN: "this pattern is not supported in a `match`"
        => "literals, ranges, constants, `|`, `_`, names and tuples of them are";
    MATCHED: "a `match` on this is not supported"
        => "match on an integer, a `bool` or a tuple of them";
    DECLARED_REFERENCE: "a reference that is declared first and set later is not supported"
        => "set it where it is declared, or choose an index";
    ASSIGNED_REFERENCE: "a reference comes to refer to another variable here, which is not supported"
        => "let it refer to parts of one variable only, or keep an index; `*r = …` assigns to what it refers to";
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
