//! What is called, and how its forward function, its backward function, its cache and its result are
//! named. Behind the path of a free function stands a type without generic parameters, which carries
//! them; those of a method stand beside the method.

use super::operators::{gate, operation};
use super::turbofish::{of_generated, split_generics};
use super::{names, types};
use crate::ir::{Arg, Call, Face, Passing, Target, Tokens, Type, calls_parameter};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

/// The arguments of a call.
pub(super) struct Arguments {
    /// What stands before the dot, if the call is one of a method; then it is missing in `args`.
    pub(super) receiver: Option<TokenStream>,
    pub(super) args: Vec<TokenStream>,
    /// How many of the user's arguments are functions.
    pub(super) functions: usize,
    /// The adjoints that the caller wants, if it does not want all.
    pub(super) wants: Option<TokenStream>,
}

/// Whether a call is printed with its receiver before a dot.
pub(super) fn has_receiver(target: &Target) -> bool {
    match target {
        Target::Function(_)
        | Target::Lending { .. }
        | Target::Collecting(_)
        | Target::Told { .. }
        | Target::Argument(_)
        | Target::Associated { .. }
        | Target::Operator { .. } => false,
        Target::Method { .. } => true,
        Target::Bound { is_method, .. } => *is_method,
        Target::Own(own) => matches!(own.receiver, Some(Passing::Ref | Passing::RefMut)),
    }
}

