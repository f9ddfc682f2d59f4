//! What carries the generated functions: the type beside a free function, or the type of a method.

use super::conditions;
use super::docs;
use super::header::{self, Header, Home};
use proc_macro2::TokenStream;
use quote::quote;

/// The type beside a free function.
pub(super) fn definition(header: &Header) -> TokenStream {
    let Home::Companion(name) = &header.home else {
        return TokenStream::new();
    };
    let (attributes, visibility) = (&header.attributes, header.companion_visibility());
    let doc = docs::companion(header);
    quote! {
        #attributes
        #doc
        #[doc(hidden)]
        #[allow(dead_code, non_camel_case_types, unreachable_pub)]
        #visibility enum #name {}
    }
}

/// A function of which only the derivative is called is not dead code.
pub(super) fn mention(header: &Header) -> TokenStream {
    let (attributes, name) = (&header.attributes, &header.name);
    let (carrier, generics) = header.carrier();
    let inferred = header.generics.iter().all(|generic| generic.lifetime);
    // A conversion is never dead code, and which one is meant the name alone does not say.
    let converts = header.name == "from";
    if !inferred || !header.is_item || !generics.is_empty() || converts {
        return TokenStream::new();
    }
    let path = match header.home {
        Home::Companion(_) => quote!(#name),
        Home::Type(_) => quote!(<#carrier>::#name),
    };
    // Which implementation of `TryFrom` is meant, its name alone does not tell.
    if *name == "try_from" {
        return TokenStream::new();
    }
    quote! {
        #attributes
        #[allow(deprecated)]
        const _: () = {
            let _ = #path;
        };
    }
}

/// The generated functions, in one block.
pub(super) fn functions(header: &Header, functions: &TokenStream) -> TokenStream {
    block(header, &header.outer_clause(&[]), functions)
}

/// Constants that ask no more of the type than the user's functions do.
pub(super) fn constants(header: &Header, constants: &TokenStream) -> TokenStream {
    let own = header.outer_predicates().iter().cloned();
    block(header, &conditions::clause(own), constants)
}

fn block(header: &Header, clause: &TokenStream, functions: &TokenStream) -> TokenStream {
    let attributes = &header.attributes;
    let (carrier, generics) = header.carrier();
    let generics = header::declared(generics);
    quote! {
        #attributes
        #[allow(
            deprecated, elided_lifetimes_in_paths, non_snake_case, private_interfaces, unreachable_pub, unused,
            clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction
        )]
        impl #generics #carrier #clause { #functions }
    }
}
