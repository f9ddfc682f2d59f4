//! `#[differentiate] trait Name { … }`: what generic code needs of the derivatives of its methods
//! becomes a part of the trait. `#[differentiate] impl Name for Type` gives it.

use super::function;
use super::header::header;
use super::impls::{self, Member};
use super::objects;
use crate::config::Config;
use crate::diagnostics::Errors;
use crate::emit;
use crate::lower;
use proc_macro2::TokenStream;
use quote::ToTokens;

pub(super) fn expand(mut item: syn::ItemTrait, config: &Config, mut errors: Errors) -> TokenStream {
    config.check_block(&mut errors);
    if lower::is_for_std_alone(&item.ident.clone().into()) {
        // Calls of its methods are read as their bodies.
        return super::failed(item.into_token_stream(), errors);
    }
    let generics = lower::with_floats(&item.ident, &item.generics);
    let floats = generics.type_params().map(|param| param.ident.clone());
    let floats = floats
        .filter(|name| lower::parameter(&generics, name, None) == lower::Parameter::Float)
        .collect::<Vec<_>>();
    let (owner, known) = objects::of_self(&item.ident, &generics);
    // Before the attributes of its methods are taken off.
    let bodies = super::defaults::of_trait(&mut item, &mut errors);
    let types = item.items.iter().filter_map(|item| match item {
        syn::TraitItem::Type(ty) => Some(ty.ident.clone()),
        _ => None,
    });
    let types: Vec<_> = types.collect();
    let (mut added, mut found) = (Vec::new(), TokenStream::new());
    let mut objects = objects::Objects::of(&item);
    for method in &mut item.items {
        let syn::TraitItem::Fn(method) = method else {
            continue;
        };
        let member = impls::member(&mut method.attrs, &method.sig, None, None, config);
        let Member {
            function,
            config,
            mut errors,
            has_derivative,
        } = member;
        if has_derivative {
            let readable = function::readable(&function, Some(&item.generics));
            let written = &function.sig;
            let mut header = header(&readable, written, Some(&owner), &config);
            let signature = lower::signature(&readable, Some(&known), &config, &mut errors);
            if let (Some(signature), true) = (signature, errors.is_empty()) {
                emit::open_types::of_trait(&mut header, &signature, &types);
                emit::open_types::of_floats(&mut header, &floats);
                added.push(emit::declarations(&header, &signature));
                objects.add(header, signature);
            }
        } else {
            objects.add_other(&item.ident, &function, &config);
        }
        found.extend(errors.finish());
    }
    added.extend(objects.declarations(&item.ident));
    let added = added.into_iter().map(syn::TraitItem::Verbatim);
    item.items.extend(added);
    let user = super::failed(item.to_token_stream(), errors);
    let params = item.generics.params.to_token_stream();
    let exported = matches!(item.vis, syn::Visibility::Public(_));
    let macros = emit::defaults(&item.ident, exported, bodies, &objects.names(), params);
    let beside = objects.beside(&item);
    user.into_iter()
        .chain(found)
        .chain(macros)
        .chain(beside)
        .collect()
}
