//! What is emitted when a function cannot be differentiated: the function as it is, the errors, and
//! the promised names, so that one mistake gives one message.

use super::entries::entries;
use super::header::Header;
use super::inline::Inline;
use super::signature::{self, Flow, flow};
use super::{cache, companion, docs, types};
use crate::ir::*;
use proc_macro2::TokenStream;
use quote::quote;

pub(crate) fn fallback(
    user_item: TokenStream,
    header: &Header,
    signature: Option<&Function>,
    errors: TokenStream,
) -> TokenStream {
    let companion = companion::definition(header);
    let Some(function) = signature else {
        return quote!(#user_item #errors #companion);
    };
    let layout = Layout::default();
    let cache = cache::definition(header, &layout);
    let ty = cache::written(header, &layout);
    let named = companion::function(header, function, &ty);
    let (forward, backward) = (
        forward(header, function, &ty),
        backward(header, function, &ty),
    );
    let entries = entries(header, function, None, Inline::Never);
    let functions = companion::functions(header, &quote!(#forward #backward #entries));
    quote!(#user_item #errors #cache #companion #named #functions)
}

fn forward(header: &Header, function: &Function, cache: &TokenStream) -> TokenStream {
    let params = function.params.iter().map(|param| param.tokens.stream());
    let (visibility, generics, clause) =
        (&header.visibility, header.declared(), &header.where_clause);
    let (doc, result) = (docs::forward(header), signature::result(function));
    quote! {
        #doc
        #visibility fn forward #generics (#(_: #params),*) -> (#result, #cache) #clause {
            ::core::unreachable!()
        }
    }
}

fn backward(header: &Header, function: &Function, cache: &TokenStream) -> TokenStream {
    let mut params = vec![quote!(&#cache)];
    for param in &function.params {
        if param.passing == Passing::Ref {
            params.push(param.tokens.stream().clone());
        }
        if let Flow::Shadow | Flow::Replaced = flow(param) {
            params.push(signature::shadow(param));
        }
    }
    if function.result_type != Type::Unit {
        params.push(types::written(&function.result_type.gradient()));
    }
    let (visibility, generics, clause) =
        (&header.visibility, header.declared(), &header.where_clause);
    let (doc, returns) = (
        docs::backward(function),
        signature::returns(signature::adjoints(function)),
    );
    quote! {
        #doc
        #visibility fn backward #generics (#(_: #params),*) #returns #clause {
            ::core::unreachable!()
        }
    }
}
