//! Which variables are declared with `mut`: what is not is left as it is by every method.

use crate::ir::{Place, Projection};
use crate::lower::types::fields;
use crate::lower::{Lowerer, source, types};
use rustc_hash::FxHashSet;
use syn::visit::{self, Visit};

/// The names of such variables, of parameters too.
pub(super) fn mutable_names(block: &syn::Block, signature: &syn::Signature) -> FxHashSet<String> {
    let mut found = Mutable::default();
    found.visit_signature(signature);
    found.visit_block(block);
    found.0
}

#[derive(Default)]
struct Mutable(FxHashSet<String>);

impl<'ast> Visit<'ast> for Mutable {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        if pattern.mutability.is_some() {
            self.0.insert(pattern.ident.to_string());
        }
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_receiver(&mut self, receiver: &'ast syn::Receiver) {
        if let (syn::ReceiverKind::Value, Some(_)) = (&receiver.kind, &receiver.mutability) {
            self.0.insert("self".to_string());
        }
    }
}

impl<'a> Lowerer<'a> {
    /// Whether definitions show that a field on the way to a place is a shared reference.
    pub(super) fn is_behind_reference(&mut self, place: &Place) -> bool {
        let mut fields = place.path.iter().enumerate();
        fields.any(|(at, part)| {
            let Projection::Member(name) = part else {
                return false;
            };
            let whole = self.place_type(&Place {
                memory: place.memory,
                path: place.path[..at].to_vec(),
            });
            let owner = self.defined_name(&whole);
            let definition = owner.and_then(|owner| source::definitions::definition(&owner));
            let ty = definition.and_then(|item| fields::field_called(&item.fields, name));
            ty.is_some_and(|ty| match types::plain(&ty) {
                syn::Type::Reference(reference) => reference.mutability.is_none(),
                _ => false,
            })
        })
    }
}
