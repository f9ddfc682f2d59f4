//! The passes of a method as callers see them that know less of the method than it says.
//!
//! `apply_forward_by_ref(&self, …)` and, on a variable that could be changed,
//! `apply_forward_by_mut(&mut self, …)` are for a call behind which nothing uses the receiver, so that
//! the method may take it: what it takes is a copy then, and the receiver is left to the cache.
//! `apply_backward_by_ref(&self, cache, d_self, …)` is for a call that leaves the receiver, or the
//! first argument, as it is: this one is passed again with its shadow, whether the method takes it by
//! reference or, as a copy, by value. `apply_backward_kept((kept, cache), d_self, …)` is for a call
//! on what could be changed: what the method reads again of the receiver was kept before the call,
//! nothing if it is changed. An adjoint of the result is always there, be it `()`.

use super::header::{Block, Header, Home};
use super::names::{self, Scopes};
use super::signature::{self, Flow, flow};
use super::types;
use crate::ir::{Function, Param, Passing, Type};
use proc_macro2::{Span, TokenStream};
use quote::quote;

/// How the first argument reaches the function.
#[derive(Clone, Copy, PartialEq)]
enum First {
    Borrowed,
    Kept,
}

/// Those of these functions that fit.
pub(super) fn functions(header: &Header, function: &Function, cache: &TokenStream) -> TokenStream {
    let Some((first, others)) = function.params.split_first() else {
        return TokenStream::new();
    };
    if matches!(header.home, Home::Companion(_)) || header.block() == Some(Block::Operator) {
        return TokenStream::new();
    }
    let borrowed = match first.passing {
        Passing::Ref => true,
        Passing::Value => first.is_receiver(),
        Passing::RefMut => false,
    };
    let adapter = Adapter {
        header,
        function,
        first,
        how: First::Borrowed,
        kept_as: None,
    };
    let mut functions = forward(header, function, cache);
    functions.extend(borrowed.then(|| adapter.function(others, cache)));
    if header.block() != Some(Block::Trait) {
        functions.extend(kept(header, function, cache, None));
    }
    functions
}

fn forward(header: &Header, function: &Function, cache: &TokenStream) -> TokenStream {
    let Some(first) = function.params.first().filter(|p| p.is_receiver()) else {
        return TokenStream::new();
    };
    let receiver = names::receiver(first.span);
    let (taken, bound) = match first.passing {
        // A bound that is wrong is an error where it is used: it speaks of a lifetime.
        Passing::Value => (
            quote!(::autodiff::Recordable::recorded(#receiver)),
            Some(quote!(for<'any> Self: ::autodiff::Recordable)),
        ),
        Passing::Ref | Passing::RefMut => (quote!(#receiver), None),
    };
    let mut scopes = Scopes::new();
    let others = scopes.declare_params(&function.params[1..]);
    let params = (function.params[1..].iter().zip(&others))
        .map(|(param, name)| signature::declared(param, &quote!(#name)));
    let params: Vec<_> = params.collect();
    let (visibility, generics) = (&header.visibility, header.declared());
    let clause = header.where_clause(bound.as_slice());
    let forward = header.function("forward");
    let (turbofish, result) = (header.turbofish(), signature::result(function));
    let named = |how: &str, lent: TokenStream| {
        let name = header.function(how);
        quote! {
            #[doc(hidden)]
            #[inline]
            #visibility fn #name #generics (#lent, #(#params),*) -> (#result, #cache) #clause {
                Self::#forward #turbofish (#taken, #(#others),*)
            }
        }
    };
    let by_ref =
        (first.passing != Passing::RefMut).then(|| named("forward_by_ref", quote!(&#receiver)));
    let by_mut = named("forward_by_mut", quote!(&mut #receiver));
    quote!(#by_ref #by_mut)
}

/// That of a call on what could be changed, if the first argument is a receiver. A trait names what
/// was kept by an associated type.
pub(super) fn kept(
    header: &Header,
    function: &Function,
    cache: &TokenStream,
    kept_as: Option<&TokenStream>,
) -> Option<TokenStream> {
    let (first, others) = function.params.split_first()?;
    let adapter = Adapter {
        header,
        function,
        first,
        how: First::Kept,
        kept_as,
    };
    first.is_receiver().then(|| adapter.function(others, cache))
}

struct Adapter<'a> {
    header: &'a Header,
    function: &'a Function,
    first: &'a Param,
    how: First,
    kept_as: Option<&'a TokenStream>,
}

impl Adapter<'_> {
    fn function(&self, others: &[Param], cache: &TokenStream) -> TokenStream {
        let (header, first) = (self.header, self.first);
        let mut scopes = Scopes::new();
        let receiver = match first.is_receiver() {
            true => names::receiver(first.span),
            false => scopes.declare(&first.name, first.span),
        };
        let cache_name = scopes.declare("cache", Span::call_site());
        let shadow = scopes.declare(&format!("d_{}", first.name), first.span);
        let mut opening = TokenStream::new();
        let (mut params, read, again) = match self.how {
            First::Borrowed => {
                let param = match first.is_receiver() {
                    true => quote!(&#receiver),
                    false => signature::declared(first, &quote!(#receiver)),
                };
                let params = vec![param, quote!(#cache_name: &#cache)];
                (params, quote!(#cache_name), quote!(#receiver))
            }
            First::Kept => {
                let kept = match first.passing {
                    Passing::Ref => quote!(Self),
                    _ => quote!(()),
                };
                let both = quote!((#kept, #cache));
                let params = match self.kept_as {
                    None => vec![quote!(#cache_name: &#both)],
                    Some(name) => {
                        opening = quote! {
                            let #cache_name = <#name as ::autodiff::Is<#both>>::seen(#cache_name);
                        };
                        vec![quote!(#cache_name: &#name)]
                    }
                };
                (params, quote!(&#cache_name.1), quote!(&#cache_name.0))
            }
        };
        let mut args = vec![read];
        let has_shadow = first.ty.carries_gradient();
        if has_shadow {
            let ty = signature::shadow(first);
            params.push(quote!(#shadow: #ty));
        }
        if first.passing == Passing::Ref {
            args.insert(usize::from(!first.is_receiver()), again);
        }
        if first.passing != Passing::Value {
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
        let result = &self.function.result_type;
        if *result != Type::Unit {
            let seed = scopes.declare("d_result", Span::call_site());
            let ty = types::written(&result.gradient());
            params.push(quote!(#seed: #ty));
            args.push(quote!(#seed));
        } else if self.how == First::Kept {
            params.push(quote!(_: ()));
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
        let name = header.function(match self.how {
            First::Borrowed => "backward_by_ref",
            First::Kept => "backward_kept",
        });
        let (visibility, generics, clause) = (
            &header.visibility,
            header.declared(),
            header.where_clause(&[]),
        );
        quote! {
            #[doc(hidden)]
            #[inline]
            #visibility fn #name #generics (#(#params),*) #returns #clause { #opening #body }
        }
    }
}
