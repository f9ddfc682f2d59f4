//! Caches of functions that are generic over a trait: their parameters are the caches of what these call, and not the
//! types that it is called on. Of a struct that holds references, such a cache has no lifetime.

use super::cache;
use super::header::{Block, Generic, Header, mentions};
use super::names::camel_case;
use crate::ir::*;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The parameters of a function's caches that stand for such types.
pub(super) struct Opened(Vec<Stands>);

/// A parameter, what it stands for outside, and whether it is a cache for many calls.
struct Stands {
    name: Ident,
    ty: TokenStream,
    calls: bool,
}

impl Opened {
    pub(super) fn of(header: &Header, layout: &Layout) -> Opened {
        let mut found: Vec<Stands> = Vec::new();
        for info in &layout.fields {
            let Some((ty, calls)) = opened(header, info) else {
                continue;
            };
            if found.iter().any(|other| same(&other.ty, &ty)) {
                continue;
            }
            let mut name = camel_case(&info.name);
            while header.visible().any(|generic| generic.name == name)
                || found.iter().any(|other| other.name == name)
            {
                name.push('_');
            }
            let name = Ident::new(&name, Span::call_site());
            found.push(Stands { name, ty, calls });
        }
        Opened(found)
    }

    /// The type of a field's items as the structs of the cache write it.
    pub(super) fn inside(&self, ty: TokenStream) -> TokenStream {
        match self.0.iter().find(|stands| same(&stands.ty, &ty)) {
            Some(Stands { name, .. }) => quote!(#name),
            None => ty,
        }
    }

    /// Whether a field's items are such a parameter.
    pub(super) fn has(&self, header: &Header, info: &FieldInfo) -> bool {
        let ty = opened(header, info);
        ty.is_some_and(|(ty, _)| self.0.iter().any(|stands| same(&stands.ty, &ty)))
    }

    /// The parameters that the tokens mention: as they are declared, as they are used inside and what they stand for.
    pub(super) fn mentioned(&self, tokens: &TokenStream) -> Parameters {
        let mut parameters = Parameters::default();
        for Stands { name, ty, calls } in &self.0 {
            if !mentions(tokens, &name.to_string(), false) {
                continue;
            }
            parameters.declared.push(match calls {
                true => quote!(#name: ::autodiff::Record),
                false => quote!(#name),
            });
            parameters.inside.push(quote!(#name));
            parameters.outside.push(ty.clone());
        }
        parameters
    }
}

#[derive(Default)]
pub(super) struct Parameters {
    pub(super) declared: Vec<TokenStream>,
    pub(super) inside: Vec<TokenStream>,
    pub(super) outside: Vec<TokenStream>,
}

/// The type that a parameter stands for, which speaks of a type parameter that methods are called on: the cache of a
/// call, or what a trait leaves open. And whether it is a cache for many calls.
fn opened(header: &Header, info: &FieldInfo) -> Option<(TokenStream, bool)> {
    let told = |generic: &&Generic| header.told.contains(&generic.name);
    let objects = || header.visible().filter(|generic| generic.object);
    let is_one = |ty: &Type| matches!(ty, Type::Named(name) if objects().any(|generic| generic.name == name.text()));
    let is_opened = match &info.ty {
        _ if is_of_parameters(&info.ty) => match &info.ty {
            FieldType::Value(ty) => !ty.contains(&is_one),
            _ => true,
        },
        FieldType::Cache(Callee {
            target: Target::Own(own),
            ..
        }) => own.receiver == Some(Passing::Ref),
        // A public trait cannot say what private functions leave.
        FieldType::Cache(callee) | FieldType::Calls(callee) => {
            matches!(header.block(), None | Some(Block::Inherent))
                && matches!(callee.target, Target::Function(_))
                && callee.args.iter().any(|arg| match arg {
                    Type::Ref(of, _) => is_one(of),
                    ty => is_one(ty),
                })
        }
        // Of what may be the function itself, the cache cannot be a parameter of its own.
        FieldType::Boxed(_) | FieldType::Itself | FieldType::Value(_) => false,
    };
    let written = cache::item_type(info).filter(|_| is_opened)?;
    let mut spoken_of = objects().filter(|generic| mentions(&written, &generic.name, false));
    let is_open =
        spoken_of.next().is_some_and(|first| told(&first)) && spoken_of.all(|other| told(&other));
    is_open.then_some((written, matches!(info.ty, FieldType::Calls(_))))
}

/// Whether only type parameters and their traits say what a field is.
fn is_of_parameters(ty: &FieldType) -> bool {
    match ty {
        FieldType::Cache(callee) | FieldType::Calls(callee) => {
            matches!(callee.target, Target::Bound { .. })
        }
        FieldType::Value(ty) => !ty.contains(&|ty| matches!(ty, Type::Output(_))),
        FieldType::Boxed(_) | FieldType::Itself => false,
    }
}

fn same(a: &TokenStream, b: &TokenStream) -> bool {
    a.to_string() == b.to_string()
}
