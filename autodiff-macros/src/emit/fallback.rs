//! What is emitted when a function cannot be differentiated: the function as it is, the errors, and
//! the promised names, so that one mistake gives one message.

use super::entries::entries;
use super::header::{Block, Header};
use super::inline::Inline;
use super::narrow::Passes;
use super::signature::{self, Flow, flow};
use super::{
    Parts, by_reference, cache, docs, for_some, given, lent, names, naming, shared, takes, traits,
    types, wrappers,
};
use crate::ir::*;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

pub(crate) fn fallback(
    header: &Header,
    signature: Option<&Function>,
    errors: TokenStream,
) -> Parts {
    let Some(function) = signature else {
        return Parts {
            cache: errors,
            ..Parts::default()
        };
    };
    let layout = Layout::default();
    let cache = cache::definition(header, &layout);
    let ty = cache::written(header, &layout);
    let mut named = naming::function(header, function, &layout);
    named.extend(for_some::named(header, None));
    named.extend(takes::named(header, function, &[]));
    let mut parts = Parts {
        cache: quote!(#errors #cache),
        names: named,
        ..Parts::default()
    };
    if header.block() == Some(Block::Operator) {
        let functions = [
            forward(header, function, &ty),
            backward(header, function, &ty),
        ];
        parts.names = traits::operator(header, function, &ty, &functions.into_iter().collect());
        return parts;
    }
    if header.block() == Some(Block::Implementation) {
        let (forward, backward) = (
            forward(header, function, &ty),
            backward(header, function, &ty),
        );
        parts.functions = traits::items(header, function, &ty, &forward, &backward);
        return parts;
    }
    let (forward, backward) = (
        forward(header, function, &ty),
        backward(header, function, &ty),
    );
    let by_reference = by_reference::functions(header, function, &ty);
    let (lent, borrows) = (
        lent::backward(header, function, &ty),
        lent::borrows(header, function),
    );
    let passes = Passes::of(header, shared::reusable(header, function, &layout));
    let entries = entries(header, function, &passes, None, Inline::Never);
    let shared = wrappers::wrappers(header, function, &layout, Inline::Never);
    parts.names.extend(borrows);
    parts.names.extend(given::to_functions(header, function));
    parts.functions = quote!(#forward #backward #by_reference #entries #lent #shared);
    parts
}

fn forward(header: &Header, function: &Function, cache: &TokenStream) -> TokenStream {
    let params = function.params.iter().map(declared);
    let (visibility, generics, clause) = (
        &header.visibility,
        header.declared(),
        header.where_clause(&[]),
    );
    let (doc, result) = (docs::forward(header), signature::result(function));
    let name = header.function("forward");
    quote! {
        #doc
        #visibility fn #name #generics (#(#params),*) -> (#result, #cache) #clause {
            ::core::unreachable!()
        }
    }
}

/// A parameter without a name, unless it is the receiver.
fn declared(param: &Param) -> TokenStream {
    let name = match param.is_receiver() {
        true => names::receiver(param.span).to_token_stream(),
        false => quote!(_),
    };
    signature::declared(param, &name)
}

fn backward(header: &Header, function: &Function, cache: &TokenStream) -> TokenStream {
    let mut params = Vec::new();
    for param in &function.params {
        if let Type::Function(taken) = &param.ty {
            let ty = signature::backward_function(taken);
            params.push(quote!(_: #ty));
        } else if param.passing == Passing::Ref {
            params.push(declared(param));
        }
        if let Flow::Shadow | Flow::Replaced = flow(param) {
            let ty = signature::shadow(param);
            params.push(quote!(_: #ty));
        }
    }
    if function.result_type != Type::Unit {
        let ty = types::written(&function.result_type.gradient());
        params.push(quote!(_: #ty));
    }
    params.insert(
        usize::from(signature::has_receiver(function)),
        quote!(_: &#cache),
    );
    let name = header.function("backward");
    let (visibility, generics, clause) = (
        &header.visibility,
        header.declared(),
        header.where_clause(&[]),
    );
    let (doc, returns) = (
        docs::backward(header, function),
        signature::returns(signature::adjoints(header, function)),
    );
    quote! {
        #doc
        #visibility fn #name #generics (#(#params),*) #returns #clause {
            ::core::unreachable!()
        }
    }
}
