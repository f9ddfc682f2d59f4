//! What operators of types give that the file implements them for.

use crate::lower::source::definitions::{agreed, blocks, implementations, is_called};
use crate::lower::types;
use crate::lower::types::fields::last_segment;
use proc_macro2::Ident;

/// What an operator of this name on the left side of such a type gives, if all of them give that.
pub(in crate::lower) fn output_of_operator(owner: &Ident, name: &str) -> Option<syn::Type> {
    let mut blocks = blocks(owner)?;
    blocks.retain(|block| operator(block).is_some_and(|(found, _)| found == name));
    outputs(blocks)
}

/// An operator that a block implements.
pub(in crate::lower) struct Implementation {
    pub(in crate::lower) generics: syn::Generics,
    /// The types of its operands, as the block writes them.
    pub(in crate::lower) operands: Vec<syn::Type>,
    pub(in crate::lower) output: Option<syn::Type>,
}

/// The blocks that implement an operator of this name for such a type on the left side.
pub(in crate::lower) fn implementations_of(owner: &Ident, name: &str) -> Vec<Implementation> {
    let blocks = blocks(owner).unwrap_or_default().into_iter();
    let found = blocks.filter_map(|block| {
        let (found, of) = operator(&block)?;
        if found != name.replace('_', "") {
            return None;
        }
        let of_type = |ty: &syn::Type| match matches!(ty, syn::Type::Path(path) if path.path.is_ident("Self")) {
            true => (*block.self_ty).clone(),
            false => ty.clone(),
        };
        let mut operands = vec![(*block.self_ty).clone()];
        match of {
            _ if name == "neg" => {}
            syn::PathArguments::AngleBracketed(of) => match of.args.first() {
                Some(syn::GenericArgument::Type(ty)) => operands.push(of_type(ty)),
                _ => return None,
            },
            _ => operands.push((*block.self_ty).clone()),
        }
        let output = block.items.iter().find_map(|item| match item {
            syn::ImplItem::Type(item) if item.ident == "Output" => Some(of_type(&item.ty)),
            _ => None,
        });
        Some(Implementation {
            generics: block.generics.clone(),
            operands,
            output,
        })
    });
    found.collect()
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

/// The block that converts references into a type, if the file has one and no more.
pub(crate) fn is_only_conversion_of_references(owner: &syn::Type) -> bool {
    let Some(last) = last_segment(owner) else {
        return false;
    };
    let blocks = implementations(&last.ident, "From");
    blocks
        .iter()
        .filter(|block| converts_references(block))
        .count()
        == 1
}

/// Whether a block is an `impl From<&A> for Type`.
pub(crate) fn converts_references(block: &syn::ItemImpl) -> bool {
    let last = (block.trait_.as_ref()).and_then(|(path, ..)| path.segments.last());
    let Some(syn::PathArguments::AngleBracketed(of)) = last.map(|last| &last.arguments) else {
        return false;
    };
    let is_reference = |arg: Option<&syn::GenericArgument>| match arg {
        Some(syn::GenericArgument::Type(ty)) => matches!(types::plain(ty), syn::Type::Reference(_)),
        _ => false,
    };
    last.is_some_and(|last| last.ident == "From") && is_reference(of.args.first())
}
