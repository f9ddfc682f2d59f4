//! What a branch gives, and what the slots hold after it, made of what its arms give and hold.

use crate::lower::builder::Deferred;
use crate::lower::flow::branch::{Arm, Arms};
use crate::lower::flow::choices::is_same;
use crate::lower::messages as m;
use crate::lower::scope::Slot;
use crate::lower::*;

fn mergeable(outcome: &Outcome) -> bool {
    !matches!(
        outcome,
        Outcome::Ref(..)
            | Outcome::Iter(_)
            | Outcome::Callable(_)
            | Outcome::Maybe(..)
            | Outcome::Failing(..)
            | Outcome::Error(_)
            | Outcome::Ordering(_)
            | Outcome::Borrower(_)
            | Outcome::Map(_)
            | Outcome::Cell(_)
            | Outcome::Moving(_)
    )
}

impl<'a> Lowerer<'a> {
    /// The outcome of the branch, of the same structure as those of its arms.
    pub(in crate::lower) fn merge(&mut self, a: Outcome, b: Outcome, arms: &mut Arms) -> Outcome {
        match (a, b) {
            (Outcome::Poison, _) | (_, Outcome::Poison) => Outcome::Poison,
            (Outcome::Never, Outcome::Never) => Outcome::Never,
            (Outcome::Unit, Outcome::Unit | Outcome::Never) | (Outcome::Never, Outcome::Unit) => {
                Outcome::Unit
            }
            (Outcome::Tuple(a), Outcome::Tuple(b)) if a.len() == b.len() => {
                let pairs = a.into_iter().zip(b);
                Outcome::Tuple(pairs.map(|(a, b)| self.merge(a, b, arms)).collect())
            }
            (Outcome::Tuple(a), Outcome::Never) => {
                let items = a.into_iter().map(|a| self.merge(a, Outcome::Never, arms));
                Outcome::Tuple(items.collect())
            }
            (Outcome::Never, Outcome::Tuple(b)) => {
                let items = b.into_iter().map(|b| self.merge(Outcome::Never, b, arms));
                Outcome::Tuple(items.collect())
            }
            (Outcome::Value(v), Outcome::Unit) | (Outcome::Unit, Outcome::Value(v)) => {
                self.unify_value(v, &Type::Unit, arms.span);
                Outcome::Unit
            }
            (Outcome::Value(a), Outcome::Value(b)) if a == b => Outcome::Value(a),
            (Outcome::Failing(a, f), Outcome::Failing(b, g)) if f == g => {
                Outcome::Failing(Box::new(self.merge(*a, *b, arms)), f)
            }
            (Outcome::Failing(a, f), Outcome::Never) => {
                Outcome::Failing(Box::new(self.merge(*a, Outcome::Never, arms)), f)
            }
            (Outcome::Never, Outcome::Failing(b, f)) => {
                Outcome::Failing(Box::new(self.merge(Outcome::Never, *b, arms)), f)
            }
            (a @ (Outcome::Maybe(..) | Outcome::Failing(..)), b)
                if !matches!(b, Outcome::Maybe(..) | Outcome::Never) =>
            {
                let own = matches!(a, Outcome::Failing(..));
                let b = self.in_arm(&mut arms.els, |l| l.as_optional(b, own, arms.span));
                match own || matches!(b, Outcome::Maybe(..)) {
                    true => self.merge(a, b, arms),
                    false => Outcome::Poison,
                }
            }
            (a, b @ (Outcome::Maybe(..) | Outcome::Failing(..)))
                if !matches!(a, Outcome::Maybe(..) | Outcome::Never) =>
            {
                let own = matches!(b, Outcome::Failing(..));
                let a = self.in_arm(&mut arms.then, |l| l.as_optional(a, own, arms.span));
                match own || matches!(a, Outcome::Maybe(..)) {
                    true => self.merge(a, b, arms),
                    false => Outcome::Poison,
                }
            }
            (a @ Outcome::Maybe(..), b @ Outcome::Maybe(..))
                if !self.has_junk(&a) || !self.has_junk(&b) =>
            {
                let ty = self.type_of(&a);
                let other = self.type_of(&b);
                self.unify(&ty, &other, arms.span);
                let a = self.in_arm(&mut arms.then, |l| l.packed_value(a, &ty, arms.span));
                let b = self.in_arm(&mut arms.els, |l| l.packed_value(b, &ty, arms.span));
                self.merge_values(a, b, arms)
            }
            (Outcome::Maybe(a, x), Outcome::Maybe(b, y)) => {
                let (x, y) = match (*x, *y) {
                    (Outcome::Never, Outcome::Never) => (Outcome::Never, Outcome::Never),
                    (x, y) => {
                        let (a, b) = ((*a).clone(), (*b).clone());
                        let x = self.in_arm(&mut arms.then, |l| l.looked_at(a, x, arms.span));
                        let y = self.in_arm(&mut arms.els, |l| l.looked_at(b, y, arms.span));
                        (x, y)
                    }
                };
                let there = self.merge(*a, *b, arms);
                let inner = self.merge(x, y, arms);
                Outcome::Maybe(Box::new(there), Box::new(inner))
            }
            (Outcome::Maybe(a, x), Outcome::Never) | (Outcome::Never, Outcome::Maybe(a, x))
                if matches!(*x, Outcome::Never) =>
            {
                Outcome::Maybe(a, x)
            }
            (Outcome::Maybe(a, x), Outcome::Never) => {
                let there = self.merge(*a, Outcome::Never, arms);
                let inner = self.merge(*x, Outcome::Never, arms);
                Outcome::Maybe(Box::new(there), Box::new(inner))
            }
            (Outcome::Never, Outcome::Maybe(b, y)) => {
                let there = self.merge(Outcome::Never, *b, arms);
                let inner = self.merge(Outcome::Never, *y, arms);
                Outcome::Maybe(Box::new(there), Box::new(inner))
            }
            // What is behind a shared reference does not change: a number's is the number.
            (Outcome::Ref(a, false), Outcome::Ref(b, false))
                if self.is_number_at(&a) && self.is_number_at(&b) =>
            {
                self.merge(*a, *b, arms).reference(false)
            }
            (Outcome::Ref(a, false), Outcome::Never) if self.has_zero_at(&a) => {
                self.merge(*a, Outcome::Never, arms).reference(false)
            }
            (Outcome::Never, Outcome::Ref(b, false)) if self.has_zero_at(&b) => {
                self.merge(Outcome::Never, *b, arms).reference(false)
            }
            (a @ Outcome::Ordering(_), b @ (Outcome::Ordering(_) | Outcome::Never))
            | (a @ Outcome::Never, b @ Outcome::Ordering(_)) => self.merged_orders(a, b, arms),
            (Outcome::Ref(a, mutable), Outcome::Never) if self.outlives(&a, &arms.then) => {
                self.lent_by_one(*a, true, arms).reference(mutable)
            }
            (Outcome::Never, Outcome::Ref(b, mutable)) if self.outlives(&b, &arms.els) => {
                self.lent_by_one(*b, false, arms).reference(mutable)
            }
            (Outcome::Borrower(a), Outcome::Never) => self.borrower_of_one(&a, true, arms),
            (Outcome::Never, Outcome::Borrower(b)) => self.borrower_of_one(&b, false, arms),
            (Outcome::Ref(a, mutable), Outcome::Ref(b, _)) if is_same(&a, &b) => {
                a.reference(mutable)
            }
            (Outcome::Ref(a, false), Outcome::Ref(b, false)) if self.are_copied(&a, &b) => {
                let (a, b) = self.copied_behind(*a, *b, arms);
                self.merge_values(a, b, arms).reference(false)
            }
            (a, b) if self.may_lack(&a, &b, arms) => self.merged_in_option(a, b, arms),
            (a, b) if !mergeable(&a) || !mergeable(&b) => {
                self.error(arms.span, m::BRANCH_REFERENCE)
            }
            (a, b) => self.merge_values(a, b, arms),
        }
    }

