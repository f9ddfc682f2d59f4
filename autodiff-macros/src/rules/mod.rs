//! The derivative table: one row a function.
//!
//! A row is ordinary Rust over its operands and its result. Here the operands are [`Formula`]s, so
//! that evaluating a row builds its expression; the runtime crate's tests include the same rows
//! with floats for operands and check them against finite differences.

mod formula;
mod rows;
mod without;

pub(crate) use formula::{Formula, Node, Operator};
pub(crate) use without::why_without;

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The method's name in `std`.
    pub(crate) name: &'static str,
    /// For each operand, receiver first, its partial derivative, or `None` if nothing flows into it
    /// (the integer exponent of `powi`).
    pub(crate) partials: Vec<Option<Partial>>,
}

/// A partial derivative.
#[derive(Debug)]
pub(crate) struct Partial {
    pub(crate) formula: Formula,
    pub(crate) kind: PartialKind,
}

/// How the partial meets the adjoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartialKind {
    /// `d * partial`
    Plain,
    /// The partial may be infinite, or the adjoint may be where the partial is zero:
    /// `::autodiff::guarded(d, partial)`.
    Guarded,
}

/// The row of the function with this name.
pub(crate) fn find(name: &str) -> Option<&'static Rule> {
    rows::ROWS.iter().find(|rule| rule.name == name)
}
