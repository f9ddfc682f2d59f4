//! What the generated functions take and give.

use super::header::Header;
use super::names::Scopes;
use super::{targets, types};
use crate::ir::*;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Where the gradient of a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// Nowhere: it has none.
    None,
    /// It is returned.
    Returned,
    /// It is added to a shadow that accompanies the argument.
    Shadow,
    /// Its shadow stands in its place.
    Replaced,
}

pub(super) fn flow(param: &Param) -> Flow {
    match param.passing {
        _ if !param.ty.carries_gradient() => Flow::None,
        Passing::Value => Flow::Returned,
        Passing::Ref => Flow::Shadow,
        Passing::RefMut => Flow::Replaced,
    }
}

/// A parameter as it is declared.
pub(super) fn declared(param: &Param, pattern: &TokenStream) -> TokenStream {
    if !param.is_receiver() {
        let ty = forward_type(param);
        return quote!(#pattern: #ty);
    }
    match param.passing {
        Passing::Value => pattern.clone(),
        Passing::Ref => quote!(&#pattern),
        Passing::RefMut => quote!(&mut #pattern),
    }
}

/// Whether the function has a receiver.
pub(super) fn is_method(function: &Function) -> bool {
    function.params.first().is_some_and(Param::is_receiver)
}

/// Whether the backward function, too, is a method: what is passed again comes first then.
pub(super) fn has_receiver(function: &Function) -> bool {
    let mut params = function.params.iter();
    params.any(|param| param.is_receiver() && param.passing == Passing::Ref)
}

pub(super) fn result(function: &Function) -> TokenStream {
    match &function.result_tokens {
        Some(tokens) => tokens.stream().clone(),
        None => types::written(&function.result_type),
    }
}

/// `&mut T` of a shadow.
pub(super) fn shadow(param: &Param) -> TokenStream {
    if let Type::Named(of) = &param.ty
        && param.passing == Passing::Ref
        && of.is_trait_object()
        && !of.is_boxed_object()
    {
        // The gradient of what is passed as an object is one without more.
        return quote!(&mut dyn ::autodiff::AnyGradient);
    }
    let ty = types::written(&param.ty.shadow());
    quote!(&mut #ty)
}

/// ` -> T`, or nothing for `()`.
pub(super) fn returns(types: Vec<TokenStream>) -> TokenStream {
    if types.is_empty() {
        return TokenStream::new();
    }
    let ty = types::bare(types);
    quote!(-> #ty)
}

/// The types that `backward` returns.
pub(super) fn adjoints(header: &Header, function: &Function) -> Vec<TokenStream> {
    let params = function.params.iter().enumerate();
    params
        .filter(|(at, param)| header.flow(*at, param) == Flow::Returned)
        .map(|(_, param)| types::written(&param.ty.gradient()))
        .collect()
}

/// What the backward pass takes beside the cache, declared and as arguments: what is passed again,
/// the shadows, and the adjoint of the result. `names` are those of the parameters.
pub(super) fn again(
    header: &Header,
    function: &Function,
    names: &[Ident],
    scopes: &mut Scopes,
) -> Vec<(TokenStream, TokenStream)> {
    let mut again = Vec::new();
    for (at, (param, name)) in function.params.iter().zip(names).enumerate() {
        if let Type::Function(taken) = &param.ty {
            let ty = backward_function(taken);
            again.push((quote!(#name: #ty), quote!(#name)));
        } else if param.passing == Passing::Ref {
            again.push((declared(param, &quote!(#name)), quote!(#name)));
        }
        if let Flow::Shadow | Flow::Replaced = header.flow(at, param) {
            let shadow = scopes.declare(&format!("d_{}", param.name), param.span);
            let ty = self::shadow(param);
            again.push((quote!(#shadow: #ty), quote!(#shadow)));
        }
    }
    if function.result_type != Type::Unit {
        let seed = scopes.declare("d_result", Span::call_site());
        let ty = types::written(&function.result_type.gradient());
        again.push((quote!(#seed: #ty), quote!(#seed)));
    }
    again
}

/// The type of a parameter of the forward pass; of a function it takes the forward function.
pub(super) fn forward_type(param: &Param) -> TokenStream {
    let ty = match (&param.ty, &param.tokens) {
        (Type::Function(signature), _) => {
            let calls = targets::calls_of_argument(&signature.name);
            let (args, result) = (arguments(signature), types::written(&signature.result));
            return quote!(&impl Fn(#(#args),*) -> (#result, #calls));
        }
        (_, Some(tokens)) => return tokens.stream().clone(),
        (ty, None) => types::written(ty),
    };
    match param.passing {
        Passing::Value => ty,
        Passing::Ref => quote!(&#ty),
        Passing::RefMut => quote!(&mut #ty),
    }
}

/// The arguments of a function that is an argument.
pub(super) fn arguments(signature: &Signature) -> Vec<TokenStream> {
    let written = signature.params.iter().map(|ty| match ty {
        Type::Ref(of, mutable) => {
            let (of, mutable) = (types::written(of), mutable.then(|| quote!(mut)));
            quote!(&#mutable #of)
        }
        ty => types::written(ty),
    });
    written.collect()
}

/// The type of its backward function, as the backward pass takes it.
pub(super) fn backward_function(signature: &Signature) -> TokenStream {
    let calls = targets::calls_of_argument(&signature.name);
    let (mut args, mut adjoints) = (vec![quote!(&#calls)], Vec::new());
    for ty in &signature.params {
        match ty {
            Type::Ref(of, mutable) => {
                if !mutable {
                    let of = types::written(of);
                    args.push(quote!(&#of));
                }
                if of.carries_gradient() {
                    let shadow = types::written(&of.shadow());
                    args.push(quote!(&mut #shadow));
                }
            }
            ty if ty.carries_gradient() => adjoints.push(types::written(&ty.gradient())),
            _ => {}
        }
    }
    if signature.result != Type::Unit {
        args.push(types::written(&signature.result.gradient()));
    }
    let returns = returns(adjoints);
    quote!(&mut impl FnMut(#(#args),*) #returns)
}
