//! `let h = from_fn(|k| …); Cell { h, c }`: what becomes the result, or a field of it, has the type that the signature and
//! the definition of the struct write, which a `let` without a type does not say.

use crate::lower::library::names::leaves_size_out;
use crate::lower::memory::memory_options::asks;
use crate::lower::source::{definitions, generic_aliases};
use crate::lower::types::fields;
use crate::lower::{expr, paths, scan, types};
use proc_macro2::TokenStream;
use quote::ToTokens;
use rustc_hash::FxHashMap;

/// The function with these types at such variables.
pub(crate) fn with_told(mut function: syn::ItemFn) -> syn::ItemFn {
    let syn::ReturnType::Type(_, output) = &function.sig.output else {
        return function;
    };
    let stmts = &mut function.block.stmts;
    let Some((syn::Stmt::Expr(last, None), before)) = stmts.split_last_mut() else {
        return function;
    };
    for (name, ty) in told(last, output) {
        let lets = before.iter_mut().rev().filter_map(|stmt| match stmt {
            syn::Stmt::Local(local) => Some(local),
            _ => None,
        });
        annotate(lets, &name, &ty);
    }
    function
}

/// The variables that an expression of this type is made of.
fn told(e: &syn::Expr, ty: &syn::Type) -> Vec<(String, syn::Type)> {
    match (expr::plain(e), types::plain(ty)) {
        (syn::Expr::Path(path), ty) => {
            let name = paths::single(path);
            name.map(|name| (name, ty.clone())).into_iter().collect()
        }
        (syn::Expr::Tuple(items), syn::Type::Tuple(types)) => {
            let all = items.elems.iter().zip(&types.elems);
            all.flat_map(|(item, ty)| told(item, ty)).collect()
        }
        (syn::Expr::Struct(literal), ty) => {
            let fields = literal.fields.iter().filter_map(|field| {
                let syn::Member::Named(name) = &field.member else {
                    return None;
                };
                let ty = field_of(literal, &name.to_string(), ty)?;
                Some(told(&field.expr, &ty))
            });
            fields.flatten().collect()
        }
        _ => Vec::new(),
    }
}

/// What the definition writes for a field, with the generic arguments of the type that the literal is of.
pub(super) fn field_of(
    literal: &syn::ExprStruct,
    field: &str,
    whole: &syn::Type,
) -> Option<syn::Type> {
    let written = fields::last_segment(whole)?;
    if !literal.path.is_ident(&written.ident) {
        return None;
    }
    let definition = definitions::definition(&written.ident)?;
    let names = definition
        .generics
        .params
        .iter()
        .filter_map(|param| match param {
            syn::GenericParam::Type(param) => Some(param.ident.to_string()),
            syn::GenericParam::Const(param) => Some(param.ident.to_string()),
            syn::GenericParam::Lifetime(_) => None,
        });
    let given: Vec<TokenStream> = match &written.arguments {
        syn::PathArguments::AngleBracketed(list) => (list.args.iter())
            .filter(|arg| !matches!(arg, syn::GenericArgument::Lifetime(_)))
            .map(|arg| arg.to_token_stream())
            .collect(),
        _ => Vec::new(),
    };
    let values: FxHashMap<String, TokenStream> = names.zip(given).collect();
    let ty = fields::field_called(&definition.fields, field)?.into_token_stream();
    syn::parse2(generic_aliases::replaced(ty, &values)).ok()
}

/// The last `let` that binds this name gets the type, if it writes none and its value asks for one.
fn annotate<'a>(lets: impl Iterator<Item = &'a mut syn::Local>, name: &str, ty: &syn::Type) {
    let mut binding = lets.filter(|local| {
        let names = scan::pattern_names(&local.pat);
        names.iter().any(|bound| bound == name)
    });
    if let Some(local) = binding.next()
        && let Some(init) = &local.init
        && matches!(local.pat, syn::Pat::Ident(_))
        && match types::plain(ty) {
            syn::Type::Array(_) => asks(&init.expr),
            ty @ syn::Type::Path(_) => {
                let is_list = fields::only_argument(ty, "Vec").is_some();
                is_of_open_size(&init.expr) || is_list && is_empty_list(&init.expr)
            }
            _ => false,
        }
    {
        local.pat = syn::Pat::Type(syn::PatType {
            attrs: Vec::new(),
            pat: Box::new(local.pat.clone()),
            colon_token: Default::default(),
            ty: Box::new(ty.clone()),
        });
    }
}

/// Whether a matrix is made whose size the expression leaves out.
fn is_of_open_size(e: &syn::Expr) -> bool {
    match expr::plain(e) {
        syn::Expr::Call(call) => match expr::plain(&call.func) {
            syn::Expr::Path(path) => leaves_size_out(&path.path),
            _ => false,
        },
        _ => false,
    }
}

/// Whether an empty `Vec` is made, which does not say what it holds.
fn is_empty_list(e: &syn::Expr) -> bool {
    match expr::plain(e) {
        syn::Expr::Macro(e) => e.mac.path.is_ident("vec") && e.mac.tokens.is_empty(),
        syn::Expr::Call(call) => match expr::plain(&call.func) {
            syn::Expr::Path(path) => matches!(
                &paths::segments(&path.path)[..],
                [of, name] if of == "Vec" && matches!(name.as_str(), "new" | "with_capacity")
            ),
            _ => false,
        },
        _ => false,
    }
}
