//! Copies that Rust makes without a word: of an array that is gone over by value, of what a `move` closure
//! captures, and of an operand that what stands behind it changes. What happens to the variable in the
//! meantime does not change them; where nothing happens to it, they are left out later.

use crate::ir::{Init, Passing, Place, Projection};
use crate::lower::flow::evaluation_order::Changed;
use crate::lower::messages as m;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// What a closure owns that captures this, and `changes` it or not. Of numbers it has the values already.
    pub(in crate::lower) fn captured(
        &mut self,
        outcome: &Outcome,
        changes: bool,
        span: Span,
    ) -> Outcome {
        match outcome {
            Outcome::Slot(slot) if changes => Outcome::Slot(self.own_slot(*slot)),
            Outcome::Slot(slot) => match scope::value_in(&self.slots, *slot) {
                Some(value) => Outcome::Value(value),
                None => outcome.clone(),
            },
            Outcome::Place(place) => Outcome::Place(self.as_it_is(place.clone(), span)),
            Outcome::Tuple(items) => {
                let items = items.iter().map(|i| self.captured(i, changes, span));
                Outcome::Tuple(items.collect())
            }
            Outcome::Maybe(there, inner) if self.is_unset(inner) && !changes => {
                let there = self.captured(there, changes, span);
                Outcome::Maybe(Box::new(there), Box::new(Outcome::Never))
            }
            Outcome::Maybe(there, inner) => {
                let there = self.captured(there, changes, span);
                let inner = self.captured(inner, changes, span);
                Outcome::Maybe(Box::new(there), Box::new(inner))
            }
            Outcome::Callable(_) => self.taken_by_value(outcome.clone()),
            other => other.clone(),
        }
    }

    /// Whether nothing was put into this variable yet.
    fn is_unset(&self, outcome: &Outcome) -> bool {
        matches!(outcome, Outcome::Slot(slot) if scope::value_in(&self.slots, *slot).is_none())
    }

    /// An operand that is taken by value, before others are evaluated that may change what it was read from.
    pub(in crate::lower) fn before<'e>(
        &mut self,
        operand: Outcome,
        written: &syn::Expr,
        mut others: impl Iterator<Item = &'e syn::Expr>,
    ) -> Outcome {
        let Outcome::Place(place) = &operand else {
            return operand;
        };
        let names = scan::mentioned_names(written);
        let is_changed = others.any(|other| {
            let changed = Changed::of(other);
            let calls = |name: &String| {
                let called = self.scope.find(name).and_then(Outcome::as_callable);
                called.is_some_and(|(f, _)| self.changes_captures(&f))
            };
            let by_closure = changed.called.iter().any(calls);
            let may_be = |name: &&String| match self.scope.find(name) {
                Some(Outcome::Ref(_, mutable)) => *mutable,
                Some(Outcome::Place(place))
                    if self.function.passing(place.memory) == Some(Passing::RefMut) =>
                {
                    true
                }
                _ => self.mutable.contains(*name),
            };
            let mut names = names.iter().filter(may_be);
            names.any(|name| by_closure || changed.may_change(name))
        });
        match is_changed {
            true => Outcome::Place(self.as_it_is(place.clone(), m::span(written))),
            false => operand,
        }
    }

    /// The copy of what stands at a place, if that can be changed.
    pub(in crate::lower) fn as_it_is(&mut self, place: Place, span: Span) -> Place {
        let ty = self.place_type(&place);
        let may_change = match self.infer.shallow(&ty) {
            // It moves away, and another one may come in its place.
            Type::Vec(_) => self.may_come_anew(&place),
            Type::Array(..) | Type::Option(_) | Type::Tuple(_) => self.may_be_written(&place),
            Type::Var(_) => self.may_be_written(&place) && !self.is_reference(&place),
            _ => false,
        };
        if !may_change || self.holds_functions(place.memory) {
            return place;
        }
        let name = self.function.memory(place.memory).name.clone();
        let copy = self.allocate(Init::Clone(place.clone()), ty, &name, span);
        self.is_copy_of(&place, copy);
        Place::whole(copy)
    }

    /// An item of what is gone over by value. Of a constant it is a copy, unless it is a number: a method may take
    /// it.
    pub(in crate::lower) fn own_item(&mut self, item: Outcome, span: Span) -> Outcome {
        let Outcome::Place(place) = &item else {
            return item;
        };
        let ty = self.place_type(place);
        let named = matches!(
            self.infer.name(&ty),
            Some(Type::Named(_) | Type::Applied(..))
        );
        if !self.is_constant(place) || !named || self.is_number(&ty) {
            return self.read(item, span);
        }
        let copy = self.allocate(Init::Clone(place.clone()), ty, "item", span);
        Outcome::Place(Place::whole(copy))
    }

    /// What is given away of a place. A part of an array or of an `Option` cannot be moved out of it again: of
    /// a struct that is not `Copy`, as the file shows, it is a copy.
    pub(in crate::lower) fn moved_out(&mut self, place: Place, span: Span) -> Place {
        let is_part = |p: &Projection| matches!(p, Projection::Index(_) | Projection::Payload(..));
        let ty = self.place_type(&place);
        let named = self.defined_name(&ty);
        let is_moved = place.path.iter().any(is_part)
            && !self.is_number(&ty)
            && named.is_some_and(|name| source::definitions::is_moved(&name));
        if !is_moved {
            return place;
        }
        let copy = self.allocate(Init::Clone(place.clone()), ty, "part", span);
        Place::whole(copy)
    }

    fn may_come_anew(&self, place: &Place) -> bool {
        let name = &self.function.memory(place.memory).name;
        self.facts.is_reassigned(name) || self.facts.assigns_fields
    }

    /// Whether what stands at a place is more than lent to be read.
    pub(in crate::lower) fn may_be_written(&self, place: &Place) -> bool {
        let lent = matches!(self.function.passing(place.memory), Some(Passing::Ref));
        !lent && !self.is_constant(place)
    }
}
