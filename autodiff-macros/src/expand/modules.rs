//! `#[differentiate] mod name { … }`: the same for each function, `impl` and trait in it that takes
//! and gives floats. Implementations of traits from elsewhere, and modules inside, are left alone
//! unless they have an attribute of their own.

use super::impls::{self, Member};
use super::traits;
use crate::config::Config;
use crate::diagnostics::Errors;
use crate::lower;
use proc_macro2::TokenStream;
use quote::ToTokens;
use rustc_hash::FxHashSet;

pub(super) fn expand(mut module: syn::ItemMod, config: &Config, mut errors: Errors) -> TokenStream {
    config.check_block(&mut errors);
    let Some((_, items)) = &mut module.content else {
        errors.outside_module(&module);
        return super::failed(module.into_token_stream(), errors);
    };
    let traits: FxHashSet<String> = (items.iter())
        .filter_map(|item| match item {
            syn::Item::Trait(item) => Some(item.ident.to_string()),
            _ => None,
        })
        .collect();
    for item in items.iter_mut() {
        let expanded =
            match item {
                syn::Item::Fn(function) => free_function(function, config),
                syn::Item::Impl(block) if !impls::has_attribute(&block.attrs) => {
                    let of_ours = block.trait_.as_ref().is_none_or(|(path, ..)| {
                        let last = path.segments.last();
                        last.is_some_and(|s| traits.contains(&s.ident.to_string()))
                    });
                    let config = config.of_member();
                    of_ours.then(|| impls::expand(block.clone(), &config, Errors::new()))
                }
                syn::Item::Trait(item) if !impls::has_attribute(&item.attrs) => Some(
                    traits::expand(item.clone(), &config.of_member(), Errors::new()),
                ),
                _ => None,
            };
        if let Some(expanded) = expanded {
            *item = syn::Item::Verbatim(expanded);
        }
    }
    super::failed(module.into_token_stream(), errors)
}

/// A function of the module, if it has anything to differentiate, or an attribute of its own.
fn free_function(function: &mut syn::ItemFn, base: &Config) -> Option<TokenStream> {
    let asked_for = impls::has_attribute(&function.attrs);
    let (vis, body) = (Some(&function.vis), Some(&*function.block));
    let member = impls::member(&mut function.attrs, &function.sig, vis, body, base);
    let Member {
        config,
        mut errors,
        has_derivative,
        ..
    } = member;
    if has_derivative || asked_for || lower::lends(function).is_some() {
        Some(super::free_function(function, &config, errors))
    } else {
        errors.finish()
    }
}
