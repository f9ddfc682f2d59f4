//! Methods that change the length of a `Vec`: all are made of `push` and `truncate`.

use crate::ir::{Binary, Expr, Place, Projection};
use crate::lower::flow::loops::Trip;
use crate::lower::iteration::iterators::Iter;
use crate::lower::messages as m;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// A method that makes a `Vec` longer or shorter, if it is one.
    pub(in crate::lower) fn length_change(
        &mut self,
        place: &Place,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Outcome> {
        if let Some(taken) = self.taken_off(place, name, args, span) {
            return Some(taken);
        }
        match (name, args) {
            ("push", [item]) => {
                let item = self.expr(item);
                self.push_item(place, item, span);
            }
            ("extend" | "extend_from_slice", [items]) => {
                let items = self.expr(items);
                if let Some(iter) = self.iterator(items, span) {
                    self.push_all(place, &iter, span);
                }
            }
            ("append", [other]) => {
                let other = self.expr(other);
                let nobody_looks = matches!(other.clone().dereferenced(), Outcome::Value(_));
                let other = self.place_of(other, span)?;
                let items = Iter::Items(other.clone(), crate::lower::iteration::iterators::By::Ref);
                self.push_all(place, &items, span);
                if !nobody_looks {
                    let zero = self.usize(0, span);
                    self.truncate(&other, zero, span);
                }
            }
            ("pop", []) => return Some(self.popped(place, span)),
            ("clear", []) => {
                let zero = self.usize(0, span);
                self.truncate(place, zero, span);
            }
            ("truncate", [length]) => {
                let length = self.length_operand(length);
                self.truncate_to(place, length, span);
            }
            ("resize", [length, item]) => {
                let length = self.length_operand(length);
                let item = self.expr(item);
                let item = self.settle(item, span);
                let before = self.length(place, span);
                let missing = Expr::Method("saturating_sub", vec![length, before]);
                let missing = self.define(missing, Type::USIZE, "", span);
                let items = Iter::Repeat(item, Some(missing));
                self.push_all(place, &items, span);
                self.truncate_to(place, length, span);
            }
            ("insert", [index, item]) => {
                let index = self.length_operand(index);
                let item = self.expr(item);
                self.has_room(place, index, Binary::Le, span);
                self.push_item(place, item, span);
                self.rotate(place, index, true, span);
            }
            ("remove", [index]) => {
                let index = self.length_operand(index);
                self.has_room(place, index, Binary::Lt, span);
                self.rotate(place, index, false, span);
                return Some(self.last_item(place, span));
            }
            ("swap_remove", [index]) => {
                let index = self.length_operand(index);
                let last = self.last_index(place, span);
                let a = place.then(Projection::Index(index));
                let b = place.then(Projection::Index(last));
                self.emit(Stmt::Swap { a, b });
                return Some(self.last_item(place, span));
            }
            _ => return None,
        }
        Some(Outcome::Unit)
    }

    /// Panics where the method does: exchanging items would not reach the index.
    fn has_room(&mut self, place: &Place, index: Value, op: Binary, span: Span) {
        let length = self.length(place, span);
        let inside = self.operation(op, index, length, span);
        self.asserted(inside, "the index is not in the `Vec`");
    }

    pub(in crate::lower) fn length_operand(&mut self, e: &syn::Expr) -> Value {
        let value = self.scalar(e);
        self.unify_value(value, &Type::USIZE, m::span(e));
        value
    }

    pub(in crate::lower) fn push_item(&mut self, place: &Place, item: Outcome, span: Span) {
        let item = self.collected_item(place, item, span);
        let item = self.settle(item, span);
        let (found, ty) = (self.type_of(&item), self.place_type(place));
        let expected = self.element_type(&ty, span);
        self.unify(&found, &expected, span);
        let operand = self.operand(item, span);
        let place = place.clone();
        self.emit(Stmt::Push { place, operand });
    }

    pub(in crate::lower) fn push_all(&mut self, place: &Place, items: &Iter, span: Span) {
        self.each(items, None, span, &mut |l, item| {
            // What is written through it would be written to a copy.
            if lends_mutably(&item) {
                l.error(span, m::COLLECTED_REFERENCES);
            }
            let item = l.dereference(item);
            l.push_item(place, item, span);
        });
    }

    fn truncate(&mut self, place: &Place, length: Value, span: Span) {
        if self.truncated(place, length, span) {
            return;
        }
        let place = place.clone();
        self.emit(Stmt::Truncate {
            place,
            length,
            old_length: None,
        });
    }

    /// `place.truncate(length)`, which does nothing to a shorter `Vec`.
    fn truncate_to(&mut self, place: &Place, length: Value, span: Span) {
        let before = self.length(place, span);
        let length = Expr::Method("min", vec![length, before]);
        let length = self.define(length, Type::USIZE, "", span);
        self.truncate(place, length, span);
    }

    /// `place.pop()`
    fn popped(&mut self, place: &Place, span: Span) -> Outcome {
        let length = self.length(place, span);
        let zero = self.usize(0, span);
        let there = self.operation(Binary::Gt, length, zero, span);
        let item = self.where_there(there, span, &mut |l| l.last_item(place, span));
        self.perhaps(there, item)
    }

    /// Takes off the last item, which is there.
    fn last_item(&mut self, place: &Place, span: Span) -> Outcome {
        let last = self.last_index(place, span);
        let item = Outcome::Place(place.then(Projection::Index(last)));
        let item = self.read(item, span);
        let item = match item {
            Outcome::Place(part) => {
                let ty = self.place_type(&part);
                let memory = self.allocate(crate::ir::Init::Clone(part), ty, "last", span);
                Outcome::Place(Place::whole(memory))
            }
            item => item,
        };
        self.truncate(place, last, span);
        item
    }

    /// Brings the last item to the index or, if not `inwards`, the one there to the end.
    fn rotate(&mut self, place: &Place, index: Value, inwards: bool, span: Span) {
        let trip = Trip {
            from: index,
            to: self.last_index(place, span),
            inclusive: false,
            reversed: inwards,
        };
        self.counted(trip, None, span, &mut |l, i| {
            let one = l.usize(1, span);
            let next = l.index_binary(Binary::Add, i, one, span);
            let a = place.then(Projection::Index(i));
            let b = place.then(Projection::Index(next));
            l.emit(Stmt::Swap { a, b });
        });
    }
}

/// Whether an item is, or holds, a mutable reference.
pub(in crate::lower) fn lends_mutably(item: &Outcome) -> bool {
    match item {
        Outcome::Ref(_, mutable) => *mutable,
        Outcome::Tuple(items) => items.iter().any(lends_mutably),
        _ => false,
    }
}
