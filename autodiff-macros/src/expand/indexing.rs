//! `impl Index` and `impl IndexMut`: what they give is a reference. Differentiated are the functions
//! that read what is behind it, and that write it.

use quote::ToTokens;
use syn::parse_quote;

/// The function that reads or writes an element, in place of `index` or `index_mut`; other functions
/// stay as they are.
pub(super) fn element(function: &mut syn::ItemFn, owner: &syn::Type, index: &syn::PathArguments) {
    let syn::ReturnType::Type(_, result) = &function.sig.output else {
        return;
    };
    let syn::Type::Reference(reference) = &**result else {
        return;
    };
    let mut element = (*reference.elem).clone();
    let own: syn::Type = parse_quote!(Self::Output);
    let mutable = reference.mutability.is_some();
    if mutable && element.to_token_stream().to_string() == own.to_token_stream().to_string() {
        element = parse_quote!(<#owner as ::core::ops::Index #index>::Output);
    }
    let body = &function.block;
    if mutable {
        function.block = parse_quote!({ *#body = value; });
        function.sig.inputs.push(parse_quote!(value: #element));
        function.sig.output = syn::ReturnType::Default;
    } else {
        function.block = parse_quote!({ *#body });
        function.sig.output = parse_quote!(-> #element);
    }
}
