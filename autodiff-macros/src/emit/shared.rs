//! Caches that hold many calls, one after the other.
//!
//! `forward_onto(&mut cache, …)` appends what the backward pass of a call will read, and
//! `backward_from(&cache, &mut at, …)` reads from the end what the last call has left that `at` has
//! not passed. What a call records once stands together in `calls`, what a loop records in a `Vec`
//! for each value. Callers that call in a loop have one such cache of every function, whatever that
//! records: of a function whose cache has a fixed size, it is a `Vec` of them.

use super::again::Again;
use super::cache::{self, Struct};
use super::header::{Block, Face, Header};
use super::names::{self, Scopes};
use super::opened_types::Opened;
use super::projections;
use crate::ir::*;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The struct of what a call records once.
pub(super) fn once(header: &Header) -> Ident {
    Ident::new(&format!("{}Call", header.cache), header.cache.span())
}

/// The struct that says how much of a cache is left.
fn at(header: &Header) -> Ident {
    Ident::new(&format!("{}At", header.cache), header.cache.span())
}

/// The type of a cache for many calls.
pub(super) fn calls(header: &Header, function: &Function, layout: &Layout) -> TokenStream {
    let cache = cache::written(header, layout);
    if layout.is_shared {
        return cache;
    }
    let names = Scopes::new().declare_params(&function.params);
    many(&cache, Again::of(header, function, layout, &names).as_ref())
}

