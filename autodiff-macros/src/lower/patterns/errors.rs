//! Patterns that tell the errors of a call apart, and what they bind.

use crate::ir::{Expr, Place, Projection, Tokens};
use crate::lower::messages as m;
use crate::lower::options::failures::Fault;
use crate::lower::options::opened::Optional;
use crate::lower::patterns::conditional::{always_fits, is_error};
use crate::lower::*;
use quote::ToTokens;

/// Whether a pattern looks at what an error is, or gives it a name.
pub(in crate::lower) fn tells_apart(pattern: &syn::Pat) -> bool {
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
    pub(in crate::lower) fn error_test(
        &mut self,
        pattern: &syn::Pat,
        optional: &Optional,
    ) -> Option<Value> {
        let span = m::span_of(pattern);
        let parts = match optional.fault {
            Some(Fault::Of(memory)) if bound_names(pattern).is_empty() => {
                return self.is_failure(pattern, memory);
            }
            Some(Fault::Of(memory)) => self.what_failed(memory),
            Some(Fault::Number(number)) => Outcome::Value(number),
            _ => {
                self.error(span, m::MATCH_PATTERN);
                return None;
            }
        };
        let failed = self.not(optional.there, span);
        let both = self.both(
            failed,
            true,
            &mut |l| match l.pattern_test(pattern, &parts) {
                Some(test) => test,
                None => l.boolean(true),
            },
        );
        Some(self.value(both, span))
    }

    /// Whether the error that is kept in a memory, and is there, fits a pattern: one without names is left
    /// to rustc as it is.
    pub(in crate::lower) fn is_failure(
        &mut self,
        pattern: &syn::Pat,
        memory: Memory,
    ) -> Option<Value> {
        if !bound_names(pattern).is_empty() {
            let parts = self.what_failed(memory);
            return self.pattern_test(pattern, &parts);
        }
        let span = m::span_of(pattern);
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

    /// The names in the pattern inside of `Err(…)`, once it fits. A whole error can be handed on; of its
    /// parts only integers can be read, since no derivative flows through errors.
    pub(in crate::lower) fn bind_error(&mut self, pattern: &syn::Pat, value: &Outcome) {
        let whole = match value.clone().dereferenced() {
            Outcome::Failing(_, Fault::Number(number)) => Outcome::Value(number),
            Outcome::Failing(_, Fault::Of(memory)) if always_fits(pattern) => {
                Outcome::Error(memory)
            }
            Outcome::Failing(_, Fault::Of(memory)) => {
                return self.bind_parts(pattern, memory);
            }
            _ if always_fits(pattern) => Outcome::Unit,
            _ => return,
        };
        self.bind_names(pattern, &whole);
    }

    /// The place of the error of a call that failed.
    fn what_failed(&mut self, memory: Memory) -> Outcome {
        if self.function.memory(memory).ty == Type::Unknown {
            let ty = Type::Option(Box::new(self.infer.fresh()));
            self.function.memories[memory.index()].ty = ty;
        }
        let payload = Projection::Payload(options::opened::some(), "0".into());
        Outcome::Place(Place::whole(memory).then(payload))
    }

    pub(in crate::lower) fn bind_parts(&mut self, pattern: &syn::Pat, memory: Memory) {
        if bound_names(pattern).is_empty() {
            return;
        }
        let parts = self.what_failed(memory);
        self.bind_names(pattern, &parts);
        for name in bound_names(pattern) {
            let Some(part) = self.scope.find(&name).cloned() else {
                continue;
            };
            let ty = self.type_of(&part.dereferenced());
            self.pending.error_parts.push((ty, m::span_of(pattern)));
        }
    }
}

/// The names that a pattern gives to something.
fn bound_names(pattern: &syn::Pat) -> Vec<String> {
    let mut names = scan::pattern_names(pattern);
    names.retain(|name| !paths::is_of_type(std::slice::from_ref(name)));
    names
}
