//! A struct that holds references, as it stands in the function that makes it.

use crate::ir::{Borrower, Held, Place, Projection};
use crate::lower::memory::moving::Moving;
use crate::lower::*;
use std::rc::Rc;

/// Such a struct, and the places of its fields.
#[derive(Clone)]
pub(in crate::lower) struct Borrowing {
    pub(in crate::lower) whole: Borrower,
    pub(super) places: Vec<Place>,
    /// The fields that may come to refer to something else.
    pub(super) moving: Vec<(String, Rc<Moving>)>,
    /// The other fields: functions, structs like this one, and lists of these or of references.
    pub(super) inner: Vec<(String, Outcome)>,
    /// Whether a variable stands for it: then another one is another struct.
    pub(super) is_bound: bool,
}

impl Borrowing {
    /// What stands behind a dot.
    pub(super) fn field(&self, name: &str) -> Option<Outcome> {
        let mut inner = self.inner.iter();
        if let Some((_, inner)) = inner.find(|(field, _)| field == name) {
            return Some(inner.clone());
        }
        if let Some(moving) = self.moving(name) {
            return Some(Outcome::Moving(moving.clone()));
        }
        let at = self
            .whole
            .fields
            .iter()
            .position(|(field, _)| field == name)?;
        let place = Outcome::Place(self.places.get(at)?.clone());
        Some(match self.whole.fields[at].1 {
            Held::Lent => place.reference(false),
            _ => place,
        })
    }

    /// The field of this name, if it is a reference that may come to refer to something else.
    pub(in crate::lower) fn moving(&self, name: &str) -> Option<&Rc<Moving>> {
        let mut moving = self.moving.iter();
        moving
            .find(|(field, _)| field == name)
            .map(|(_, moving)| moving)
    }

    /// Whether one of its fields may come to refer to something else.
    pub(in crate::lower) fn moves(&self) -> bool {
        !self.moving.is_empty()
    }

    /// All that stands behind dots, by its names.
    pub(in crate::lower) fn all_fields(&self) -> impl Iterator<Item = (String, Outcome)> {
        let names = self.whole.fields.iter().map(|(name, _)| name);
        let names = names.chain(self.inner.iter().map(|(name, _)| name));
        names.filter_map(|name| Some((name.clone(), self.field(name)?)))
    }

    /// The same in the order of the names.
    pub(in crate::lower) fn in_order(&self) -> Vec<(String, Outcome)> {
        let mut fields: Vec<_> = self.all_fields().collect();
        fields.sort_by(|(a, _), (b, _)| a.cmp(b));
        fields
    }

    /// Whether another one is of the same type, and has the same parts in that order.
    pub(in crate::lower) fn is_like(&self, other: &Borrowing) -> bool {
        let (fields, others) = (self.in_order(), other.in_order());
        let same =
            |((name, field), (other_name, other)): (&(String, Outcome), &(String, Outcome))| {
                let alike = match (field.as_borrower(), other.as_borrower()) {
                    (Some((a, _)), Some((b, _))) => a.is_like(&b),
                    (None, None) => {
                        matches!(field, Outcome::Ref(..)) == matches!(other, Outcome::Ref(..))
                    }
                    _ => false,
                };
                name == other_name && alike
            };
        self.whole.path.text() == other.whole.path.text()
            && fields.len() == others.len()
            && fields.iter().zip(&others).all(same)
    }

    /// Lets it stand for the item at this place, which is the tuple of its parts in the order of the names.
    pub(in crate::lower) fn stand_at(&mut self, item: &Place) {
        for (at, (name, _)) in self.in_order().into_iter().enumerate() {
            let place = item.then(Projection::Field(at));
            if let Some(known) = self
                .whole
                .fields
                .iter()
                .position(|(field, _)| *field == name)
            {
                self.places[known] = place;
            } else if let Some((_, inner)) = self.inner.iter_mut().find(|(field, _)| *field == name)
                && let Some((of, lent)) = inner.as_borrower()
            {
                let mut of = (*of).clone();
                of.stand_at(&place);
                let of = Outcome::Borrower(Rc::new(of));
                *inner = if lent { of.reference(false) } else { of };
            }
        }
        // What a variable gets of it is another one.
        self.is_bound = true;
    }

    /// The fields that are places: their names, whether they are references, and where they are.
    pub(in crate::lower) fn parts_mut(&mut self) -> impl Iterator<Item = (&str, bool, &mut Place)> {
        let fields = self.whole.fields.iter().zip(&mut self.places);
        fields.map(|((name, held), place)| (name.as_str(), matches!(held, Held::Lent), place))
    }

    /// Whether some of its fields are functions or such lists, so that it cannot leave the function that makes it.
    pub(in crate::lower) fn stays_inside(&self) -> bool {
        self.inner
            .iter()
            .any(|(_, field)| match field.as_borrower() {
                Some((inner, _)) => inner.stays_inside(),
                None => true,
            })
    }

    /// The structs like this one in it, itself or lent.
    pub(super) fn inner_structs_mut(&mut self) -> impl Iterator<Item = &mut Rc<Borrowing>> {
        self.inner.iter_mut().filter_map(|(_, field)| match field {
            Outcome::Borrower(inner) => Some(inner),
            Outcome::Ref(behind, false) => match &mut **behind {
                Outcome::Borrower(inner) => Some(inner),
                _ => None,
            },
            _ => None,
        })
    }
}
