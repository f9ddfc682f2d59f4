//! Structs that hold references, made in the function: `Table { xs: &xs, ys: &p[..4] }`.
//!
//! Such a struct is no value of its own. It stands for the places that it lends and for copies of what it
//! holds itself, and is made anew for each call that takes it.

use crate::ir::{Arg, Borrower, Held, Init, Passing, Place, Projection, Target};
use crate::lower::closures::function_fields;
use crate::lower::memory::moving::Moving;
use crate::lower::messages as m;
use crate::lower::structs::borrowing::Borrowing;
use crate::lower::types::fields;
use crate::lower::*;
use std::rc::Rc;

/// Whether a function that the file shows takes a value of a type parameter at this position, and calls itself: what a
/// function records of calls of itself is written in terms of its arguments.
pub(in crate::lower) fn calls_itself_with(target: &Target, position: usize) -> bool {
    let Target::Function(path) = target else {
        return false;
    };
    let path = syn::parse2::<syn::Path>(path.stream().clone()).ok();
    let name = path.and_then(|path| path.segments.last().map(|last| last.ident.clone()));
    let Some(syn::ItemFn { sig, block, .. }) =
        name.and_then(|name| source::definitions::free_item(&name))
    else {
        return false;
    };
    if !types::tokens_of(&block).mentions(&[sig.ident.to_string()]) {
        return false;
    }
    let Some(syn::FnArg::Typed(param)) = sig.inputs.iter().nth(position) else {
        return false;
    };
    let behind = match types::plain(&param.ty) {
        syn::Type::Reference(reference) => types::plain(&reference.elem),
        ty => ty,
    };
    match behind {
        syn::Type::ImplTrait(_) => true,
        syn::Type::Path(path) => sig
            .generics
            .type_params()
            .any(|p| path.path.is_ident(&p.ident)),
        _ => false,
    }
}

impl<'a> Lowerer<'a> {
    /// Whether one of these fields is a reference, or a struct or a list that holds such.
    pub(in crate::lower) fn lends(&self, fields: &[(String, Outcome, Span)]) -> bool {
        fields.iter().any(|(_, field, _)| match field {
            Outcome::Ref(_, false) | Outcome::Borrower(_) => true,
            field => self.is_list_of_references(field),
        })
    }

    /// The literal of a struct of this type, of which some fields are references.
    pub(in crate::lower) fn borrowing(
        &mut self,
        path: &syn::Path,
        ty: Type,
        fields: Vec<(String, Outcome, Span)>,
        span: Span,
    ) -> Outcome {
        let (mut named, mut places) = (Vec::new(), Vec::new());
        let (mut inner, mut moving) = (Vec::new(), Vec::new());
        for (name, field, span) in fields {
            let (lent, place) = match field {
                Outcome::Poison | Outcome::Never => return field,
                field if let Some((function, _)) = field.as_callable() => {
                    inner.push((name, Outcome::Callable(function)));
                    continue;
                }
                field if self.is_list_of_references(&field) => {
                    inner.push((name, field));
                    continue;
                }
                field if let Some((struct_inside, lent)) = field.as_borrower() => {
                    // What it refers to would be a variable in two structs.
                    if struct_inside.moves() {
                        return self.error(span, m::REFERENCE_FIELD);
                    }
                    inner.push((name, self.borrower_inside(&struct_inside, lent)));
                    continue;
                }
                Outcome::Ref(lent, false) => {
                    let inner = lent.dereferenced();
                    if let Outcome::Iter(_) = inner {
                        return self.error(span, m::REFERENCE_FIELD);
                    }
                    // What is lent does not change as long as it is.
                    let inner = match self.is_of_object_parameter(&inner) {
                        true => inner,
                        false => self.read(inner, span),
                    };
                    (true, self.place_of(inner, span))
                }
                Outcome::Ref(..) | Outcome::Iter(_) => {
                    return self.error(span, m::REFERENCE_FIELD);
                }
                field => {
                    let found = self.type_of(&field);
                    if let Some(expected) = self.type_of_own(path, &ty, &name, span) {
                        self.unify(&found, &expected, span);
                    }
                    let place = match field {
                        Outcome::Place(place) if self.can_move(&place) => Some(place),
                        field => {
                            let operand = self.operand(field, span);
                            let name = format!("own_{name}");
                            let init = Init::Operand(operand);
                            Some(Place::whole(self.allocate(init, found, &name, span)))
                        }
                    };
                    (false, place)
                }
            };
            let Some(place) = place else {
                return Outcome::Poison;
            };
            match lent {
                true if source::assigned_fields::is_assigned(&name, m::span_of(path)) => {
                    let (field, place) = (name.clone(), self.as_declared_in(path, &name, &place));
                    moving.extend(self.moving_reference(&field, &place, span));
                }
                true => {}
                false => self.keep_own(&place),
            }
            named.push((name, if lent { Held::Lent } else { Held::Own }));
            places.push(place);
        }
        let last = path
            .segments
            .last()
            .map(|segment| segment.ident.to_string());
        let whole = Borrower {
            name: last.unwrap_or_default().to_lowercase(),
            path: types::tokens_of(path),
            ty,
            fields: named,
            span,
        };
        Outcome::Borrower(Rc::new(Borrowing {
            whole,
            places,
            moving,
            inner,
            is_bound: false,
        }))
    }

