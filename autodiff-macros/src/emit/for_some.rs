//! The passes for callers that do not want all adjoints: hidden, with a type parameter for each argument
//! that says whether its adjoint is wanted.

use super::header::{Header, Home};
use super::inline::Inline;
use super::names::{camel_case, public};
use super::wrappers::{self, Wrapper};
use super::{body, docs, types};
use crate::ir::{Function, Layout, Param, Wanted};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub(crate) struct ForSome {
    /// The arguments that a caller may leave out, by position.
    pub(crate) arguments: Vec<usize>,
    pub(crate) forward: Function,
    pub(crate) layout: Layout,
    pub(crate) backward: Function,
    /// Whether shadows of arguments that are left out may be empty.
    pub(crate) spares: bool,
    /// Whether fresh shadows are overwritten.
    pub(crate) overwrites: bool,
    /// Whether the forward pass, or its cache, is another than that of the companion.
    pub(crate) records: bool,
}

/// For each argument the type parameter that says whether its adjoint is wanted: `WantX` for `x`.
fn wants(params: &[Param]) -> Vec<Ident> {
    let mut names: Vec<String> = Vec::new();
    for param in params {
        let plain = format!("Want{}", camel_case(&param.name));
        let mut name = plain.clone();
        while names.contains(&name) {
            name = format!("{plain}{}", names.len());
        }
        names.push(name);
    }
    names.iter().map(|name| public(name)).collect()
}

/// Whether the adjoint of one of these arguments is wanted.
pub(super) fn condition(params: &[Param], arguments: &[usize]) -> TokenStream {
    let wants = wants(params);
    let chosen = arguments.iter().filter_map(|at| wants.get(*at));
    quote!(#(#chosen::IS)||*)
}

/// Whether the shadow of the argument holds nothing yet.
pub(super) fn fresh(params: &[Param], argument: usize) -> TokenStream {
    let want = wants(params).into_iter().nth(argument);
    quote!(#want::FRESH)
}

/// What the caller of a function wants, as a tuple of types.
pub(super) fn wanted(params: &[Param], wanted: &[Wanted]) -> Option<TokenStream> {
    let wants = wants(params);
    let ty = |wanted: &Wanted| match wanted {
        Wanted::Always => quote!(::autodiff::Wanted),
        Wanted::Never => quote!(::autodiff::Unwanted),
        Wanted::Fresh => quote!(::autodiff::Fresh),
        Wanted::With(arguments) => {
            let chosen = arguments.iter().filter_map(|at| wants.get(*at));
            let all = chosen.map(|want| quote!(::autodiff::Added<#want>));
            let all = all.reduce(|some, more| quote!(::autodiff::Either<#some, #more>));
            all.unwrap_or_else(|| quote!(::autodiff::Wanted))
        }
    };
    (!wanted.is_empty()).then(|| types::tuple(wanted.iter().map(ty)))
}

/// What names the passes for callers, which are those of the companion where there are no others.
pub(super) fn named(header: &Header, some: Option<&ForSome>) -> TokenStream {
    let Home::Companion(companion) = &header.home else {
        return TokenStream::new();
    };
    let attributes = &header.attributes;
    let name = header.passes_for_some();
    let passes = some.map_or_else(|| quote!(Self), |_| quote!(#name<Wants>));
    let spares = some.is_some_and(|some| some.spares);
    let overwrites = some.is_some_and(|some| some.overwrites);
    let overwrites = overwrites.then(|| {
        quote!(
            const OVERWRITES: bool = true;
        )
    });
    quote! {
        #attributes
        impl ::autodiff::ForSome for #companion {
            type Passes<Wants> = #passes;
            const SPARES: bool = #spares;
            #overwrites
        }
    }
}

/// The type that has the passes, and these.
pub(super) fn passes(header: &Header, some: &ForSome, inline: Inline) -> TokenStream {
    let ForSome {
        arguments,
        forward,
        layout,
        backward,
        ..
    } = some;
    let (name, attributes) = (header.passes_for_some(), &header.attributes);
    let (visibility, doc) = (header.companion_visibility(), docs::for_some(header));
    let wants = wants(&forward.params);
    let declared = wants.iter().enumerate().map(|(at, want)| {
        let bound = arguments.contains(&at).then(|| quote!(: ::autodiff::Want));
        quote!(#want #bound)
    });
    let all = types::tuple(wants.iter().map(|want| quote!(#want)));
    let forward_pass = match some.records {
        true => body::forward(header, forward, layout, &TokenStream::new()),
        false => Wrapper::of(header, forward, layout, inline).forward_of(&header.carrier().0),
    };
    let functions = [
        forward_pass,
        body::backward(header, backward, layout),
        wrappers::wrappers(header, forward, layout, inline),
    ];
    quote! {
        #attributes
        #doc
        #[doc(hidden)]
        #[allow(dead_code, unreachable_pub)]
        #visibility struct #name<Wants>(::core::marker::PhantomData<Wants>);
        #attributes
        #[allow(
            deprecated, elided_lifetimes_in_paths, non_snake_case, private_interfaces, unreachable_pub, unused,
            clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction
        )]
        impl<#(#declared),*> #name<#all> { #(#functions)* }
    }
}
