//! Adaptors that have a state or may end the loop: what they make is known only item by item.

use crate::ir::{Binary, Expr};
use crate::lower::builder::named;
use crate::lower::closures::Callable;
use crate::lower::flow::branch::as_is;
use crate::lower::iteration::chains::Run;
use crate::lower::iteration::iterators::Iter;
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;

/// An adaptor of this kind.
#[derive(Clone)]
pub(in crate::lower) enum Step {
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
    /// `take`, `skip` and `step_by` of what is not counted before.
    Take(Value),
    Skip(Value),
    EachNth(Value),
    /// `zip` of what is not counted before with what is, of this length, which comes first or, with
    /// `false`, second.
    Zip(Rc<Iter>, Option<Value>, bool),
    /// `zip` with what a closure gives until it gives nothing.
    With(Rc<Callable>),
    /// What comes one after the other; the items around it say which of the two.
    InTurn(Rc<Iter>, Rc<Iter>),
    /// With the first item, if there is one, and what makes the next one of an item.
    Successors(Outcome, Rc<Callable>),
    FromFn(Rc<Callable>),
}

impl Step {
    /// How many items it asks for at most, of what it is around.
    pub(in crate::lower) fn limit(&self) -> Option<Value> {
        match self {
            Step::Take(count) => Some(*count),
            Step::Zip(_, length, true) => *length,
            _ => None,
        }
    }
}

impl Iter {
    /// Whether an adaptor may end the loop before its items do.
    fn may_end(&self) -> bool {
        match self {
            Iter::Step(inner, step) => {
                let ends = matches!(
                    step,
                    Step::TakeWhile(_)
                        | Step::MapWhile(_)
                        | Step::Scan(..)
                        | Step::Take(_)
                        | Step::Zip(..)
                        | Step::With(_)
                        | Step::Successors(..)
                        | Step::FromFn(_)
                );
                ends || inner.may_end()
            }
            Iter::Map(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Copied(inner)
            | Iter::Rev(inner, _) => inner.may_end(),
            _ => false,
        }
    }
}

impl<'a> Lowerer<'a> {
    /// An iterator that an adaptor alone makes, and ends.
    pub(in crate::lower) fn endless(&mut self, step: Step) -> Outcome {
        let nothing = Rc::new(Iter::Repeat(Outcome::Unit, None));
        Outcome::Iter(Rc::new(Iter::Step(nothing, step)))
    }

