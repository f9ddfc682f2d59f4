//! Loops over iterators: the adaptors around a counted loop.

use crate::ir::{Binary, Expr};
use crate::lower::flow::branch;
use crate::lower::flow::exits;
use crate::lower::flow::loops::Trip;
use crate::lower::iteration::iterators::Iter;
use crate::lower::messages as m;
use crate::lower::*;

/// The loop that an item is handed on in.
#[derive(Clone, Copy)]
pub(in crate::lower) struct Run<'r> {
    index: Value,
    /// Whether the variable of the loop is the item itself.
    direct: bool,
    /// The states of the adaptors that are still to come, outermost first.
    states: &'r [Outcome],
    /// How many items those that stand around an adaptor take, outermost first.
    limits: &'r [Limit],
    of: Option<&'r syn::ExprForLoop>,
    /// The level of the loop.
    pub(in crate::lower) home: usize,
    pub(in crate::lower) span: Span,
}

/// An adaptor that asks for no more than so many items: nothing is evaluated for another one.
#[derive(Clone)]
struct Limit {
    taken: Outcome,
    count: Value,
    /// The level of the loop that ends there.
    home: usize,
}

impl<'a> Lowerer<'a> {
    /// One counted loop over the items of an iterator, `of` a `for` loop if one goes over them. What filters leave
    /// out does not reach the body.
    pub(in crate::lower) fn each(
        &mut self,
        iter: &Iter,
        of: Option<&syn::ExprForLoop>,
        span: Span,
        body: &mut dyn FnMut(&mut Self, Outcome),
    ) {
        self.each_indexed(iter, None, of, span, &mut |l, _, item| body(l, item));
    }

    /// The same, with the variable of the loop; the length may have been computed before.
    pub(in crate::lower) fn each_indexed(
        &mut self,
        iter: &Iter,
        length: Option<Value>,
        of: Option<&syn::ExprForLoop>,
        span: Span,
        body: &mut dyn FnMut(&mut Self, Value, Outcome),
    ) {
        self.each_limited(iter, length, &[], of, span, body);
    }

    fn each_limited(
        &mut self,
        iter: &Iter,
        length: Option<Value>,
        limits: &[Limit],
        of: Option<&syn::ExprForLoop>,
        span: Span,
        body: &mut dyn FnMut(&mut Self, Value, Outcome),
    ) {
        if of.is_none() && iter.may_lose_one() {
            self.error_about(span, m::EFFECTS, "zip");
            return;
        }
        let (core, reversed) = iter.core();
        let (trip, direct) = match core {
            Iter::Range {
                from: Some(from),
                to: Some(to),
                inclusive,
            } => (
                Trip {
                    from: *from,
                    to: *to,
                    inclusive: *inclusive,
                    reversed,
                },
                true,
            ),
            other => {
                let to = match length {
                    None => self.trip_count(iter, other, span),
                    known => known,
                };
                let Some(to) = to else {
                    self.error(span, m::ENDLESS_RANGE);
                    return;
                };
                let trip = Trip {
                    from: self.usize(0, span),
                    to,
                    inclusive: false,
                    reversed,
                };
                (trip, false)
            }
        };
        let alive = self.alive.len();
        let states = self.states(iter, span);
        let label = of.and_then(|e| e.label.as_ref());
        self.counted(trip, label, span, &mut |l, index| {
            let run = Run {
                index,
                direct,
                states: &states,
                limits,
                of,
                home: l.levels.len().saturating_sub(1),
                span,
            };
            let lent = l.matrices.lent_parts.len();
            l.within(limits, span, &mut |l| {
                l.adapted(iter, run, &mut |l, item| body(l, index, item));
            });
            l.take_back_parts(lent, span);
        });
        self.alive.truncate(alive);
    }

