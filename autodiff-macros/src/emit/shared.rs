//! Caches that hold many calls, one after the other.
//!
//! `forward_onto(&mut cache, …)` appends what the backward pass of a call will read, and
//! `backward_from(&cache, &mut at, …)` reads from the end what the last call has left that `at` has
//! not passed. What a call records once stands together in `calls`, what a loop records in a `Vec`
//! for each value. Callers that call in a loop have one such cache of every function, whatever that
//! records: of a function whose cache has a fixed size, it is a `Vec` of them.

use super::cache::{self, Struct};
use super::header::{Block, Face, Header};
use super::inline::Inline;
use super::names::{self, Scopes};
use super::signature;
use super::{docs, targets};
use crate::ir::*;
use proc_macro2::{Ident, Span, TokenStream};
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
pub(super) fn calls(header: &Header, layout: &Layout) -> TokenStream {
    let cache = cache::written(header, layout);
    match layout.is_shared {
        true => cache,
        false => quote!(::autodiff::Vec<#cache>),
    }
}

/// The same where users, and callers, can reach the functions that take it.
pub(super) fn reusable(header: &Header, layout: &Layout) -> Option<TokenStream> {
    match header.block() {
        None | Some(Block::Inherent) => Some(calls(header, layout)),
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
    fields.filter(|(_, info)| info.ty != FieldType::Itself)
}

/// The name of the counter for what is recorded in the block: that of the first record.
pub(super) fn counter(layout: &Layout, block: BlockId) -> Ident {
    let mut fields = layout.fields.iter();
    let first = fields.find(|info| info.block == block && info.storage.is_repeated());
    names::public(first.map_or("calls", |info| &info.name))
}

/// What is to be counted of a cache: name, type and value at the end.
fn counters(layout: &Layout) -> Vec<(Ident, TokenStream, TokenStream)> {
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
                let calls = targets::calls(callee);
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
    let types: TokenStream = counters(layout).into_iter().map(|(_, ty, _)| ty).collect();
    cache::applied(header, &at(header), &types)
}

/// The structs of a cache that holds many calls.
pub(super) fn definition(header: &Header, layout: &Layout) -> TokenStream {
    let (forward, backward) = (header.title_of("forward"), header.title_of("backward"));
    let visibility = header.cache_visibility();
    let (once, at) = (once(header), at(header));
    let is_once = |field| layout.is_once(field);
    let types = cache::types(layout, is_once);
    let calls = has_calls(layout).then(|| cache::applied(header, &once, &types));
    let one = calls.is_some().then(|| {
        let doc = format!(" What a call of [`{forward}`] records once.");
        let of = Struct {
            header,
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
        layout,
        name: &header.cache,
        doc: cache::belonging(header, doc),
        more: calls
            .as_ref()
            .map(|calls| quote!(#visibility calls: ::autodiff::Vec<#calls>,)),
    };
    let all = all.of_fields(|field| !is_once(field));
    let left = counters(layout);
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
        layout,
        name: &at,
        doc,
        more: None,
    }
    .definition(counters.collect(), derived);
    let record = record(header, layout, &left);
    quote!(#one #all #counters #record)
}

/// What makes it a cache that callers in loops can have.
fn record(
    header: &Header,
    layout: &Layout,
    counters: &[(Ident, TokenStream, TokenStream)],
) -> TokenStream {
    let (left, at) = (left(header, layout), at(header));
    let (generics, clause) = cache::generics(header, layout, &cache::types(layout, |_| true));
    let (cache, attributes) = (cache::written(header, layout), &header.attributes);
    let calls = has_calls(layout).then(|| (names::public("calls"), Storage::Stack));
    let fields = beside(layout).map(|(_, info)| (names::public(&info.name), info.storage));
    let fields: Vec<_> = calls.into_iter().chain(fields).collect();
    let new = fields.iter().map(|(name, storage)| match storage {
        Storage::Calls => quote!(#name: ::autodiff::Record::new()),
        Storage::Slices => quote!(#name: ::autodiff::Slices::new()),
        _ => quote!(#name: ::autodiff::Vec::new()),
    });
    let clear = fields.iter().map(|(name, storage)| match storage {
        Storage::Calls => quote!(::autodiff::Record::clear(&mut self.#name);),
        _ => quote!(self.#name.clear();),
    });
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

/// Of a cache that holds many calls, the functions that are about one; else those that append and read
/// from the end.
pub(super) fn wrappers(
    header: &Header,
    function: &Function,
    layout: &Layout,
    inline: Inline,
) -> TokenStream {
    if reusable(header, layout).is_none() {
        return TokenStream::new();
    }
    let wrapper = Wrapper::of(header, function, layout, inline);
    let (forward, backward) = (wrapper.forward(), wrapper.backward());
    quote!(#forward #backward)
}

pub(super) struct Wrapper<'a> {
    header: &'a Header,
    function: &'a Function,
    is_shared: bool,
    /// The type of the cache of one call.
    ty: TokenStream,
    params: Vec<Ident>,
    cache: Ident,
    at: Ident,
    result: Ident,
    one: Ident,
    /// What the backward pass takes beside the cache.
    again: Vec<(TokenStream, TokenStream)>,
    inline: Inline,
}

impl<'a> Wrapper<'a> {
    pub(super) fn of(
        header: &'a Header,
        function: &'a Function,
        layout: &Layout,
        inline: Inline,
    ) -> Self {
        let mut scopes = Scopes::new();
        let params = scopes.declare_params(&function.params);
        let mut declare = |name| scopes.declare(name, Span::call_site());
        Wrapper {
            header,
            function,
            is_shared: layout.is_shared,
            ty: cache::written(header, layout),
            cache: declare("cache"),
            at: declare("at"),
            result: declare("result"),
            one: declare("one"),
            again: signature::again(header, function, &params, &mut scopes),
            params,
            inline: match layout.is_shared {
                true => inline.of_wrapper(),
                false => inline.min(Inline::Maybe),
            },
        }
    }

    /// The parameters of the forward pass, and the same as arguments.
    fn passed(&self, cache: Option<&TokenStream>) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let params = self.function.params.iter().zip(&self.params);
        let mut declared: Vec<_> = (params)
            .map(|(param, name)| signature::declared(param, &quote!(#name)))
            .collect();
        let args = self.params.iter().map(|name| quote!(#name)).collect();
        if let Some(ty) = cache {
            let name = &self.cache;
            declared.insert(self.behind_receiver(), quote!(#name: &mut #ty));
        }
        (declared, args)
    }

    /// Where the cache stands among the parameters of a forward pass: behind a receiver.
    fn behind_receiver(&self) -> usize {
        usize::from(signature::is_method(self.function))
    }

    fn function(
        &self,
        name: &str,
        doc: TokenStream,
        params: &[TokenStream],
        returns: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let header = self.header;
        let (visibility, generics) = (&header.visibility, header.declared());
        let (name, clause) = (header.function(name), header.where_clause(&[]));
        let inline = self.inline.attribute();
        quote! {
            #doc
            #inline
            #visibility fn #name #generics (#(#params),*) #returns #clause { #body }
        }
    }

    fn path(&self, name: &str) -> TokenStream {
        let (name, turbofish) = (self.header.function(name), self.header.turbofish());
        quote!(Self::#name #turbofish)
    }

    pub(super) fn forward(&self) -> TokenStream {
        let (name, result, cache) = (&self.cache, &self.result, &self.ty);
        let ty = signature::result(self.function);
        if self.is_shared {
            let (params, mut args) = self.passed(None);
            args.insert(self.behind_receiver(), quote!(&mut #name));
            let path = self.path("forward_onto");
            return self.function(
                "forward",
                docs::forward(self.header),
                &params,
                &quote!(-> (#ty, #cache)),
                &quote! {
                    let mut #name = <#cache as ::autodiff::Record>::new();
                    let #result = #path(#(#args),*);
                    (#result, #name)
                },
            );
        }
        let (params, args) = self.passed(Some(&quote!(::autodiff::Vec<#cache>)));
        let (path, one) = (self.path("forward"), &self.one);
        self.function(
            "forward_onto",
            docs::forward_onto(self.header),
            &params,
            &quote!(-> #ty),
            &quote! {
                let (#result, #one) = #path(#(#args),*);
                #name.push(#one);
                #result
            },
        )
    }

    /// A forward pass that is that of another type.
    pub(super) fn forward_of(&self, other: &TokenStream) -> TokenStream {
        let (cache, ty) = (&self.cache, signature::result(self.function));
        let (params, mut args) = self.passed(self.is_shared.then_some(&self.ty));
        let (what, doc, returns) = match self.is_shared {
            true => {
                args.insert(self.behind_receiver(), quote!(#cache));
                (
                    "forward_onto",
                    docs::forward_onto(self.header),
                    quote!(-> #ty),
                )
            }
            false => {
                let cache = &self.ty;
                (
                    "forward",
                    docs::forward(self.header),
                    quote!(-> (#ty, #cache)),
                )
            }
        };
        let (name, turbofish) = (self.header.function(what), self.header.turbofish());
        let body = quote!(<#other>::#name #turbofish (#(#args),*));
        self.function(what, doc, &params, &returns, &body)
    }

    pub(super) fn backward(&self) -> TokenStream {
        let (name, at, cache) = (&self.cache, &self.at, &self.ty);
        let returns = signature::returns(signature::adjoints(self.header, self.function));
        let (mut params, mut args): (Vec<_>, Vec<_>) = self.again.iter().cloned().unzip();
        let behind = usize::from(signature::has_receiver(self.function));
        if self.is_shared {
            params.insert(behind, quote!(#name: &#cache));
            args.insert(behind, quote!(#name, &mut ::autodiff::Record::end(#name)));
            let path = self.path("backward_from");
            return self.function(
                "backward",
                docs::backward(self.header, self.function),
                &params,
                &returns,
                &quote!(#path(#(#args),*)),
            );
        }
        let calls = quote!(::autodiff::Vec<#cache>);
        params.insert(behind, quote!(#name: &#calls, #at: &mut usize));
        args.insert(behind, quote!(&#name[*#at]));
        let path = self.path("backward");
        self.function(
            "backward_from",
            docs::backward_from(self.header),
            &params,
            &returns,
            &quote! {
                *#at -= 1;
                #path(#(#args),*)
            },
        )
    }
}
