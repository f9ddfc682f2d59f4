//! Branches: what both arms make of the slots and of the value becomes results of the `if`.

use crate::lower::flow::exits::Flow;
use crate::lower::scope::Slot;
use crate::lower::types::infer::Kind;
use crate::lower::*;

/// What an arm of a branch makes; it gets what follows if it alone goes on.
pub(in crate::lower) type Make<'k, 'a> =
    &'k mut dyn FnMut(&mut Lowerer<'a>, Then<'_, 'a>) -> Outcome;

/// One arm, lowered but still open.
pub(in crate::lower) struct Arm {
    pub(in crate::lower) stmts: Vec<Stmt>,
    /// What the slots hold at its end.
    pub(in crate::lower) held: Vec<Option<Value>>,
    outcome: Outcome,
    pub(in crate::lower) flow: Flow,
}

impl Arm {
    /// Whether a memory is one that the arm makes.
    pub(in crate::lower) fn makes(&self, memory: Memory) -> bool {
        let made = |stmt: &Stmt| matches!(stmt, Stmt::Alloc { memory: m, .. } if *m == memory);
        self.stmts.iter().any(made)
    }

    /// Whether a value is one that the arm computes.
    pub(in crate::lower) fn defines(&self, value: Value) -> bool {
        self.stmts
            .iter()
            .any(|stmt| stmt.defines().contains(&value))
    }
}

/// Both arms, and the results made of them so far: each with what the arms yield for it.
pub(in crate::lower) struct Arms {
    pub(in crate::lower) then: Arm,
    pub(in crate::lower) els: Arm,
    pub(in crate::lower) results: Vec<(Value, Value, Value)>,
    /// What is to be done with the results behind the branch.
    pub(in crate::lower) after: Vec<Stmt>,
    pub(in crate::lower) span: Span,
}

fn take(outcome: &mut Outcome) -> Outcome {
    std::mem::replace(outcome, Outcome::Never)
}

/// Hands an outcome on as it is.
pub(in crate::lower) fn as_is<'a>(_: &mut Lowerer<'a>, outcome: Outcome) -> Outcome {
    outcome
}

impl<'a> Lowerer<'a> {
    /// `if condition { then } else { els }`, followed by `k`. Where one arm leaves early, `k` moves
    /// into the other.
    pub(in crate::lower) fn branch(
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
        if then.flow == Flow::Falls
            && els.flow == Flow::Panics
            && !self.has_junk(&then.outcome)
            && !self.looks_into(condition)
        {
            return self.behind_panic(condition, then, els, &slots);
        }
        let (a, b) = (take(&mut then.outcome), take(&mut els.outcome));
        let mut arms = Arms {
            then,
            els,
            results: Vec::new(),
            after: Vec::new(),
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
        arms.after.into_iter().for_each(|stmt| self.emit(stmt));
        let outcome = self.chosen_in_memory(outcome, span);
        self.flow = then.flow.join(els.flow);
        if gone_on {
            outcome
        } else {
            self.go_on(outcome, k)
        }
    }

    /// Runs `k` if control surely comes here, or else under a test of whether it does.
    pub(in crate::lower) fn go_on(&mut self, outcome: Outcome, k: Then<'_, 'a>) -> Outcome {
        match self.flow {
            Flow::Falls => k(self, outcome),
            Flow::Leaves | Flow::Panics => Outcome::Never,
            Flow::MayLeave => {
                let span = Span::call_site();
                let outcome = match self.is_packed(&outcome)
                    || self.holds_arrays(&outcome)
                    || self.has_no_zero(&outcome)
                {
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

    /// `if condition {} else { panic }`, followed by what the other arm does: where no zero could stand for what
    /// it gives.
    fn behind_panic(&mut self, condition: Value, then: Arm, els: Arm, slots: &[Slot]) -> Outcome {
        let stmt = Stmt::If {
            condition,
            then: self.block(Vec::new(), Vec::new()),
            els: self.block(els.stmts, Vec::new()),
            results: Vec::new(),
        };
        self.emit(stmt);
        then.stmts.into_iter().for_each(|stmt| self.emit(stmt));
        for (slot, value) in slots.iter().zip(then.held) {
            self.put(*slot, value);
        }
        self.flow = then.flow;
        then.outcome
    }

    /// Whether a condition is known to ask nothing about the variant of an enum, so that what stands in it is
    /// read under the condition alone.
    fn looks_into(&self, condition: Value) -> bool {
        let stmts = self.open.iter().flatten().chain(&self.prelude);
        let mut found = stmts.filter_map(|stmt| match stmt {
            Stmt::Let { value, expr } if *value == condition => Some(expr),
            _ => None,
        });
        match found.next() {
            Some(crate::ir::Expr::Binary(_, a, b)) => {
                [a, b].into_iter().any(|v| self.looks_into(*v))
            }
            Some(crate::ir::Expr::Unary(_, a)) => self.looks_into(*a),
            Some(crate::ir::Expr::Is(..)) => true,
            Some(_) => false,
            None => self.function.value(condition).ty == Type::Bool,
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
    pub(in crate::lower) fn has_junk(&mut self, outcome: &Outcome) -> bool {
        match outcome {
            Outcome::Never | Outcome::Poison | Outcome::Unit => true,
            Outcome::Tuple(items) => items.iter().all(|i| self.has_junk(i)),
            Outcome::Maybe(_, inner) => self.has_junk(inner),
            Outcome::Failing(maybe, _) => self.has_junk(maybe),
            Outcome::Borrower(borrowing) => !borrowing.stays_inside(),
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
    pub(in crate::lower) fn is_number_at(&mut self, outcome: &Outcome) -> bool {
        let (Outcome::Value(_) | Outcome::Slot(_) | Outcome::Place(_)) = outcome else {
            return false;
        };
        let ty = self.type_of(outcome);
        let ty = self.infer.shallow(&ty);
        ty.is_scalar() || self.infer.kind(&ty) != Kind::Any && !self.is_cloned(&ty)
    }

    /// The same, where the value of another arm may stand for it: there are no zeros of structs.
    pub(in crate::lower) fn has_zero_at(&mut self, outcome: &Outcome) -> bool {
        let ty = self.type_of(outcome);
        self.is_number_at(outcome) && !self.is_struct(&ty)
    }
}
