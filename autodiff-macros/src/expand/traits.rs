//! `#[differentiate] trait Name { … }`: what generic code needs of the derivatives of its methods
//! becomes a part of the trait. `#[differentiate] impl Name for Type` gives it.

use super::function;
use super::header::header;
use super::impls::{self, Member};
use crate::config::Config;
use crate::diagnostics::Errors;
use crate::emit::{self, Block};
use crate::lower::{self, Owner};
use proc_macro2::TokenStream;
use quote::ToTokens;

pub(super) fn expand(mut item: syn::ItemTrait, config: &Config, mut errors: Errors) -> TokenStream {
    config.check_block(&mut errors);
    let this: syn::Type = syn::Type::Path(syn::TypePath {
        attrs: Vec::new(),
        qself: None,
        path: syn::Ident::new("Self", item.ident.span()).into(),
    });
    let owner = emit::Owner {
        ty: this.to_token_stream(),
        title: emit::camel_case(&item.ident.to_string()),
        block: Block::Trait,
        generics: Vec::new(),
        predicates: Vec::new(),
    };
    let known = Owner {
        ty: this,
        generics: item.generics.clone(),
        by_reference: false,
        objects: Vec::new(),
        markers: Vec::new(),
        is_operator: false,
        types: Default::default(),
        constants: Default::default(),
        functions: Default::default(),
    };
    // Before the attributes of its methods are taken off.
    let macros = super::defaults::of_trait(&mut item, &mut errors);
    let types = item.items.iter().filter_map(|item| match item {
        syn::TraitItem::Type(ty) => Some(ty.ident.clone()),
        _ => None,
    });
    let types: Vec<_> = types.collect();
    let (mut added, mut found) = (Vec::new(), TokenStream::new());
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
            let readable = function::readable(&function);
            let written = &function.sig;
            let mut header = header(&readable, written, Some(&owner), &config);
            let signature = lower::signature(&readable, Some(&known), &config, &mut errors);
            if let (Some(signature), true) = (signature, errors.is_empty()) {
                emit::open_types::of_trait(&mut header, &signature, &types);
                added.push(emit::declarations(&header, &signature));
            }
        }
        found.extend(errors.finish());
    }
    let added = added.into_iter().map(syn::TraitItem::Verbatim);
    item.items.extend(added);
    let user = super::failed(item.to_token_stream(), errors);
    user.into_iter().chain(found).chain(macros).collect()
}
