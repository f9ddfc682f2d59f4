//! `Option`s as iterators of one item or none.

use crate::ir::{Expr, Init, Place};
use crate::lower::iteration::iterators::Iter;
use crate::lower::*;
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    /// The items of an `Option`, if it is one.
    pub(in crate::lower) fn items_of_option(
        &mut self,
        outcome: &Outcome,
        span: Span,
    ) -> Option<Rc<Iter>> {
        let (option, lent) = match outcome {
            Outcome::Ref(inner, mutable) => (&**inner, Some(*mutable)),
            option => (option, None),
        };
        let is_option = match option {
            Outcome::Maybe(..) => true,
            Outcome::Value(_) | Outcome::Place(_) | Outcome::Slot(_) => {
                let ty = self.type_of(option);
                matches!(self.infer.shallow(&ty), Type::Option(_))
            }
            _ => false,
        };
        if !is_option {
            return None;
        }
        let option = self.owned_optional(option.clone(), false, span);
        let (there, inner) = self.as_option(option, span)?;
        let inner = match lent {
            Some(mutable) => inner.reference(mutable),
            None => inner,
        };
        Some(self.once_or_never(there, inner, span))
    }

    /// The item, if it is there.
    pub(in crate::lower) fn once_or_never(
        &mut self,
        there: Value,
        item: Outcome,
        span: Span,
    ) -> Rc<Iter> {
        let count = self.define(Expr::Cast(there, Type::USIZE), Type::USIZE, "", span);
        Rc::new(Iter::Repeat(item, Some(count)))
    }

    /// What `once` and `repeat` are given: arrays and lists go into a memory before the loop, since the backward pass
    /// makes their adjoints where they are used.
    pub(in crate::lower) fn for_each_turn(&mut self, item: &Outcome, span: Span) -> Outcome {
        match self.holds_arrays(item) {
            true => self.anchored(item.clone(), span),
            false => item.clone(),
        }
    }

    /// The item of one iteration: of what stands in a memory a copy, which may be changed or moved away.
    pub(in crate::lower) fn repeated_item(&mut self, item: &Outcome, span: Span) -> Outcome {
        match item {
            Outcome::Place(place) => {
                let ty = self.place_type(place);
                if !matches!(self.infer.shallow(&ty), Type::Array(..) | Type::Vec(_)) {
                    return item.clone();
                }
                let copy = self.allocate(Init::Clone(place.clone()), ty, "item", span);
                Outcome::Place(Place::whole(copy))
            }
            Outcome::Tuple(items) => Outcome::Tuple(
                items
                    .iter()
                    .map(|item| self.repeated_item(item, span))
                    .collect(),
            ),
            item => item.clone(),
        }
    }
}