    /// The states of the adaptors of a chain, outermost first, as its loop begins.
    pub(in crate::lower) fn states(&mut self, iter: &Iter, span: Span) -> Vec<Outcome> {
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
                    Step::Numbered
                    | Step::Take(_)
                    | Step::Skip(_)
                    | Step::EachNth(_)
                    | Step::Zip(..) => {
                        let zero = self.usize(0, span);
                        let name = named("number", false);
                        Outcome::Slot(self.new_slot(name, Type::USIZE, Some(zero), span))
                    }
                    Step::Successors(first, _) => self.variable("next", first.clone(), true, span),
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

    /// How often the loop of an iterator runs at most, `core` being what it goes over.
    pub(in crate::lower) fn trip_count(
        &mut self,
        iter: &Iter,
        core: &Iter,
        span: Span,
    ) -> Option<Value> {
        let length = self.iter_length(core, span);
        if length.is_some() || !iter.may_end() {
            return length;
        }
        let most = Expr::Const(builder::tokens("::core::primitive::usize::MAX"));
        Some(self.define(most, Type::USIZE, "", span))
    }

    /// The number of an item, counted in the state of an adaptor.
    fn counted_in(&mut self, state: &Outcome, span: Span) -> Value {
        let number = self.value(state.clone(), span);
        let one = self.usize(1, span);
        let next = self.index_binary(Binary::Add, number, one, span);
        self.assign_to(state.clone(), Outcome::Value(next), span);
        number
    }

    /// An item that is looked at and then handed on, in memory unless it is a number: what follows may
    /// stand in a branch.
    fn once(&mut self, item: Outcome, span: Span) -> Outcome {
        if !matches!(item, Outcome::Value(_)) {
            return item;
        }
        let ty = self.type_of(&item);
        match self.infer.shallow(&ty) {
            Type::Tuple(_)
            | Type::Array(..)
            | Type::Vec(_)
            | Type::Named(_)
            | Type::Applied(..) => {
                let place = self.place_of(item.clone(), span);
                place.map_or(item, Outcome::Place)
            }
            _ => item,
        }
    }

    /// One item of what the adaptor is around, handed on as the adaptor does.
    pub(in crate::lower) fn step(
        &mut self,
        step: &Step,
        state: &Outcome,
        item: Outcome,
        run: Run<'_>,
        body: &mut dyn FnMut(&mut Self, Outcome),
    ) {
        let span = run.span;
        let item = self.once(item, span);
        match step {
            Step::Filter(f) => {
                let wanted = self.apply(f, vec![item.clone().reference(false)], span);
                let wanted = self.truth(wanted, span);
                self.only_if(wanted, span, &mut |l| body(l, item.clone()));
            }
            Step::TakeWhile(f) => {
                let wanted = self.apply(f, vec![item.clone().reference(false)], span);
                let wanted = self.truth(wanted, span);
                self.or_leave(wanted, run.home, span, &mut |l| body(l, item.clone()));
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
                    self.or_leave(there, run.home, span, &mut |l| body(l, inner.clone()));
                }
            }
            Step::Scan(_, f) => {
                let state = state.clone().reference(true);
                let made = self.apply(f, vec![state, item], span);
                if let Some((there, inner)) = self.as_option(made, span) {
                    self.or_leave(there, run.home, span, &mut |l| body(l, inner.clone()));
                }
            }
            Step::Numbered => {
                let number = self.counted_in(state, span);
                body(self, Outcome::Tuple(vec![Outcome::Value(number), item]));
            }
            Step::Take(_) => {
                self.counted_in(state, span);
                body(self, item);
            }
            Step::Skip(count) => {
                let number = self.counted_in(state, span);
                let wanted = self.operation(Binary::Ge, number, *count, span);
                self.only_if(wanted, span, &mut |l| body(l, item.clone()));
            }
            Step::EachNth(step) => {
                let number = self.counted_in(state, span);
                let over = self.index_binary(Binary::Rem, number, *step, span);
                let zero = self.usize(0, span);
                let wanted = self.operation(Binary::Eq, over, zero, span);
                self.only_if(wanted, span, &mut |l| body(l, item.clone()));
            }
            Step::Zip(other, _, true) => {
                let number = self.counted_in(state, span);
                let with = self.item_at(other, number, span);
                body(self, Outcome::Tuple(vec![with, item]));
            }
            Step::Zip(other, length, false) => {
                let number = self.counted_in(state, span);
                let there = match length {
                    Some(length) => self.operation(Binary::Lt, number, *length, span),
                    None => self.boolean(true),
                };
                self.or_leave(there, run.home, span, &mut |l| {
                    let with = l.item_at(other, number, span);
                    body(l, Outcome::Tuple(vec![item.clone(), with]));
                });
            }
            Step::With(f) => {
                let made = self.apply(f, Vec::new(), span);
                if let Some((there, with)) = self.as_option(made, span) {
                    let pair = Outcome::Tuple(vec![item, with]);
                    self.or_leave(there, run.home, span, &mut |l| body(l, pair.clone()));
                }
            }
            Step::InTurn(first, second) => {
                let part = self.value(item, span);
                let zero = self.usize(0, span);
                let in_first = self.operation(Binary::Eq, part, zero, span);
                let body = std::cell::RefCell::new(body);
                self.branch(
                    in_first,
                    &mut |l, k| {
                        l.each_inside(first, run, &mut **body.borrow_mut());
                        l.go_on(Outcome::Unit, k)
                    },
                    &mut |l, k| {
                        l.each_inside(second, run, &mut **body.borrow_mut());
                        l.go_on(Outcome::Unit, k)
                    },
                    &mut as_is,
                    span,
                );
            }
            Step::Successors(_, f) => {
                let Some(next) = self.optional(state.clone(), span) else {
                    return;
                };
                let inner = self.held_now(next.inner);
                self.or_leave(next.there, run.home, span, &mut |l| {
                    let item = l.settle(inner.clone(), span);
                    let item = l.anchored(item, span);
                    let made = l.apply(f, vec![item.clone().reference(false)], span);
                    l.assign_to(state.clone(), made, span);
                    body(l, item);
                });
            }
            Step::FromFn(f) => {
                let made = self.apply(f, Vec::new(), span);
                if let Some((there, inner)) = self.as_option(made, span) {
                    self.or_leave(there, run.home, span, &mut |l| body(l, inner.clone()));
                }
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
    pub(in crate::lower) fn as_option(
        &mut self,
        outcome: Outcome,
        span: Span,
    ) -> Option<(Value, Outcome)> {
        match outcome {
            Outcome::Maybe(there, inner) => {
                let there = self.value(*there, span);
                Some((there, *inner))
            }
            Outcome::Poison | Outcome::Never => None,
            outcome @ (Outcome::Value(_) | Outcome::Place(_)) => {
                let optional = self.optional(outcome, span)?;
                Some((optional.there, optional.inner))
            }
            _ => {
                self.error(span, m::OPTION_EXPECTED);
                None
            }
        }
    }

    /// `if condition { body } else { break }`
    pub(in crate::lower) fn or_leave(
        &mut self,
        condition: Value,
        home: usize,
        span: Span,
        body: &mut dyn FnMut(&mut Self),
    ) {
        if self.booleans[1] == Some(condition) {
            return body(self);
        }
        self.branch(
            condition,
            &mut |l, k| {
                body(l);
                l.go_on(Outcome::Unit, k)
            },
            &mut |l, _| l.leave(home, true),
            &mut as_is,
            span,
        );
    }
}
