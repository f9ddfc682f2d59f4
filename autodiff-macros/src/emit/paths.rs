//! Paths of functions that are called: behind each stands a type without generic parameters.

use super::names;
use crate::ir::Tokens;
use proc_macro2::{Spacing, Span, TokenStream, TokenTree};
use quote::quote_spanned;

/// `<callee>::function`: of a callee without a derivative rustc says so once, at the call.
pub(super) fn associated(callee: &Tokens, function: &str, span: Span) -> TokenStream {
    let function = names::public(function);
    let (path, generics) = split_generics(callee.stream());
    quote_spanned!(span=> <#path>::#function #generics)
}

/// `path::<args>` in its two parts.
pub(super) fn split_generics(path: &TokenStream) -> (TokenStream, TokenStream) {
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
