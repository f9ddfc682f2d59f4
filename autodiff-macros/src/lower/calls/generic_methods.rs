//! Methods that are called with generic arguments: `rule.integrate::<4>(x)`. What such a method records has no name, so
//! the call is read as the method's body, with the arguments in place of the parameters.

use crate::lower::calls::lenders::{Lender, plain_function};
use crate::lower::*;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens;

/// Whether calls of a function of a type may have to be read so.
pub(crate) fn may_be_told_arguments(sig: &syn::Signature) -> bool {
    let lifetime = |param: &syn::GenericParam| matches!(param, syn::GenericParam::Lifetime(_));
    !sig.generics.params.iter().all(lifetime)
}

/// The tokens with these in place of names.
pub(in crate::lower) fn with_in_place(
    tokens: TokenStream,
    given: &FxHashMap<String, TokenStream>,
) -> TokenStream {
    let trees = tokens.into_iter().flat_map(|tree| match tree {
        TokenTree::Ident(ident) => match given.get(&ident.to_string()) {
            Some(tokens) => tokens.clone(),
            None => TokenTree::Ident(ident).into(),
        },
        TokenTree::Group(group) => {
            let inner = with_in_place(group.stream(), given);
            TokenTree::from(Group::new(group.delimiter(), inner)).into()
        }
        other => other.into(),
    });
    trees.collect()
}

/// The function of a type with these arguments, if they are all of its parameters that are no lifetimes.
fn told(
    owner: &syn::Ident,
    name: &str,
    arguments: &syn::AngleBracketedGenericArguments,
) -> Option<Lender> {
    let mut lender = plain_function(owner, name)?;
    let params = lender.function.sig.generics.params.iter();
    let names = params.filter_map(|param| match param {
        syn::GenericParam::Lifetime(_) => None,
        syn::GenericParam::Type(param) => Some(param.ident.to_string()),
        syn::GenericParam::Const(param) => Some(param.ident.to_string()),
    });
    let names: Vec<String> = names.collect();
    let mut given = Vec::new();
    for argument in &arguments.args {
        match argument {
            syn::GenericArgument::Lifetime(_) => {}
            syn::GenericArgument::Type(syn::Type::Infer(_)) => return None,
            syn::GenericArgument::Type(ty) => given.push(ty.to_token_stream()),
            syn::GenericArgument::Const(value) => given.push(value.to_token_stream()),
            _ => return None,
        }
    }
    if names.len() != given.len() {
        return None;
    }
    lender.function.sig.generics = syn::Generics::default();
    let given = names.into_iter().zip(given).collect();
    let function = with_in_place(lender.function.to_token_stream(), &given);
    lender.function = syn::parse2(function).ok()?;
    Some(lender)
}

impl<'a> Lowerer<'a> {
    /// The call of a function of a type with these generic arguments.
    pub(in crate::lower) fn told_call(
        &mut self,
        ty: &Type,
        name: &str,
        arguments: &syn::AngleBracketedGenericArguments,
        (receiver, args): (Option<&Outcome>, &[Outcome]),
        span: Span,
    ) -> Outcome {
        let owner = self.given_name(ty);
        let found = owner.and_then(|owner| told(&owner, name, arguments));
        let (Some(lender), Some(path)) = (found, self.path_of(ty)) else {
            return self.error(span, messages::GENERIC_CALL);
        };
        self.called_body(&lender, name, path, (receiver, args), span)
    }
}
