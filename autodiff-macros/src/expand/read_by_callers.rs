//! What stands beside functions that callers read as their bodies, and those that have no gradient without what calls them.

use super::header::header;
use crate::config::Config;
use crate::emit::{self, Header, Parts};
use crate::lower;
use proc_macro2::TokenStream;
use quote::ToTokens;

/// Of a method.
pub(super) fn read_by_callers(
    function: &syn::ItemFn,
    owner: &emit::Owner,
    config: &Config,
) -> (Header, Parts) {
    let header = header(function, &function.sig, Some(owner), config);
    let number = lower::number(&function.sig, &function.block);
    let parts = emit::lending(&header, None, number);
    let refused = lower::is_read_as_body(&function.sig).then(|| refused(&header, &function.sig));
    (header, parts.and(refused))
}

/// Of a function that is given what has no derivative of its own. A method that the file defines by such a name is left alone.
pub(super) fn refused(header: &Header, sig: &syn::Signature) -> Parts {
    let is_free = matches!(header.home, emit::Home::Companion(_));
    let names = ["gradient", "value_and_gradient"].map(|what| header.function(what));
    if !is_free
        && names
            .iter()
            .any(|name| lower::is_function_of_file(name, sig))
    {
        return Parts::default();
    }
    let params = &sig.generics.params;
    let clause = sig.generics.where_clause.as_ref();
    let predicates = clause.into_iter().flat_map(|clause| &clause.predicates);
    let inputs = sig.inputs.iter().map(|input| match input {
        syn::FnArg::Receiver(receiver) => receiver.to_token_stream(),
        syn::FnArg::Typed(param) => {
            let mut param = param.clone();
            param.attrs.clear();
            *param.pat = syn::Pat::Wild(syn::PatWild {
                attrs: Vec::new(),
                underscore_token: Default::default(),
            });
            param.to_token_stream()
        }
    });
    let generics = match params.is_empty() {
        true => TokenStream::new(),
        // Without the conditions, which stand behind the arguments.
        false => sig.generics.to_token_stream(),
    };
    let written = emit::Written {
        generics,
        predicates: predicates.map(ToTokens::to_token_stream).collect(),
        inputs: inputs.collect(),
    };
    emit::refused(header, &written)
}
