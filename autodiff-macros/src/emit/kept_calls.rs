//! Calls of a type parameter's methods on what these may change. What such a call leaves is the cache
//! and what the backward pass reads again of the receiver, which the method alone knows.

use super::header::Header;
use super::names::{self, Scopes};
use super::traits::of_calls;
use super::{by_reference, signature};
use crate::ir::{Function, Passing};
use proc_macro2::{Span, TokenStream};
use quote::quote;

/// What is left: what was kept before the call, nothing if the method changes its receiver, and the
/// cache.
fn kept(function: &Function, cache: &TokenStream) -> Option<TokenStream> {
    let receiver = function.params.first().filter(|p| p.is_receiver())?;
    Some(match receiver.passing {
        Passing::Ref => quote!((Self, #cache)),
        Passing::RefMut | Passing::Value => quote!(((), #cache)),
    })
}

/// What a trait gets for such calls of one of its methods.
pub(super) fn declarations(
    header: &Header,
    function: &Function,
    cache: &TokenStream,
) -> Option<TokenStream> {
    let kept = kept(function, cache)?;
    let (receiver, others) = function.params.split_first()?;
    let (assoc, of_calls) = (names::kept_of(&header.name.to_string()), of_calls(function));
    let mut scopes = Scopes::new();
    let named = scopes.declare_params(others);
    let params: Vec<_> = (others.iter().zip(&named))
        .map(|(param, name)| signature::declared(param, &quote!(#name)))
        .collect();
    // Of an argument that is called as one of these, the name stays its own.
    let ours = ["before", "result", "cache"].map(|name| scopes.declare(name, Span::call_site()));
    let [kept_before, given, left] = ours;
    let (before, passed, copies) = match receiver.passing {
        Passing::Ref => (
            quote!(::autodiff::Recordable::recorded(self)),
            quote!(self),
            true,
        ),
        Passing::RefMut => (quote!(()), quote!(self), false),
        Passing::Value => (
            quote!(()),
            quote!(::autodiff::Recordable::recorded(self)),
            true,
        ),
    };
    let copied = copies.then(|| quote!(Self: ::autodiff::Recordable));
    let clause = header.where_clause(&copied.into_iter().collect::<Vec<_>>());
    let (generics, turbofish) = (header.declared(), header.turbofish());
    let (forward, forward_kept) = (header.function("forward"), header.function("forward_kept"));
    let (result, clause_of_types) = (signature::result(function), header.clause_of_types());
    let backward = by_reference::kept(
        header,
        function,
        cache,
        Some(&quote!(Self::#assoc #of_calls)),
    );
    Some(quote! {
        #[doc(hidden)]
        type #assoc #of_calls: ::autodiff::Is<#kept> #clause_of_types;
        #[doc(hidden)]
        #[inline]
        fn #forward_kept #generics (&mut self, #(#params),*) -> (#result, Self::#assoc #of_calls) #clause {
            let #kept_before = #before;
            let (#given, #left) = Self::#forward #turbofish (#passed, #(#named),*);
            (#given, <Self::#assoc #of_calls as ::autodiff::Is<#kept>>::made((#kept_before, #left)))
        }
        #backward
    })
}

/// What an implementation says of it.
pub(super) fn item(
    header: &Header,
    function: &Function,
    cache: &TokenStream,
) -> Option<TokenStream> {
    let kept = kept(function, cache)?;
    let (assoc, of_calls) = (names::kept_of(&header.name.to_string()), of_calls(function));
    let (attributes, clause) = (&header.attributes, header.clause_of_types());
    Some(quote!(#attributes type #assoc #of_calls = #kept #clause;))
}