    /// Whether it is of a type parameter that stands for a type of the user's, of which there may be no copies.
    fn is_of_object_parameter(&mut self, outcome: &Outcome) -> bool {
        let Outcome::Place(place) = outcome else {
            return false;
        };
        let ty = self.place_type(place);
        let name = self.infer.name(&ty);
        matches!(name, Some(Type::Named(name)) if self.objects.contains(name.text()))
    }

    /// The place of what a field lends: a slice of it, if the definition says so.
    fn as_declared_in(&mut self, path: &syn::Path, name: &str, place: &Place) -> Place {
        let definition = path.segments.last();
        let definition = definition.and_then(|last| source::definitions::definition(&last.ident));
        let written = definition.and_then(|item| fields::field_called(&item.fields, name));
        let is_slice = |ty: &syn::Type| match types::plain(ty) {
            syn::Type::Reference(lent) => {
                matches!(types::plain(&lent.elem), syn::Type::Slice(_))
            }
            _ => false,
        };
        match written.as_ref().is_some_and(is_slice) {
            true => place.then(Projection::Range(None, None)),
            false => place.clone(),
        }
    }

    /// The type of a field that is no reference; of a struct that holds functions, as its definition writes it.
    fn type_of_own(&mut self, path: &syn::Path, ty: &Type, name: &str, span: Span) -> Option<Type> {
        let last = path.segments.last()?;
        if !function_fields::is_holder(&last.ident) {
            return Some(self.member_type(ty, name, span));
        }
        let fields = source::definitions::definition(&last.ident)?.fields;
        let written = fields::field_called(&fields, name)?;
        self.structure(&written, &FxHashMap::default())
    }

    /// `base.name` of such a struct.
    pub(in crate::lower) fn borrowed_member(
        &mut self,
        of: &Borrowing,
        name: &str,
        span: Span,
    ) -> Outcome {
        match of.field(name) {
            // What a struct in a list refers to is no part of the list.
            Some(Outcome::Ref(ref lent, false))
                if let Outcome::Place(place) = &**lent
                    && self.holds_references(place.memory) =>
            {
                Outcome::Place(self.copied_out(place.clone())).reference(false)
            }
            Some(field) => self.pointed(field),
            None => self.error_about(span, m::FIELD, name),
        }
    }

    /// The struct under the name of a variable.
    pub(in crate::lower) fn borrower_named(
        &mut self,
        borrowing: &Borrowing,
        name: &str,
    ) -> Outcome {
        let mut named = match borrowing.is_bound {
            true => self.another_borrower(borrowing),
            false => self.with_own_references(borrowing),
        };
        named.whole.name = name.to_string();
        named.is_bound = true;
        Outcome::Borrower(Rc::new(named))
    }

    /// A struct that lends the same, and has copies of what the other one has of its own.
    pub(in crate::lower) fn another_borrower(&mut self, of: &Borrowing) -> Borrowing {
        let span = of.whole.span;
        let mut another = of.clone();
        for (name, lent, place) in another.parts_mut() {
            if !lent {
                let ty = self.place_type(place);
                let value = self.value(Outcome::Place(place.clone()), span);
                let init = Init::Operand(Operand::Value(value));
                *place = Place::whole(self.allocate(init, ty, &format!("own_{name}"), span));
                self.keep_own(place);
            }
        }
        another.moving = self.references_of(of);
        for (_, inner) in &mut another.inner {
            *inner = match inner {
                Outcome::Borrower(of) => Outcome::Borrower(Rc::new(self.another_borrower(of))),
                Outcome::Place(list) => self.cloned(list.clone(), "clone", span),
                _ => continue,
            };
        }
        another
    }

