//! What generated items take over from the head of a function, and of the block it stands in.

use crate::config::Config;
use crate::emit::{Generic, Header, Home, Owner, camel_case};
use crate::lower;
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

/// The head of a free function, or of a function of a type.
/// `written` are the generic parameters that the user gave a name.
pub(super) fn header(
    function: &syn::ItemFn,
    written: &syn::Generics,
    owner: Option<&Owner>,
    config: &Config,
) -> Header {
    let name = &function.sig.ident;
    let companion = config.companion.clone().unwrap_or_else(|| name.clone());
    let (home, cache) = match owner {
        None => (
            Home::Companion(companion.clone()),
            format!("{}Cache", camel_case(&companion.to_string())),
        ),
        Some(owner) => (Home::Type(owner.clone()), cache_name(&owner.title, name)),
    };
    let conditions = function.attrs.iter().filter(|a| a.path().is_ident("cfg"));
    let wrt = function.sig.inputs.iter().map(|input| {
        let Some(wrt) = &config.wrt else { return true };
        match input {
            syn::FnArg::Receiver(_) => wrt.iter().any(|name| name == "self"),
            syn::FnArg::Typed(param) => match &*param.pat {
                syn::Pat::Ident(pattern) => wrt.contains(&pattern.ident),
                _ => false,
            },
        }
    });
    Header {
        name: name.clone(),
        home,
        cache: Ident::new(&cache, Span::call_site()),
        visibility: function.vis.to_token_stream(),
        attributes: conditions.map(ToTokens::to_token_stream).collect(),
        generics: generics(&function.sig.generics, written, Some(function)),
        predicates: predicates(&function.sig.generics),
        wrt: wrt.collect(),
    }
}

/// The cache of `apply` of a `Dense` is a `DenseApplyCache`.
pub(super) fn cache_name(title: &str, function: &Ident) -> String {
    format!("{title}{}Cache", camel_case(&function.to_string()))
}

/// The generic parameters of an item; `written` are those that the user gave a name.
pub(super) fn generics(
    of: &syn::Generics,
    written: &syn::Generics,
    function: Option<&syn::ItemFn>,
) -> Vec<Generic> {
    of.params
        .iter()
        .map(|param| generic(param, of, written, function))
        .collect()
}

/// The conditions of an item.
pub(super) fn predicates(of: &syn::Generics) -> Vec<TokenStream> {
    let predicates = of.where_clause.iter().flat_map(|c| &c.predicates);
    predicates.map(ToTokens::to_token_stream).collect()
}

fn generic(
    param: &syn::GenericParam,
    all: &syn::Generics,
    written: &syn::Generics,
    function: Option<&syn::ItemFn>,
) -> Generic {
    let mut declared = param.clone();
    let (mut float, mut object) = (false, false);
    let (mut anonymous, mut bounds) = (false, Vec::new());
    let (name, used) = match &mut declared {
        syn::GenericParam::Lifetime(l) => (&l.lifetime.ident, l.lifetime.to_token_stream()),
        syn::GenericParam::Type(t) => {
            t.default = None;
            let kind = lower::parameter(all, &t.ident, function);
            float = kind == lower::Parameter::Float;
            object = kind == lower::Parameter::Object;
            bounds = t.bounds.iter().map(ToTokens::to_token_stream).collect();
            anonymous = written.type_params().all(|other| other.ident != t.ident);
            (&t.ident, t.ident.to_token_stream())
        }
        syn::GenericParam::Const(c) => {
            c.default = None;
            (&c.ident, c.ident.to_token_stream())
        }
    };
    let name = name.to_string();
    let declared = declared.to_token_stream();
    let bare = match param {
        syn::GenericParam::Const(_) => declared.clone(),
        _ => used.clone(),
    };
    Generic {
        name,
        lifetime: matches!(param, syn::GenericParam::Lifetime(_)),
        float,
        object,
        anonymous,
        declared,
        bare,
        bounds,
        used,
    }
}
