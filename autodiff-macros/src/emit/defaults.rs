//! Methods with a default body: the macro that hands them to the implementations of their trait.

use super::names;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};

/// The macro of the trait's name. A public one can be called from other crates.
///
/// With the bodies it hands on the names of the methods that can be called on objects, and the trait's parameters.
pub(crate) fn defaults(
    of: &Ident,
    exported: bool,
    bodies: TokenStream,
    of_objects: &[Ident],
    params: TokenStream,
) -> TokenStream {
    let (bodies, params) = (from_any_crate(bodies), from_any_crate(params));
    // Public macros of a crate stand in one place, whatever module the trait is in.
    let place = format!("{of} {:?} {bodies}", of.span());
    let hidden = format_ident!("__defaults_of_{of}_{}", digest(&place));
    let (export, visibility) = match exported {
        true => (quote!(#[macro_export]), quote!(pub)),
        false => (quote!(), quote!(pub(crate))),
    };
    quote! {
        #export
        #[doc(hidden)]
        #[allow(unused_macros)]
        macro_rules! #hidden {
            ($($implementation:tt)*) => {
                ::autodiff::inherited! { { #bodies } { #(#of_objects)* } { #params } $($implementation)* }
            };
        }
        #[doc(hidden)]
        #[allow(unused_imports)]
        #visibility use #hidden as #of;
    }
}

/// A call of it, inside an implementation or beside it.
pub(crate) fn inherit(path: &TokenStream, heads: &TokenStream, inside: bool) -> TokenStream {
    match inside {
        true => quote!(#path! { inside #heads }),
        false => quote!(#path! { beside #heads }),
    }
}

/// A function of the trait that an implementation gives again: its argument says that the names in a
/// body mean the same in both places.
pub(crate) fn meaning(of: &Ident, types: &[impl ToTokens], in_trait: bool) -> Option<TokenStream> {
    if types.is_empty() {
        return None;
    }
    let name = names::public(&format!("{}_names", names::cleaned(&of.to_string())));
    let sized = in_trait.then(|| quote!(where Self: ::core::marker::Sized));
    Some(quote! {
        #[doc(hidden)]
        fn #name(_: ::core::marker::PhantomData<(#(#types,)*)>) #sized {}
    })
}

/// `$crate` for `crate`.
fn from_any_crate(tokens: TokenStream) -> TokenStream {
    let replaced = tokens.into_iter().flat_map(|tree| match tree {
        TokenTree::Ident(ident) if ident == "crate" => quote!($crate).into_iter().collect(),
        TokenTree::Group(group) => {
            let inner = from_any_crate(group.stream());
            let mut new = proc_macro2::Group::new(group.delimiter(), inner);
            new.set_span(group.span());
            vec![TokenTree::Group(new)]
        }
        other => vec![other],
    });
    replaced.collect()
}

/// A number that tells macros of the same name apart.
fn digest(text: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}
