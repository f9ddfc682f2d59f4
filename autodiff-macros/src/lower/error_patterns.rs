//! Patterns that tell the errors of a call apart: rustc matches them, and nothing is bound.

use super::conditional_patterns::{always_fits, is_error};
use super::failures::Fault;
use super::messages as m;
use super::*;
use crate::ir::{Expr, Place, Tokens};
use quote::ToTokens;

/// Whether a pattern looks at what an error is, or gives it a name.
pub(super) fn tells_apart(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::TupleStruct(parts) if is_error(parts) => {
            let named = |inner| {
                scan::pattern_names(inner)
                    .iter()
                    .any(|n| !n.starts_with('_'))
            };
            let mut inner = parts.elems.iter();
            inner.any(|inner| !always_fits(inner) || named(inner))
        }
        syn::Pat::Or(or) => or.cases.iter().any(tells_apart),
        syn::Pat::Paren(paren) => tells_apart(&paren.pat),
        syn::Pat::Reference(reference) => tells_apart(&reference.pat),
        _ => false,
    }
}

impl<'a> Lowerer<'a> {
    /// Whether the error of a call fits the pattern inside of `Err(…)`.
    pub(super) fn error_test(&mut self, pattern: &syn::Pat, fault: Option<Fault>) -> Option<Value> {
        let span = m::span(pattern);
        let Some(Fault::Of(memory)) = fault else {
            self.error(span, m::MATCH_PATTERN);
            return None;
        };
        let mut names = scan::pattern_names(pattern);
        names.retain(|name| !paths::is_of_type(std::slice::from_ref(name)));
        if !names.is_empty() {
            self.error(span, m::ERROR_PARTS);
            return None;
        }
        let mut tokens = builder::tokens("::core::option::Option::Some")
            .stream()
            .clone();
        let inside = proc_macro2::Group::new(
            proc_macro2::Delimiter::Parenthesis,
            pattern.to_token_stream(),
        );
        tokens.extend([proc_macro2::TokenTree::Group(inside)]);
        let is = Expr::Is(Place::whole(memory), Tokens::new(tokens));
        Some(self.define(is, Type::Bool, "", span))
    }
}
