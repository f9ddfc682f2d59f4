//! The backward pass of a function whose caller does not see which of its references are mutable: a
//! variable that is a `&mut T` may be passed where `&T` is taken.
//!
//! `backward_lent(&cache, &x, d_x, …)` gets each reference again with its shadow: as it is, where the
//! function takes it shared, and else `&()`.

use super::header::{Header, Home};
use super::names::Scopes;
use super::signature::{self, Flow, flow};
use super::types;
use crate::ir::{Function, Param, Passing, Type};
use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;

/// Whether a caller may be in doubt: the function gives something, and takes what carries a gradient
/// by reference.
fn is_doubtful(header: &Header, function: &Function) -> bool {
    matches!(header.home, Home::Companion(_))
        && function.result_type != Type::Unit
        && function.params.iter().any(is_lent)
}

fn is_lent(param: &Param) -> bool {
    param.passing != Passing::Value && param.ty.carries_gradient()
}

/// How the function takes each of these references.
pub(super) fn borrows(header: &Header, function: &Function) -> TokenStream {
    if !is_doubtful(header, function) {
        return TokenStream::new();
    }
    let (attributes, (carrier, _)) = (&header.attributes, header.carrier());
    let params = function.params.iter().enumerate();
    let impls = params
        .filter(|(_, param)| is_lent(param))
        .map(|(at, param)| {
            let at = Literal::usize_unsuffixed(at);
            let how = match param.passing {
                Passing::Ref => quote!(Whole),
                Passing::RefMut | Passing::Value => quote!(Nothing),
            };
            quote! {
                #attributes
                impl ::autodiff::Borrows<#at> for #carrier {
                    type How = ::autodiff::#how;
                }
            }
        });
    impls.collect()
}

/// That backward function.
pub(super) fn backward(header: &Header, function: &Function, cache: &TokenStream) -> TokenStream {
    if !is_doubtful(header, function) {
        return TokenStream::new();
    }
    let mut scopes = Scopes::new();
    let cache_name = scopes.declare("cache", Span::call_site());
    let (mut params, mut args) = (
        vec![quote!(#cache_name: &#cache)],
        vec![quote!(#cache_name)],
    );
    for param in &function.params {
        let name = scopes.declare(&param.name, param.span);
        match (&param.ty, param.passing) {
            (Type::Function(taken), _) => {
                let ty = signature::backward_function(taken);
                params.push(quote!(#name: #ty));
                args.push(quote!(#name));
            }
            (_, Passing::Ref) => {
                params.push(signature::declared(param, &quote!(#name)));
                args.push(quote!(#name));
            }
            (_, Passing::RefMut) if is_lent(param) => params.push(quote!(_: &())),
            _ => {}
        }
        if let Flow::Shadow | Flow::Replaced = flow(param) {
            let name = scopes.declare(&format!("d_{}", param.name), param.span);
            let ty = signature::shadow(param);
            params.push(quote!(#name: #ty));
            args.push(quote!(#name));
        }
    }
    let seed = scopes.declare("d_result", Span::call_site());
    let ty = types::written(&function.result_type.gradient());
    params.push(quote!(#seed: #ty));
    args.push(quote!(#seed));
    let returns = signature::returns(signature::adjoints(header, function));
    let called = header.function("backward");
    let turbofish = header.turbofish();
    let (visibility, generics, clause) = (
        &header.visibility,
        header.declared(),
        header.where_clause(&[]),
    );
    let name = header.function("backward_lent");
    quote! {
        #[doc(hidden)]
        #[inline]
        #visibility fn #name #generics (#(#params),*) #returns #clause {
            Self::#called #turbofish (#(#args),*)
        }
    }
}
