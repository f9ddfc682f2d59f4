//! What stands for `index` and `index_mut` of a type of the user's: functions that read an element
//! and write one, around the user's body.

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) fn reads_element(body: TokenStream) -> TokenStream {
    quote!({ *#body })
}

pub(crate) fn writes_element(body: TokenStream) -> TokenStream {
    quote!({ *#body = written_element; })
}

/// The parameter for what is written.
pub(crate) fn value_of_element(ty: TokenStream) -> TokenStream {
    quote!(written_element: #ty)
}

/// The type of an element, as `impl Index` says it.
pub(crate) fn output_of_index(owner: TokenStream, index: TokenStream) -> TokenStream {
    quote!(<#owner as ::core::ops::Index #index>::Output)
}