    /// Goes on at the end of an arm.
    pub(in crate::lower) fn in_arm(
        &mut self,
        arm: &mut Arm,
        f: impl FnOnce(&mut Self) -> Outcome,
    ) -> Outcome {
        self.open.push(std::mem::take(&mut arm.stmts));
        let outcome = f(self);
        arm.stmts = self.open.pop().unwrap_or_default();
        outcome
    }

    pub(in crate::lower) fn merge_values(
        &mut self,
        a: Outcome,
        b: Outcome,
        arms: &mut Arms,
    ) -> Outcome {
        let span = arms.span;
        let known = if matches!(a, Outcome::Never) { &b } else { &a };
        let ty = self.type_of(known);
        let yielded = |l: &mut Self, outcome: Outcome, stmts: &mut Vec<Stmt>| match outcome {
            Outcome::Never => l.deferred(Deferred::Zero, ty.clone(), span),
            other => {
                l.open.push(std::mem::take(stmts));
                let value = l.value(other, span);
                *stmts = l.open.pop().unwrap_or_default();
                l.unify_value(value, &ty, span);
                value
            }
        };
        let a = yielded(self, a, &mut arms.then.stmts);
        let b = yielded(self, b, &mut arms.els.stmts);
        let result = self.new_value(ty, None, span);
        arms.results.push((result, a, b));
        Outcome::Value(result)
    }

    /// What a slot holds after the branch.
    pub(in crate::lower) fn merge_slot(&mut self, at: usize, slot: Slot, arms: &mut Arms) {
        let merged = match (arms.then.held[at], arms.els.held[at]) {
            (a, b) if a == b => a,
            (a, b) => {
                let (name, ty, span) = {
                    let info = self.slot(slot);
                    (info.name.clone(), info.ty.clone(), info.span)
                };
                let mut or_zero = |value: Option<Value>| match value {
                    Some(value) => value,
                    None => self.zero_for(slot, ty.clone(), span),
                };
                let (a, b) = (or_zero(a), or_zero(b));
                let result = self.new_value(ty, Some(name), span);
                arms.results.push((result, a, b));
                Some(result)
            }
        };
        self.put(slot, merged);
    }
}
