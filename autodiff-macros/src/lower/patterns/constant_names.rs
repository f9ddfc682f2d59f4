//! Constants and variants whose names begin in lower case: a pattern of such a name compares, where it
//! looks like a new variable.

use crate::diagnostics::Errors;
use crate::lower::messages as m;
use crate::lower::source;
use crate::lower::source::imported_variants::imported_variants;
use proc_macro2::Ident;
use syn::visit::{self, Visit};

#[derive(Default)]
struct Names(Vec<Ident>);

impl<'ast> Visit<'ast> for Names {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        let bare = pattern.subpat.is_none() && pattern.by_ref.is_none();
        let lower = !pattern.ident.to_string().starts_with(char::is_uppercase);
        if bare && lower && pattern.mutability.is_none() {
            self.0.push(pattern.ident.clone());
        }
        visit::visit_pat_ident(self, pattern);
    }
}

/// Notes the patterns in a body that are such constants, as far as the same file tells.
pub(in crate::lower) fn refuse(function: &syn::ItemFn, errors: &mut Errors) {
    let mut names = Names::default();
    names.visit_block(&function.block);
    let variants = imported_variants(function.sig.ident.span());
    for name in names.0 {
        if variants.contains_key(&name.to_string())
            || source::definitions::constant(&name).is_some()
        {
            let what = m::CONSTANT_NAME.what.replace("{}", &name.to_string());
            errors.at(name.span(), what, m::CONSTANT_NAME.hint);
        }
    }
}
