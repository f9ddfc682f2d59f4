//! A function with generic arguments in place of the parameters that they are given for.

use crate::lower::rewriting::in_macros::with_names;
use crate::lower::types;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use rustc_hash::FxHashMap;
use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};

/// What stands in place of a parameter.
#[derive(Clone)]
pub(super) enum Told {
    Type(syn::Type),
    Constant {
        written: syn::Expr,
        /// The same as an operand: it has the parameter's type, and binds stronger than what is around it.
        operand: syn::Expr,
    },
}

impl Told {
    /// A constant for a parameter of this type.
    pub(super) fn constant(written: syn::Expr, ty: &syn::Type) -> Option<Told> {
        let name = types::tokens_of(ty).text().to_string();
        let operand = match &written {
            syn::Expr::Lit(literal) => with_suffix(literal, &name)?,
            syn::Expr::Unary(negative) => match &*negative.expr {
                syn::Expr::Lit(literal) => {
                    let value = with_suffix(literal, &name)?;
                    read(&format!("(-{})", types::tokens_of(&value).text()))?
                }
                _ => return None,
            },
            syn::Expr::Block(block) => match block.block.stmts.as_slice() {
                [syn::Stmt::Expr(value, None)] => {
                    read(&format!("(({}) as {name})", types::tokens_of(value).text()))?
                }
                _ => return None,
            },
            _ => written.clone(),
        };
        Some(Told::Constant { written, operand })
    }

    fn tokens(&self) -> TokenStream {
        match self {
            Told::Type(ty) => ty.to_token_stream(),
            Told::Constant { operand, .. } => operand.to_token_stream(),
        }
    }
}

fn read(text: &str) -> Option<syn::Expr> {
    syn::parse_str(text).ok()
}

/// A literal that says its type.
fn with_suffix(literal: &syn::ExprLit, ty: &str) -> Option<syn::Expr> {
    match &literal.lit {
        syn::Lit::Int(digits) if digits.suffix().is_empty() => {
            read(&format!("{}{ty}", digits.base10_digits()))
        }
        _ => Some(syn::Expr::Lit(literal.clone())),
    }
}

/// What is told of parameters, by their names.
#[derive(Clone, Default)]
pub(in crate::lower) struct InPlace(pub(super) FxHashMap<String, Told>);

impl InPlace {
    /// `f64` in the place of these names.
    pub(in crate::lower) fn of_floats(names: &[String]) -> InPlace {
        let float: Option<syn::Type> = syn::parse_str("f64").ok();
        let told = |name: &String| Some((name.clone(), Told::Type(float.clone()?)));
        InPlace(names.iter().filter_map(told).collect())
    }

    /// Whether something stands in place of this name.
    pub(in crate::lower) fn replaces(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whether an item in a body may hide what stands in place of names.
    pub(in crate::lower) fn is_hidden_in(&self, function: &syn::ItemFn) -> bool {
        struct Items<'t>(Vec<&'t TokenStream>, bool);
        impl<'ast> Visit<'ast> for Items<'_> {
            fn visit_item(&mut self, item: &'ast syn::Item) {
                let item = types::tokens_of(item);
                let told = self.0.iter().flat_map(|told| names(told));
                self.1 |= item.mentions(&told.collect::<Vec<_>>());
            }
        }
        let told: Vec<TokenStream> = self.0.values().map(Told::tokens).collect();
        let mut items = Items(told.iter().collect(), false);
        items.visit_block(&function.block);
        items.1
    }

    /// The type with what stands in place of names.
    pub(in crate::lower) fn in_type(&mut self, mut ty: syn::Type) -> syn::Type {
        self.visit_type_mut(&mut ty);
        ty
    }

    /// The function, which names nothing else by these names.
    pub(in crate::lower) fn in_function(&mut self, mut function: syn::ItemFn) -> syn::ItemFn {
        if !self.0.is_empty() {
            self.visit_item_fn_mut(&mut function);
        }
        function
    }

    fn told(&self, path: &syn::Path) -> Option<&Told> {
        self.0.get(&path.get_ident()?.to_string())
    }

    /// `[x; N]` takes the constant as it is written.
    fn length(&mut self, length: &mut syn::Expr) {
        match length {
            syn::Expr::Path(path) => {
                if let Some(Told::Constant { written, .. }) = self.told(&path.path) {
                    *length = written.clone();
                }
            }
            other => self.visit_expr_mut(other),
        }
    }

    /// What stands in a macro, where a name after a dot or a path is another's.
    fn within(&self, tokens: TokenStream) -> TokenStream {
        with_names(tokens, &|name, around| {
            let of_another = around.behind_path || around.behind_dot;
            let told = self.0.get(&name.to_string()).filter(|_| !of_another)?;
            Some(told.tokens())
        })
    }
}

