//! Adaptors that have a state or may end the loop: what they make is known only item by item.

use super::branch::as_is;
use super::builder::named;
use super::chains::Run;
use super::closures::Callable;
use super::iterators::Iter;
use super::messages as m;
use super::*;
use crate::ir::Binary;
use std::rc::Rc;

/// An adaptor of this kind.
#[derive(Clone)]
pub(super) enum Step {
    Filter(Rc<Callable>),
    FilterMap(Rc<Callable>),
    TakeWhile(Rc<Callable>),
    SkipWhile(Rc<Callable>),
    MapWhile(Rc<Callable>),
    /// With the state that it starts with.
    Scan(Outcome, Rc<Callable>),
    /// `enumerate` of what is not counted before.
    Numbered,
    Flatten,
}

impl<'a> Lowerer<'a> {
    /// The states of the adaptors of a chain, outermost first, as its loop begins.
    pub(super) fn states(&mut self, iter: &Iter, span: Span) -> Vec<Outcome> {
        match iter {
            Iter::Map(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Copied(inner)
            | Iter::Rev(inner, _) => self.states(inner, span),
            Iter::Step(inner, step) => {
                let state = match step {
                    Step::SkipWhile(_) => {
                        let yes = self.boolean(true);
                        let name = named("skipping", false);
                        Outcome::Slot(self.new_slot(name, Type::Bool, Some(yes), span))
                    }
                    Step::Numbered => {
                        let zero = self.usize(0, span);
                        let name = named("number", false);
                        Outcome::Slot(self.new_slot(name, Type::USIZE, Some(zero), span))
                    }
                    Step::Scan(init, _) => self.variable("state", init.clone(), true, span),
                    _ => Outcome::Unit,
                };
                let mut states = vec![state];
                states.extend(self.states(inner, span));
                states
            }
            _ => Vec::new(),
        }
    }

    /// One item of what the adaptor is around, handed on as the adaptor does.
    pub(super) fn step(
        &mut self,
        step: &Step,
        state: &Outcome,
        item: Outcome,
        run: Run<'_>,
        body: &mut dyn FnMut(&mut Self, Outcome),
    ) {
        let span = run.span;
        match step {
            Step::Filter(f) => {
                let wanted = self.apply(f, vec![item.clone().reference(false)], span);
                let wanted = self.truth(wanted, span);
                self.only_if(wanted, span, &mut |l| body(l, item.clone()));
            }
            Step::TakeWhile(f) => {
                let wanted = self.apply(f, vec![item.clone().reference(false)], span);
                let wanted = self.truth(wanted, span);
                self.or_leave(wanted, run, &mut |l| body(l, item.clone()));
            }
            Step::SkipWhile(f) => {
                let skipping = self.value(state.clone(), span);
                let still = self.both(skipping, true, &mut |l| {
                    let skipped = l.apply(f, vec![item.clone().reference(false)], span);
                    l.truth(skipped, span)
                });
                let still = self.value(still, span);
                self.assign_to(state.clone(), Outcome::Value(still), span);
                let wanted = self.not(still, span);
                self.only_if(wanted, span, &mut |l| body(l, item.clone()));
            }
            Step::FilterMap(f) => {
                let made = self.apply(f, vec![item], span);
                if let Some((there, inner)) = self.as_option(made, span) {
                    self.only_if(there, span, &mut |l| body(l, inner.clone()));
                }
            }
            Step::MapWhile(f) => {
                let made = self.apply(f, vec![item], span);
                if let Some((there, inner)) = self.as_option(made, span) {
                    self.or_leave(there, run, &mut |l| body(l, inner.clone()));
                }
            }
            Step::Scan(_, f) => {
                let state = state.clone().reference(true);
                let made = self.apply(f, vec![state, item], span);
                if let Some((there, inner)) = self.as_option(made, span) {
                    self.or_leave(there, run, &mut |l| body(l, inner.clone()));
                }
            }
            Step::Numbered => {
                let number = self.value(state.clone(), span);
                let one = self.usize(1, span);
                let next = self.index_binary(Binary::Add, number, one, span);
                self.assign_to(state.clone(), Outcome::Value(next), span);
                body(self, Outcome::Tuple(vec![Outcome::Value(number), item]));
            }
            Step::Flatten => {
                if let Outcome::Maybe(there, inner) = item {
                    let there = self.value(*there, span);
                    self.only_if(there, span, &mut |l| body(l, (*inner).clone()));
                } else if let Some(inner) = self.iterator(item, span) {
                    self.each_inside(&inner, run, body);
                }
            }
        }
    }

    /// What a closure gave that must give an `Option`.
    fn as_option(&mut self, outcome: Outcome, span: Span) -> Option<(Value, Outcome)> {
        match outcome {
            Outcome::Maybe(there, inner) => {
                let there = self.value(*there, span);
                Some((there, *inner))
            }
            Outcome::Poison | Outcome::Never => None,
            _ => {
                self.error(span, m::OPTION_EXPECTED);
                None
            }
        }
    }

    /// `if condition { body } else { break }`
    fn or_leave(&mut self, condition: Value, run: Run<'_>, body: &mut dyn FnMut(&mut Self)) {
        if self.booleans[1] == Some(condition) {
            return body(self);
        }
        self.branch(
            condition,
            &mut |l, k| {
                body(l);
                l.go_on(Outcome::Unit, k)
            },
            &mut |l, _| l.leave(run.home, true),
            &mut as_is,
            run.span,
        );
    }
}
