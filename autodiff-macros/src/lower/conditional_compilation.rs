//! `#[cfg(..)]` inside of a function: the attribute reads a body before rustc takes out what is not
//! compiled, and would differentiate all of it.

use super::messages as m;
use crate::diagnostics::Errors;
use proc_macro2::Span;
use syn::visit::Visit;

#[derive(Default)]
struct Conditions(Vec<Span>);

impl<'ast> Visit<'ast> for Conditions {
    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        let path = attribute.path();
        if path.is_ident("cfg") || path.is_ident("cfg_attr") {
            self.0.push(m::span_of(attribute));
        }
    }
}

/// Notes each condition that stands in a signature or a body. Those on the whole function rustc has
/// decided.
pub(super) fn refuse(function: &syn::ItemFn, errors: &mut Errors) {
    let mut conditions = Conditions::default();
    conditions.visit_signature(&function.sig);
    conditions.visit_block(&function.block);
    for span in conditions.0 {
        errors.at(span, m::CONDITION.what, m::CONDITION.hint);
    }
}