/// The function that an argument stands for.
pub(super) fn argument(name: &str) -> TokenStream {
    let name = names::local(name, Span::call_site());
    quote!(#name)
}

/// The type parameter for what calls of an argument leave for their backward passes.
pub(super) fn calls_of_argument(name: &str) -> Ident {
    names::public(&calls_parameter(name))
}

/// The path of the forward function, or of the backward function, of a free function.
pub(super) fn path(path: &Tokens, function: &str) -> TokenStream {
    let (path, generics) = split_generics(path.stream());
    let name = names::public(function);
    quote!(<#path>::#name #generics)
}

/// A call of the user's own function.
pub(super) fn plain(target: &Target, arguments: &Arguments, span: Span) -> TokenStream {
    let name = names::public(target.text());
    let path = match target {
        Target::Function(path) | Target::Lending { path, .. } | Target::Told { path, .. } => {
            path.stream().clone()
        }
        Target::Collecting(_) => {
            let (name, path) = associated(target, "forward", arguments, span);
            let call = applied(arguments, &name, &path, span);
            return quote!(#call.0);
        }
        Target::Argument(name) => {
            // What stands for it is its forward function.
            let call = applied(arguments, &names::public(name), &argument(name), span);
            return quote!(#call.0);
        }
        Target::Associated { owner, .. } => {
            // Of a path alone, rustc finds the generic arguments.
            let owner = match owner {
                Type::Applied(path, _) => path.stream().clone(),
                owner => types::written(owner),
            };
            let text = owner.to_string();
            match text.contains('<') || text.starts_with(['(', '[']) {
                true => quote_spanned!(span=> <#owner>::#name),
                false => quote_spanned!(span=> #owner::#name),
            }
        }
        Target::Operator { name, operands } if *name == "from" => {
            let to = operands.first().map(types::written);
            quote_spanned!(span=> <#to as ::core::convert::From<_>>::from)
        }
        Target::Operator { name: "index", .. } => {
            let args = &arguments.args;
            return quote_spanned!(span=> *::core::ops::Index::index(#(#args),*));
        }
        Target::Operator {
            name: "index_mut", ..
        } if let [base, index, value] = &arguments.args[..] => {
            return quote_spanned!(span=> *::core::ops::IndexMut::index_mut(#base, #index) = #value);
        }
        Target::Operator { .. } => {
            let operator = operation(target.text());
            quote_spanned!(span=> #operator::#name)
        }
        Target::Bound { parameter, .. } => {
            let parameter = parameter.stream();
            quote_spanned!(span=> <#parameter>::#name)
        }
        Target::Method { .. } | Target::Own(_) => {
            quote_spanned!(span=> Self::#name)
        }
    };
    applied(arguments, &name, &path, span)
}

/// A call of the forward function: of one that leaves the receiver to the cache, if the method takes it.
pub(super) fn forward(call: &Call, arguments: &Arguments, span: Span) -> TokenStream {
    let what = match (call.consumes, call.args.first()) {
        _ if matches!(call.target, Target::Bound { .. }) && call.is_open() => "forward_kept",
        (true, Some(Arg::RefMut(_))) => "forward_by_mut",
        (true, _) => "forward_by_ref",
        _ => "forward",
    };
    let (name, path) = associated(&call.target, what, arguments, span);
    applied(arguments, &name, &path, span)
}

/// A call of the forward function that appends to a cache which holds many calls.
pub(super) fn forward_onto(
    target: &Target,
    cache: TokenStream,
    mut arguments: Arguments,
    span: Span,
) -> TokenStream {
    let (name, path) = associated(target, "forward_onto", &arguments, span);
    // A receiver by value is the first argument.
    let by_value = matches!(target, Target::Own(own) if own.receiver == Some(Passing::Value));
    arguments.args.insert(usize::from(by_value), cache);
    applied(&arguments, &name, &path, span)
}

/// A call of the backward function that reads such a cache from the end; `left` is how much of it is
/// yet to be read.
pub(super) fn backward_from(
    target: &Target,
    cache: &TokenStream,
    left: &TokenStream,
    mut arguments: Arguments,
    span: Span,
) -> TokenStream {
    let (name, path) = associated(target, "backward_from", &arguments, span);
    arguments.args.insert(0, quote!(#cache, #left));
    applied(&arguments, &name, &path, span)
}

/// A call of the backward function. `arguments` are those of the user that are passed again, with
/// their shadows, and the adjoint of the result.
pub(super) fn backward(
    target: &Target,
    only: Option<Face>,
    cache: TokenStream,
    mut arguments: Arguments,
    span: Span,
) -> TokenStream {
    let what = match target {
        _ if only == Some(Face::Left) => "backward_left",
        _ if only == Some(Face::Right) => "backward_right",
        _ if only == Some(Face::First) => "backward_first",
        Target::Associated {
            borrows_first: true,
            ..
        } => "backward_by_ref",
        Target::Method { .. } | Target::Bound { .. } if arguments.receiver.is_some() => {
            "backward_by_ref"
        }
        Target::Method { .. }
        | Target::Bound {
            is_method: true, ..
        } => "backward_kept",
        Target::Lending { .. } => "backward_lent",
        _ => "backward",
    };
    let (name, path) = associated(target, what, &arguments, span);
    let at = usize::from(match target {
        // The left side stands where a receiver would.
        Target::Operator { name: "index", .. } => true,
        Target::Operator { name, operands } if !name.ends_with("_assign") => {
            matches!(operands.first(), Some(Type::Ref(..)))
        }
        _ => what == "backward_by_ref" && arguments.receiver.is_none(),
    });
    arguments.args.insert(at.min(arguments.args.len()), cache);
    applied(&arguments, &name, &path, span)
}

fn applied(arguments: &Arguments, name: &Ident, path: &TokenStream, span: Span) -> TokenStream {
    let args = &arguments.args;
    match &arguments.receiver {
        Some(receiver) => quote_spanned!(span=> #receiver.#name(#(#args),*)),
        None => quote_spanned!(span=> #path(#(#args),*)),
    }
}

/// The name of a generated function, and its path: of a function without a derivative rustc says so
/// once, at the call.
fn associated(
    target: &Target,
    function: &str,
    arguments: &Arguments,
    span: Span,
) -> (Ident, TokenStream) {
    let named = |name: &str, function: &str| {
        let name = names::public(&format!("{}_{function}", names::cleaned(name)));
        Ident::new(&name.to_string(), name.span().located_at(span))
    };
    let of_method = |name: &str| named(name, function);
    match target {
        Target::Function(path)
        | Target::Lending { path, .. }
        | Target::Collecting(path)
        | Target::Told { path, .. } => {
            let name = names::public(function);
            let (path, generics) = split_generics(path.stream());
            let generics = of_generated(generics, arguments.functions);
            let path = match &arguments.wants {
                None => quote_spanned!(span=> <#path>::#name #generics),
                Some(wants) => {
                    quote_spanned!(span=> <<#path as ::autodiff::ForSome>::Passes<#wants>>::#name #generics)
                }
            };
            (name, path)
        }
        Target::Argument(name) => (names::public(name), argument(name)),
        Target::Associated { owner, name, .. } => {
            let (owner, name) = (types::written(owner), of_method(name));
            let path = quote_spanned!(span=> <#owner>::#name);
            (name, path)
        }
        Target::Method { receiver, name } => {
            let function = match receiver {
                Type::Named(of) if of.is_trait_object() => {
                    function.split("_by_ref").collect::<String>() + "_object"
                }
                _ => function.to_string(),
            };
            let owner = types::of_method(receiver, name, &function);
            let name = named(name, &function);
            let path = quote_spanned!(span=> <#owner>::#name);
            (name, path)
        }
        Target::Operator { name, operands } => {
            let (name, operator) = (names::public(function), gate(name, operands));
            let path = quote_spanned!(span=> #operator::#name);
            (name, path)
        }
        Target::Bound {
            parameter, name, ..
        } => {
            let (owner, name) = (parameter.stream(), of_method(name));
            let path = quote_spanned!(span=> <#owner>::#name);
            (name, path)
        }
        Target::Own(own) => {
            let name = of_method(&own.name);
            let path = quote_spanned!(span=> Self::#name);
            (name, path)
        }
    }
}

/// What is kept of the receiver of such a call, before it.
pub(super) fn kept(target: &Target, receiver: &TokenStream) -> Option<TokenStream> {
    let Target::Method { name, .. } = target else {
        return None;
    };
    let name = names::key(name);
    Some(quote!(::autodiff::keep::<#name, _>(#receiver)))
}

/// The type beside the function at a path.
pub(super) fn beside(path: &Tokens) -> TokenStream {
    split_generics(path.stream()).0
}

/// What stands for a parameter of a function that is an argument: its type by value, or that it is
/// behind a reference.
pub(super) fn given(by_value: Option<&Type>) -> TokenStream {
    match by_value {
        Some(ty) => types::written(ty),
        None => quote!(::autodiff::Ref<()>),
    }
}

/// What is kept of an argument at this position that the function may change or not.
pub(super) fn kept_of_argument(
    path: &Tokens,
    at: usize,
    ty: &Type,
    argument: &TokenStream,
) -> TokenStream {
    let (path, _) = split_generics(path.stream());
    let at = Literal::usize_unsuffixed(at);
    let ty = types::written(ty);
    quote!(::autodiff::keep_by::<#path, #at, #ty>(#argument))
}
