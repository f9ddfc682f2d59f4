//! Type parameters that no value is of: `T: Tableau` in `solve::<Rk4>(…)`, which only `T::STAGES` speaks of, or the
//! `PhantomData<T>` of a struct. Nothing is asked of the types that stand for them.

use crate::lower::types::fields;
use crate::lower::{source, types};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

/// Whether a function has no value of the type parameter of this name.
pub(in crate::lower) fn is_marker(item: &syn::ItemFn, parameter: &syn::Ident) -> bool {
    let sig = &item.sig;
    let is_value = speaks_of(&sig.inputs, parameter) || speaks_of(&sig.output, parameter);
    !is_value && only_leads(item.block.to_token_stream(), parameter)
}

/// The type parameters of a block that no value is of.
pub(crate) fn marker_parameters(block: &syn::ItemImpl) -> Vec<String> {
    let parameters = block.generics.type_params().map(|param| &param.ident);
    let markers = parameters.filter(|name| {
        let functions = block.items.iter().all(|item| match item {
            syn::ImplItem::Fn(function) => {
                !speaks_of(&function.sig, name)
                    && only_leads(function.block.to_token_stream(), name)
            }
            _ => true,
        });
        functions && !is_held(&block.self_ty, name)
    });
    markers.map(ToString::to_string).collect()
}

/// Whether the struct that a block is about may hold values of a type parameter.
fn is_held(ty: &syn::Type, parameter: &syn::Ident) -> bool {
    let Some(last) = fields::last_segment(ty) else {
        return true;
    };
    let (syn::PathArguments::AngleBracketed(given), Some(definition)) = (
        &last.arguments,
        source::definitions::definition(&last.ident),
    ) else {
        return speaks_of(ty, parameter);
    };
    let pairs = definition.generics.params.iter().zip(&given.args);
    let mut declared = pairs.filter(|(_, given)| speaks_of(given, parameter)).map(
        |(declared, _)| match declared {
            syn::GenericParam::Type(declared) => Some(&declared.ident),
            _ => None,
        },
    );
    let is_value = |declared: &syn::Ident| {
        let mut fields = definition.fields.iter();
        fields.any(|field| {
            let only_marks =
                fields::last_segment(&field.ty).is_some_and(|last| last.ident == "PhantomData");
            !only_marks && speaks_of(&field.ty, declared)
        })
    };
    declared.any(|declared| declared.is_none_or(is_value))
}

fn speaks_of(syntax: &impl ToTokens, name: &syn::Ident) -> bool {
    types::tokens_of(syntax).mentions(&[name.to_string()])
}

/// Whether what a function calls follows from the generic arguments in its path alone: functions of a type that no
/// argument is of. Then neither does its name tell what it records, nor do the types of its arguments.
pub(in crate::lower) fn tells_what_is_called(path: &syn::ExprPath) -> bool {
    let generic = path.path.segments.last().filter(|s| !s.arguments.is_none());
    let item = generic.and_then(|segment| source::definitions::free_item(&segment.ident));
    item.is_some_and(|item| calls_of_markers(&item))
}

fn calls_of_markers(item: &syn::ItemFn) -> bool {
    item.sig.generics.type_params().any(|param| {
        is_marker(item, &param.ident) && calls_of(item.block.to_token_stream(), &param.ident)
    })
}

/// Whether there is a `T::name(..)` of this type.
fn calls_of(tokens: TokenStream, of: &syn::Ident) -> bool {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    trees.iter().enumerate().any(|(at, tree)| match tree {
        TokenTree::Group(group) => calls_of(group.stream(), of),
        TokenTree::Ident(ident) if ident == of => matches!(
            &trees[at + 1..],
            [_, _, TokenTree::Ident(_), TokenTree::Group(group), ..]
                if group.delimiter() == proc_macro2::Delimiter::Parenthesis
        ),
        _ => false,
    })
}

/// Whether a name stands only in front of `::` and among generic arguments.
fn only_leads(tokens: TokenStream, name: &syn::Ident) -> bool {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |at: Option<usize>, allowed: &str| match at.and_then(|at| trees.get(at)) {
        Some(TokenTree::Punct(punct)) => allowed.contains(punct.as_char()),
        _ => false,
    };
    trees.iter().enumerate().all(|(at, tree)| match tree {
        TokenTree::Group(group) => only_leads(group.stream(), name),
        TokenTree::Ident(ident) if ident == name => {
            let leads = is(Some(at + 1), ":") && is(Some(at + 2), ":");
            leads || is(at.checked_sub(1), "<,") && is(Some(at + 1), ">,")
        }
        _ => true,
    })
}
