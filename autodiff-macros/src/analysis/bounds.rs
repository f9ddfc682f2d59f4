//! Values that surely stay away from zero: a quotient by such a value has no infinite partials.

use super::{Definition, Structure};
use crate::ir::*;

/// Functions that give no negative numbers.
const NOT_NEGATIVE: &[&str] = &["abs", "cosh", "exp", "exp2", "sqrt"];

/// The reciprocal of anything larger is far from infinite.
const SMALLEST: f64 = 1e-30;

impl Structure<'_> {
    /// Whether the value, if it is a number, is larger than something positive, as `1.0 + x.exp()` is.
    pub(crate) fn is_away_from_zero(&self, value: Value) -> bool {
        let Definition::Let(expr) = self.definition(value) else {
            return false;
        };
        match expr {
            Expr::Binary(Binary::Add, a, b) => {
                self.is_away_from_zero(*a) && self.is_not_negative(*b)
                    || self.is_away_from_zero(*b) && self.is_not_negative(*a)
            }
            Expr::Rule(rule, _) => rule.name == "cosh",
            expr => expr.number().is_some_and(|number| number > SMALLEST),
        }
    }

    /// Whether the value, if it is a number, is none below zero.
    pub(crate) fn is_not_negative(&self, value: Value) -> bool {
        let Definition::Let(expr) = self.definition(value) else {
            return false;
        };
        match expr {
            Expr::Binary(Binary::Mul, a, b) if a == b => true,
            Expr::Binary(Binary::Add | Binary::Mul | Binary::Div, a, b) => {
                self.is_not_negative(*a) && self.is_not_negative(*b)
            }
            Expr::Rule(rule, _) => NOT_NEGATIVE.contains(&rule.name),
            expr => expr.number().is_some_and(|number| number >= 0.0),
        }
    }

    /// Whether the value is a literal, which is finite.
    pub(crate) fn is_literal(&self, value: Value) -> bool {
        matches!(self.definition(value), Definition::Let(expr) if expr.number().is_some())
    }
}
