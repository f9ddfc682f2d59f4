//! What is known by their names of the variables of a function that is read as its body, beside those of the
//! function around it.

use super::scan::Facts;
use super::{Lowerer, lending, mutability};
use rustc_hash::FxHashSet;
use syn::visit::{self, Visit};

/// The names that patterns bind in a function.
pub(super) fn bound_names(sig: &syn::Signature, block: &syn::Block) -> FxHashSet<String> {
    let mut names = Names::default();
    names.visit_signature(sig);
    names.visit_block(block);
    names.0
}

#[derive(Default)]
struct Names(FxHashSet<String>);

impl<'ast> Visit<'ast> for Names {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.0.insert(pattern.ident.to_string());
        visit::visit_pat_ident(self, pattern);
    }
}

impl Lowerer<'_> {
    /// Notes what is to be known of the variables of this function, if they are told apart from ours.
    pub(super) fn absorbs(&mut self, function: &syn::ItemFn) -> bool {
        let mutable = mutability::mutable_names(&function.block, &function.sig);
        let number = lending::number(&function.sig, &function.block);
        if mutable.is_empty() || self.absorbed.contains(&number) {
            return true;
        }
        let names = bound_names(&function.sig, &function.block);
        if !names.is_disjoint(&self.bound_names) {
            return false;
        }
        self.absorbed.insert(number);
        self.bound_names.extend(names);
        self.mutable.extend(mutable);
        self.facts.absorb(Facts::of(&function.block));
        true
    }
}
