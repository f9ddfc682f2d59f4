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
    let named = companion::function(header, function, &layout);
    if !is_known(function) {
        let stubs = stubs(header, function);
        let functions = companion::functions(header, &stubs);
        return quote!(#user_item #errors #cache #companion #named #functions);
    }
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
    let (visibility, generics, clause) = (
        &header.visibility,
        header.declared(),
        header.where_clause(&[]),
    );
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
    let (visibility, generics, clause) = (
        &header.visibility,
        header.declared(),
        header.where_clause(&[]),
    );
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

/// Whether every type in the signature is known, and so that of every gradient.
fn is_known(function: &Function) -> bool {
    let unknown = |ty: &Type| {
        ty.contains(&|ty| {
            matches!(
                ty,
                Type::Named(_)
                    | Type::Element(_)
                    | Type::FieldOf(..)
                    | Type::Output(_)
                    | Type::Gradient(_)
            )
        })
    };
    !function.params.iter().any(|param| unknown(&param.ty)) && !unknown(&function.result_type)
}

/// The names alone. What they return fits everywhere, so that their callers have no errors.
fn stubs(header: &Header, function: &Function) -> TokenStream {
    let visibility = &header.visibility;
    let shadows = function
        .params
        .iter()
        .filter(|param| matches!(flow(param), Flow::Shadow | Flow::Replaced));
    let references = function
        .params
        .iter()
        .filter(|param| param.passing == Passing::Ref);
    let seed = usize::from(function.result_type != Type::Unit);
    let count = function.params.len();
    let stub = |name: TokenStream, count: usize| {
        let params = (0..count).map(|_| quote!(_: impl Sized));
        quote! {
            #[doc(hidden)]
            #visibility fn #name(#(#params),*) -> ! {
                ::core::unreachable!()
            }
        }
    };
    let shadows = shadows.count();
    [
        stub(quote!(forward), count),
        stub(quote!(backward), 1 + references.count() + shadows + seed),
        stub(quote!(value_and_gradient_into), count + shadows),
        stub(quote!(value_and_gradient), count),
        stub(quote!(gradient), count),
    ]
    .into_iter()
    .collect()
}
