//! Branches: what both arms make of the slots and of the value becomes results of the `if`.

use super::choices::is_same;
use super::exits::Flow;
use super::messages as m;
use super::scope::Slot;
use super::*;

/// What an arm of a branch makes; it gets what follows if it alone goes on.
pub(super) type Make<'k, 'a> = &'k mut dyn FnMut(&mut Lowerer<'a>, Then<'_, 'a>) -> Outcome;

/// One arm, lowered but still open.
pub(super) struct Arm {
    stmts: Vec<Stmt>,
    /// What the slots hold at its end.
    held: Vec<Option<Value>>,
    outcome: Outcome,
    flow: Flow,
}

/// Both arms, and the results made of them so far: each with what the arms yield for it.
pub(super) struct Arms {
    pub(super) then: Arm,
    pub(super) els: Arm,
    results: Vec<(Value, Value, Value)>,
    pub(super) span: Span,
}

fn take(outcome: &mut Outcome) -> Outcome {
    std::mem::replace(outcome, Outcome::Never)
}

/// Hands an outcome on as it is.
pub(super) fn as_is<'a>(_: &mut Lowerer<'a>, outcome: Outcome) -> Outcome {
    outcome
}

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
    )
}

impl<'a> Lowerer<'a> {
    /// `if condition { then } else { els }`, followed by `k`. Where one arm leaves early, `k` moves
    /// into the other.
    pub(super) fn branch(
        &mut self,
        condition: Value,
        then: Make<'_, 'a>,
        els: Make<'_, 'a>,
        k: Then<'_, 'a>,
        span: Span,
    ) -> Outcome {
        let slots = self.alive.clone();
        let before: Vec<_> = slots.iter().map(|s| self.slot(*s).value).collect();
        let mut then = self.arm(&slots, &before, |l| then(l, &mut as_is));
        let mut gone_on = true;
        let mut els = if then.flow == Flow::Leaves {
            self.arm(&slots, &before, |l| els(l, k))
        } else if self.is_choice(&then.outcome) {
            // What is borrowed depends on the branch, and so does all that follows.
            self.go_on_in(&mut then, &slots, k);
            self.arm(&slots, &before, |l| els(l, k))
        } else {
            let mut els = self.arm(&slots, &before, |l| els(l, &mut as_is));
            if els.flow == Flow::Leaves || els.flow == Flow::Panics && !self.has_junk(&then.outcome)
            {
                self.go_on_in(&mut then, &slots, k);
            } else if then.flow == Flow::Panics && !self.has_junk(&els.outcome) {
                self.go_on_in(&mut els, &slots, k);
            } else {
                gone_on = false;
            }
            els
        };
        let (a, b) = (take(&mut then.outcome), take(&mut els.outcome));
        let mut arms = Arms {
            then,
            els,
            results: Vec::new(),
            span,
        };
        let outcome = self.merge(a, b, &mut arms);
        for (at, slot) in slots.iter().enumerate() {
            self.merge_slot(at, *slot, &mut arms);
        }
        let Arms { then, els, .. } = arms;
        let stmt = Stmt::If {
            condition,
            then: self.block(then.stmts, arms.results.iter().map(|r| r.1).collect()),
            els: self.block(els.stmts, arms.results.iter().map(|r| r.2).collect()),
            results: arms.results.iter().map(|r| r.0).collect(),
        };
        self.emit(stmt);
        let outcome = self.chosen_in_memory(outcome, span);
        self.flow = then.flow.join(els.flow);
        if gone_on {
            outcome
        } else {
            self.go_on(outcome, k)
        }
    }

    /// Runs `k` if control surely comes here, or else under a test of whether it does.
    pub(super) fn go_on(&mut self, outcome: Outcome, k: Then<'_, 'a>) -> Outcome {
        match self.flow {
            Flow::Falls => k(self, outcome),
            Flow::Leaves | Flow::Panics => Outcome::Never,
            Flow::MayLeave => {
                let span = Span::call_site();
                let outcome = match self.is_packed(&outcome) {
                    true => self.anchored(outcome, span),
                    false => outcome,
                };
                let Some(skip) = self.levels.last().map(|level| level.skip) else {
                    return Outcome::Poison;
                };
                let condition = self.held(skip);
                self.branch(
                    condition,
                    &mut |l, _| {
                        l.flow = Flow::Leaves;
                        Outcome::Never
                    },
                    &mut |l, k2| {
                        let outcome = k(l, outcome.clone());
                        l.go_on(outcome, k2)
                    },
                    &mut as_is,
                    span,
                )
            }
        }
    }

