//! Variants that a `use Op::*` inside the function, or around it in the same file, brings in by their
//! bare names are given the names of their enums, so that what follows sees `Op::Load` where `Load` is
//! written.

use crate::lower::paths;
use crate::lower::rewriting::in_macros::with_names;
use crate::lower::source::imported_variants::imported_variants;
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use rustc_hash::{FxHashMap, FxHashSet};
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

/// The function with such variants under the names of their enums.
pub(crate) fn qualified(mut function: syn::ItemFn) -> syn::ItemFn {
    let mut imports = Imports {
        around: imported_variants(function.sig.ident.span()),
        ..Imports::default()
    };
    imports.visit_item_fn(&function);
    imports.note_structs();
    Qualify { imports }.visit_item_fn_mut(&mut function);
    function
}

/// What a function imports of enums.
#[derive(Default)]
struct Imports {
    /// The variants that imports around the function bring in.
    around: FxHashMap<String, syn::Path>,
    /// The enums of which all variants are imported.
    globs: Vec<syn::Path>,
    /// Names that stand for types elsewhere in the function: none of them is a variant.
    types: FxHashSet<String>,
    /// The variables that are made as `Name { .. }`, and those of which a field is named. No variant
    /// has fields that can be named.
    made: FxHashMap<String, String>,
    fields_of: FxHashSet<String>,
}

impl Imports {
    /// What a variable with fields is made as is a struct.
    fn note_structs(&mut self) {
        for name in &self.fields_of {
            self.types.extend(self.made.get(name).cloned());
        }
    }

    fn tree(&mut self, path: Option<&syn::Path>, tree: &syn::UseTree) {
        let into_type = path.is_some_and(|path| paths::is_of_type(&paths::segments(path)));
        match (tree, path) {
            (syn::UseTree::Path(inner), _) => {
                let longer = joined(path, &inner.ident);
                self.tree(Some(&longer), &inner.tree);
            }
            (syn::UseTree::Group(group), _) => {
                group.items.iter().for_each(|tree| self.tree(path, tree));
            }
            (syn::UseTree::Glob(_), Some(path)) if into_type => self.globs.push(path.clone()),
            _ => {}
        }
    }

    /// The arguments of a macro, by their tokens.
    fn within(&self, tokens: TokenStream) -> TokenStream {
        with_names(tokens, &|name, around| {
            let alone = !around.behind_path && !around.begins_path;
            let full = self.full(name).filter(|_| alone)?;
            Some(full.to_token_stream())
        })
    }

    /// The full path of a name that is a variant's.
    fn full(&self, name: &Ident) -> Option<syn::Path> {
        let text = name.to_string();
        let of_std = ["Some", "None", "Ok", "Err", "Self"].contains(&text.as_str());
        let variant = paths::is_of_type(std::slice::from_ref(&text))
            && !of_std
            && !self.types.contains(&text);
        match (&self.globs[..], self.around.get(&text)) {
            _ if !variant => None,
            (_, Some(path)) => Some(located(path, name.span())),
            ([glob], None) => Some(joined(Some(glob), name)),
            _ => None,
        }
    }
}

/// The path as if it stood where something else stands.
fn located(path: &syn::Path, span: Span) -> syn::Path {
    let mut path = path.clone();
    for segment in &mut path.segments {
        segment.ident.set_span(span);
    }
    path
}

/// `path::name`
fn joined(path: Option<&syn::Path>, name: &Ident) -> syn::Path {
    match path {
        Some(path) => {
            let mut path = path.clone();
            path.segments.push(name.clone().into());
            path
        }
        None => name.clone().into(),
    }
}

impl<'ast> Visit<'ast> for Imports {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let root = item.leading_colon.map(|colon| syn::Path {
            leading_colon: Some(colon),
            segments: syn::punctuated::Punctuated::new(),
        });
        self.tree(root.as_ref(), &item.tree);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let (syn::Pat::Ident(variable), Some(init)) = (&local.pat, &local.init)
            && let syn::Expr::Struct(made) = &*init.expr
            && let Some(name) = made.path.get_ident()
        {
            self.made
                .insert(variable.ident.to_string(), name.to_string());
        }
        visit::visit_local(self, local);
    }

    fn visit_expr_field(&mut self, e: &'ast syn::ExprField) {
        if let syn::Expr::Path(base) = &*e.base {
            self.fields_of.extend(paths::single(base));
        }
        visit::visit_expr_field(self, e);
    }

    fn visit_type_path(&mut self, ty: &'ast syn::TypePath) {
        self.types.extend(paths::segments(&ty.path));
        visit::visit_type_path(self, ty);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let mut names = paths::segments(path);
        names.pop();
        self.types.extend(names);
        visit::visit_path(self, path);
    }
}

struct Qualify {
    imports: Imports,
}

/// `Some` of `Option::Some` and of `std::option::Option::Some`, and its kin: they are known by their bare names.
fn variant_of_std(path: &syn::Path) -> Option<Ident> {
    let names = paths::segments(path);
    let (last, before) = names.split_last()?;
    let variants = match before.last()?.as_str() {
        "Option" => ["Some", "None"],
        "Result" => ["Ok", "Err"],
        _ => return None,
    };
    let is_plain = path
        .segments
        .iter()
        .all(|segment| segment.arguments.is_none());
    let name = &path.segments.last()?.ident;
    (paths::is_enum_of_std(path, before) && is_plain && variants.contains(&last.as_str()))
        .then(|| name.clone())
}

impl VisitMut for Qualify {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        if let Some(variant) = variant_of_std(path) {
            *path = variant.into();
            return;
        }
        if let Some(full) = path.get_ident().and_then(|name| self.imports.full(name)) {
            *path = full;
            return;
        }
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_pat_mut(&mut self, pattern: &mut syn::Pat) {
        if let syn::Pat::Path(path) = pattern
            && let Some(variant) = variant_of_std(&path.path)
        {
            *pattern = syn::Pat::Ident(syn::PatIdent {
                attrs: std::mem::take(&mut path.attrs),
                by_ref: None,
                mutability: None,
                ident: variant,
                subpat: None,
            });
            return;
        }
        if let syn::Pat::Ident(ident) = pattern
            && (ident.subpat.is_none() && ident.by_ref.is_none() && ident.mutability.is_none())
            && let Some(path) = self.imports.full(&ident.ident)
        {
            *pattern = syn::Pat::Path(syn::PatPath {
                attrs: std::mem::take(&mut ident.attrs),
                qself: None,
                path,
            });
            return;
        }
        visit_mut::visit_pat_mut(self, pattern);
    }

    fn visit_type_mut(&mut self, _: &mut syn::Type) {}

    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        mac.tokens = self.imports.within(mac.tokens.clone());
    }
}
