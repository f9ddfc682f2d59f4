//! Blocks, statements and expressions.
//!
//! Scalars are values; arrays, slices and `Vec`s are memory, reached through places. Control flow
//! is structured: `if`, counted loop, `while`. What a region changes of the scalars around it is
//! carried: results of an `if`, carried values of a loop.

use super::{Backward, BlockId, Borrower, Call, Draw, Expr, Field, Memory, Operand, Tokens, Value};
use proc_macro2::Span;

#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) id: BlockId,
    pub(crate) stmts: Vec<Stmt>,
    /// The branch of an `if` yields one value for each result, the body of a loop one for each
    /// carried value, the condition of a `while` one `bool`, the body of a function none.
    pub(crate) yields: Vec<Value>,
}

/// A place in memory: `memory[..][..].0`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) memory: Memory,
    pub(crate) path: Vec<Projection>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Projection {
    /// `[i]`
    Index(Value),
    /// `[from..to]`; an absent end is that of the slice.
    Range(Option<Value>, Option<Value>),
    /// `.0` of a tuple.
    Field(usize),
    /// `.name` of a struct; `0` and so on of one without names.
    Member(String),
    /// `.as_str()` of a `String`.
    Text,
    /// The field of this name of an enum that surely is of this variant.
    Payload(Variant, String),
}

/// A variant of an enum as the user's pattern names it; of an `Option`, `Some`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Variant(pub(crate) Tokens);

impl Variant {
    /// The name behind the last `::`.
    pub(crate) fn name(&self) -> &str {
        self.0.text().rsplit("::").next().unwrap_or_default().trim()
    }