    fn arm(
        &mut self,
        slots: &[Slot],
        before: &[Option<Value>],
        make: impl FnOnce(&mut Self) -> Outcome,
    ) -> Arm {
        for (slot, value) in slots.iter().zip(before) {
            self.put(*slot, *value);
        }
        self.flow = Flow::Falls;
        let (stmts, outcome) = self.collect(|l| {
            l.scoped(|l| {
                let outcome = make(l);
                l.read(outcome, Span::call_site())
            })
        });
        Arm {
            stmts,
            held: slots.iter().map(|s| self.slot(*s).value).collect(),
            outcome,
            flow: std::mem::replace(&mut self.flow, Flow::Falls),
        }
    }

    /// Opens an arm again and lowers what follows at its end.
    fn go_on_in(&mut self, arm: &mut Arm, slots: &[Slot], k: Then<'_, 'a>) {
        for (slot, value) in slots.iter().zip(&arm.held) {
            self.put(*slot, *value);
        }
        self.flow = arm.flow;
        self.open.push(std::mem::take(&mut arm.stmts));
        let outcome = take(&mut arm.outcome);
        arm.outcome = self.scoped(|l| {
            let outcome = l.go_on(outcome, k);
            l.read(outcome, Span::call_site())
        });
        arm.stmts = self.open.pop().unwrap_or_default();
        arm.held = slots.iter().map(|s| self.slot(*s).value).collect();
        arm.flow = std::mem::replace(&mut self.flow, Flow::Falls);
    }

    /// Whether zeros can stand for this outcome where control does not come.
    pub(super) fn has_junk(&mut self, outcome: &Outcome) -> bool {
        match outcome {
            Outcome::Never | Outcome::Poison | Outcome::Unit => true,
            Outcome::Tuple(items) => items.iter().all(|i| self.has_junk(i)),
            Outcome::Maybe(_, inner) => self.has_junk(inner),
            Outcome::Failing(maybe, _) => self.has_junk(maybe),
            Outcome::Value(_) | Outcome::Slot(_) | Outcome::Place(_) => {
                let ty = self.type_of(outcome);
                match self.infer.shallow(&ty) {
                    Type::Var(_) => self.infer.name(&ty).is_none(),
                    Type::Slice(_) => false,
                    _ => true,
                }
            }
            _ => false,
        }
    }

    /// Whether a number is surely what is here.
    pub(super) fn is_number_at(&mut self, outcome: &Outcome) -> bool {
        let (Outcome::Value(_) | Outcome::Slot(_) | Outcome::Place(_)) = outcome else {
            return false;
        };
        let ty = self.type_of(outcome);
        let ty = self.infer.shallow(&ty);
        ty.is_scalar() || !matches!(self.infer.kind(&ty), super::infer::Kind::Any)
    }

    /// The outcome of the branch, of the same structure as those of its arms.
    fn merge(&mut self, a: Outcome, b: Outcome, arms: &mut Arms) -> Outcome {
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
            (Outcome::Ref(a, false), Outcome::Never) if self.is_number_at(&a) => {
                self.merge(*a, Outcome::Never, arms).reference(false)
            }
            (Outcome::Never, Outcome::Ref(b, false)) if self.is_number_at(&b) => {
                self.merge(Outcome::Never, *b, arms).reference(false)
            }
            (Outcome::Ref(a, mutable), Outcome::Ref(b, _)) if is_same(&a, &b) => {
                a.reference(mutable)
            }
            (Outcome::Ref(a, false), Outcome::Ref(b, false)) if self.are_copied(&a, &b) => {
                let (a, b) = self.copied_behind(*a, *b, arms);
                self.merge_values(a, b, arms).reference(false)
            }
            (a, b) if !mergeable(&a) || !mergeable(&b) => {
                self.error(arms.span, m::BRANCH_REFERENCE)
            }
            (a, b) => self.merge_values(a, b, arms),
        }
    }

    /// Goes on at the end of an arm.
    pub(super) fn in_arm(
        &mut self,
        arm: &mut Arm,
        f: impl FnOnce(&mut Self) -> Outcome,
    ) -> Outcome {
        self.open.push(std::mem::take(&mut arm.stmts));
        let outcome = f(self);
        arm.stmts = self.open.pop().unwrap_or_default();
        outcome
    }

    fn merge_values(&mut self, a: Outcome, b: Outcome, arms: &mut Arms) -> Outcome {
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
    fn merge_slot(&mut self, at: usize, slot: Slot, arms: &mut Arms) {
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
