//! Reads the struct that `#[derive(Differentiable)]` stands on.

use crate::diagnostics::Errors;
use crate::emit::{Struct, StructField, StructGeneric};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;

/// What the derive needs to know of a struct; `None` if it is none, which is noted as an error.
pub(crate) fn read(input: &syn::DeriveInput, errors: &mut Errors) -> Option<Struct> {
    let fields = match &input.data {
        syn::Data::Struct(data) => &data.fields,
        syn::Data::Enum(_) => {
            errors.at(
                input.ident.span(),
                "`Differentiable` cannot be derived for an enum: enums are not supported yet",
                "use a struct, with a number that says which case it is",
            );
            return None;
        }
        syn::Data::Union(_) => {
            errors.at(
                input.ident.span(),
                "`Differentiable` cannot be derived for a union",
                "use a struct",
            );
            return None;
        }
    };
    let parameters: Vec<String> = input
        .generics
        .type_params()
        .map(|t| t.ident.to_string())
        .collect();
    let read_field = |(at, field): (usize, &syn::Field)| StructField {
        name: match &field.ident {
            Some(name) => name.to_string(),
            None => at.to_string(),
        },
        span: field.ty.span(),
        visibility: field.vis.to_token_stream(),
        is_generic: mentions(field.ty.to_token_stream(), &parameters),
        ty: field.ty.to_token_stream(),
        behind: behind(&field.ty).to_token_stream(),
    };
    let conditions = input.attrs.iter().filter(|a| a.path().is_ident("cfg"));
    let clause = input.generics.where_clause.as_ref();
    Some(Struct {
        name: input.ident.clone(),
        visibility: input.vis.to_token_stream(),
        attributes: conditions.map(ToTokens::to_token_stream).collect(),
        generics: input.generics.params.iter().map(generic).collect(),
        predicates: clause
            .map(|clause| {
                clause
                    .predicates
                    .iter()
                    .map(ToTokens::to_token_stream)
                    .collect()
            })
            .unwrap_or_default(),
        has_names: !matches!(fields, syn::Fields::Unnamed(_)),
        fields: fields.iter().enumerate().map(read_field).collect(),
    })
}

/// A parameter without its default, which only the struct itself may have.
fn generic(param: &syn::GenericParam) -> StructGeneric {
    let mut declared = param.clone();
    let used = match &mut declared {
        syn::GenericParam::Lifetime(l) => l.lifetime.to_token_stream(),
        syn::GenericParam::Type(t) => {
            t.default = None;
            t.ident.to_token_stream()
        }
        syn::GenericParam::Const(c) => {
            c.default = None;
            c.ident.to_token_stream()
        }
    };
    StructGeneric {
        declared: declared.to_token_stream(),
        used,
    }
}

fn behind(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Reference(reference) => behind(&reference.elem),
        syn::Type::Group(group) => behind(&group.elem),
        syn::Type::Paren(paren) => behind(&paren.elem),
        other => other,
    }
}

fn mentions(tokens: TokenStream, names: &[String]) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Group(group) => mentions(group.stream(), names),
        TokenTree::Ident(ident) => names.contains(&ident.to_string()),
        _ => false,
    })
}
