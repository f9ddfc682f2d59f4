//! What the attribute and the derive expand to. A function goes through the whole pipeline in
//! [`function`]; a block of methods is taken apart into its functions.

mod beside;
mod defaults;
mod for_all;
mod function;
mod header;
mod impls;
mod indexing;
mod made_by_macros;
mod modules;
mod objects;
mod read_by_callers;
mod std_traits;
mod titles;
mod traits;
mod underived;

use crate::config::Config;
use crate::derive::{self, Deriving};
use crate::diagnostics::Errors;
use crate::emit;
use crate::lower;
use proc_macro2::TokenStream;
use quote::ToTokens;
use read_by_callers::refused;
use syn::visit_mut::VisitMut;

/// Expands `#[differentiate(args)] item`.
pub(crate) fn differentiate(args: TokenStream, item: TokenStream) -> TokenStream {
    underived::with_those_above(differentiated(args, item))
}

fn differentiated(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let config = Config::parse(args, &mut errors);
    let mut read = syn::parse2(item.clone());
    if let Ok(item) = &mut read {
        lower::Parentheses.visit_item_mut(item);
    }
    match read {
        Ok(syn::Item::Fn(function)) => free_function(&function, &config, errors),
        Ok(syn::Item::Impl(block)) => impls::expand(block, &config, errors),
        Ok(syn::Item::Trait(item)) => traits::expand(item, &config, errors),
        Ok(syn::Item::Mod(module)) => modules::expand(module, &config, errors),
        Ok(other) => {
            errors.not_a_function(&other);
            failed(item, errors)
        }
        Err(error) => {
            errors.push(error);
            failed(item, errors)
        }
    }
}

/// The item as it is, and the errors.
fn failed(item: TokenStream, mut errors: Errors) -> TokenStream {
    let errors = errors.finish().unwrap_or_default();
    item.into_iter().chain(errors).collect()
}

fn free_function(function: &syn::ItemFn, config: &Config, mut errors: Errors) -> TokenStream {
    let mut user = function.clone();
    lower::without_checkpoints(&mut user.block);
    let user = user.to_token_stream();
    if config.skip {
        return failed(user, errors);
    }
    errors.under_condition(&function.attrs);
    let written = lower::without_aliases(function.clone());
    let function = &lower::sized(written.clone());
    if function.sig.receiver().is_some() {
        // No type can stand beside a method.
        lower::signature(function, None, config, &mut errors);
        return failed(user, errors);
    }
    // A function that counts is left as it is.
    if config.is_plain() && lower::makes_float(&function.sig) {
        return failed(user, errors);
    }
    if config.is_plain() && lower::counts(&function.sig) {
        let header = header::header(function, &function.sig, None, config);
        if let Some((header, parts)) = impls::without_derivative(function, header) {
            let user = failed(user, errors);
            return emit::beside_function(user, &header, &parts);
        }
    }
    if let Some(number) = lower::lends(function).filter(|_| config.is_plain()) {
        let header = header::header(function, &function.sig, None, config);
        let parts = emit::lending(&header, None, number);
        return emit::beside_function(failed(user, errors), &header, &parts);
    }
    let readable = function::readable(function, None);
    let header = header::header(&readable, &function.sig, None, config);
    let may_be_read = lower::may_be_read_as_body(&written.sig)
        || lower::has_untold_lengths(&function.sig)
        || lower::is_light(function);
    let by_body = (config.is_plain() && may_be_read)
        .then(|| lower::number(&written.sig, &written.block))
        .map(|number| emit::lending(&header, None, number));
    let parts = match by_body {
        Some(parts) if lower::is_read_as_body(&function.sig) => {
            let parts = parts.and(Some(refused(&header, &function.sig)));
            return emit::beside_function(failed(user, errors), &header, &parts);
        }
        by_body => {
            let takes_functions = !lower::function_parameters(&readable.sig).is_empty();
            let refused = takes_functions.then(|| refused(&header, &function.sig));
            let passes = function::expand(&readable, None, &header, config, errors);
            passes.and(by_body).and(refused)
        }
    };
    emit::beside_function(user, &header, &parts)
}

/// Expands `#[derive(Differentiable)] item`.
pub(crate) fn differentiable(item: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let read = match syn::parse2(item) {
        Ok(mut input) => {
            lower::Parentheses.visit_derive_input_mut(&mut input);
            derive::read(&input, &mut errors)
        }
        Err(error) => {
            errors.push(error);
            None
        }
    };
    underived::with_those_above(match (errors.finish(), read) {
        (None, Some(read)) => derived(&read),
        (errors, _) => errors.unwrap_or_default(),
    })
}

/// What stands beside a struct or an enum.
fn derived(read: &Deriving) -> TokenStream {
    match read {
        Deriving::Struct(read) => emit::gradient_struct(read),
        Deriving::Enum(read) => emit::gradient_enum(read),
    }
}

/// Expands what a trait's macro hands on of its methods with a default body.
pub(crate) fn inherited(tokens: TokenStream) -> TokenStream {
    defaults::inherited(tokens)
}
