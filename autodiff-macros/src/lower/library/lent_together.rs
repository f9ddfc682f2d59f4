//! Arguments that are tuples or arrays of references: `train: (&Array2<f64>, &Array1<f64>)`. They stand for copies of what
//! they refer to, like views.

use crate::ir::{Projection, Target, Tokens};
use crate::lower::library::types::Gives;
use crate::lower::memory::lists_of_references::Lent;
use crate::lower::types::infer::Kind;
use crate::lower::*;
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};

/// What is behind a shared reference.
fn behind(ty: &syn::Type) -> Option<&syn::Type> {
    match types::plain(ty) {
        syn::Type::Reference(reference) if reference.mutability.is_none() => {
            let behind = types::plain(&reference.elem);
            matches!(behind, syn::Type::Path(_) | syn::Type::Slice(_)).then_some(behind)
        }
        _ => None,
    }
}

/// Names the lifetime of each reference, on which nothing depends.
struct Lasting;

impl VisitMut for Lasting {
    fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
        reference.lifetime = Some(syn::Lifetime::new("'static", Span::call_site()));
        visit_mut::visit_type_reference_mut(self, reference);
    }
}

/// What lends the items of a list of copies, which stands for one of references.
const LENT_ARRAY: &str = "::autodiff::library::lent_array";

/// Whether a function takes the copies that stand for a list of references.
pub(in crate::lower) fn takes_copies(target: &Target) -> bool {
    matches!(target, Target::Function(path) if path.text() == builder::tokens(LENT_ARRAY).text())
}

impl<'a> Lowerer<'a> {
    /// The type of the copies, if it is the type of such an argument.
    pub(in crate::lower) fn lent_together(&mut self, ty: &syn::Type) -> Option<Type> {
        if self.owner.is_some_and(|owner| !owner.is_inherent) {
            return None;
        }
        match types::plain(ty) {
            syn::Type::Tuple(tuple) if (2..=4).contains(&tuple.elems.len()) => {
                let all: Option<Vec<_>> = tuple.elems.iter().map(behind).collect();
                let all = all?.into_iter().map(|item| self.copied_type(item));
                Some(Type::Tuple(all.collect()))
            }
            syn::Type::Array(array) => {
                let item = self.copied_type(behind(&array.elem)?);
                Some(Type::Array(Box::new(item), types::tokens_of(&array.len)))
            }
            _ => None,
        }
    }

    fn copied_type(&mut self, ty: &syn::Type) -> Type {
        match self.type_from(ty) {
            Type::Slice(item) => Type::Vec(item),
            other => other,
        }
    }

    /// Whether this is such an argument.
    pub(in crate::lower) fn stands_for_copies(&self, name: &str) -> bool {
        let all = &self.matrices.lent_together;
        all.iter().any(|(lent, _)| lent == name)
    }

    /// The type of the references.
    pub(in crate::lower) fn type_of_references(&mut self, ty: &syn::Type, span: Span) -> Type {
        let mut lasting = types::plain(ty).clone();
        Lasting.visit_type_mut(&mut lasting);
        let name = Tokens::new(lasting.to_token_stream());
        let ty = self.infer.named(Type::Named(name), span);
        self.infer.narrow(&ty, Kind::Struct);
        ty
    }

    /// An argument `(&a, &b)`, of what is no number, for a function that takes references together.
    pub(in crate::lower) fn lent_as_tuple(
        &mut self,
        given: &Outcome,
        borrowed: bool,
        span: Span,
    ) -> Option<Outcome> {
        let Outcome::Tuple(items) = given else {
            return None;
        };
        let is_lent = |item: &Outcome| match item {
            Outcome::Ref(behind, false) => {
                matches!(**behind, Outcome::Place(_)) || self.library(behind).is_some()
            }
            _ => false,
        };
        let name = match items.len() {
            2 => "two_lent",
            3 => "three_lent",
            4 => "four_lent",
            _ => return None,
        };
        if borrowed || !items.iter().all(is_lent) {
            return None;
        }
        for item in items {
            let ty = self.type_of(&item.clone().dereferenced());
            if let Type::Slice(_) | Type::Array(..) = self.infer.shallow(&ty) {
                return None;
            }
        }
        // What is made for the call has to stand somewhere.
        let mut lent = Vec::new();
        for item in items {
            let place = self.place_of(item.clone().dereferenced(), span)?;
            lent.push(Outcome::Place(place).reference(false));
        }
        let target = Target::Function(builder::tokens(&format!("::autodiff::library::{name}")));
        Some(self.call_target(target, name, lent, None, false, span))
    }

    /// An argument `[&a, &b]`, of matrices or structs, for a function that takes an array of references.
    pub(in crate::lower) fn lent_as_array(&mut self, given: Outcome, span: Span) -> Outcome {
        let Outcome::Place(place) = &given else {
            return given;
        };
        let ty = self.place_type(place);
        let Type::Array(item, _) = self.infer.shallow(&ty) else {
            return given;
        };
        let is_object = self.infer.library(&item).is_some() || self.is_struct(&item);
        if !is_object || !place.path.is_empty() || !self.holds_references_only(place.memory) {
            return given;
        }
        let target = Target::Function(builder::tokens(LENT_ARRAY));
        let copies = vec![given.reference(false)];
        self.call_target(target, "lent", copies, None, false, span)
    }

    /// What stands for such arguments in the body.
    pub(super) fn references_as_copies(&mut self) {
        for (name, whole) in std::mem::take(&mut self.matrices.lent_together) {
            let Some(lent) = self.scope.find(&name).cloned() else {
                continue;
            };
            let span = Span::call_site();
            let gives = Gives::Known(whole.clone());
            let copies = self.library_call("taken", vec![lent], gives, span);
            let copies = self.variable(&name, copies, false, span);
            let bound = match copies {
                Outcome::Tuple(items) => Outcome::Tuple(
                    items
                        .into_iter()
                        .map(|item| item.reference(false))
                        .collect(),
                ),
                Outcome::Place(place) => match whole {
                    Type::Tuple(items) => {
                        let part = |at| Outcome::Place(place.clone().then(Projection::Field(at)));
                        let parts = (0..items.len()).map(|at| part(at).reference(false));
                        Outcome::Tuple(parts.collect())
                    }
                    _ => {
                        self.is_list_of(place.memory, Lent::whole_items());
                        Outcome::Place(place)
                    }
                },
                copies => copies,
            };
            self.scope.bind(&name, bound);
        }
    }
}
