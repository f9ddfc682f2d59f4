//! What stands beside a function that callers may read as its body: the number by which those that were generated from
//! its body ask whether it is this one.

use super::Parts;
use super::companion;
use super::header::{Header, Home};
use proc_macro2::{Ident, Literal, Span};
use quote::{format_ident, quote};

/// The constant beside a function, or beside a method of this name.
pub(super) fn constant(method: Option<&str>, span: Span) -> Ident {
    match method {
        Some(method) => format_ident!("{method}_lent", span = span),
        None => Ident::new("LENT", span),
    }
}

/// What is generated for a function that lends; of a trait's, the number goes by the name that it is `standing`
/// under.
pub(crate) fn lending(header: &Header, standing: Option<&str>, number: u64) -> Parts {
    let title = header.name.to_string();
    let method = match header.home {
        Home::Companion(_) => None,
        Home::Type(_) => Some(standing.unwrap_or(&title)),
    };
    let (name, number) = (
        constant(method, Span::call_site()),
        Literal::u64_unsuffixed(number),
    );
    let doc = format!(
        " Calls of [`{}`] in this module may be differentiated as its body.",
        header.title()
    );
    let visibility = &header.visibility;
    let constant = quote! {
        #[doc = #doc]
        #[allow(non_upper_case_globals)]
        #visibility const #name: ::autodiff::Lent = ::autodiff::Lent {
            module: ::core::module_path!(),
            number: #number,
        };
    };
    // What the passes ask of type parameters, those need not have that the function is read for.
    match header.carrier().1.is_empty() {
        true => Parts {
            functions: constant,
            ..Parts::default()
        },
        false => Parts {
            names: companion::constants(header, &constant),
            ..Parts::default()
        },
    }
}
