//! Implementations of traits of the standard library whose derivatives stand beside the type, like those of
//! its own methods: the trait cannot get items of ours.

use super::header::{header, holder};
use super::impls;
use super::read_by_callers::refused;
use crate::config::Config;
use crate::diagnostics::Errors;
use crate::{emit, lower};
use proc_macro2::TokenStream;
use quote::ToTokens;
use rustc_hash::FxHashMap;

/// Whether a block implements such a trait.
pub(super) fn is_beside(block: &syn::ItemImpl) -> bool {
    if may_fail(block) {
        return true;
    }
    let last = (block.trait_.as_ref()).and_then(|(path, ..)| path.segments.last());
    last.is_some_and(|last| last.ident == "Iterator") || lower::converts_references(block)
}

/// Whether a block is an `impl TryFrom`.
fn may_fail(block: &syn::ItemImpl) -> bool {
    let last = (block.trait_.as_ref()).and_then(|(path, ..)| path.segments.last());
    last.is_some_and(|last| last.ident == "TryFrom")
}

/// Whether a block implements a trait of the standard library whose function is read as its body by those who
/// call it.
pub(super) fn is_standing(block: &syn::ItemImpl) -> bool {
    const TRAITS: [&str; 4] = ["FromIterator", "IntoIterator", "Product", "Sum"];
    let last = (block.trait_.as_ref()).and_then(|(path, ..)| path.segments.last());
    last.is_some_and(|last| TRAITS.iter().any(|name| last.ident == name))
}

/// Whether a block is about a struct that holds functions, so that all of its functions are read as their bodies.
pub(super) fn is_of_holder(block: &syn::ItemImpl) -> bool {
    block.trait_.is_none() && lower::holds_functions(&block.self_ty)
}

/// The block, and beside the type the numbers of its functions.
pub(super) fn standing(block: &mut syn::ItemImpl, config: &Config, errors: Errors) -> TokenStream {
    let owner = holder(block, super::titles::title(&block.self_ty));
    let of_trait = block.trait_.is_some();
    let (mut methods, mut found) = (Vec::new(), TokenStream::new());
    let written = block.clone();
    let functions = block.items.iter_mut().filter_map(|item| match item {
        syn::ImplItem::Fn(function) => Some(function),
        _ => None,
    });
    for function in functions {
        let vis = match of_trait {
            true => syn::Visibility::Public(Default::default()),
            false => function.vis.clone(),
        };
        let (sig, body) = (function.sig.clone(), function.block.clone());
        lower::without_checkpoints(&mut function.block);
        let mut member = impls::member(&mut function.attrs, &sig, Some(&vis), Some(&body), config);
        found.extend(member.errors.finish());
        if member.config.skip {
            continue;
        }
        let header = header(&member.function, &sig, Some(&owner), config);
        let name = of_trait.then(|| lower::standing_name(&written, &sig.ident));
        let parts = emit::lending(&header, name.as_deref(), lower::number(&sig, &body));
        let is_asked = !of_trait && sig.receiver().is_some();
        let refused = is_asked.then(|| refused(&header, &sig));
        methods.push((header, parts.and(refused)));
    }
    let user = super::failed(block.to_token_stream(), errors);
    let user = user.into_iter().chain(found).collect();
    emit::beside_block(user, &methods)
}

/// A function of such a block as one that stands beside it: as visible as the type, and without the names of
/// associated types.
pub(super) fn stand_beside(function: &mut syn::ItemFn, types: &FxHashMap<String, syn::Type>) {
    function.vis = syn::Visibility::Public(Default::default());
    lower::open_associated_types(function, types);
}
