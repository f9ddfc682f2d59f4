//! What is called, and how its forward function, its backward function, its cache and its result are
//! named. Behind the path of a function stands a type without generic parameters, which carries them.

use super::{names, types};
use crate::ir::{Callee, Target};
use proc_macro2::{Spacing, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

/// The user's own function.
pub(super) fn plain(target: &Target) -> TokenStream {
    match target {
        Target::Function(path) => path.stream().clone(),
    }
}

pub(super) fn forward(target: &Target, span: Span) -> TokenStream {
    associated(target, "forward", span)
}

pub(super) fn backward(target: &Target, span: Span) -> TokenStream {
    associated(target, "backward", span)
}

/// The type of what a call returns.
pub(super) fn output(callee: &Callee) -> TokenStream {
    projection(callee, &quote!(Output))
}

/// The type of what a call leaves for its backward pass.
pub(super) fn cache(callee: &Callee) -> TokenStream {
    projection(callee, &quote!(Cache))
}

/// `<f>::forward` and the like: of a function without a derivative rustc says so once, at the call.
fn associated(target: &Target, function: &str, span: Span) -> TokenStream {
    let function = names::public(function);
    match target {
        Target::Function(path) => {
            let (path, generics) = split_generics(path.stream());
            quote_spanned!(span=> <#path>::#function #generics)
        }
    }
}

/// `<f as ::autodiff::Function<(args,)>>::Cache` and the like.
fn projection(callee: &Callee, what: &TokenStream) -> TokenStream {
    let args = types::tuple(callee.args.iter().map(types::written));
    match &callee.target {
        Target::Function(path) => {
            let (path, _) = split_generics(path.stream());
            quote!(<#path as ::autodiff::Function<#args>>::#what)
        }
    }
}

/// `path::<args>` in its two parts.
fn split_generics(path: &TokenStream) -> (TokenStream, TokenStream) {
    let trees: Vec<TokenTree> = path.clone().into_iter().collect();
    let is = |i: usize, c: char, spacing: Option<Spacing>| match trees.get(i) {
        Some(TokenTree::Punct(punct)) => {
            punct.as_char() == c && spacing.is_none_or(|spacing| punct.spacing() == spacing)
        }
        _ => false,
    };
    let opening = (0..trees.len()).find(|i| {
        is(*i, ':', Some(Spacing::Joint)) && is(i + 1, ':', None) && is(i + 2, '<', None)
    });
    let at = opening.unwrap_or(trees.len());
    (
        trees[..at].iter().cloned().collect(),
        trees[at..].iter().cloned().collect(),
    )
}
