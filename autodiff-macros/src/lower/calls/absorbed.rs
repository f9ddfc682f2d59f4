//! What is known by their names of the variables of a function that is read as its body, beside those of the
//! function around it. What has a name of ours there gets another one.

use crate::lower::calls::lending;
use crate::lower::scan::Facts;
use crate::lower::{Lowerer, mutability, paths};
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

/// The new names of variables, by their old ones.
pub(in crate::lower) type Renamed = FxHashMap<String, String>;

/// The names that patterns bind in a function.
pub(in crate::lower) fn bound_names(sig: &syn::Signature, block: &syn::Block) -> FxHashSet<String> {
    let mut names = Names::default();
    names.visit_signature(sig);
    names.visit_block(block);
    names.bound
}

#[derive(Default)]
struct Names {
    bound: FxHashSet<String>,
    /// What is called under a name alone, which may be a function as well as a closure.
    called: FxHashSet<String>,
    /// Whether a macro may be given literals or patterns of structs, in which a name may be a field's, too.
    structs_in_macros: bool,
}

impl<'ast> Visit<'ast> for Names {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        // It looks like a variable, and is none.
        if pattern.ident != "None" {
            self.bound.insert(pattern.ident.to_string());
        }
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_expr_call(&mut self, e: &'ast syn::ExprCall) {
        if let syn::Expr::Path(path) = &*e.func {
            self.called.extend(paths::single(path));
        }
        visit::visit_expr_call(self, e);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.structs_in_macros |= has_braces(mac.tokens.clone());
    }
}

fn has_braces(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Group(group) => {
            group.delimiter() == Delimiter::Brace || has_braces(group.stream())
        }
        _ => false,
    })
}

impl Lowerer<'_> {
    /// Notes what is to be known of the variables of this function, and tells them apart from ours. `None` if
    /// that cannot be done.
    pub(in crate::lower) fn absorbed<'f>(
        &mut self,
        function: &'f syn::ItemFn,
    ) -> Option<Cow<'f, syn::ItemFn>> {
        let mutable = mutability::mutable_names(&function.block, &function.sig);
        if mutable.is_empty() {
            return Some(Cow::Borrowed(function));
        }
        let number = lending::number(&function.sig, &function.block);
        let known = self.inlined.absorbed.get(&number).cloned();
        let is_new = known.is_none();
        let renamed = match known {
            Some(renamed) => renamed,
            None => self.told_apart(function)?,
        };
        let mut apart = Cow::Borrowed(function);
        if !renamed.is_empty() {
            Renaming(&renamed).visit_item_fn_mut(apart.to_mut());
        }
        if is_new {
            let (sig, block) = (&apart.sig, &apart.block);
            self.inlined.bound_names.extend(bound_names(sig, block));
            self.mutable.extend(mutability::mutable_names(block, sig));
            self.facts.absorb(Facts::of(block));
            self.inlined.absorbed.insert(number, renamed);
        }
        Some(apart)
    }

    /// New names for those variables of a function that have the name of one of ours.
    fn told_apart(&self, function: &syn::ItemFn) -> Option<Renamed> {
        let mut names = Names::default();
        names.visit_item_fn(function);
        let mut parameters = Names::default();
        parameters.visit_signature(&function.sig);
        let mut renamed = Renamed::default();
        for name in names.bound.intersection(&self.inlined.bound_names) {
            // A constant, or a variant, is no variable; what is called is one where it is a parameter.
            if names.structs_in_macros
                || name.starts_with(char::is_uppercase)
                || names.called.contains(name) && !parameters.bound.contains(name)
            {
                return None;
            }
            let stem = format!("{name}_of_{}", function.sig.ident);
            let is_free = |new: &String| {
                !self.inlined.bound_names.contains(new) && !names.bound.contains(new)
            };
            let versions = (2..).map(|version| format!("{stem}_{version}"));
            let new = std::iter::once(stem.clone())
                .chain(versions)
                .find(is_free)?;
            renamed.insert(name.clone(), new);
        }
        Some(renamed)
    }
}

struct Renaming<'r>(&'r Renamed);

impl Renaming<'_> {
    fn name(&self, ident: &mut Ident) {
        if let Some(new) = self.0.get(&ident.to_string()) {
            *ident = Ident::new(new, ident.span());
        }
    }

    /// The names in a macro's arguments; behind a dot or in a path there is another meaning to them.
    fn tokens(&self, tokens: TokenStream) -> TokenStream {
        let (mut qualified, mut colon) = (false, false);
        let trees = tokens.into_iter().map(|mut tree| {
            let here = qualified;
            let is = |c| matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == c);
            // Behind two dots there is the end of a range.
            qualified = is(':') && colon || is('.') && !here;
            colon = is(':') && !colon;
            match &mut tree {
                TokenTree::Group(group) => {
                    tree = Group::new(group.delimiter(), self.tokens(group.stream())).into();
                }
                TokenTree::Ident(ident) if !here => self.name(ident),
                _ => {}
            }
            tree
        });
        trees.collect()
    }
}

impl VisitMut for Renaming<'_> {
    fn visit_pat_ident_mut(&mut self, pattern: &mut syn::PatIdent) {
        self.name(&mut pattern.ident);
        visit_mut::visit_pat_ident_mut(self, pattern);
    }

    fn visit_expr_path_mut(&mut self, e: &mut syn::ExprPath) {
        if paths::single(e).is_some() {
            e.path
                .segments
                .iter_mut()
                .for_each(|s| self.name(&mut s.ident));
        }
        visit_mut::visit_expr_path_mut(self, e);
    }

    fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
        field.colon_token.get_or_insert_default();
        visit_mut::visit_field_value_mut(self, field);
    }

    fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
        field.colon_token.get_or_insert_default();
        visit_mut::visit_field_pat_mut(self, field);
    }

    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        mac.tokens = self.tokens(std::mem::take(&mut mac.tokens));
    }
}
