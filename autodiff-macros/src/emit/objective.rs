//! The value that has a gradient, and what it comes in.

use super::header::{self, Header};
use super::{names, naming, types};
use crate::ir::*;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// What the value may come in.
#[derive(Clone)]
pub(super) enum Wrapper {
    Nothing,
    Option,
    /// With the type of the error.
    Result(TokenStream),
}

impl Wrapper {
    pub(super) fn ty(&self, inner: TokenStream) -> TokenStream {
        match self {
            Wrapper::Nothing => inner,
            Wrapper::Option => quote!(::core::option::Option<#inner>),
            Wrapper::Result(error) => quote!(::core::result::Result<#inner, #error>),
        }
    }

    pub(super) fn full(&self, inner: TokenStream) -> TokenStream {
        match self {
            Wrapper::Nothing => inner,
            Wrapper::Option => quote!(::core::option::Option::Some(#inner)),
            Wrapper::Result(_) => quote!(::core::result::Result::Ok(#inner)),
        }
    }
}

/// The value whose adjoint is sought, and what is asked of its type.
pub(super) struct Objective {
    /// Its type, where it is not that of the result.
    pub(super) inside: Option<TokenStream>,
    /// What the result and its gradient come in: `Option` or `Result`.
    pub(super) wrapper: Wrapper,
    pub(super) seed: TokenStream,
    pub(super) generic: Option<TokenStream>,
    pub(super) bounds: Vec<TokenStream>,
}

impl Objective {
    /// `None` if the result surely is no scalar.
    pub(super) fn of(header: &Header, function: &Function) -> Option<Self> {
        match &function.result_type {
            Type::Option(item) | Type::Result(item, _) if item.is_float() => {
                let wrapper = match &function.result_type {
                    Type::Result(_, error) if **error == Type::Unknown => return None,
                    Type::Result(_, error) => Wrapper::Result(types::written(error)),
                    _ => Wrapper::Option,
                };
                let one = types::literal(item, &quote!(1.0));
                Some(Objective {
                    inside: Some(types::written(item)),
                    wrapper,
                    seed: quote!(::core::option::Option::Some(#one)),
                    generic: None,
                    bounds: Vec::new(),
                })
            }
            Type::Float(_) => Some(Objective {
                inside: None,
                wrapper: Wrapper::Nothing,
                seed: types::literal(&function.result_type, &quote!(1.0)),
                generic: None,
                bounds: Vec::new(),
            }),
            // Whether such a type is a float is asked where the function is called: a bound without
            // a type parameter would be an error for a function that returns, say, a matrix.
            Type::Named(tokens) if header.is_carrier(tokens.text()) => None,
            Type::Named(_)
            | Type::Applied(..)
            | Type::Element(_)
            | Type::FieldOf(..)
            | Type::Output(_) => {
                let args = if header.generics.is_empty() {
                    quote!(())
                } else {
                    types::tuple(function.params.iter().map(types::argument))
                };
                let result = parameter_beside(function);
                let named = naming::bound(header, &args, &quote!(Output = #result));
                let gradient = types::written(&function.result_type.gradient());
                Some(Objective {
                    inside: None,
                    wrapper: Wrapper::Nothing,
                    seed: quote!(<#result as ::autodiff::Objective>::seed()),
                    generic: Some(quote!(#result)),
                    bounds: vec![
                        quote!(Self: #named),
                        quote!(#result: ::autodiff::Objective<Gradient = #gradient>),
                    ],
                })
            }
            _ => None,
        }
    }
}

/// A type parameter for the result, `R` unless a type of the user's is called so.
fn parameter_beside(function: &Function) -> Ident {
    let params = function.params.iter().map(|param| &param.ty);
    let types: Vec<_> = (params.chain([&function.result_type]))
        .map(types::written)
        .collect();
    let mut name = "R".to_string();
    while types.iter().any(|ty| header::mentions(ty, &name, false)) {
        name.push('_');
    }
    names::public(&name)
}
