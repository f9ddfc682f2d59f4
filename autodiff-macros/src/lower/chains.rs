//! Loops over iterators: the adaptors around a counted loop.

use super::iterators::Iter;
use super::loops::Trip;
use super::messages as m;
use super::*;
use crate::ir::{Binary, Expr};

impl<'a> Lowerer<'a> {
    /// One counted loop over the items of an iterator. What filters leave out does not reach the
    /// body.
    pub(super) fn each(
        &mut self,
        iter: &Iter,
        label: Option<&syn::Label>,
        span: Span,
        body: &mut dyn FnMut(&mut Self, Outcome),
    ) {
        self.each_indexed(iter, None, label, span, &mut |l, _, item| body(l, item));
    }

    /// The same, with the variable of the loop; the length may have been computed before.
    pub(super) fn each_indexed(
        &mut self,
        iter: &Iter,
        length: Option<Value>,
        label: Option<&syn::Label>,
        span: Span,
        body: &mut dyn FnMut(&mut Self, Value, Outcome),
    ) {
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
                    None => self.iter_length(other, span),
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
        self.counted(trip, label, span, &mut |l, index| {
            l.adapted(iter, index, direct, span, &mut |l, item| {
                body(l, index, item)
            });
        });
    }

    /// Applies the adaptors around the core of an iterator to the core's item.
    fn adapted(
        &mut self,
        iter: &Iter,
        index: Value,
        direct: bool,
        span: Span,
        body: &mut dyn FnMut(&mut Self, Outcome),
    ) {
        match iter {
            Iter::Rev(inner, _) => self.adapted(inner, index, direct, span, body),
            Iter::Copied(inner) => self.adapted(inner, index, direct, span, &mut |l, item| {
                let item = l.dereference(item);
                let item = l.read(item, span);
                body(l, item);
            }),
            Iter::Map(inner, f) => self.adapted(inner, index, direct, span, &mut |l, item| {
                let outcome = l.apply(f, vec![item], span);
                let outcome = l.settle(outcome, span);
                body(l, outcome);
            }),
            Iter::Inspect(inner, f) => self.adapted(inner, index, direct, span, &mut |l, item| {
                l.apply(f, vec![item.clone().reference(false)], span);
                body(l, item);
            }),
            Iter::Filter(inner, f) => self.adapted(inner, index, direct, span, &mut |l, item| {
                let wanted = l.apply(f, vec![item.clone().reference(false)], span);
                let wanted = l.value(wanted, span);
                l.unify_value(wanted, &Type::Bool, span);
                l.only_if(wanted, span, &mut |l| body(l, item.clone()));
            }),
            _ if direct => body(self, Outcome::Value(index)),
            core => {
                let item = self.item_at(core, index, span);
                body(self, item);
            }
        }
    }

    /// `if condition { body }`
    pub(super) fn only_if(
        &mut self,
        condition: Value,
        span: Span,
        body: &mut dyn FnMut(&mut Self),
    ) {
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

    pub(super) fn for_loop(&mut self, e: &syn::ExprForLoop) -> Outcome {
        let outcome = self.expr(&e.expr);
        let span = m::span(&*e.expr);
        if let Some(iter) = self.iterator(outcome, span) {
            self.each(&iter, e.label.as_ref(), m::span(e), &mut |l, item| {
                l.bind(&e.pat, item);
                l.unit_block(&e.body);
            });
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
    pub(super) fn position(
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
