//! Making expressions.

use super::*;
use proc_macro2::{Literal, TokenTree};

/// An unsuffixed integer literal.
pub(crate) fn integer(n: usize) -> Expr {
    let literal = TokenTree::Literal(Literal::usize_unsuffixed(n));
    Expr::Literal(Tokens::new(literal.into()))
}

/// An unsuffixed, non-negative float literal.
pub(crate) fn float(x: f64) -> Expr {
    let literal = TokenTree::Literal(Literal::f64_unsuffixed(x.abs()));
    Expr::Literal(Tokens::new(literal.into()))
}

impl Expr {
    /// Whether it is the literal of this number.
    pub(crate) fn is_number(&self, number: f64) -> bool {
        self.number() == Some(number)
    }

    /// The number of a literal.
    pub(crate) fn number(&self) -> Option<f64> {
        let Expr::Literal(tokens) = self else {
            return None;
        };
        let text = tokens.text().replace('_', "");
        let text = text.trim_end_matches("f64").trim_end_matches("f32");
        text.parse().ok()
    }
}

impl Name {
    /// A name after the operation that makes the value.
    pub(crate) fn made(text: impl Into<String>) -> Option<Name> {
        Some(Name {
            text: text.into(),
            by_user: false,
        })
    }

    /// A name that deserves a `let`.
    pub(crate) fn kept(text: impl Into<String>) -> Option<Name> {
        Some(Name {
            text: text.into(),
            by_user: true,
        })
    }
}
