//! What a loop leaves the function with, or chooses, and that has no zero: an `Option` in memory, which
//! is `None` until it is there.

use crate::ir::{Init, Place, Variant};
use crate::lower::builder::tokens;
use crate::lower::options::failures::Fault;
use crate::lower::*;

/// What stands in such a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum Kept {
    /// What surely is there once it is asked for.
    Value,
    Option,
    /// What a `Result` has in `Ok`; the error is the function's.
    Result,
}

impl<'a> Lowerer<'a> {
    /// Room for a value of this type.
    pub(in crate::lower) fn room(&mut self, item: Type, name: &str, span: Span) -> Memory {
        let ty = Type::Option(Box::new(item));
        let nothing = Operand::Variant {
            ty: ty.clone(),
            variant: Variant(tokens("::core::option::Option::None")),
            fields: Vec::new(),
        };
        let memory = self.allocate(Init::Operand(nothing), ty, name, span);
        self.own(memory);
        memory
    }

    /// Binds the name in `let mut name: Option<…> = None;` to a room, if what is in it has no zero.
    pub(in crate::lower) fn bind_room(
        &mut self,
        pattern: &syn::Pat,
        outcome: &Outcome,
        ty: &syn::Type,
    ) -> Option<()> {
        let (syn::Pat::Ident(ident), Outcome::Maybe(_, inner)) = (pattern, outcome) else {
            return None;
        };
        if !matches!(**inner, Outcome::Never) || ident.mutability.is_none() {
            return None;
        }
        let item = self.type_from(options::held::type_inside(ty)?);
        let is_changed_behind = matches!(self.infer.shallow(&item), Type::Ref(_, true));
        if self.has_zero(&item) || is_changed_behind {
            return None;
        }
        let name = ident.ident.to_string();
        let kept = self.kept_inside(&name, item)?;
        let lent = std::mem::take(&mut self.around.annotated_lent);
        let memory = self.room(kept, &name, ident.ident.span());
        if !lent.is_empty() {
            self.holds_references_at(memory, lent);
        }
        self.scope.bind(&name, Outcome::Place(Place::whole(memory)));
        Some(())
    }

    /// Puts what a level is left with into its room.
    pub(in crate::lower) fn put_in_room(
        &mut self,
        memory: Memory,
        kept: Kept,
        outcome: Outcome,
        span: Span,
    ) {
        let found = match kept {
            Kept::Value => self.something(vec![outcome], span),
            Kept::Option => self.owned_optional(outcome, false, span),
            Kept::Result => self.owned_optional(outcome, true, span),
        };
        // Nothing is what is there already: a level is left once.
        let nothing =
            |there: &Outcome| matches!(there, Outcome::Value(v) if self.booleans[0] == Some(*v));
        match &found {
            Outcome::Maybe(there, _) if nothing(there) => {}
            _ => self.assign_to(Outcome::Place(Place::whole(memory)), found, span),
        }
    }

    /// Whether a loop is about to be left with what a variable of around it holds. It is cloned: rustc
    /// does not see that the loop, which ends by a flag, does not come here again.
    pub(in crate::lower) fn is_left_with(&mut self, place: &Place) -> bool {
        let declared = self.owned.get(&place.memory).copied();
        let from_outside = declared.is_some_and(|declared| self.loops_around() > declared);
        if !self.around.leaving || !from_outside || !place.path.is_empty() {
            return false;
        }
        let ty = self.place_type(place);
        match self.infer.shallow(&ty) {
            Type::Var(_) => self.infer.name(&ty).is_some() && !self.is_number(&ty),
            ty => !ty.is_copy() && !matches!(ty, Type::Slice(_)),
        }
    }

    /// Runs what evaluates the value that a loop or the function is left with.
    pub(in crate::lower) fn as_it_leaves<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.around.leaving, true);
        let result = f(self);
        self.around.leaving = before;
        result
    }

    /// What is in a room.
    pub(in crate::lower) fn taken_from_room(
        &mut self,
        memory: Memory,
        kept: Kept,
        span: Span,
    ) -> Outcome {
        let place = Outcome::Place(Place::whole(memory));
        if kept == Kept::Option {
            return place;
        }
        let Some(optional) = self.optional(place, span) else {
            return Outcome::Poison;
        };
        match kept {
            Kept::Value => optional.inner,
            _ => {
                let maybe = optional.outcome();
                Outcome::Failing(Box::new(maybe), Fault::Own)
            }
        }
    }
}
