//! Which methods a type has, as far as they stand in the same file.

use super::definitions::{associated, blocks};
use super::source_text::around;
use proc_macro2::Ident;

/// Whether a block about the type alone, and no implementation of a trait, has a function of this name.
pub(super) fn has_inherent_method(owner: &Ident, name: &str) -> bool {
    let mut blocks = blocks(owner).into_iter().flatten();
    blocks.any(|block| associated(block, name).is_some())
}

/// The methods of this name of a type, each with the block that it stands in.
pub(super) fn methods(owner: &Ident, name: &str) -> Vec<(syn::ItemImpl, syn::ImplItemFn)> {
    // Most calls are of methods that the file does not speak of: then no block is read.
    let known = around(owner.span());
    if known.is_none_or(|(source, _)| source.named("fn", name).next().is_none()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for block in blocks(owner).into_iter().flatten() {
        let functions = block.items.iter().filter_map(|item| match item {
            syn::ImplItem::Fn(function) => Some(function),
            _ => None,
        });
        let named = functions.filter(|f| f.sig.ident == name && f.sig.receiver().is_some());
        found.extend(named.map(|function| (block.clone(), function.clone())));
    }
    found
}

/// Whether a type has a method of this name.
pub(super) fn has_method(owner: &Ident, name: &str) -> bool {
    !methods(owner, name).is_empty()
}
