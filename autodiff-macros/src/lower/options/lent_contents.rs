//! Variables that are `Option`s of references and come to hold others: `let mut best: Option<&[f64]> = None; … best =
//! Some(row);`. What such a variable refers to does not change as long as it does, so that it holds a copy; what is
//! found in it is a reference again, to what it holds now.

use crate::ir::{Init, Place, Projection};
use crate::lower::memory::lists_of_references::{Lent, Path};
use crate::lower::options::opened::some;
use crate::lower::*;

/// How the variable of this name, which begins as `None`, is called where an attempt has found that it is given
/// references.
pub(in crate::lower) fn given(name: &str) -> String {
    format!("{name} = Some(&_)")
}

/// The same where one component of what it is given is a reference.
fn given_at(name: &str, at: usize) -> String {
    format!("{name} = Some((.., &_ as {at}))")
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

    /// What such a variable of this name and type keeps, and notes where the references are: it is one, or a tuple of
    /// some.
    pub(in crate::lower) fn kept_inside(&mut self, name: &str, ty: Type) -> Option<Type> {
        let mut lent = Vec::new();
        let kept = match ty {
            Type::Ref(behind, false) => {
                let kept = self.kept_behind(*behind);
                lent.extend(kept.is_some().then(Vec::new));
                kept
            }
            Type::Tuple(items) => {
                let items = items.into_iter().enumerate().map(|(at, item)| match item {
                    Type::Ref(behind, false) => match self.kept_behind((*behind).clone()) {
                        Some(kept) => {
                            lent.push(vec![at]);
                            kept
                        }
                        None => *behind,
                    },
                    item => {
                        let is_asked = self.facts.is_stored(&given_at(name, at));
                        lent.extend(is_asked.then(|| vec![at]));
                        item
                    }
                });
                Some(Type::Tuple(items.collect()))
            }
            ty => Some(ty),
        };
        self.around.annotated_lent = lent;
        kept.filter(|kept| !self.around.annotated_lent.is_empty() || !self.has_zero(kept))
    }

    /// Notes that what is in an `Option` is a reference in the user's code, or holds some at these components.
    pub(in crate::lower) fn holds_references_at(&mut self, option: Memory, paths: Vec<Path>) {
        self.vecs.lists.options.insert(option, paths);
    }

    pub(in crate::lower) fn is_option_of_reference(&self, place: &Place) -> bool {
        self.references_in(place).is_some()
    }

    fn references_in(&self, place: &Place) -> Option<Vec<Path>> {
        let found = self.vecs.lists.options.get(&place.memory);
        found.filter(|_| place.path.is_empty()).cloned()
    }

    /// What is found in an `Option` of references: one, or a tuple of some.
    pub(in crate::lower) fn found_in_option(&mut self, place: &Place) -> Option<Outcome> {
        let paths = self.references_in(place)?;
        let found = self.as_found(place);
        let inside = found.then(Projection::Payload(some(), "0".into()));
        if paths.contains(&Vec::new()) {
            return Some(Outcome::Place(inside).reference(false));
        }
        let ty = self.place_type(&inside);
        let Type::Tuple(items) = self.infer.shallow(&ty) else {
            return Some(Outcome::Place(inside));
        };
        let part = |at| {
            let part = Outcome::Place(inside.then(Projection::Field(at)));
            match paths.contains(&vec![at]) {
                true => part.reference(false),
                false => part,
            }
        };
        Some(Outcome::Tuple((0..items.len()).map(part).collect()))
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
        match (value, self.references_in(place)) {
            (Outcome::Maybe(there, inner), Some(paths)) => {
                let kept = match *inner {
                    Outcome::Tuple(items) if !paths.contains(&Vec::new()) => {
                        let items = items.into_iter().enumerate();
                        let kept = items.map(|(at, item)| match paths.contains(&vec![at]) {
                            true => self.as_kept(item, span),
                            false => item.dereferenced(),
                        });
                        Outcome::Tuple(kept.collect())
                    }
                    inner => self.as_kept(inner, span),
                };
                Outcome::Maybe(there, Box::new(kept))
            }
            (other, None) => {
                self.asks_for_components(place, &other);
                other
            }
            (other, _) => other,
        }
    }

    /// Asks that a variable is read again as one of tuples with references, if it is given such.
    fn asks_for_components(&mut self, place: &Place, given_now: &Outcome) {
        let Outcome::Maybe(_, inner) = given_now else {
            return;
        };
        let (Outcome::Tuple(items), true) = (&**inner, place.path.is_empty()) else {
            return;
        };
        let name = self.function.memory(place.memory).name.clone();
        for (at, item) in items.iter().enumerate() {
            if matches!(item, Outcome::Ref(inner, false) if matches!(**inner, Outcome::Place(_))) {
                self.asks(given_at(&name, at), item);
            }
        }
    }

    fn asks(&mut self, asked: String, given_now: &Outcome) {
        let ty = self.type_of(&given_now.clone().dereferenced());
        if self.kept_behind(ty).is_some() && !self.facts.is_stored(&asked) {
            self.pending.unset.push(asked);
        }
    }

    /// Asks that a variable which begins as `None` is read again as one of references, if what it is given is one.
    pub(in crate::lower) fn asks_for_references(&mut self, variable: &str, given_now: &Outcome) {
        if matches!(given_now, Outcome::Ref(_, false)) {
            self.asks(given(variable), given_now);
        }
    }
}