    /// A loop over what an item of a loop gives, which is part of that one: `break` ends both.
    pub(in crate::lower) fn each_inside(
        &mut self,
        iter: &Iter,
        run: Run<'_>,
        body: &mut dyn FnMut(&mut Self, Outcome),
    ) {
        let whole = self.whole_loop(run.home);
        self.each_limited(
            iter,
            None,
            run.limits,
            run.of,
            run.span,
            &mut |l, _, item| {
                if let Some(level) = l.levels.last_mut() {
                    level.within = Some(whole);
                }
                body(l, item);
            },
        );
    }

    /// `if taken < count { body } else { break }`, for each of the limits.
    fn within(&mut self, limits: &[Limit], span: Span, body: &mut dyn FnMut(&mut Self)) {
        let Some((limit, inner)) = limits.split_first() else {
            return body(self);
        };
        let taken = self.value(limit.taken.clone(), span);
        let wanted = self.operation(Binary::Lt, taken, limit.count, span);
        self.or_leave(wanted, limit.home, span, &mut |l| {
            l.within(inner, span, body)
        });
    }

    /// Applies the adaptors around the core of an iterator to the core's item.
    fn adapted(&mut self, iter: &Iter, run: Run<'_>, body: &mut dyn FnMut(&mut Self, Outcome)) {
        let span = run.span;
        match iter {
            Iter::Rev(inner, _) => self.adapted(inner, run, body),
            Iter::Copied(inner) => self.adapted(inner, run, &mut |l, item| {
                let item = l.dereference(item);
                let item = l.read(item, span);
                body(l, item);
            }),
            Iter::Map(inner, f) => self.adapted(inner, run, &mut |l, item| {
                let outcome = l.apply(f, vec![item], span);
                let outcome = l.settle(outcome, span);
                body(l, outcome);
            }),
            Iter::Inspect(inner, f) => self.adapted(inner, run, &mut |l, item| {
                l.apply(f, vec![item.clone().reference(false)], span);
                body(l, item);
            }),
            Iter::Step(inner, step) => {
                let Some((state, states)) = run.states.split_first() else {
                    return;
                };
                let mut limits = run.limits.to_vec();
                limits.extend(step.limit().map(|count| Limit {
                    taken: state.clone(),
                    count,
                    home: run.home,
                }));
                let inner_run = Run {
                    states,
                    limits: &limits,
                    ..run
                };
                self.within(&limits[run.limits.len()..], span, &mut |l| {
                    l.adapted(inner, inner_run, &mut |l, item| {
                        l.step(step, state, item, run, body);
                    });
                });
            }
            _ if run.direct => body(self, Outcome::Value(run.index)),
            core => self.item_then(core, run.index, span, body),
        }
    }

    /// Hands on the item at an index; where what a chain gives cannot be chosen between, from each of its
    /// parts.
    fn item_then(
        &mut self,
        iter: &Iter,
        index: Value,
        span: Span,
        body: &mut dyn FnMut(&mut Self, Outcome),
    ) {
        match iter {
            Iter::Chain(first, second, length)
                if !self.is_chosen(first, span) || !self.is_chosen(second, span) =>
            {
                let in_first = self.operation(Binary::Lt, index, *length, span);
                let body = std::cell::RefCell::new(body);
                self.branch(
                    in_first,
                    &mut |l, k| {
                        l.item_then(first, index, span, &mut **body.borrow_mut());
                        l.go_on(Outcome::Unit, k)
                    },
                    &mut |l, k| {
                        let index = l.index_binary(Binary::Sub, index, *length, span);
                        l.item_then(second, index, span, &mut **body.borrow_mut());
                        l.go_on(Outcome::Unit, k)
                    },
                    &mut branch::as_is,
                    span,
                );
            }
            Iter::Zip(a, b) if !self.is_chosen(iter, span) => {
                self.item_then(a, index, span, &mut |l, a| {
                    l.item_then(b, index, span, &mut |l, b| {
                        body(l, Outcome::Tuple(vec![a.clone(), b]));
                    });
                });
            }
            Iter::Enumerate(inner) if !self.is_chosen(inner, span) => {
                self.item_then(inner, index, span, &mut |l, item| {
                    body(l, Outcome::Tuple(vec![Outcome::Value(index), item]));
                });
            }
            core => {
                let item = self.item_at(core, index, span);
                body(self, item);
            }
        }
    }

