//! What adds up the items of an iterator, or counts or tests them.

use super::builder::{Deferred, named};
use super::closures::Callable;
use super::infer::Kind;
use super::iterators::Iter;
use super::messages as m;
use super::scope::Slot;
use super::*;
use crate::ir::Binary;

impl<'a> Lowerer<'a> {
    /// A slot that a loop accumulates into.
    pub(super) fn accumulator(
        &mut self,
        name: &str,
        ty: Type,
        value: Option<Value>,
        span: Span,
    ) -> Slot {
        self.new_slot(named(name, false), ty, value, span)
    }

    pub(super) fn reduce(
        &mut self,
        iter: &Iter,
        op: Binary,
        ty: Option<Type>,
        start: Deferred,
        name: &str,
        span: Span,
    ) -> Outcome {
        let alive = self.alive.len();
        let ty = ty.unwrap_or_else(|| self.infer.of_kind(Kind::Number));
        let start = self.deferred(start, ty.clone(), span);
        let slot = self.accumulator(name, ty, Some(start), span);
        self.each(iter, None, span, &mut |l, item| {
            let item = l.value(item, span);
            let old = l.held(slot);
            let new = l.operation(op, old, item, span);
            l.set(slot, new, span);
        });
        let result = self.held(slot);
        self.alive.truncate(alive);
        Outcome::Value(result)
    }

    pub(super) fn fold(&mut self, iter: &Iter, init: Outcome, f: &Callable, span: Span) -> Outcome {
        let alive = self.alive.len();
        let ty = self.type_of(&init);
        if matches!(init, Outcome::Poison) {
            return init;
        }
        match self.infer.shallow(&ty) {
            Type::Ref(..) => return self.error(span, m::FOLDED_REFERENCE),
            _ if self.facts.is_stored("folded") => return self.fold_in_place(iter, init, f, span),
            Type::Array(..) | Type::Vec(_) => return self.fold_in_place(iter, init, f, span),
            Type::Var(_) if self.infer.name(&ty).is_some() && !self.is_number(&ty) => {
                return self.fold_in_place(iter, init, f, span);
            }
            _ => {}
        }
        let target = self.target_of(&ty, "folded", span);
        self.put_into(&target, init, span);
        self.each(iter, None, span, &mut |l, item| {
            let old = l.take_from(&target);
            let new = l.apply(f, vec![old, item], span);
            l.put_into(&target, new, span);
        });
        let result = self.take_from(&target);
        self.alive.truncate(alive);
        result
    }

    /// What is folded is an aggregate: a variable that each item changes.
    fn fold_in_place(&mut self, iter: &Iter, init: Outcome, f: &Callable, span: Span) -> Outcome {
        let init = self.settle(init, span);
        let folded = self.variable("folded", init, true, span);
        self.each(iter, None, span, &mut |l, item| {
            let new = l.apply(f, vec![folded.clone(), item], span);
            // A closure may change what it is given, and give that back.
            if !choices::is_same(&new, &folded) {
                let new = l.settle(new, span);
                l.assign_to(folded.clone(), new, span);
            }
        });
        folded
    }

    pub(super) fn count(&mut self, iter: &Iter, span: Span) -> Outcome {
        let alive = self.alive.len();
        let zero = self.usize(0, span);
        let slot = self.accumulator("count", Type::USIZE, Some(zero), span);
        self.each(iter, None, span, &mut |l, _| {
            let old = l.held(slot);
            let one = l.usize(1, span);
            let new = l.index_binary(Binary::Add, old, one, span);
            l.set(slot, new, span);
        });
        let result = self.held(slot);
        self.alive.truncate(alive);
        Outcome::Value(result)
    }

    /// `all` and `any` end with the first item that decides.
    pub(super) fn all_or_any(
        &mut self,
        iter: &Iter,
        f: &Callable,
        all: bool,
        span: Span,
    ) -> Outcome {
        let alive = self.alive.len();
        let undecided = self.boolean(all);
        let slot = self.accumulator(
            if all { "all" } else { "any" },
            Type::Bool,
            Some(undecided),
            span,
        );
        self.each(iter, None, span, &mut |l, item| {
            let outcome = l.apply(f, vec![item], span);
            let value = l.value(outcome, span);
            l.unify_value(value, &Type::Bool, span);
            let leave = |l: &mut Self| {
                let decided = l.boolean(!all);
                l.put(slot, Some(decided));
                l.leave_loop()
            };
            l.branch(
                value,
                &mut |l, k| if all { k(l, Outcome::Unit) } else { leave(l) },
                &mut |l, k| if all { leave(l) } else { k(l, Outcome::Unit) },
                &mut branch::as_is,
                span,
            );
        });
        let result = self.held(slot);
        self.alive.truncate(alive);
        Outcome::Value(result)
    }
}
