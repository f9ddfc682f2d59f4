//! Expressions: what one value is computed from others, or read from memory.

use super::{Operand, Place, Recorded, Tokens, Type, Value};
use crate::rules::Rule;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Unary {
    Neg,
    Not,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Binary {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    BitAnd,
    BitOr,
    BitXor,
    Shl,
    Shr,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Binary {
    pub(crate) fn is_comparison(self) -> bool {
        matches!(
            self,
            Binary::Eq | Binary::Ne | Binary::Lt | Binary::Le | Binary::Gt | Binary::Ge
        )
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Expr {
    /// A literal, as it is printed (negative ones include their sign).
    Literal(Tokens),
    /// The path of a `const`, a `static`, a const parameter.
    Const(Tokens),
    Unary(Unary, Value),
    /// Operators on scalars. `&&` and `||` are [`Stmt::If`].
    Binary(Binary, Value, Value),
    /// `value as Type`
    Cast(Value, Type),
    /// A float function of the derivative table.
    Rule(&'static Rule, Vec<Value>),
    /// A method without a derivative, of integers or from floats to `bool` or integers
    /// (`is_nan`, `pow`, `min` of integers, `to_bits`): receiver first.
    Method(&'static str, Vec<Value>),
    /// Reads a place; an aggregate is moved or copied out.
    Load(Place),
    /// `place.len()`
    Len(Place),
    /// Whether a place fits a pattern that binds nothing: it is of a variant.
    Is(Place, Tokens),
    /// A pure function of the runtime crate on scalars, by its path below `::autodiff`.
    Runtime(&'static str, Vec<Value>),
    /// Keeps the value and cuts the flow.
    StopGradient(Value),

    /// Adjoint code only: reads the place and leaves zero there.
    Take(Place),
    /// Adjoint code only: takes the last item off a `Vec`.
    Pop(Place),
    /// Adjoint code only: the sum of the floats of the place.
    Sum(Place),
    /// Adjoint code only: a scalar record, or an aggregate one by reference.
    Recorded(Recorded),
    /// An aggregate put together; except in adjoint code, an `Option` or `Result` of numbers.
    Aggregate(Operand),
    /// Adjoint code only: what is in an optional adjoint, or zero.
    Unwrap(Value),
    /// Passes for some arguments only: whether the adjoint of one of these is wanted.
    Wanted(Vec<usize>),
    /// Passes for some arguments only: whether the shadow of this one holds nothing yet.
    Fresh(usize),
    /// Adjoint code only: a gradient of zero (`-0.0`) of the value's type; for a gradient of
    /// unknown structure, in the shape of this primal value.
    Zero(Option<Value>),
}
