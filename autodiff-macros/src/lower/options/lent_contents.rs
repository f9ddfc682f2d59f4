//! Variables that are `Option`s of references and come to hold others: `let mut best: Option<&[f64]> = None; … best =
//! Some(row);`. What such a variable refers to does not change as long as it does, so that it holds a copy; what is
//! found in it is a reference again, to what it holds now.

use crate::ir::{Init, Place};
use crate::lower::memory::lists_of_references::Lent;
use crate::lower::*;

/// How the variable of this name, which begins as `None`, is called where an attempt has found that it is given
/// references.
pub(in crate::lower) fn given(name: &str) -> String {
    format!("{name} = Some(&_)")
}

impl<'a> Lowerer<'a> {
    /// What is kept of a reference to something of this type; `None` of numbers, which are read at once.
    pub(in crate::lower) fn kept_behind(&mut self, behind: Type) -> Option<Type> {
        match self.infer.shallow(&behind) {
            Type::Slice(item) => Some(Type::Vec(item)),
            ty if ty.is_scalar() || self.is_number(&ty) => None,
            ty => Some(ty),
        }
    }

    /// Notes that what is in an `Option` is a reference in the user's code.
    pub(in crate::lower) fn holds_a_reference(&mut self, option: Memory) {
        self.vecs.lists.options.insert(option);
    }

    pub(in crate::lower) fn is_option_of_reference(&self, place: &Place) -> bool {
        place.path.is_empty() && self.vecs.lists.options.contains(&place.memory)
    }

    /// The `Option` as it is now: what is found in it may be used after it holds another reference.
    pub(in crate::lower) fn as_found(&mut self, place: &Place) -> Place {
        let ty = self.place_type(place);
        let memory = self.function.memory(place.memory);
        let (name, span) = (memory.name.clone(), memory.span);
        Place::whole(self.allocate(Init::Clone(place.clone()), ty, &name, span))
    }

    /// What is behind a reference, as such a variable keeps it.
    pub(in crate::lower) fn as_kept(&mut self, lent: Outcome, span: Span) -> Outcome {
        match &lent {
            Outcome::Ref(inner, false) if matches!(**inner, Outcome::Place(_)) => {
                let ty = self.type_of(inner);
                match self.infer.shallow(&ty) {
                    Type::Slice(_) => self.copied_item(lent, &Lent::default(), span),
                    _ => lent.dereferenced(),
                }
            }
            _ => lent.dereferenced(),
        }
    }

    /// What such a variable is given, with what it keeps of it.
    pub(in crate::lower) fn given_to_option(
        &mut self,
        place: &Place,
        value: Outcome,
        span: Span,
    ) -> Outcome {
        match value {
            Outcome::Maybe(there, inner) if self.is_option_of_reference(place) => {
                Outcome::Maybe(there, Box::new(self.as_kept(*inner, span)))
            }
            other => other,
        }
    }

    /// Asks that a variable which begins as `None` is read again as one of references, if what it is given is one.
    pub(in crate::lower) fn asks_for_references(&mut self, variable: &str, given_now: &Outcome) {
        let Outcome::Ref(inner, false) = given_now else {
            return;
        };
        let ty = self.type_of(&(**inner).clone().dereferenced());
        let asked = given(variable);
        if self.kept_behind(ty).is_some() && !self.facts.is_stored(&asked) {
            self.pending.unset.push(asked);
        }
    }
}