    /// Whether the items of an iterator are numbers, so that a branch can choose between them.
    pub(in crate::lower) fn is_chosen(&mut self, iter: &Iter, span: Span) -> bool {
        match iter {
            Iter::Range { .. } => true,
            Iter::Items(place, by) => {
                let ty = self.place_type(place);
                let item = self.element_type(&ty, span);
                let item = self.infer.shallow(&item);
                *by != crate::lower::iteration::iterators::By::RefMut
                    && (item.is_scalar()
                        || self.infer.kind(&item) != crate::lower::types::infer::Kind::Any)
            }
            Iter::Windows(..)
            | Iter::Chunks { .. }
            | Iter::Parts(_)
            | Iter::Step(..)
            | Iter::Cursor(..) => false,
            Iter::Zip(a, b) | Iter::Chain(a, b, _) => {
                self.is_chosen(a, span) && self.is_chosen(b, span)
            }
            Iter::Enumerate(inner)
            | Iter::Rev(inner, _)
            | Iter::Skip(inner, _)
            | Iter::Take(inner, _)
            | Iter::StepBy(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Cycle(inner, _)
            | Iter::Copied(inner) => self.is_chosen(inner, span),
            Iter::Map(..) | Iter::Repeat(..) => true,
        }
    }

    /// `if condition { body }`
    pub(in crate::lower) fn only_if(
        &mut self,
        condition: Value,
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
            &mut |l, k| k(l, Outcome::Unit),
            &mut branch::as_is,
            span,
        );
    }

    /// What a `for` loop does with an item.
    pub(in crate::lower) fn iteration(&mut self, e: &syn::ExprForLoop, item: Outcome) {
        self.bind(&e.pat, item);
        self.unit_block(&e.body);
        self.note_checkpoint(&e.attrs);
    }

    pub(in crate::lower) fn for_loop(&mut self, e: &syn::ExprForLoop) -> Outcome {
        let span = m::span(&e.expr);
        let (iter, lent) = self.reading_head(|l| {
            let outcome = l.expr(&e.expr);
            l.iterator(outcome, span)
        });
        self.check_lent(&lent, &e.body, span);
        if let Some(iter) = iter {
            self.each(&iter, Some(e), m::span_of(e), &mut |l, item| {
                l.iteration(e, item);
            });
            self.take_back(lent, span);
            return Outcome::Unit;
        }
        // The body is read for its errors.
        self.scoped(|l| {
            l.bind(&e.pat, Outcome::Poison);
            let done = l.flag("done");
            let target = exits::Target::Nothing;
            l.level(
                exits::LevelKind::Loop,
                e.label.as_ref(),
                Some(done),
                target,
                |l| {
                    l.unit_block(&e.body);
                    Outcome::Unit
                },
            );
        });
        self.flow = exits::Flow::Falls;
        Outcome::Poison
    }

    /// How many items came before the one of this loop variable.
    pub(in crate::lower) fn position(
        &mut self,
        iter: &Iter,
        length: Value,
        index: Value,
        span: Span,
    ) -> Value {
        let (core, reversed) = iter.core();
        let mut position = index;
        if let Iter::Range {
            from: Some(from), ..
        } = core
        {
            if self.integers.get(from) != Some(&0) {
                position = self.operation(Binary::Sub, index, *from, span);
            }
            let ty = self.function.value(position).ty.clone();
            if self.infer.shallow(&ty) != Type::USIZE {
                position = self.define(Expr::Cast(position, Type::USIZE), Type::USIZE, "", span);
            }
        }
        if reversed {
            let one = self.usize(1, span);
            let last = self.index_binary(Binary::Sub, length, one, span);
            position = self.index_binary(Binary::Sub, last, position, span);
        }
        position
    }
}
