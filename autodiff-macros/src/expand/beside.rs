//! Implementations of traits of the standard library whose derivatives stand beside the type, like those of
//! its own methods: the trait cannot get items of ours.

use super::header::{header, owner};
use super::impls;
use crate::config::Config;
use crate::{emit, lower};
use proc_macro2::TokenStream;
use rustc_hash::FxHashMap;

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

/// A function of such a block as one that stands beside it: as visible as the type, and without the names of
/// associated types.
pub(super) fn stand_beside(function: &mut syn::ItemFn, types: &FxHashMap<String, syn::Type>) {
    function.vis = syn::Visibility::Public(Default::default());
    lower::open_associated_types(function, types);
}
