//! Methods that are called with generic arguments: `rule.integrate::<4>(x)`. What such a method records has no name, so
//! the call is read as the method's body, with the arguments in place of the parameters.

use crate::lower::calls::lenders::{Lender, plain_function};
use crate::lower::calls::told_arguments::{InPlace, Told};
use crate::lower::*;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit_mut::VisitMut;

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
    let generics = std::mem::take(&mut lender.function.sig.generics);
    let lifetime = |param: &&syn::GenericParam| matches!(param, syn::GenericParam::Lifetime(_));
    let mut params = generics.params.iter().filter(|param| !lifetime(param));
    let mut given = FxHashMap::default();
    for argument in &arguments.args {
        if matches!(argument, syn::GenericArgument::Lifetime(_)) {
            continue;
        }
        let (name, told) = match (params.next()?, argument) {
            (_, syn::GenericArgument::Type(syn::Type::Infer(_))) => return None,
            (syn::GenericParam::Type(param), syn::GenericArgument::Type(ty)) => {
                (&param.ident, Told::Type(ty.clone()))
            }
            (syn::GenericParam::Const(param), syn::GenericArgument::Type(name)) => {
                let name = syn::parse2(name.to_token_stream()).ok()?;
                (&param.ident, Told::constant(name, &param.ty)?)
            }
            (syn::GenericParam::Const(param), syn::GenericArgument::Const(value)) => {
                (&param.ident, Told::constant(value.clone(), &param.ty)?)
            }
            _ => return None,
        };
        given.insert(name.to_string(), told);
    }
    if params.next().is_some() {
        return None;
    }
    InPlace(given).visit_item_fn_mut(&mut lender.function);
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
