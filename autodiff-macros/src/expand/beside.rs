//! Implementations of traits of the standard library whose derivatives stand beside the type, like those of
//! its own methods: the trait cannot get items of ours.

use super::header::{header, owner};
use super::impls;
use crate::config::Config;
use crate::{emit, lower};
use proc_macro2::TokenStream;
use rustc_hash::FxHashMap;
use syn::visit_mut::{self, VisitMut};

/// Whether a block implements such a trait.
pub(super) fn is_beside(block: &syn::ItemImpl) -> bool {
    let last = (block.trait_.as_ref()).and_then(|(path, ..)| path.segments.last());
    last.is_some_and(|last| last.ident == "Iterator")
}

/// Whether a block implements a trait of the standard library whose function is read as its body by those who
/// call it.
pub(super) fn is_standing(block: &syn::ItemImpl) -> bool {
    const TRAITS: [&str; 4] = ["FromIterator", "IntoIterator", "Product", "Sum"];
    let last = (block.trait_.as_ref()).and_then(|(path, ..)| path.segments.last());
    last.is_some_and(|last| TRAITS.iter().any(|name| last.ident == name))
}

/// The block, and beside the type the numbers of its functions.
pub(super) fn standing(block: &syn::ItemImpl, config: &Config, user: TokenStream) -> TokenStream {
    let owner = owner(
        block,
        super::titles::title(&block.self_ty),
        emit::Block::Inherent,
    );
    let mut found = TokenStream::new();
    let functions = block.items.iter().filter_map(|item| match item {
        syn::ImplItem::Fn(function) => Some(function),
        _ => None,
    });
    let methods = functions.map(|function| {
        let (sig, body) = (&function.sig, &function.block);
        let vis = syn::Visibility::Public(Default::default());
        let mut member = impls::member(&mut Vec::new(), sig, Some(&vis), Some(body), config);
        found.extend(member.errors.finish());
        let header = header(&member.function, sig, Some(&owner), config);
        let name = lower::standing_name(block, &sig.ident);
        let parts = emit::lending(&header, Some(&name), lower::number(sig, body));
        (header, parts)
    });
    let methods: Vec<_> = methods.collect();
    let user = user.into_iter().chain(found).collect();
    emit::beside_block(user, &methods)
}

/// The types that a block associates with its own.
pub(super) fn associated_types(block: &syn::ItemImpl) -> FxHashMap<String, syn::Type> {
    let types = block.items.iter().filter_map(|item| match item {
        syn::ImplItem::Type(item) => Some((item.ident.to_string(), item.ty.clone())),
        _ => None,
    });
    types.collect()
}

/// A function of such a block as one that stands beside it: as visible as the type, and without the names of
/// associated types.
pub(super) fn stand_beside(function: &mut syn::ItemFn, types: &FxHashMap<String, syn::Type>) {
    function.vis = syn::Visibility::Public(Default::default());
    Opening(types).visit_item_fn_mut(function);
}

struct Opening<'t>(&'t FxHashMap<String, syn::Type>);

impl VisitMut for Opening<'_> {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        if let syn::Type::Path(path) = ty
            && let Some(last) = path.path.segments.last()
            && path.path.segments.len() == 2
            && path.path.segments[0].ident == "Self"
            && let Some(meant) = self.0.get(&last.ident.to_string())
        {
            *ty = meant.clone();
        }
        visit_mut::visit_type_mut(self, ty);
    }
}
