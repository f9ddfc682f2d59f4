//! What the names stand for that items in a function's body have given, and putting that in their
//! place.

use crate::lower::rewriting::in_macros::with_names;
use proc_macro2::TokenStream;
use quote::ToTokens;
use rustc_hash::FxHashMap;
use syn::visit_mut::{self, VisitMut};

/// What the names stand for that items have given.
#[derive(Clone, Default)]
pub(in crate::lower) struct Names {
    pub(in crate::lower) paths: FxHashMap<String, syn::Path>,
    pub(in crate::lower) types: FxHashMap<String, syn::Type>,
    pub(in crate::lower) consts: FxHashMap<String, syn::Expr>,
}

impl Names {
    pub(in crate::lower) fn forget(&mut self, name: &str) {
        self.paths.remove(name);
        self.types.remove(name);
        self.consts.remove(name);
    }

    /// The path with what its first segment stands for.
    pub(in crate::lower) fn path(&self, path: &mut syn::Path) {
        let first = path.segments.first().map(|s| s.ident.to_string());
        if let Some(known) = first.and_then(|first| self.paths.get(&first))
            && path.leading_colon.is_none()
        {
            *path = joined(known, path.clone());
        }
    }

    /// A constant or a variant where a pattern has its name.
    pub(in crate::lower) fn pattern(&self, pattern: &mut syn::Pat) {
        if let syn::Pat::Ident(ident) = pattern
            && (ident.subpat.is_none() && ident.by_ref.is_none() && ident.mutability.is_none())
            && let Some(path) = self.paths.get(&ident.ident.to_string())
        {
            *pattern = syn::Pat::Path(syn::PatPath {
                attrs: std::mem::take(&mut ident.attrs),
                qself: None,
                path: path.clone(),
            });
        }
    }

    /// What an alias stands for.
    pub(in crate::lower) fn meant(&self, ty: &syn::Type) -> Option<syn::Type> {
        let syn::Type::Path(path) = ty else {
            return None;
        };
        let name = path.path.get_ident().filter(|_| path.qself.is_none())?;
        self.types.get(&self.renamed(name)?).cloned()
    }

    /// What an item of this name is called where it stands now.
    fn renamed(&self, name: &syn::Ident) -> Option<String> {
        match self.paths.get(&name.to_string()) {
            Some(_) if self.types.contains_key(&name.to_string()) => Some(name.to_string()),
            Some(path) => path.get_ident().map(|name| name.to_string()),
            None => Some(name.to_string()),
        }
    }

    /// The values of constants in the length of an array.
    pub(in crate::lower) fn length(&self, length: &mut syn::Expr) {
        let mut values = Length {
            names: self,
            fuel: FUEL,
        };
        values.visit_expr_mut(length);
    }

    /// The values of constants in a generic argument, where a name alone looks like a type.
    pub(in crate::lower) fn argument(&self, argument: &mut syn::GenericArgument) {
        match argument {
            syn::GenericArgument::Type(syn::Type::Path(path)) if path.qself.is_none() => {
                let value = match self.value_of(&path.path) {
                    Some(syn::Expr::Paren(value)) => in_braces(*value.expr),
                    Some(value) => value,
                    None => return,
                };
                *argument = syn::GenericArgument::Const(value);
            }
            syn::GenericArgument::Const(value) => self.length(value),
            _ => {}
        }
    }

    /// The value of the constant at a path.
    fn value_of(&self, path: &syn::Path) -> Option<syn::Expr> {
        self.consts.get(&self.renamed(path.get_ident()?)?).cloned()
    }

    /// The arguments of a macro, by their tokens.
    pub(in crate::lower) fn within(&self, tokens: TokenStream) -> TokenStream {
        with_names(tokens, &|name, around| {
            let open = !around.behind_dot && !around.behind_path;
            let open = open && !around.is_field && !around.is_macro;
            let full = self.paths.get(&name.to_string()).filter(|_| open)?;
            Some(full.to_token_stream())
        })
    }
}

/// A path that goes on from what its first segment stands for.
pub(in crate::lower) fn joined(known: &syn::Path, path: syn::Path) -> syn::Path {
    let mut full = known.clone();
    let mut segments = path.segments.into_iter();
    if let (Some(first), Some(last)) = (segments.next(), full.segments.last_mut())
        && !first.arguments.is_none()
    {
        last.arguments = first.arguments;
    }
    full.segments.extend(segments);
    full
}

/// Puts the values of constants into the length of an array.
struct Length<'n> {
    names: &'n Names,
    /// How many constants may be replaced yet: what leads to itself would go on forever.
    fuel: u32,
}

const FUEL: u32 = 1000;

impl VisitMut for Length<'_> {
    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        match e {
            syn::Expr::Path(path) if path.qself.is_none() => {
                if let Some(value) = self.names.value_of(&path.path)
                    && self.fuel > 0
                {
                    self.fuel -= 1;
                    *e = value;
                    self.visit_expr_mut(e);
                }
            }
            _ => visit_mut::visit_expr_mut(self, e),
        }
    }
}

fn in_braces(value: syn::Expr) -> syn::Expr {
    syn::Expr::Block(syn::ExprBlock {
        attrs: Vec::new(),
        label: None,
        block: syn::Block {
            brace_token: Default::default(),
            stmts: vec![syn::Stmt::Expr(value, None)],
        },
    })
}