    /// What the payload's type goes by among the fields of the enum.
    pub(crate) fn key(&self, field: &str) -> String {
        let name = self.name().trim_start_matches("r#");
        format!("{name}.{}", field.trim_start_matches("r#"))
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Stmt {
    /// `let value = expr;`
    Let {
        value: Value,
        expr: Expr,
    },
    /// `place = value;`
    Store {
        place: Place,
        value: Value,
    },
    /// `place += value;` or, with `subtract`, `place -= value;`, of floats.
    Update {
        place: Place,
        value: Value,
        subtract: bool,
    },
    /// `let mut memory = init;`
    Alloc {
        memory: Memory,
        init: Init,
    },
    /// `place.fill(value);`
    Fill {
        place: Place,
        value: Value,
    },
    /// `to.copy_from_slice(from);` or the assignment of whole arrays. The shapes agree.
    Copy {
        to: Place,
        from: Place,
    },
    /// `place = operand;` where the operand is an aggregate and the place may change its length.
    Assign {
        place: Place,
        operand: Operand,
        /// The length before, of a place that may change it; lowering leaves it out.
        old_length: Option<Value>,
    },
    /// `place.push(operand);` of a `Vec`.
    Push {
        place: Place,
        operand: Operand,
    },
    /// `place.truncate(length);` of a `Vec` that is no shorter.
    Truncate {
        place: Place,
        length: Value,
        /// The length before; lowering leaves it out.
        old_length: Option<Value>,
    },
    /// Exchanges the contents of two places: `slice.swap(i, j)` or `std::mem::swap`.
    Swap {
        a: Place,
        b: Place,
    },
    /// `if condition { then } else { els }`, which yields the results.
    If {
        condition: Value,
        then: Block,
        els: Block,
        results: Vec<Value>,
    },
    For(Box<For>),
    While(Box<While>),
    Call(Box<Call>),
    /// `assert!`, `panic!` and their kin.
    Check(Box<Check>),
    /// Makes an error of the user's and keeps it.
    Fail(Box<Fail>),

    /// Forward code only: puts a value, or a memory (moved, or cloned), into the cache. The record of
    /// a [`Storage::Whole`](super::Storage::Whole) field stands at the end of the body.
    Record {
        field: Field,
        operand: Operand,
        clone: bool,
        /// Where, in the room that a [`Stmt::Reserve`] has made; else behind what is there.
        at: Option<Value>,
    },
    /// Forward code only: copies a slice into the cache.
    Keep {
        field: Field,
        place: Place,
    },
    /// Value and gradient in one body: the records of these fields, made in an iteration, are forgotten.
    Forget {
        fields: Vec<Field>,
    },
    /// Value and gradient in one body: the backward pass of an iteration begins, at the end of these
    /// records.
    Turn {
        fields: Vec<Field>,
    },
    /// Value and gradient in one body: gives up unless the shadow is zero and in the shape of the memory, as
    /// it is where an iteration hands nothing to the next.
    Settle {
        shadow: Place,
        of: Place,
    },
    /// Forward code only: the records of a loop that is about to run are this many. With `filled`
    /// they are there, as zeros, and will be assigned.
    Reserve {
        field: Field,
        count: Value,
        filled: bool,
    },

    /// Forward code only: the records of a loop that is about to run stand in this part of the room that a
    /// [`Stmt::Reserve`] has made for all runs of the loop.
    Room {
        field: Field,
        from: Value,
        count: Value,
    },

    /// Forward code only: a loop that is about to run, with the loops in it, will record about so many.
    Announce {
        field: Field,
        count: Value,
    },

    /// A span of a slice under a name: `count` elements from an offset on, none if `count` is 0. Under
    /// several names, as many spans, each directly behind the one before.
    View {
        memories: Vec<Memory>,
        place: Place,
        from: Option<Value>,
        count: Value,
        mutable: bool,
        /// Passes for some arguments only: empty unless the adjoint of one of these is wanted.
        only: Vec<usize>,
    },

    /// Adjoint code only: adds `from` to `to`, element by element.
    Accumulate {
        to: Place,
        from: Place,
    },
    /// Adjoint code only: sets every float of the place to zero.
    Zero {
        place: Place,
    },
    /// Adjoint code only: makes a `Vec` this long, with zeros at its end.
    Lengthen {
        place: Place,
        length: Value,
    },
    /// Adjoint code only: makes a memory of the cache available under its name.
    Recall {
        memory: Memory,
        from: Recorded,
    },
    /// Adjoint code only: moves the cursor of the records made in `block` back, past `by` records
    /// or past one.
    Rewind {
        block: BlockId,
        by: Option<Value>,
    },
    /// Adjoint code only: the backward pass of a call.
    Backward(Box<Backward>),

    /// Graph code only: a call of the graph's builder.
    Draw(Box<Draw>),
}

/// `for var in from..to` (or `from..=to`, or either `.rev()`).
#[derive(Clone, Debug)]
pub(crate) struct For {
    pub(crate) var: Value,
    pub(crate) from: Value,
    pub(crate) to: Value,
    pub(crate) inclusive: bool,
    pub(crate) reversed: bool,
    pub(crate) carried: Vec<Carried>,
    /// The position of a carried `bool` that ends the loop as soon as an iteration yields `true`.
    pub(crate) exit: Option<usize>,
    pub(crate) body: Block,
    pub(crate) span: Span,
}

/// `while condition { body }`: in each round the condition is computed first, from the carried
/// values.
#[derive(Clone, Debug)]
pub(crate) struct While {
    pub(crate) carried: Vec<Carried>,
    pub(crate) condition: Block,
    pub(crate) body: Block,
    pub(crate) span: Span,
}

/// A value that a loop changes: `init` before it, `inside` at the start of an iteration, what the
/// body yields at its end, `result` after the loop.
#[derive(Clone, Debug)]
pub(crate) struct Carried {
    pub(crate) init: Value,
    pub(crate) inside: Value,
    pub(crate) result: Value,
}

/// Where a record is read from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Recorded {
    pub(crate) field: Field,
    pub(crate) at: At,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum At {
    /// The field itself.
    Whole,
    /// Recorded in a branch that was taken.
    Branch,
    /// Where the cursor of the records made in the block stands, plus the ordinal of the iteration
    /// if there is one. Without a cursor the ordinal alone.
    Cursor {
        block: BlockId,
        cursor: bool,
        ordinal: Option<Value>,
    },
    /// So many from where the cursor stands on, or from so far behind it on, without a cursor from the
    /// first on: those of all iterations of a loop.
    Span {
        block: BlockId,
        cursor: bool,
        from: Option<Value>,
        count: Value,
    },
    /// The last of the calls in it that the backward pass has not been through.
    Last,
    /// The same of the function itself: what is read from cursors is another one behind it.
    Itself,
}

#[derive(Clone, Debug)]
pub(crate) struct Check {
    /// The macro as written: `assert`, `debug_assert_eq`, `panic`, …
    pub(crate) mac: Tokens,
    /// The operands of the macro: the condition, or the two sides of an `_eq`.
    pub(crate) operands: Vec<Operand>,
    /// The format string, if there is one.
    pub(crate) format: Option<Tokens>,
    /// The arguments of the format string; captured variables are named arguments.
    pub(crate) args: Vec<(Option<String>, CheckArg)>,
}

#[derive(Clone, Debug)]
pub(crate) enum CheckArg {
    Value(Value),
    Place(Place),
    /// The error kept in a memory, taken out of it.
    Error(Memory),
}

/// `memory = Some(error);`
#[derive(Clone, Debug)]
pub(crate) struct Fail {
    /// Where the function's error is kept until it returns.
    pub(crate) memory: Memory,
    /// The error of a call that failed, which it is made of.
    pub(crate) from: Option<Memory>,
    /// The user's expression or, with `from`, function.
    pub(crate) error: Option<Tokens>,
    /// Whether the error is converted, as `?` does.
    pub(crate) converts: bool,
    /// The variables in it.
    pub(crate) captures: Vec<(String, CheckArg)>,
}

/// How memory begins.
#[derive(Clone, Debug)]
pub(crate) enum Init {
    /// A value of any structure: an array literal, a moved memory, a scalar, a call's result.
    Operand(Operand),
    /// `vec![a, b, c]`
    VecOf(Vec<Operand>),
    /// `[value; count]`, with the count as written, or `vec![value; count]`.
    Repeat { value: Operand, count: Count },
    /// `place.to_vec()`, `place.clone()`, or a copy of an array.
    Clone(Place),
    /// Adjoint code only: the elements of a matrix, where they stand.
    Seen(Place),
    /// Generated code only: a struct that holds references, made of the places of its fields.
    Borrower(Box<Borrower>, Vec<Place>),
    /// What is in a call's `Some` or `Ok`, as an `Option`; the error goes into a memory of its own.
    Inside { of: Value, error: Option<Memory> },
    /// Nothing, for an error that may come.
    NoError,
    /// Adjoint code only: zeros (`-0.0`) in the shape of a type without lengths to be known.
    Zero,
    /// Adjoint code only: zeros, `count` of them.
    ZeroVec(Value),
    /// Adjoint code only: zeros in the shape of a primal place.
    ZeroLike(Place),
    /// Adjoint code only: the same for an adjoint that nobody reads, empty if the function that is
    /// called, at this path, writes none.
    Spare(Tokens, Place),
}

#[derive(Clone, Debug)]
pub(crate) enum Count {
    Array(Tokens),
    Vec(Value),
}
