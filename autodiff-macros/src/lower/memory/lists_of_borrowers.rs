//! Lists of structs that hold references: `layers.push(Linear { w: &p[..4], b })`. As in lists of references what is
//! lent is copied, and an item is a tuple of all parts of the struct, in the order of their names; what is read from
//! the list is such a struct again.

use crate::ir::{Place, Projection};
use crate::lower::closures::function_fields;
use crate::lower::memory::lists_of_references::{Lent, Path};
use crate::lower::messages as m;
use crate::lower::structs::borrowing::Borrowing;
use crate::lower::types::fields;
use crate::lower::*;
use std::rc::Rc;

/// Where in the items of a list such structs stand, one that shows what they are, and whether they are lent.
pub(in crate::lower) struct Structs {
    list: Memory,
    path: Path,
    like: Rc<Borrowing>,
    lent: bool,
}

impl Structs {
    pub(in crate::lower) fn of(
        list: Memory,
        (path, like, lent): (Path, Rc<Borrowing>, bool),
    ) -> Self {
        Structs {
            list,
            path,
            like,
            lent,
        }
    }

    pub(in crate::lower) fn in_another(&self, list: Memory) -> Self {
        Structs {
            list,
            path: self.path.clone(),
            like: self.like.clone(),
            lent: self.lent,
        }
    }

    pub(in crate::lower) fn is_in(&self, list: Memory) -> bool {
        self.list == list
    }
}

/// Whether a written type is that of such a struct, by its definition.
fn is_struct_with_references(ty: &syn::Type) -> bool {
    fields::last_segment(ty).is_some_and(|last| {
        let definition = source::definitions::definition(&last.ident);
        definition.is_some_and(|item| item.generics.lifetimes().next().is_some())
    })
}

/// Whether a struct has a list of such structs among its fields, or among those of one in it.
pub(in crate::lower) fn holds_lists(ty: &syn::Type) -> bool {
    let item = fields::last_segment(ty)
        .filter(|_| is_struct_with_references(ty))
        .and_then(|last| source::definitions::definition(&last.ident));
    item.is_some_and(|item| {
        item.fields.iter().any(|field| {
            let list = function_fields::is_list_of(&field.ty, &is_struct_with_references);
            // A struct has itself behind a list alone.
            list || holds_lists(&field.ty)
        })
    })
}

impl<'a> Lowerer<'a> {
    /// Such a struct as an item: the tuple of its parts.
    pub(in crate::lower) fn parts_of_borrower(&mut self, of: &Borrowing, span: Span) -> Outcome {
        if of.moves() || of.stays_inside() {
            return self.error(span, m::ARRAY_OF_REFERENCES);
        }
        let mut items = Vec::new();
        for (name, field) in of.in_order() {
            let item = match field {
                Outcome::Ref(ref lent, false) if let Outcome::Place(place) = &**lent => {
                    let place = match self.is_slice_by_definition(of, &name) {
                        Some(true) => place.then(Projection::Range(None, None)),
                        Some(false) => place.clone(),
                        None => return self.error(span, m::ARRAY_OF_REFERENCES),
                    };
                    let lent = Outcome::Place(place).reference(false);
                    self.copied_item(lent, &Lent::default(), span)
                }
                field => match field.as_borrower() {
                    Some((inner, _)) => self.parts_of_borrower(&inner, span),
                    None => self.settle(field, span),
                },
            };
            items.push(item);
        }
        Outcome::Tuple(items)
    }

    /// Whether such structs, as items of a list, have the same parts as those that are in it.
    pub(in crate::lower) fn fit_in(&self, list: Memory, lent: &Lent) -> bool {
        let fits = |(path, found, is_lent): &(Path, Rc<Borrowing>, bool)| {
            let mut known = self.vecs.lists.structs.iter();
            let known = known.find(|structs| structs.list == list && structs.path == *path);
            known.is_none_or(|known| known.like.is_like(found) && known.lent == *is_lent)
        };
        lent.structs.iter().all(fits)
    }

    /// What a place in a list is, if it is such a struct: itself or, behind a reference, that of the list.
    pub(in crate::lower) fn borrower_in(&mut self, outcome: Outcome) -> Outcome {
        match &outcome {
            Outcome::Place(place) => match self.borrower_at(place) {
                Some((borrower, true)) => Outcome::Borrower(Rc::new(borrower)).reference(false),
                Some((mut borrower, false)) => {
                    for (_, lent, place) in borrower.parts_mut() {
                        if lent {
                            *place = self.copied_out(place.clone());
                        }
                    }
                    Outcome::Borrower(Rc::new(borrower))
                }
                None => outcome,
            },
            Outcome::Ref(inner, mutable) => match &**inner {
                Outcome::Place(place) => match self.borrower_at(place) {
                    Some((borrower, _)) => Outcome::Borrower(Rc::new(borrower)).reference(*mutable),
                    None => outcome,
                },
                _ => outcome,
            },
            _ => outcome,
        }
    }

    /// Whether a written type is that of such a struct, by its definition, or a reference to it.
    pub(in crate::lower) fn is_borrower_type(&self, ty: &syn::Type) -> bool {
        match types::plain(ty) {
            syn::Type::Reference(lent) => self.is_borrower_type(&lent.elem),
            ty => is_struct_with_references(ty),
        }
    }

    /// Whether a place in a list is such a struct.
    pub(in crate::lower) fn is_borrower(&mut self, place: &Place) -> bool {
        self.borrower_at(place).is_some()
    }

    fn borrower_at(&mut self, place: &Place) -> Option<(Borrowing, bool)> {
        let (_, path) = place.component_of_item()?;
        let mut structs = self.vecs.lists.structs.iter();
        let structs = structs.find(|of| of.list == place.memory && of.path == path)?;
        let (mut found, lent) = ((*structs.like).clone(), structs.lent);
        found.stand_at(place);
        Some((found, lent))
    }

    /// Whether a field is a slice by its definition; `None` where that is not seen.
    fn is_slice_by_definition(&self, of: &Borrowing, name: &str) -> Option<bool> {
        let path: syn::Path = syn::parse2(of.whole.path.stream().clone()).ok()?;
        let item = source::definitions::definition(&path.segments.last()?.ident)?;
        let written = fields::field_called(&item.fields, name)?;
        Some(match types::plain(&written) {
            syn::Type::Reference(lent) => {
                matches!(types::plain(&lent.elem), syn::Type::Slice(_))
            }
            _ => false,
        })
    }
}
