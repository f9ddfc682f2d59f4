//! The backward pass of a method as callers see it that know only that the receiver, or the first
//! argument, is left as it is: this one is passed again with its shadow, whether the method takes it
//! by reference or, as a copy, by value.

use super::header::{Header, Home};
use super::names::{self, Scopes};
use super::signature::{self, Flow, flow};
use super::types;
use crate::ir::{Function, Passing, Type};
use proc_macro2::{Span, TokenStream};
use quote::quote;

/// `apply_backward_by_ref(first, cache, d_first, …)`, if the function has such a first parameter.
pub(super) fn backward(header: &Header, function: &Function, cache: &TokenStream) -> TokenStream {
    let Some((first, others)) = function.params.split_first() else {
        return TokenStream::new();
    };
    let fits = match first.passing {
        Passing::Ref => true,
        Passing::Value => first.is_receiver(),
        Passing::RefMut => false,
    };
    if !fits || matches!(header.home, Home::Companion(_)) {
        return TokenStream::new();
    }
    let mut scopes = Scopes::new();
    let receiver = match first.is_receiver() {
        true => names::receiver(first.span),
        false => scopes.declare(&first.name, first.span),
    };
    let cache_name = scopes.declare("cache", Span::call_site());
    let shadow = scopes.declare(&format!("d_{}", first.name), first.span);
    let mut params = vec![match first.is_receiver() {
        true => quote!(&#receiver),
        false => signature::declared(first, &quote!(#receiver)),
    }];
    params.push(quote!(#cache_name: &#cache));
    let mut args = vec![quote!(#cache_name)];
    let has_shadow = first.ty.carries_gradient();
    if has_shadow {
        let ty = signature::shadow(first);
        params.push(quote!(#shadow: #ty));
    }
    if first.passing == Passing::Ref {
        args.insert(usize::from(!first.is_receiver()), quote!(#receiver));
        args.extend(has_shadow.then(|| quote!(#shadow)));
    }
    let mut adjoints = Vec::new();
    for param in others {
        let name = scopes.declare(&param.name, param.span);
        if let Type::Function(taken) = &param.ty {
            let ty = signature::backward_function(taken);
            params.push(quote!(#name: #ty));
            args.push(quote!(#name));
        } else if param.passing == Passing::Ref {
            params.push(signature::declared(param, &quote!(#name)));
            args.push(quote!(#name));
        }
        if let Flow::Shadow | Flow::Replaced = flow(param) {
            let (name, ty) = (
                scopes.declare(&format!("d_{}", param.name), param.span),
                signature::shadow(param),
            );
            params.push(quote!(#name: #ty));
            args.push(quote!(#name));
        }
        if flow(param) == Flow::Returned {
            let name = scopes.declare(&format!("d_{}", param.name), param.span);
            adjoints.push((quote!(#name), types::written(&param.ty.gradient())));
        }
    }
    if function.result_type != Type::Unit {
        let seed = scopes.declare("d_result", Span::call_site());
        let ty = types::written(&function.result_type.gradient());
        params.push(quote!(#seed: #ty));
        args.push(quote!(#seed));
    }
    let (called, turbofish) = (header.function("backward"), header.turbofish());
    let call = quote!(Self::#called #turbofish (#(#args),*));
    let (names, returned): (Vec<_>, Vec<_>) = adjoints.into_iter().unzip();
    let body = if first.passing == Passing::Value && has_shadow {
        let part = scopes.declare("adjoint", Span::call_site());
        let pattern = types::bare(std::iter::once(quote!(#part)).chain(names.iter().cloned()));
        let result = (!names.is_empty()).then(|| types::bare(names));
        quote!(let #pattern = #call; ::autodiff::accumulate(#shadow, &#part); #result)
    } else {
        call
    };
    let returns = signature::returns(returned);
    let name = header.function("backward_by_ref");
    let (visibility, generics, clause) = (
        &header.visibility,
        header.declared(),
        header.where_clause(&[]),
    );
    quote! {
        #[doc(hidden)]
        #[inline]
        #visibility fn #name #generics (#(#params),*) #returns #clause { #body }
    }
}
