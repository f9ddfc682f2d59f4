//! Aliases with parameters, such as `type Mat<const R: usize, const C: usize> = [[f64; C]; R]`: a function is
//! read, and a definition found, as if it wrote what they stand for. Only those of arrays, slices, `Vec`s and
//! tuples of their parameters and of numbers are, since these mean the same everywhere.

use crate::lower::source::definitions::{only, parsed};
use crate::lower::types;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use rustc_hash::FxHashMap;
use syn::visit_mut::{self, VisitMut};

/// The function without such aliases.
pub(crate) fn without_aliases(mut function: syn::ItemFn) -> syn::ItemFn {
    Meant.visit_item_fn_mut(&mut function);
    function
}

/// Puts what aliases stand for in place of them.
pub(in crate::lower) struct Meant;

impl VisitMut for Meant {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        // What an alias stands for may be written with another one; none stands for itself.
        if let Some(meant) = meant(ty) {
            *ty = meant;
        }
        visit_mut::visit_type_mut(self, ty);
    }
}

/// What a type stands for, if it is an alias with arguments.
fn meant(ty: &syn::Type) -> Option<syn::Type> {
    let syn::Type::Path(path) = ty else {
        return None;
    };
    let [segment] = path.path.segments.iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    let alias: syn::ItemType = only(parsed(&segment.ident, "type")?)?;
    let names: Vec<&Ident> = (alias.generics.params.iter())
        .map(|param| match param {
            syn::GenericParam::Type(param) => Some(&param.ident),
            syn::GenericParam::Const(param) => Some(&param.ident),
            syn::GenericParam::Lifetime(_) => None,
        })
        .collect::<Option<_>>()?;
    if names.len() != arguments.args.len() || !is_of_lists(&alias.ty, &names) {
        return None;
    }
    let arguments = arguments.args.iter().map(ToTokens::to_token_stream);
    let named = names.iter().map(|name| name.to_string());
    let values: FxHashMap<String, TokenStream> = named.zip(arguments).collect();
    syn::parse2(replaced(alias.ty.to_token_stream(), &values)).ok()
}

/// Whether a type is one of these parameters or a number, or lists or tuples of them.
fn is_of_lists(ty: &syn::Type, names: &[&Ident]) -> bool {
    match types::plain(ty) {
        syn::Type::Array(array) => {
            let length = types::tokens_of(&array.len);
            let is_known = matches!(array.len, syn::Expr::Lit(_))
                || names.iter().any(|name| *name == length.text());
            is_known && is_of_lists(&array.elem, names)
        }
        syn::Type::Slice(slice) => is_of_lists(&slice.elem, names),
        syn::Type::Tuple(tuple) => tuple.elems.iter().all(|elem| is_of_lists(elem, names)),
        ty @ syn::Type::Path(path) => match path.path.get_ident() {
            Some(name) => types::is_number(ty) || names.contains(&name),
            None => of_vec(path).is_some_and(|item| is_of_lists(item, names)),
        },
        _ => false,
    }
}

fn of_vec(path: &syn::TypePath) -> Option<&syn::Type> {
    let [segment] = path.path.segments.iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    match &segment.arguments {
        syn::PathArguments::AngleBracketed(list) if segment.ident == "Vec" => {
            match list.args.first() {
                Some(syn::GenericArgument::Type(item)) if list.args.len() == 1 => Some(item),
                _ => None,
            }
        }
        _ => None,
    }
}

pub(in crate::lower) fn replaced(
    tokens: TokenStream,
    values: &FxHashMap<String, TokenStream>,
) -> TokenStream {
    let replaced = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(name) => match values.get(&name.to_string()) {
            Some(value) => value.clone(),
            None => TokenTree::Ident(name).into(),
        },
        TokenTree::Group(group) => {
            let stream = replaced(group.stream(), values);
            TokenTree::Group(proc_macro2::Group::new(group.delimiter(), stream)).into()
        }
        other => other.into(),
    });
    replaced.collect()
}