impl VisitMut for InPlace {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        let told = match ty {
            syn::Type::Path(path) if path.qself.is_none() => self.told(&path.path),
            _ => None,
        };
        match told {
            Some(Told::Type(told)) => *ty = told.clone(),
            _ => visit_mut::visit_type_mut(self, ty),
        }
    }

    fn visit_generic_argument_mut(&mut self, argument: &mut syn::GenericArgument) {
        if let syn::GenericArgument::Type(syn::Type::Path(path)) = argument
            && let Some(Told::Constant { written, .. }) = self.told(&path.path)
        {
            *argument = syn::GenericArgument::Const(written.clone());
        } else {
            visit_mut::visit_generic_argument_mut(self, argument);
        }
    }

    fn visit_type_array_mut(&mut self, array: &mut syn::TypeArray) {
        self.visit_type_mut(&mut array.elem);
        self.length(&mut array.len);
    }

    fn visit_expr_repeat_mut(&mut self, e: &mut syn::ExprRepeat) {
        self.visit_expr_mut(&mut e.expr);
        self.length(&mut e.len);
    }

    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        if let syn::Expr::Path(path) = e
            && let Some(Told::Constant { operand, .. }) = self.told(&path.path)
        {
            *e = operand.clone();
            return;
        }
        visit_mut::visit_expr_mut(self, e);
    }

    /// `T::new(x)`, of which the first part is a parameter.
    fn visit_expr_path_mut(&mut self, path: &mut syn::ExprPath) {
        // First, so that what takes a parameter's place stays as it is.
        visit_mut::visit_expr_path_mut(self, path);
        let first = path
            .path
            .segments
            .first()
            .map(|first| first.ident.to_string());
        let told = first.and_then(|first| self.0.get(&first));
        if let (None, Some(Told::Type(ty))) = (&path.qself, told) {
            let rest = path.path.segments.iter().skip(1).cloned();
            match ty {
                syn::Type::Path(owner)
                    if owner.qself.is_none() && is_plain(&owner.path) && !types::is_number(ty) =>
                {
                    let owner = owner.path.clone();
                    let all = owner.segments.into_iter().chain(rest);
                    path.path = syn::Path {
                        leading_colon: owner.leading_colon,
                        segments: all.collect(),
                    };
                }
                ty => {
                    path.qself = Some(syn::QSelf {
                        lt_token: Default::default(),
                        ty: Box::new(ty.clone()),
                        position: 0,
                        as_token: None,
                        gt_token: Default::default(),
                    });
                    path.path = syn::Path {
                        leading_colon: Some(Default::default()),
                        segments: rest.collect(),
                    };
                }
            }
        }
    }

    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        mac.tokens = self.within(std::mem::take(&mut mac.tokens));
    }
}

/// Whether no part of a path has arguments.
fn is_plain(path: &syn::Path) -> bool {
    path.segments
        .iter()
        .all(|segment| segment.arguments.is_empty())
}

/// The names in some tokens.
fn names(tokens: &TokenStream) -> Vec<String> {
    let trees = tokens.clone().into_iter();
    let within = trees.flat_map(|tree| match tree {
        TokenTree::Ident(name) => vec![name.to_string()],
        TokenTree::Group(group) => names(&group.stream()),
        _ => Vec::new(),
    });
    within.collect()
}
