//! The type beside the function, which carries the generated functions, and what names them for
//! callers.

use super::header::{self, Header};
use super::{docs, signature, types};
use crate::ir::Function;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn definition(header: &Header) -> TokenStream {
    let (attributes, visibility, name) =
        (&header.attributes, &header.visibility, &header.companion);
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
    let inferred = header.generics.iter().all(|generic| generic.lifetime);
    if !inferred {
        return TokenStream::new();
    }
    quote! {
        #attributes
        const _: () = {
            let _ = #name;
        };
    }
}

/// The generated functions, in one block.
pub(super) fn functions(header: &Header, functions: &TokenStream) -> TokenStream {
    let (attributes, name) = (&header.attributes, &header.companion);
    quote! {
        #attributes
        #[allow(
            non_snake_case, private_interfaces, unreachable_pub, unused,
            clippy::all, clippy::pedantic
        )]
        impl #name { #functions }
    }
}

/// `impl Function for f`: for every `Args` if nothing in it depends on generic parameters, else for
/// the function's own arguments, if they determine the parameters.
pub(super) fn function(header: &Header, function: &Function, cache: &TokenStream) -> TokenStream {
    let result = signature::result(function);
    let given = quote!(#result #cache);
    let mentioned = header.mentioned(&given);
    let (generics, args) = if mentioned.is_empty() {
        (quote!(<Args>), quote!(Args))
    } else {
        let args = types::tuple(function.params.iter().map(types::argument));
        let bound = header.mentioned(&args);
        let determined = mentioned
            .iter()
            .all(|generic| bound.iter().any(|other| std::ptr::eq(*generic, *other)));
        if !determined {
            return TokenStream::new();
        }
        (header::declared(bound), args)
    };
    let (attributes, name) = (&header.attributes, &header.companion);
    quote! {
        #attributes
        impl #generics ::autodiff::Function<#args> for #name {
            type Output = #result;
            type Cache = #cache;
        }
    }
}
