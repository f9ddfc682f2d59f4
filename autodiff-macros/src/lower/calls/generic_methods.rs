//! Methods that are called with generic arguments: `rule.integrate::<4>(x)`. What such a method records has no name, so
//! the call is read as the method's body, with the arguments in place of the parameters. So are functions of the module
//! whose arguments say less than their result: `softmax::<3>(logits)`.

use crate::lower::calls::lender::Lender;
use crate::lower::calls::lenders::plain_function;
use crate::lower::calls::lending::number;
use crate::lower::calls::told_arguments::{InPlace, Told};
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

/// Whether a function has a length that no argument tells, but its result, as in `fn softmax<const N: usize>(..) -> [f64; N]`;
/// or that stands beside a type of the user's, which is told by one.
pub(crate) fn has_untold_lengths(sig: &syn::Signature) -> bool {
    let (inputs, output) = (types::tokens_of(&sig.inputs), types::tokens_of(&sig.output));
    // What is lent alone is no float.
    let is_lent = |param: &syn::TypeParam| {
        sig.inputs.iter().any(|input| match input {
            syn::FnArg::Typed(input) => match types::plain(&input.ty) {
                syn::Type::Reference(lent) => {
                    matches!(types::plain(&lent.elem), syn::Type::Path(path) if path.path.is_ident(&param.ident))
                }
                _ => false,
            },
            syn::FnArg::Receiver(_) => false,
        })
    };
    let has_objects = sig.generics.type_params().any(is_lent);
    let mut lengths = sig.generics.const_params();
    lengths.any(|length| {
        let name = [length.ident.to_string()];
        (has_objects || output.mentions(&name)) && !inputs.mentions(&name)
    })
}

/// The function with these arguments, if they are all of its parameters that are no lifetimes.
fn told(mut lender: Lender, arguments: &syn::AngleBracketedGenericArguments) -> Option<Lender> {
    let generics = std::mem::take(&mut lender.function.sig.generics);
    let lifetime = |param: &&syn::GenericParam| matches!(param, syn::GenericParam::Lifetime(_));
    let mut params = generics.params.iter().filter(|param| !lifetime(param));
    let mut given = InPlace::default();
    for argument in &arguments.args {
        if matches!(argument, syn::GenericArgument::Lifetime(_)) {
            continue;
        }
        let (name, told) = match (params.next()?, argument) {
            (_, syn::GenericArgument::Type(syn::Type::Infer(_))) => return None,
            (syn::GenericParam::Type(param), syn::GenericArgument::Type(ty)) => {
                (&param.ident, Told::Type(ty.clone()))
            }
            (syn::GenericParam::Const(param), argument) => {
                let value: syn::Expr = match argument {
                    syn::GenericArgument::Const(value) => value.clone(),
                    // Without its kind a name is read as a type.
                    syn::GenericArgument::Type(name) => syn::parse2(name.to_token_stream()).ok()?,
                    _ => return None,
                };
                (&param.ident, Told::constant(value, &param.ty)?)
            }
            _ => return None,
        };
        given.0.insert(name.to_string(), told);
    }
    if params.next().is_some() {
        return None;
    }
    lender.in_place = given;
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
        let owner = self.owner_of(ty);
        let found = owner.and_then(|owner| plain_function(&owner, name));
        let found = found.and_then(|lender| told(lender, arguments));
        let (Some(lender), Some(path)) = (found, self.path_of(ty)) else {
            return self.error(span, messages::GENERIC_CALL);
        };
        self.called_body(&lender, name, path, (receiver, args), span)
    }

    /// The call of a free function whose generic arguments follow from nothing that it is given.
    pub(in crate::lower) fn told_function(
        &mut self,
        function: syn::ItemFn,
        called: &syn::PathSegment,
        args: &[Outcome],
        span: Span,
    ) -> Outcome {
        let number = number(&function.sig, &function.block);
        let lender = match &called.arguments {
            syn::PathArguments::AngleBracketed(arguments) => {
                told(Lender::new(function, number, &called.ident), arguments)
            }
            _ => None,
        };
        let Some(lender) = lender else {
            return self.error_about(span, messages::GENERIC_ARGUMENTS, &called.ident.to_string());
        };
        let path = types::tokens_of(&called.ident);
        self.read_as_body(&lender, None, path, (None, args.to_vec()), span)
    }
}
