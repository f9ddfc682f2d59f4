//! Which words a function says, macros included.

use super::types;
use syn::visit::{self, Visit};

/// Whether an identifier of the function is this word.
pub(super) fn says(function: &syn::ItemFn, word: &str) -> bool {
    let mut search = Search { word, found: false };
    search.visit_item_fn(function);
    search.found
}

struct Search<'w> {
    word: &'w str,
    found: bool,
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_ident(&mut self, ident: &'ast syn::Ident) {
        self.found |= ident == self.word;
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.found |= types::tokens_of(&call.tokens).mentions(&[self.word.to_string()]);
        visit::visit_macro(self, call);
    }
}
