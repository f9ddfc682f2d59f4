//! `#[differentiate] mod name { … }`: the same for each function, `impl` and trait in it that takes
//! and gives floats. Implementations of traits from elsewhere, but for operators and their kin of types
//! that derive `Differentiable` in the same file, and modules that are there for tests are left alone unless they have
//! an attribute of their own; other modules inside are taken apart in the same way.

use super::impls::{self, Member};
use super::{beside, made_by_macros, std_traits, traits, underived};
use crate::config::Config;
use crate::diagnostics::Errors;
use crate::lower;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use rustc_hash::FxHashSet;

pub(super) fn expand(mut module: syn::ItemMod, config: &Config, mut errors: Errors) -> TokenStream {
    config.check_block(&mut errors);
    let Some((_, items)) = &mut module.content else {
        errors.outside_module(&module);
        return super::failed(module.into_token_stream(), errors);
    };
    let traits = traits_of(items);
    expand_items(items, config, &traits);
    super::failed(module.into_token_stream(), errors)
}

/// The traits of a module and of those inside whose implementations are differentiated.
fn traits_of(items: &[syn::Item]) -> FxHashSet<String> {
    let mut traits = FxHashSet::default();
    for item in items {
        match item {
            syn::Item::Trait(item) if !is_of_floats(&item.ident.to_string(), items) => {
                traits.insert(item.ident.to_string());
            }
            syn::Item::Mod(inner) if is_taken_along(inner) => {
                if let Some((_, items)) = &inner.content {
                    traits.extend(traits_of(items));
                }
            }
            _ => {}
        }
    }
    traits
}

fn expand_items(items: &mut Vec<syn::Item>, config: &Config, traits: &FxHashSet<String>) {
    let of_floats: FxHashSet<String> = (items.iter())
        .filter_map(|item| match item {
            syn::Item::Trait(item) => Some(item.ident.to_string()),
            _ => None,
        })
        .filter(|name| is_of_floats(name, items))
        .collect();
    let underived = underived::those_in(items);
    let derived: FxHashSet<String> = (items.iter().filter_map(derives))
        .chain(underived.iter().map(|item| item.ident.to_string()))
        .collect();
    let known = made_by_macros::Known {
        derived: &derived,
        traits,
    };
    made_by_macros::ask(items, &known);
    for item in items.iter_mut() {
        let expanded =
            match item {
                syn::Item::Fn(function) => free_function(function, config),
                syn::Item::Impl(block) if !impls::has_attribute(&block.attrs) => {
                    let trait_name =
                        (block.trait_.as_ref()).map(|(path, ..)| std_traits::last_name(path));
                    if trait_name.is_some_and(|name| of_floats.contains(&name)) {
                        continue;
                    }
                    let of_ours = block.trait_.as_ref().is_none_or(|(path, ..)| {
                        traits.contains(&std_traits::last_name(path))
                            || is_like_a_method(block, path) && names(block, &derived)
                    });
                    let config = config.of_member();
                    of_ours.then(|| impls::expand(block.clone(), &config, Errors::new()))
                }
                syn::Item::Trait(item) if of_floats.contains(&item.ident.to_string()) => None,
                syn::Item::Trait(item) if !impls::has_attribute(&item.attrs) => Some(
                    traits::expand(item.clone(), &config.of_member(), Errors::new()),
                ),
                syn::Item::Mod(inner) if is_taken_along(inner) => {
                    if let Some((_, items)) = &mut inner.content {
                        expand_items(items, config, traits);
                    }
                    None
                }
                _ => None,
            };
        if let Some(expanded) = expanded {
            *item = syn::Item::Verbatim(expanded);
        }
    }
    items.extend(underived.into_iter().map(underived::beside_it));
}

/// Whether a module inside is neither compiled on a condition, as tests are, nor asked for on its own.
fn is_taken_along(inner: &syn::ItemMod) -> bool {
    let on_condition = |attribute: &syn::Attribute| {
        attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr")
    };
    !impls::has_attribute(&inner.attrs) && !inner.attrs.iter().any(on_condition)
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
    let is_read = lower::lends(function).is_some() || lower::is_read_as_body(&function.sig);
    if has_derivative || asked_for || is_read {
        Some(super::free_function(function, &config, errors))
    } else {
        errors.finish()
    }
}

/// Whether this trait is implemented for numbers alone, whose methods are read as their bodies, or stands for
/// the bounds of whatever has them.
fn is_of_floats(name: &str, items: &[syn::Item]) -> bool {
    let is_bounds = items.iter().any(|item| match item {
        syn::Item::Trait(item) => item.ident == name && item.items.is_empty(),
        _ => false,
    });
    let blocks = items.iter().filter_map(|item| match item {
        syn::Item::Impl(block) => Some(block),
        _ => None,
    });
    let mut blocks = blocks.filter(|block| {
        let path = block.trait_.as_ref().map(|(path, ..)| path);
        path.is_some_and(|path| std_traits::last_name(path) == name)
    });
    let is_left_alone = |block: &syn::ItemImpl| {
        (is_bounds || lower::is_number(&block.self_ty)) && !impls::has_attribute(&block.attrs)
    };
    blocks.clone().next().is_some() && blocks.all(is_left_alone)
}

/// Whether a block implements a trait of the standard library whose functions can have derivatives.
fn is_like_a_method(block: &syn::ItemImpl, path: &syn::Path) -> bool {
    match lower::converts_references(block) {
        true => lower::is_only_conversion_of_references(&block.self_ty),
        false => {
            std_traits::is_operator(path) || beside::is_beside(block) || beside::is_standing(block)
        }
    }
}

/// The name of a type that derives `Differentiable`.
fn derives(item: &syn::Item) -> Option<String> {
    let (attrs, name) = match item {
        syn::Item::Struct(item) => (&item.attrs, &item.ident),
        syn::Item::Enum(item) => (&item.attrs, &item.ident),
        _ => return None,
    };
    let ours = attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"));
    let mut words = ours.flat_map(|attribute| attribute.to_token_stream());
    words
        .any(|tokens| contains(tokens, &|name| name == "Differentiable"))
        .then(|| name.to_string())
}

/// Whether what a block is of, or for an operator its right side, names one of these types, or one of the same file
/// that derives `Differentiable`.
fn names(block: &syn::ItemImpl, types: &FxHashSet<String>) -> bool {
    let path = block.trait_.as_ref().map(|(path, ..)| path);
    let operator = path.filter(|path| std_traits::last_name(path) != "From");
    let right = operator.and_then(|path| path.segments.last());
    let right = right.map(|last| last.arguments.to_token_stream());
    let of = block.self_ty.to_token_stream().into_iter();
    let mut all = of.chain(right.unwrap_or_default());
    all.any(|tokens| {
        contains(tokens, &|name| {
            types.contains(&name.to_string()) || lower::derives_differentiable(name)
        })
    })
}

fn contains(tokens: TokenTree, holds: &dyn Fn(&syn::Ident) -> bool) -> bool {
    match tokens {
        TokenTree::Ident(ident) => holds(&ident),
        TokenTree::Group(group) => {
            let mut inner = group.stream().into_iter();
            inner.any(|inner| contains(inner, holds))
        }
        _ => false,
    }
}
