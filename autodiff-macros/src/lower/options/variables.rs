//! Variables that are `Option`s: whether something is there, and what it is then.

use crate::ir::Projection;
use crate::lower::builder::{Deferred, named};
use crate::lower::messages as m;
use crate::lower::options::held::{maybe, type_inside};
use crate::lower::options::lent_contents;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// A variable of an `Option`.
    pub(in crate::lower) fn option_variable(
        &mut self,
        name: &str,
        there: Outcome,
        inner: Outcome,
        mutable: bool,
        span: Span,
    ) -> Outcome {
        let annotated = self.around.annotated_inside.take();
        let is_stored = annotated.is_some() || self.facts.is_stored(name);
        let mut lent = std::mem::take(&mut self.around.annotated_lent);
        if self.facts.is_stored(&lent_contents::given(name)) {
            lent.push(Vec::new());
        }
        if let (Outcome::Never, true) = (&inner, mutable && (is_stored || !lent.is_empty())) {
            let ty = annotated.unwrap_or_else(|| self.infer.fresh());
            let room = self.room(ty, name, span);
            if !lent.is_empty() {
                self.holds_references_at(room, lent);
            }
            return Outcome::Place(crate::ir::Place::whole(room));
        }
        let there = self.value(there, span);
        let inner = match self.is_inside(&inner) && self.booleans[1] != Some(there) {
            // It is only looked at where it is there.
            true => {
                let ty = self.type_of(&inner);
                if !self.has_zero(&ty) {
                    let ty = Type::Option(Box::new(ty));
                    let packed = maybe(Outcome::Value(there), inner);
                    let packed = self.packed_value(packed, &ty, span);
                    return match self.place_of(packed, span) {
                        Some(place) => self.variable(name, Outcome::Place(place), mutable, span),
                        None => Outcome::Poison,
                    };
                }
                self.looked_at(Outcome::Value(there), inner, span)
            }
            false => inner,
        };
        let inner = match inner {
            Outcome::Never if mutable => {
                let ty = self.infer.fresh();
                Outcome::Slot(self.new_slot(named(name, true), ty, None, span))
            }
            Outcome::Never | Outcome::Ref(..) => inner,
            inner => self.variable(name, inner, mutable, span),
        };
        if !mutable {
            return maybe(Outcome::Value(there), inner);
        }
        let flag = named(&format!("{name}_is_some"), false);
        let slot = self.new_slot(flag, Type::Bool, Some(there), span);
        maybe(Outcome::Slot(slot), inner)
    }

    /// Whether it is what a variant of an enum, or an `Option`, has in it.
    fn is_inside(&self, outcome: &Outcome) -> bool {
        let Outcome::Place(place) = outcome else {
            return false;
        };
        let payload = |part: &Projection| matches!(part, Projection::Payload(..));
        place.path.iter().any(payload)
    }

    /// `let mut best: Option<(usize, f64)> = …`
    pub(in crate::lower) fn annotated_option(
        &mut self,
        outcome: Outcome,
        ty: &syn::Type,
    ) -> Outcome {
        let Some(inside) = type_inside(ty) else {
            return outcome;
        };
        if let Outcome::Ref(behind, mutable) = outcome {
            return self.annotated_option(*behind, ty).reference(mutable);
        }
        let span = m::span_of(inside);
        let ty = self.type_from(inside);
        match outcome {
            Outcome::Maybe(there, inner) => {
                let inner = match *inner {
                    Outcome::Never if !self.has_zero(&ty) => {
                        let kept = self.kept_inside("", ty);
                        if kept.is_some() {
                            self.around.annotated_inside = kept;
                        }
                        Outcome::Never
                    }
                    Outcome::Never => self.unset(&ty, span),
                    inner => self.annotated(inner, &ty, span),
                };
                Outcome::Maybe(there, Box::new(inner))
            }
            Outcome::Poison | Outcome::Never => outcome,
            other => {
                let found = self.type_of(&other);
                self.unify(&found, &Type::Option(Box::new(ty)), span);
                other
            }
        }
    }

    /// A value of this type that is never looked at.
    fn unset(&mut self, ty: &Type, span: Span) -> Outcome {
        match self.infer.shallow(ty) {
            Type::Tuple(items) => {
                Outcome::Tuple(items.iter().map(|i| self.unset(i, span)).collect())
            }
            Type::Ref(inner, _) => self.unset(&inner, span),
            ty => Outcome::Value(self.deferred(Deferred::Zero, ty, span)),
        }
    }
}
