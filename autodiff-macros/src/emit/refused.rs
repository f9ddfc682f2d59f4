//! `gradient` and its kin beside a function that cannot have them: a call of one is an error that says why.

use super::header::{Header, Home};
use super::{Parts, companion};
use proc_macro2::TokenStream;
use quote::quote;

/// The head of a function as the user wrote it.
pub(crate) struct Written {
    pub(crate) generics: TokenStream,
    pub(crate) predicates: Vec<TokenStream>,
    /// Its arguments, without their names.
    pub(crate) inputs: Vec<TokenStream>,
}

pub(crate) fn refused(header: &Header, written: &Written) -> Parts {
    let Written {
        generics,
        predicates,
        inputs,
    } = written;
    let visibility = &header.visibility;
    let kin = ["gradient", "value_and_gradient"].map(|what| {
        let name = header.function(what);
        // Without the lifetime rustc would complain here, and not where it is called.
        quote! {
            #[doc(hidden)]
            #visibility fn #name #generics (#(#inputs),*) -> !
            where
                #(#predicates,)*
                for<'__a> Self: ::autodiff::GradientOfItsOwn,
            {
                ::core::unreachable!()
            }
        }
    });
    let functions = kin.into_iter().collect();
    match header.home {
        Home::Companion(_) => Parts {
            functions,
            ..Parts::default()
        },
        Home::Type(_) => Parts {
            names: companion::constants(header, &functions),
            ..Parts::default()
        },
    }
}
