//! Implementations of traits for all types: `impl<K: Kernel> Twice for K`.

use crate::lower;
use quote::ToTokens;

/// Whether a block implements the functions of a trait for references to any type, which stands for what they refer to
/// wherever it is passed, or for all types with operators, which the trait would have to ask of its callers.
pub(super) fn has_no_passes(block: &syn::ItemImpl) -> bool {
    let is_parameter = |ty: &syn::Type| {
        let name = ty.to_token_stream().to_string();
        block
            .generics
            .type_params()
            .any(|param| param.ident == name)
    };
    let has_functions = (block.items.iter()).any(|item| matches!(item, syn::ImplItem::Fn(_)));
    let is_open = match &*block.self_ty {
        syn::Type::Reference(reference) => is_parameter(&reference.elem),
        ty => {
            let name = ty.to_token_stream().to_string();
            let vectors = lower::vectors(&block.generics);
            is_parameter(ty) && vectors.iter().any(|vector| vector.text() == name)
        }
    };
    block.trait_.is_some() && has_functions && is_open
}
