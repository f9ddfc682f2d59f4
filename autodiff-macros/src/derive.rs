//! Reads the struct or the enum that `#[derive(Differentiable)]` stands on.

use crate::diagnostics::Errors;
use crate::emit::{Enum, EnumVariant, Struct, StructField, StructGeneric};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;

/// A struct or an enum.
pub(crate) enum Deriving {
    Struct(Struct),
    Enum(Enum),
}

/// What the derive needs to know of a type; `None` if it is no struct and no enum, which is noted as
/// an error.
pub(crate) fn read(input: &syn::DeriveInput, errors: &mut Errors) -> Option<Deriving> {
    check_fields(input, errors);
    match &input.data {
        syn::Data::Struct(data) => {
            let has_names = !matches!(data.fields, syn::Fields::Unnamed(_));
            let fields = fields(input, &data.fields, &|name| name);
            Some(Deriving::Struct(whole(input, has_names, fields)))
        }
        syn::Data::Enum(data) => {
            let mut all = Vec::new();
            let mut variants = Vec::new();
            for variant in &data.variants {
                let name = variant.ident.to_string();
                let name = name.trim_start_matches("r#");
                let keyed = |field: String| format!("{name}.{}", field.trim_start_matches("r#"));
                let first = all.len();
                all.extend(fields(input, &variant.fields, &keyed));
                let names = variant.fields.iter().enumerate();
                variants.push(EnumVariant {
                    name: variant.ident.clone(),
                    has_names: matches!(variant.fields, syn::Fields::Named(_)),
                    fields: names
                        .map(|(at, field)| (field_name(at, field), first + at))
                        .collect(),
                });
            }
            let whole = whole(input, true, all);
            Some(Deriving::Enum(Enum { whole, variants }))
        }
        syn::Data::Union(_) => {
            errors.at(
                input.ident.span(),
                "`Differentiable` cannot be derived for a union",
                "use a struct",
            );
            None
        }
    }
}

/// Notes the fields that cannot have a gradient.
fn check_fields(input: &syn::DeriveInput, errors: &mut Errors) {
    let fields: Vec<&syn::Field> = match &input.data {
        syn::Data::Struct(data) => data.fields.iter().collect(),
        syn::Data::Enum(data) => data.variants.iter().flat_map(|v| &v.fields).collect(),
        syn::Data::Union(_) => Vec::new(),
    };
    for field in fields {
        // Of other objects rustc says whether they have a gradient.
        let functions = ["Fn", "FnMut", "FnOnce"].map(String::from);
        if mentions(field.ty.to_token_stream(), &functions) {
            errors.at(
                field.ty.span(),
                "a trait object has no gradient: which type is behind it is not known",
                "make an enum of the types, or give the struct a type parameter",
            );
        }
    }
}

fn field_name(at: usize, field: &syn::Field) -> String {
    match &field.ident {
        Some(name) => name.to_string(),
        None => at.to_string(),
    }
}

fn fields(
    input: &syn::DeriveInput,
    fields: &syn::Fields,
    called: &dyn Fn(String) -> String,
) -> Vec<StructField> {
    let parameters: Vec<String> = input
        .generics
        .type_params()
        .map(|t| t.ident.to_string())
        .collect();
    let read_field = |(at, field): (usize, &syn::Field)| StructField {
        name: called(field_name(at, field)),
        span: field.ty.span(),
        visibility: field.vis.to_token_stream(),
        holds_objects: mentions(field.ty.to_token_stream(), &["dyn".to_string()]),
        is_generic: mentions(field.ty.to_token_stream(), &parameters),
        ty: field.ty.to_token_stream(),
        behind: behind(&field.ty).to_token_stream(),
    };
    fields.iter().enumerate().map(read_field).collect()
}

fn whole(input: &syn::DeriveInput, has_names: bool, fields: Vec<StructField>) -> Struct {
    let conditions = input.attrs.iter().filter(|a| a.path().is_ident("cfg"));
    let clause = input.generics.where_clause.as_ref();
    Struct {
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
        has_names,
        fields,
    }
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
