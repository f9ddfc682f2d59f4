//! What operators of types give that the file implements them for.

use crate::lower::source::definitions::{agreed, blocks, is_called};
use proc_macro2::Ident;

/// What an operator of this name on the left side of such a type gives, if all of them give that.
pub(in crate::lower) fn output_of_operator(owner: &Ident, name: &str) -> Option<syn::Type> {
    let mut blocks = blocks(owner)?;
    blocks.retain(|block| operator(block).is_some_and(|(found, _)| found == name));
    outputs(blocks)
}

/// What it gives between a number on the left side and such a type on the right.
pub(in crate::lower) fn output_of_scaling(right: &Ident, name: &str) -> Option<syn::Type> {
    let numbers = ["f64", "f32"].iter();
    let numbers = numbers.filter_map(|number| blocks(&Ident::new(number, right.span())));
    let mut blocks: Vec<_> = numbers.flatten().collect();
    blocks.retain(|block| match operator(block) {
        Some((found, syn::PathArguments::AngleBracketed(of))) => {
            let is_right = |arg: &syn::GenericArgument| match arg {
                syn::GenericArgument::Type(ty) => is_called(ty, &right.to_string()),
                _ => false,
            };
            found == name && of.args.iter().any(is_right)
        }
        _ => false,
    });
    outputs(blocks)
}

/// The operator that a block is about, and what its trait is told.
fn operator(block: &syn::ItemImpl) -> Option<(String, &syn::PathArguments)> {
    let last = block.trait_.as_ref()?.0.segments.last()?;
    Some((last.ident.to_string().to_lowercase(), &last.arguments))
}

/// What operators give, if all of them give that.
fn outputs(blocks: Vec<syn::ItemImpl>) -> Option<syn::Type> {
    let outputs = blocks.into_iter().map(|block| {
        block.items.into_iter().find_map(|item| match item {
            syn::ImplItem::Type(item) if item.ident == "Output" => Some(item.ty),
            _ => None,
        })
    });
    agreed(outputs)
}
