//! Which variables are declared with `mut`: what is not is left as it is by every method.

use rustc_hash::FxHashSet;
use syn::visit::{self, Visit};

/// The names of such variables, of parameters too.
pub(super) fn mutable_names(block: &syn::Block, signature: &syn::Signature) -> FxHashSet<String> {
    let mut found = Mutable::default();
    found.visit_signature(signature);
    found.visit_block(block);
    found.0
}

#[derive(Default)]
struct Mutable(FxHashSet<String>);

impl<'ast> Visit<'ast> for Mutable {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        if pattern.mutability.is_some() {
            self.0.insert(pattern.ident.to_string());
        }
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_receiver(&mut self, receiver: &'ast syn::Receiver) {
        if let (syn::ReceiverKind::Value, Some(_)) = (&receiver.kind, &receiver.mutability) {
            self.0.insert("self".to_string());
        }
    }
}
