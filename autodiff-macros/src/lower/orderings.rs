//! How two numbers compare: `total_cmp`, `partial_cmp`, `cmp`, where something is chosen by it.

use super::infer::Kind;
use super::messages as m;
use super::*;
use crate::ir::{Binary, Expr};

/// An `Ordering` that is not yet looked at.
#[derive(Clone, Copy)]
pub(super) struct Order {
    left: Value,
    right: Value,
    /// By `total_cmp`, which tells `-0.0` from `0.0` and sorts what is no number.
    total: bool,
}

impl Order {
    fn swapped(self) -> Order {
        Order {
            left: self.right,
            right: self.left,
            ..self
        }
    }
}

impl<'a> Lowerer<'a> {
    /// Whether it is `Less`, `Equal` or `Greater`; `None` if the name is none of them.
    pub(super) fn is_ordering(&mut self, order: Order, name: &str, span: Span) -> Option<Value> {
        match name {
            "Less" => Some(self.is_less(order, false, span)),
            "Greater" => Some(self.is_less(order.swapped(), false, span)),
            "Equal" => {
                let less = self.is_less(order, true, span);
                let more = self.is_less(order.swapped(), true, span);
                Some(self.operation(Binary::BitAnd, less, more, span))
            }
            _ => None,
        }
    }

    /// `left.partial_cmp(&right)` and its kin.
    pub(super) fn compared(
        &mut self,
        name: &str,
        left: Value,
        right: Value,
        span: Span,
    ) -> Outcome {
        let ty = self.function.value(left).ty.clone();
        self.unify_value(right, &ty, span);
        let kind = if name == "total_cmp" {
            Kind::Float
        } else {
            Kind::Number
        };
        if !self.infer.narrow(&ty, kind) {
            return self.error_about(span, m::UNKNOWN_METHOD, name);
        }
        let total = name == "total_cmp";
        let order = Outcome::Ordering(Order { left, right, total });
        if name != "partial_cmp" {
            return order;
        }
        // It is there if both compare, which only what is no number does not.
        let at_most = self.operation(Binary::Le, left, right, span);
        let more = self.operation(Binary::Gt, left, right, span);
        let there = self.operation(Binary::BitOr, at_most, more, span);
        Outcome::Maybe(Box::new(Outcome::Value(there)), Box::new(order))
    }

    /// Whether the left one is less or, with `or_equal`, not greater.
    pub(super) fn is_less(&mut self, order: Order, or_equal: bool, span: Span) -> Value {
        let Order { left, right, total } = order;
        // Not greater is not: the right one less. What does not compare counts as equal.
        let (a, b) = if or_equal {
            (right, left)
        } else {
            (left, right)
        };
        let less = if total {
            let expr = Expr::Runtime("total_less", vec![a, b]);
            self.define(expr, Type::Bool, "", span)
        } else {
            self.operation(Binary::Lt, a, b, span)
        };
        if or_equal { self.not(less, span) } else { less }
    }

    pub(super) fn not(&mut self, value: Value, span: Span) -> Value {
        self.define(
            Expr::Unary(crate::ir::Unary::Not, value),
            Type::Bool,
            "",
            span,
        )
    }

    /// A method of an `Ordering`.
    pub(super) fn ordering_method(
        &mut self,
        order: Order,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let swapped = order.swapped();
        match name.as_str() {
            "reverse" => Outcome::Ordering(swapped),
            "is_lt" => Outcome::Value(self.is_less(order, false, span)),
            "is_gt" => Outcome::Value(self.is_less(swapped, false, span)),
            "is_le" => Outcome::Value(self.is_less(order, true, span)),
            "is_ge" => Outcome::Value(self.is_less(swapped, true, span)),
            "is_eq" if let Some(equal) = self.is_ordering(order, "Equal", span) => {
                Outcome::Value(equal)
            }
            "is_ne" if let Some(equal) = self.is_ordering(order, "Equal", span) => {
                Outcome::Value(self.not(equal, span))
            }
            _ => self.error(span, m::ORDERING_VALUE),
        }
    }
}
