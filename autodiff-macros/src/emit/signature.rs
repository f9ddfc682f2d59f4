//! What the generated functions take and give.

use super::types;
use crate::ir::*;
use proc_macro2::TokenStream;
use quote::quote;

/// Where the gradient of a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// Nowhere: it has none.
    None,
    /// It is returned.
    Returned,
    /// It is added to a shadow that accompanies the argument.
    Shadow,
    /// Its shadow stands in its place.
    Replaced,
}

pub(super) fn flow(param: &Param) -> Flow {
    match param.passing {
        _ if !param.ty.carries_gradient() => Flow::None,
        Passing::Value => Flow::Returned,
        Passing::Ref => Flow::Shadow,
        Passing::RefMut => Flow::Replaced,
    }
}

/// A parameter as it is declared.
pub(super) fn declared(param: &Param, pattern: &TokenStream) -> TokenStream {
    if !param.is_receiver() {
        let ty = param.tokens.stream();
        return quote!(#pattern: #ty);
    }
    match param.passing {
        Passing::Value => pattern.clone(),
        Passing::Ref => quote!(&#pattern),
        Passing::RefMut => quote!(&mut #pattern),
    }
}

/// Whether the backward function, too, is a method: what is passed again comes first then.
pub(super) fn has_receiver(function: &Function) -> bool {
    let mut params = function.params.iter();
    params.any(|param| param.is_receiver() && param.passing == Passing::Ref)
}

pub(super) fn result(function: &Function) -> TokenStream {
    match &function.result_tokens {
        Some(tokens) => tokens.stream().clone(),
        None => quote!(()),
    }
}

/// `&mut T` of a shadow.
pub(super) fn shadow(param: &Param) -> TokenStream {
    let ty = types::written(&param.ty.shadow());
    quote!(&mut #ty)
}

/// ` -> T`, or nothing for `()`.
pub(super) fn returns(types: Vec<TokenStream>) -> TokenStream {
    if types.is_empty() {
        return TokenStream::new();
    }
    let ty = types::bare(types);
    quote!(-> #ty)
}

/// The types that `backward` returns.
pub(super) fn adjoints(function: &Function) -> Vec<TokenStream> {
    let returned = function.params.iter().filter(|p| flow(p) == Flow::Returned);
    returned.map(|p| types::written(&p.ty.gradient())).collect()
}
