//! The conditions of generated items: what stands behind their `where`.

use super::header::{Block, Generic, Header, floats, mentions};
use proc_macro2::TokenStream;
use quote::quote;

impl Header {
    /// The conditions of the block that the function stands in, and more.
    pub(super) fn outer_clause(&self, more: &[TokenStream]) -> TokenStream {
        let all = self.outer_predicates().iter().cloned();
        let all = all.chain(floats(self.carrier().1.iter()));
        clause(all.chain(more.iter().cloned()))
    }

    /// The conditions of the block, as far as they are about the type and not about the trait.
    pub(super) fn carrier_clause(&self, more: &[TokenStream]) -> TokenStream {
        let (outer, of_trait) = self.of_carrier();
        match of_trait.is_empty() {
            true => self.outer_clause(more),
            false => self.conditions(&outer, more),
        }
    }

    /// What a method asks of the parameters of its block alone: `where E::Item: Differentiable`.
    pub(super) fn asked_of_block(&self) -> impl Iterator<Item = &TokenStream> {
        let (outer, _) = self.of_carrier();
        let is_method = matches!(self.block(), Some(Block::Inherent | Block::Implementation));
        self.predicates.iter().filter(move |predicate| {
            is_method && !self.mentioned(predicate).is_empty() && self.is_about(predicate, &outer)
        })
    }

    /// The conditions of what a trait's method records: those of the method that are not about parameters of its own.
    pub(super) fn clause_of_types(&self) -> TokenStream {
        let is_own = |predicate: &&TokenStream| {
            let mentioned = self.mentioned(predicate);
            (mentioned.iter()).any(|g| self.generics.iter().any(|own| std::ptr::eq(*g, own)))
        };
        let sized =
            (self.block() == Some(Block::Trait)).then(|| quote!(Self: ::core::marker::Sized));
        let asked = self
            .predicates
            .iter()
            .filter(|predicate| !is_own(predicate));
        clause(sized.into_iter().chain(asked.cloned()))
    }

    /// The conditions of a generated function: the user's, that type parameters are floats, and more.
    pub(super) fn where_clause(&self, more: &[TokenStream]) -> TokenStream {
        let sized = (self.block() == Some(Block::Trait)).then(|| match self.speaks_of_self {
            true => quote!(Self: ::core::marker::Sized + ::autodiff::Differentiable),
            false => quote!(Self: ::core::marker::Sized),
        });
        let all = self.predicates.iter().cloned().chain(sized);
        let all = all.chain(floats(self.generics.iter()));
        clause(all.chain(more.iter().cloned()))
    }

    /// The conditions of an item that has these parameters, and more.
    pub(super) fn conditions(&self, of: &[&Generic], more: &[TokenStream]) -> TokenStream {
        let all = self.all_predicates();
        let all = all.filter(|p| self.is_about(p, of)).cloned();
        let all = all.chain(floats(of.iter().copied()));
        clause(all.chain(more.iter().cloned()))
    }

    /// The conditions of an item of their own, in which `Self` is another type.
    pub(super) fn conditions_of_item(&self, of: &[&Generic]) -> TokenStream {
        let all = self
            .all_predicates()
            .filter(|p| !mentions(p, "Self", false));
        let all = all.filter(|p| self.is_about(p, of)).cloned();
        clause(all.chain(floats(of.iter().copied())))
    }
}

pub(super) fn clause(conditions: impl Iterator<Item = TokenStream>) -> TokenStream {
    let all: Vec<_> = conditions.collect();
    if all.is_empty() {
        TokenStream::new()
    } else {
        quote!(where #(#all),*)
    }
}
