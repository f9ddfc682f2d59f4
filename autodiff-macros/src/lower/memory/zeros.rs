//! What stands for a struct or an enum that a branch or a loop leaves unset: a literal of zeros, which nothing looks at. It has to
//! be defined in the same module, where its fields can be named, and must not do anything when it is dropped.

use crate::ir::Tokens;
use crate::lower::calls::lending::located;
use crate::lower::source::definitions;
use crate::lower::source::generic_aliases::replaced;
use crate::lower::source::standing;
use crate::lower::types::fields::{first_argument, last_segment, only_argument};
use crate::lower::*;
use proc_macro2::TokenStream;
use quote::ToTokens;

/// How deep structs may stand in one another.
const DEPTH: usize = 8;

impl<'a> Lowerer<'a> {
    /// Such a literal of a type; nothing if its definition does not tell one.
    pub(in crate::lower) fn zero_of_struct(&mut self, ty: &Type, span: Span) -> Option<Tokens> {
        let written = self.written_out_type(ty)?;
        // Its names are looked for where it is asked for.
        let written = syn::parse2(located(written.into_token_stream(), span)).ok()?;
        let text = zero(&written, DEPTH)?;
        let literal: syn::Expr = syn::parse_str(&text).ok()?;
        Some(types::tokens_of(&literal))
    }

    /// A type as it would be written in the function.
    fn written_out_type(&mut self, ty: &Type) -> Option<syn::Type> {
        match ty {
            Type::Named(_) | Type::Applied(..) => syn::parse_str(&self.infer.describe(ty)).ok(),
            Type::Inside(of) => {
                let of = self.written_out_type(of)?;
                let inside = only_argument(&of, "Option");
                let inside = inside.or_else(|| Some(first_argument(&of, "Result")?.0));
                inside.cloned()
            }
            Type::Output(_) => {
                let (owner, output) = self.result_by_signature(ty)?;
                match types::tokens_of(&output).mentions(&["Self".into()]) {
                    false => Some(output),
                    true => {
                        let is_plain = definitions::generics_of(&owner)?.params.is_empty();
                        let itself = [("Self".to_string(), owner.to_token_stream())];
                        let values = itself.into_iter().filter(|_| is_plain).collect();
                        syn::parse2(replaced(output.to_token_stream(), &values)).ok()
                    }
                }
            }
            Type::FieldOf(..) | Type::Element(_) => {
                let written = self.written(ty)?;
                written.arguments.is_empty().then_some(written.ty)
            }
            _ => None,
        }
    }
}

/// The literal of a type that is written where the function stands.
fn zero(ty: &syn::Type, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    match types::plain(ty) {
        syn::Type::Tuple(tuple) => {
            let items = tuple
                .elems
                .iter()
                .map(|item| Some(zero(item, depth)? + ","));
            Some(format!("({})", items.collect::<Option<String>>()?))
        }
        syn::Type::Array(array) => {
            let item = zero(&array.elem, depth)?;
            let length = array.len.to_token_stream();
            Some(format!(
                "::core::array::from_fn::<_, {{ {length} }}, _>(|_| {item})"
            ))
        }
        ty @ syn::Type::Path(path) => {
            let name = path.path.get_ident().map(ToString::to_string);
            match name.as_deref() {
                Some("bool") => return Some("false".into()),
                Some("char") => return Some("'_'".into()),
                Some(name) if let Some(number) = types::number(name) => {
                    let is_float = number.is_float();
                    return Some(format!("0{}{name}", if is_float { "_" } else { "" }));
                }
                _ => {}
            }
            if only_argument(ty, "Vec").is_some() {
                return Some("::autodiff::Vec::new()".into());
            }
            if only_argument(ty, "Option").is_some() {
                return Some("::core::option::Option::None".into());
            }
            if let Some(item) = only_argument(ty, "Box") {
                return Some(format!("::autodiff::Box::new({})", zero(item, depth)?));
            }
            of_definition(ty, depth)
        }
        _ => None,
    }
}

/// The literal of a struct, or of a variant without fields.
fn of_definition(ty: &syn::Type, depth: usize) -> Option<String> {
    let last = last_segment(ty)?;
    let name = &last.ident;
    if standing::elsewhere(name).is_some() || !definitions::implementations(name, "Drop").is_empty()
    {
        return None;
    }
    if let Some(meant) = definitions::alias(name).filter(|_| last.arguments.is_none()) {
        return zero(&meant, depth);
    }
    if let Some(definition) = definitions::enumeration(name) {
        let mut variants = definition.variants.iter();
        let plain = variants.find(|variant| variant.fields.is_empty())?;
        let is_unit = matches!(plain.fields, syn::Fields::Unit);
        return is_unit.then(|| format!("{name}::{}", plain.ident));
    }
    let definition = definitions::definition(name)?;
    let names = definition.generics.params.iter().map(|param| match param {
        syn::GenericParam::Type(param) => Some(param.ident.to_string()),
        syn::GenericParam::Const(param) => Some(param.ident.to_string()),
        syn::GenericParam::Lifetime(_) => None,
    });
    let names: Vec<String> = names.collect::<Option<_>>()?;
    let given: Vec<TokenStream> = match &last.arguments {
        syn::PathArguments::AngleBracketed(list) => {
            list.args.iter().map(ToTokens::to_token_stream).collect()
        }
        _ => Vec::new(),
    };
    if names.len() != given.len() {
        return None;
    }
    let values = names.into_iter().zip(given).collect();
    let fields = definition.fields.iter().enumerate().map(|(at, field)| {
        let ty = syn::parse2(replaced(field.ty.to_token_stream(), &values)).ok()?;
        let called = (field.ident.as_ref()).map_or(at.to_string(), ToString::to_string);
        Some(format!("{called}: {},", zero(&ty, depth)?))
    });
    Some(format!(
        "{name} {{ {} }}",
        fields.collect::<Option<String>>()?
    ))
}