    /// Such a struct as the field of another one, itself or lent.
    fn borrower_inside(&mut self, of: &Rc<Borrowing>, lent: bool) -> Outcome {
        if lent {
            return Outcome::Borrower(of.clone()).reference(false);
        }
        let name = of.whole.name.clone();
        self.borrower_named(of, &name)
    }

    /// `Path { name: value, ..rest }` of such a struct.
    pub(in crate::lower) fn updated_borrower(
        &mut self,
        path: &syn::Path,
        mut fields: Vec<(String, Outcome, Span)>,
        rest: &Borrowing,
        span: Span,
    ) -> Outcome {
        let rest = self.another_borrower(rest);
        for (name, outcome) in rest.all_fields() {
            if fields.iter().all(|(known, ..)| *known != name) {
                let outcome = self.pointed(outcome);
                fields.push((name, outcome, span));
            }
        }
        self.borrowing(path, rest.whole.ty.clone(), fields, span)
    }

    /// The same struct, of which the fields that come to refer to something else are variables of their own.
    pub(in crate::lower) fn with_own_references(&mut self, of: &Borrowing) -> Borrowing {
        Borrowing {
            moving: self.references_of(of),
            ..of.clone()
        }
    }

    /// The fields that may come to refer to something else, as variables of their own: those of a function that
    /// is read as its body end with it.
    fn references_of(&mut self, of: &Borrowing) -> Vec<(String, Rc<Moving>)> {
        let mut fields = Vec::new();
        for (name, moving) in &of.moving {
            if let Some(place) = self.referred_to(moving) {
                fields.extend(self.moving_reference(name, &place, of.whole.span));
            }
        }
        fields
    }

    /// What such a struct has of its own stays its own: what is read of it is a copy, since methods may change it.
    pub(in crate::lower) fn keep_own(&mut self, place: &Place) {
        self.own(place.memory);
        let name = &self.function.memory(place.memory).name;
        self.facts.note_reassigned(name);
    }

    /// What hands such a struct to a call: itself, and the places that it is made of.
    pub(in crate::lower) fn borrower_argument(&mut self, of: &Borrowing) -> (Vec<Arg>, Type) {
        let (whole, places) = self.made_of(of);
        let head = Arg::Struct(Box::new(whole));
        let places = places.into_iter().map(Arg::Ref);
        let ty = Type::Ref(Box::new(of.whole.ty.clone()), false);
        (std::iter::once(head).chain(places).collect(), ty)
    }

    /// Such a struct with those in it, and the places that all of them are made of now.
    fn made_of(&mut self, of: &Borrowing) -> (Borrower, Vec<Place>) {
        let (mut whole, mut places) = (of.whole.clone(), of.places.clone());
        for (at, (name, _)) in of.whole.fields.iter().enumerate() {
            if let Some(place) = of.moving(name).and_then(|moving| self.referred_to(moving)) {
                places[at] = place;
            }
        }
        for (name, inner) in &of.inner {
            if let Some((inner, lent)) = inner.as_borrower() {
                let (of, parts) = self.made_of(&inner);
                let of = Box::new(of);
                whole
                    .fields
                    .push((name.clone(), Held::Borrower { of, lent }));
                places.extend(parts);
            }
        }
        (whole, places)
    }

    /// Whether a method surely takes such a struct by value.
    pub(in crate::lower) fn takes_borrower(&self, receiver: &Outcome, method: &str) -> bool {
        let Some((borrowing, _)) = receiver.as_borrower() else {
            return false;
        };
        let path = syn::parse2::<syn::Path>(borrowing.whole.path.stream().clone());
        let last = path.ok().and_then(|path| path.segments.last().cloned());
        let found = last.and_then(|last| source::definitions::function(&last.ident, method));
        let receiver = found.as_ref().and_then(|found| found.signature.receiver());
        receiver.is_some_and(|receiver| owner::passing(receiver) == Some(Passing::Value))
    }
}