/// The type of caches of one call each, of many calls.
pub(super) fn many(cache: &TokenStream, again: Option<&Again>) -> TokenStream {
    match again {
        Some(Again { args, .. }) => quote!(::autodiff::Again<#cache, #args>),
        None => quote!(::autodiff::Vec<#cache>),
    }
}

/// The same where users, and callers, can reach the functions that take it.
pub(super) fn reusable(
    header: &Header,
    function: &Function,
    layout: &Layout,
) -> Option<TokenStream> {
    match header.block() {
        None | Some(Block::Inherent) => Some(calls(header, function, layout)),
        Some(Block::Implementation | Block::Operator | Block::Trait) => None,
    }
}

/// Whether anything is recorded once in a call.
pub(super) fn has_calls(layout: &Layout) -> bool {
    cache::fields(layout, |field| layout.is_once(field))
        .next()
        .is_some()
}

/// The fields of the cache itself but `calls`.
pub(super) fn beside(layout: &Layout) -> impl Iterator<Item = (Field, &FieldInfo)> {
    let fields = cache::fields(layout, |field| !layout.is_once(field));
    fields.filter(|(field, info)| {
        info.ty != FieldType::Itself && !layout.is_in_row_of_another(*field)
    })
}

/// The name of the counter for what is recorded in the block: that of the first record.
pub(super) fn counter(layout: &Layout, block: BlockId) -> Ident {
    let mut fields = layout.fields.iter();
    let first = fields.find(|info| info.block == block && info.storage.is_repeated());
    names::public(first.map_or("calls", |info| &info.name))
}

/// What holds what calls record once: a single call allocates nothing for that. A function that calls itself leaves
/// many.
fn list_of_calls(layout: &Layout) -> TokenStream {
    let mut types = layout.fields.iter().map(|info| &info.ty);
    match types.any(|ty| *ty == FieldType::Itself) {
        true => quote!(::autodiff::Vec),
        false => quote!(::autodiff::PerCall),
    }
}

/// What is to be counted of a cache: name, type and value at the end.
fn counters(opened: &Opened, layout: &Layout) -> Vec<(Ident, TokenStream, TokenStream)> {
    let mut counters = Vec::new();
    if has_calls(layout) {
        counters.push((
            names::public("calls"),
            quote!(usize),
            quote!(self.calls.len()),
        ));
    }
    for (_, info) in beside(layout) {
        let name = names::public(&info.name);
        match &info.ty {
            FieldType::Calls(callee) => {
                let calls = opened.inside(projections::calls(callee));
                let ty = quote!(<#calls as ::autodiff::Record>::At);
                let end = quote!(::autodiff::Record::end(&self.#name));
                counters.push((name, ty, end));
            }
            _ if counter(layout, info.block) == name => {
                let end = quote!(self.#name.len());
                counters.push((name, quote!(usize), end));
            }
            _ => {}
        }
    }
    counters
}

/// The type that says how much of a cache is left.
pub(super) fn left(header: &Header, layout: &Layout) -> TokenStream {
    left_of(header, &Opened::of(header, layout), layout, false)
}

fn left_of(header: &Header, opened: &Opened, layout: &Layout, inside: bool) -> TokenStream {
    let types = counters(opened, layout).into_iter().map(|(_, ty, _)| ty);
    cache::applied(header, opened, &at(header), &types.collect(), inside)
}

/// The structs of a cache that holds many calls.
pub(super) fn definition(header: &Header, layout: &Layout) -> TokenStream {
    let (forward, backward) = (header.title_of("forward"), header.title_of("backward"));
    let visibility = header.cache_visibility();
    let (once, at) = (once(header), at(header));
    let is_once = |field| layout.is_once(field);
    let opened = &Opened::of(header, layout);
    let types = cache::types(opened, layout, is_once);
    let calls = has_calls(layout).then(|| cache::applied(header, opened, &once, &types, true));
    let one = calls.is_some().then(|| {
        let doc = format!(" What a call of [`{forward}`] records once.");
        let of = Struct {
            header,
            opened,
            layout,
            name: &once,
            doc,
            more: None,
        };
        of.of_fields(is_once)
    });
    let doc = format!(" What [`{backward}`] reads of calls of [`{forward}`], one after the other.");
    let all = Struct {
        header,
        opened,
        layout,
        name: &header.cache,
        doc: cache::belonging(header, doc),
        more: calls.as_ref().map(|calls| {
            let list = list_of_calls(layout);
            quote!(#visibility calls: #list<#calls>,)
        }),
    };
    let all = all.of_fields(|field| !is_once(field));
    let left = counters(opened, layout);
    let counters = left
        .iter()
        .map(|(name, ty, _)| (quote!(#visibility #name: #ty), ty.clone()));
    let derived =
        header.face == Face::Public && left.iter().all(|(_, ty, _)| ty.to_string() == "usize");
    let doc = format!(
        " How much of a [`{}`] the backward pass has yet to read.",
        header.cache
    );
    let counters = Struct {
        header,
        opened,
        layout,
        name: &at,
        doc,
        more: None,
    }
    .definition(counters.collect(), derived);
    let record = record(header, opened, layout, &left);
    quote!(#one #all #counters #record)
}

/// What makes it a cache that callers in loops can have.
fn record(
    header: &Header,
    opened: &Opened,
    layout: &Layout,
    counters: &[(Ident, TokenStream, TokenStream)],
) -> TokenStream {
    let (left, at) = (left_of(header, opened, layout, true), at(header));
    let types = cache::types(opened, layout, |_| true);
    let (generics, clause) = cache::generics(header, opened, layout, &types);
    let cache = cache::applied(header, opened, &header.cache, &types, true);
    let attributes = &header.attributes;
    let calls = has_calls(layout).then(|| {
        let list = list_of_calls(layout);
        (quote!(calls: #list::new()), quote!(self.calls.clear();))
    });
    let fields = beside(layout).map(|(_, info)| {
        let name = names::public(&info.name);
        let clear = quote!(self.#name.clear(););
        match info.storage {
            Storage::Calls => (
                quote!(#name: ::autodiff::Record::new()),
                quote!(::autodiff::Record::clear(&mut self.#name);),
            ),
            Storage::Slices => (quote!(#name: ::autodiff::Slices::new()), clear),
            _ => (quote!(#name: ::autodiff::Vec::new()), clear),
        }
    });
    let (new, clear): (Vec<_>, Vec<_>) = calls.into_iter().chain(fields).unzip();
    let end = counters.iter().map(|(name, _, end)| quote!(#name: #end));
    let name = &header.cache;
    quote! {
        #attributes
        impl #generics ::autodiff::Record for #cache #clause {
            type At = #left;
            fn new() -> Self {
                #name { #(#new),* }
            }
            fn end(&self) -> #left {
                #at { #(#end),* }
            }
            fn clear(&mut self) {
                #(#clear)*
            }
        }
    }
}
