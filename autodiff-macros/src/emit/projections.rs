//! What the results and the caches of calls are named by: rustc knows what they are.

use super::operators::{behind, gate};
use super::targets::calls_of_argument;
use super::turbofish::split_generics;
use super::{names, types};
use crate::ir::{Callee, Own, Target, Tokens, Type};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The type of what a call returns.
pub(super) fn output(callee: &Callee) -> TokenStream {
    projection(callee, &quote!(Output))
}

/// The type of what a call leaves for its backward pass.
pub(super) fn cache(callee: &Callee) -> TokenStream {
    match &callee.target {
        Target::Own(Own {
            cache: Some(cache), ..
        }) => cache.stream().clone(),
        Target::Bound {
            parameter,
            of,
            name,
            is_method,
        } => {
            let (parameter, cache) = (parameter.stream(), names::cache_of(name));
            let of = of.as_ref().map(Tokens::stream);
            let parameter = of.map_or(quote!(#parameter), |of| quote!(<#parameter as #of>));
            let of_calls = left_by_functions(callee);
            match *is_method && is_open(callee) {
                true => {
                    let kept = names::kept_of(name);
                    quote!(#parameter::#kept #of_calls)
                }
                false => quote!(#parameter::#cache #of_calls),
            }
        }
        Target::Method { receiver, name } if is_open(callee) => {
            let (receiver, name) = (types::written(receiver), names::key(name));
            let cache = projection(callee, &quote!(Cache));
            quote!((::autodiff::Kept<#receiver, #name>, #cache))
        }
        Target::Lending { path, lent } => {
            let (path, _) = split_generics(path.stream());
            let kept = lent.iter().flatten().map(|at| {
                let (ty, at) = (
                    callee.args.get(*at).map(behind),
                    Literal::usize_unsuffixed(*at),
                );
                quote!(::autodiff::KeptBy<#path, #at, #ty>)
            });
            let (kept, cache) = (types::tuple(kept), projection(callee, &quote!(Cache)));
            quote!((#kept, #cache))
        }
        _ => projection(callee, &quote!(Cache)),
    }
}

/// `<FCalls>`: what calls of the arguments that are functions leave.
fn left_by_functions(callee: &Callee) -> Option<TokenStream> {
    let functions = callee.args.iter().filter_map(|arg| match arg {
        Type::Calls(of) => Some(cache(of)),
        _ => None,
    });
    let left: Vec<_> = functions.collect();
    (!left.is_empty()).then(|| quote!(<#(#left),*>))
}

/// The type of what many calls leave for their backward passes.
pub(super) fn calls(callee: &Callee) -> TokenStream {
    projection(callee, &quote!(Calls))
}

/// Whether a method is called on something that it may change.
fn is_open(callee: &Callee) -> bool {
    matches!(callee.args.first(), Some(Type::Ref(_, true)))
}

/// What stands for the arguments of a function where these do not tell its generic parameters.
pub(super) fn told(generics: &TokenStream) -> TokenStream {
    quote!(::autodiff::Told<#generics>)
}

/// `<f as ::autodiff::Function<(args,)>>::Cache` and the like.
pub(super) fn projection(callee: &Callee, what: &TokenStream) -> TokenStream {
    let args = types::tuple(callee.args.iter().map(types::written));
    let (owner, name, call) = match &callee.target {
        Target::Function(path)
        | Target::Lending { path, .. }
        | Target::Collecting(path)
        | Target::Told { path, .. } => {
            let args = match &callee.target {
                Target::Told { generics, .. } => told(generics.stream()),
                _ => args,
            };
            let (path, _) = split_generics(path.stream());
            return quote!(<#path as ::autodiff::Function<#args>>::#what);
        }
        Target::Argument(name) => {
            let calls = calls_of_argument(name);
            return quote!(#calls);
        }
        Target::Associated { owner, name, .. } => (types::written(owner), name, quote!(Explicit)),
        Target::Own(own) => (own.owner.stream().clone(), &own.name, quote!(Explicit)),
        Target::Bound {
            parameter, name, ..
        } => (parameter.stream().clone(), name, quote!(Shared)),
        Target::Operator { name, operands } => {
            let gate = gate(name, operands);
            return quote!(#gate::#what);
        }
        Target::Method { receiver, name } => {
            let call = match is_open(callee) {
                true => quote!(Open),
                false => quote!(Shared),
            };
            (types::written(receiver), name, call)
        }
    };
    let name = names::key(name);
    quote!(<#owner as ::autodiff::Method<#name, ::autodiff::#call, #args>>::#what)
}
