//! How tuples compare: by their first components, and if these are equal by the next ones. A tuple of one stands
//! for a `Reverse`.

use crate::ir::Binary;
use crate::lower::messages as m;
use crate::lower::orders::orderings::Order;
use crate::lower::*;

/// Whether two values compare at all, and how they do then.
#[derive(Clone, Copy)]
struct Compared {
    there: Value,
    less: Value,
    greater: Value,
}

impl<'a> Lowerer<'a> {
    pub(in crate::lower) fn is_tuple(&mut self, outcome: &Outcome) -> bool {
        let ty = self.type_of(&outcome.clone().dereferenced());
        matches!(self.infer.shallow(&ty), Type::Tuple(_))
    }

    /// `a.cmp(&b)` and `a.partial_cmp(&b)` of tuples.
    pub(in crate::lower) fn tuples_compared(
        &mut self,
        name: &str,
        a: Outcome,
        b: Outcome,
        span: Span,
    ) -> Outcome {
        let Some(found) = self.lexicographic(a, b, span) else {
            return Outcome::Poison;
        };
        let Compared {
            there,
            less,
            greater,
        } = found;
        let order = Outcome::Ordering(Order::Found { less, greater });
        match name {
            "partial_cmp" => Outcome::Maybe(Box::new(Outcome::Value(there)), Box::new(order)),
            _ => order,
        }
    }

    /// A comparing operator between tuples.
    pub(in crate::lower) fn tuple_operator(
        &mut self,
        op: Binary,
        a: Outcome,
        b: Outcome,
        span: Span,
    ) -> Outcome {
        let Some(found) = self.lexicographic(a, b, span) else {
            return Outcome::Poison;
        };
        let different = self.operation(Binary::BitOr, found.less, found.greater, span);
        let holds = match op {
            Binary::Lt => found.less,
            Binary::Gt => found.greater,
            Binary::Le => self.not(found.greater, span),
            Binary::Ge => self.not(found.less, span),
            Binary::Ne => different,
            _ => self.not(different, span),
        };
        if let Binary::Ne = op {
            let missing = self.not(found.there, span);
            return Outcome::Value(self.operation(Binary::BitOr, holds, missing, span));
        }
        Outcome::Value(self.operation(Binary::BitAnd, holds, found.there, span))
    }

    fn lexicographic(&mut self, a: Outcome, b: Outcome, span: Span) -> Option<Compared> {
        let (a, b) = (a.dereferenced(), b.dereferenced());
        if !self.is_tuple(&a) && !self.is_tuple(&b) {
            let (left, right) = (self.value(a, span), self.value(b, span));
            return self.numbers_compared(left, right, span);
        }
        let (a, b) = (self.opened(a, span), self.opened(b, span));
        let (Outcome::Tuple(left), Outcome::Tuple(right)) = (a, b) else {
            return None;
        };
        if left.len() == 1 && self.vecs.tuples_of_one {
            self.error(span, m::REVERSED);
            return None;
        }
        let reversed = left.len() == 1;
        let mut found: Option<Compared> = None;
        for (a, b) in left.into_iter().zip(right) {
            let next = match reversed {
                true => self.lexicographic(b, a, span)?,
                false => self.lexicographic(a, b, span)?,
            };
            found = Some(match found {
                None => next,
                Some(first) => self.then_compared(first, next, span),
            });
        }
        found
    }

    fn numbers_compared(&mut self, left: Value, right: Value, span: Span) -> Option<Compared> {
        let outcome = self.compared("partial_cmp", left, right, span);
        let Outcome::Maybe(there, order) = outcome else {
            return None;
        };
        let (Outcome::Value(there), Outcome::Ordering(order)) = (*there, *order) else {
            return None;
        };
        let (less, greater) = self.less_and_greater(order, span);
        Some(Compared {
            there,
            less,
            greater,
        })
    }

    /// By one component, and if it is equal by the next.
    fn then_compared(&mut self, first: Compared, next: Compared, span: Span) -> Compared {
        let mut op = |op, a, b| self.operation(op, a, b, span);
        let different = op(Binary::BitOr, first.less, first.greater);
        let known = op(Binary::BitOr, different, next.there);
        let there = op(Binary::BitAnd, first.there, known);
        let mut unless = |decided: Value, otherwise: Value, holds: Value| {
            let not_decided = self.not(decided, span);
            let next = self.operation(Binary::BitAnd, not_decided, otherwise, span);
            self.operation(Binary::BitOr, holds, next, span)
        };
        let less = unless(first.greater, next.less, first.less);
        let greater = unless(first.less, next.greater, first.greater);
        Compared {
            there,
            less,
            greater,
        }
    }
}
