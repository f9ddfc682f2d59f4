//! How two numbers compare: `total_cmp`, `partial_cmp`, `cmp`, where something is chosen by it.

use crate::ir::{Binary, Expr};
use crate::lower::messages as m;
use crate::lower::types::infer::Kind;
use crate::lower::*;

/// An `Ordering` that is not yet looked at.
#[derive(Clone, Copy)]
pub(in crate::lower) enum Order {
    Numbers {
        left: Value,
        right: Value,
        /// By `total_cmp`, which tells `-0.0` from `0.0` and sorts what is no number.
        total: bool,
    },
    /// Whether it is less, and whether it is greater.
    Found { less: Value, greater: Value },
}

impl Order {
    fn swapped(self) -> Order {
        match self {
            Order::Numbers { left, right, total } => Order::Numbers {
                left: right,
                right: left,
                total,
            },
            Order::Found { less, greater } => Order::Found {
                less: greater,
                greater: less,
            },
        }
    }
}

impl<'a> Lowerer<'a> {
    /// Whether it is `Less`, `Equal` or `Greater`; `None` if the name is none of them.
    pub(in crate::lower) fn is_ordering(
        &mut self,
        order: Order,
        name: &str,
        span: Span,
    ) -> Option<Value> {
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
    pub(in crate::lower) fn compared(
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
        // By `partial_cmp` structs compare as by the operators, which is how it is emitted. Several of
        // these look at them, so that they have to be copies.
        let fits = match self.defined_struct(&ty) {
            Some(of) => name == "partial_cmp" && source::definitions::derives_copy(&of),
            None => self.infer.narrow(&ty, kind),
        };
        if !fits {
            return self.error_about(span, m::UNKNOWN_METHOD, name);
        }
        let total = name == "total_cmp";
        let order = Outcome::Ordering(Order::Numbers { left, right, total });
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
    pub(in crate::lower) fn is_less(&mut self, order: Order, or_equal: bool, span: Span) -> Value {
        let (left, right, total) = match order {
            Order::Numbers { left, right, total } => (left, right, total),
            Order::Found { greater, .. } if or_equal => return self.not(greater, span),
            Order::Found { less, .. } => return less,
        };
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

    pub(in crate::lower) fn not(&mut self, value: Value, span: Span) -> Value {
        self.define(
            Expr::Unary(crate::ir::Unary::Not, value),
            Type::Bool,
            "",
            span,
        )
    }

    /// A method of an `Ordering`.
    pub(in crate::lower) fn ordering_method(
        &mut self,
        order: Order,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let swapped = order.swapped();
        match name.as_str() {
            "reverse" => Outcome::Ordering(swapped),
            "then" | "then_with" => self.unless_equal(order, e, span),
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

    /// `Ordering::Less` and its kin.
    pub(in crate::lower) fn constant_order(&mut self, names: &[String]) -> Option<Outcome> {
        let [.., of, name] = names else {
            return None;
        };
        let (less, greater) = match name.as_str() {
            "Less" => (true, false),
            "Equal" => (false, false),
            "Greater" => (false, true),
            _ => return None,
        };
        let (less, greater) = (self.boolean(less), self.boolean(greater));
        (of == "Ordering").then_some(Outcome::Ordering(Order::Found { less, greater }))
    }

    /// Whether it is `Equal` in any case.
    pub(in crate::lower) fn is_surely_equal(&self, outcome: &Outcome) -> bool {
        let no = |value: Value| self.booleans[0] == Some(value);
        matches!(outcome, Outcome::Ordering(Order::Found { less, greater }) if no(*less) && no(*greater))
    }

    /// Whether an order is less, and whether it is greater.
    pub(in crate::lower) fn less_and_greater(
        &mut self,
        order: Order,
        span: Span,
    ) -> (Value, Value) {
        let less = self.is_less(order, false, span);
        (less, self.is_less(order.swapped(), false, span))
    }

    /// `order.then(other)` and `order.then_with(f)`
    fn unless_equal(&mut self, order: Order, e: &syn::ExprMethodCall, span: Span) -> Outcome {
        let Some(arg) = e.args.first() else {
            return self.error(span, m::ARGUMENTS);
        };
        let (less, greater) = self.less_and_greater(order, span);
        let first = Outcome::Ordering(Order::Found { less, greater });
        if e.method == "then" {
            let other = self.expr(arg);
            let different = self.operation(Binary::BitOr, less, greater, span);
            return self.either(
                different,
                &mut |_| first.clone(),
                &mut |_| other.clone(),
                span,
            );
        }
        let Some(f) = self.callable(arg) else {
            return Outcome::Poison;
        };
        let different = self.operation(Binary::BitOr, less, greater, span);
        let other = &mut |l: &mut Self| l.apply(&f, Vec::new(), span);
        self.either(different, &mut |_| first.clone(), other, span)
    }

    /// What one of two orders is that a branch chooses between; one that is not there is taken for `Equal`.
    pub(in crate::lower) fn merged_orders(
        &mut self,
        a: Outcome,
        b: Outcome,
        arms: &mut crate::lower::flow::branch::Arms,
    ) -> Outcome {
        let span = arms.span;
        let found = |l: &mut Self, outcome| match outcome {
            Outcome::Ordering(order) => {
                let (less, greater) = l.less_and_greater(order, span);
                Outcome::Tuple(vec![Outcome::Value(less), Outcome::Value(greater)])
            }
            other => other,
        };
        let a = self.in_arm(&mut arms.then, |l| found(l, a));
        let b = self.in_arm(&mut arms.els, |l| found(l, b));
        let merged = match self.merge(a, b, arms) {
            Outcome::Tuple(parts) => <[Outcome; 2]>::try_from(parts).ok(),
            _ => None,
        };
        match merged {
            Some([Outcome::Value(less), Outcome::Value(greater)]) => {
                Outcome::Ordering(Order::Found { less, greater })
            }
            _ => Outcome::Poison,
        }
    }
}
