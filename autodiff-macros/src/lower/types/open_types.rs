//! Types that a trait leaves open, where generic code has values of them without naming them: `let s = plant.initial();`.

use super::floats::has_floats;
use super::generics;
use crate::lower::source::calling::called_by;
use crate::lower::source::definitions::{only, parsed};
use crate::lower::*;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens;

/// What the methods of type parameters, of its own or of its block, that a function calls take and give, in terms of the parameter: `P::State`; those,
/// too, that are called by what it calls. The traits stand in the same file.
pub(crate) fn taken_by_calls(function: &syn::ItemFn, of: &syn::Generics) -> TokenStream {
    let body = syn::Expr::Block(syn::ExprBlock {
        attrs: Vec::new(),
        label: None,
        block: (*function.block).clone(),
    });
    let bounds = of.type_params().flat_map(|param| {
        let bounds = generics::bounds(of, &param.ident).into_iter();
        bounds.map(|bound| (&param.ident, bound))
    });
    let mut names = None;
    let mut found = TokenStream::new();
    for (param, bound) in bounds {
        let syn::TypeParamBound::Trait(bound) = bound else {
            continue;
        };
        let Some(item) = bound.path.segments.last().and_then(|last| {
            let all: Option<std::vec::IntoIter<syn::ItemTrait>> = parsed(&last.ident, "trait");
            only(all?)
        }) else {
            continue;
        };
        let is_type = |item: &syn::TraitItem| matches!(item, syn::TraitItem::Type(_));
        if !item.items.iter().any(is_type) {
            continue;
        }
        let names = names.get_or_insert_with(|| {
            let mut names = called_by(&function.sig.ident);
            names.extend(scan::mentioned_names(&body));
            names
        });
        for method in item.items {
            if let syn::TraitItem::Fn(method) = method
                && names.contains(&method.sig.ident.to_string())
                && !method.attrs.iter().any(is_skipped)
                && has_floats(&method.sig)
            {
                let param = param.to_token_stream();
                found.extend(in_terms_of(method.sig.inputs.to_token_stream(), &param));
                found.extend(in_terms_of(method.sig.output.to_token_stream(), &param));
            }
        }
    }
    found
}

/// `#[differentiate(skip)]`
fn is_skipped(attribute: &syn::Attribute) -> bool {
    let text = types::tokens_of(attribute);
    text.mentions(&["differentiate".into()]) && text.mentions(&["skip".into()])
}

/// The tokens with a type in place of `Self`.
pub(in crate::lower) fn in_terms_of(tokens: TokenStream, ty: &TokenStream) -> TokenStream {
    let trees = tokens.into_iter().map(|tree| match tree {
        TokenTree::Ident(name) if name == "Self" => ty.clone(),
        TokenTree::Group(group) => {
            let inside = in_terms_of(group.stream(), ty);
            TokenTree::from(Group::new(group.delimiter(), inside)).into()
        }
        other => other.into(),
    });
    trees.collect()
}
