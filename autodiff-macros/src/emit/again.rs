//! A function that is light may run again in the backward pass: of its calls in loops the arguments are
//! recorded that are not passed again, instead of all that its backward pass reads.
//!
//! How light the functions are that it calls itself, only their companions know: so rustc decides, and
//! there is code for both.

use super::header::{Header, Home};
use super::{cache, projections, signature, types};
use crate::ir::{FieldType, Function, Layout, Passing};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// What is recorded of calls that run again.
pub(super) struct Again {
    /// The type of what is not passed again.
    pub(super) args: TokenStream,
    /// The same as a value, and as a pattern.
    pub(super) tuple: TokenStream,
    /// The type that says how light the function is.
    pub(super) companion: Ident,
}

impl Again {
    /// `names` are those of the parameters.
    pub(super) fn of(
        header: &Header,
        function: &Function,
        layout: &Layout,
        names: &[Ident],
    ) -> Option<Self> {
        // Without calls it has little to record that its arguments do not tell.
        let work = layout.work.as_ref()?;
        let Home::Companion(companion) = &header.home else {
            return None;
        };
        // What speaks of parameters of the function is not known for all arguments.
        let (result, cache) = (signature::result(function), cache::written(header, layout));
        if work.calls.is_empty() || !header.mentioned(&quote!(#result #cache)).is_empty() {
            return None;
        }
        let params = function.params.iter().zip(names);
        let by_value = params.filter(|(param, _)| param.passing == Passing::Value);
        let (args, names): (Vec<_>, Vec<_>) = by_value
            .map(|(param, name)| (types::written(&param.ty), name))
            .unzip();
        Some(Again {
            args: types::tuple(args),
            tuple: types::tuple(names.into_iter().map(|name| quote!(#name))),
            companion: companion.clone(),
        })
    }
}

/// What says how many operations a forward pass is, among what names the function for callers.
pub(super) fn work(layout: &Layout) -> Option<TokenStream> {
    let work = layout.work.as_ref()?;
    let own = Literal::usize_unsuffixed(work.own);
    let calls: Vec<_> = (work.calls.iter())
        .filter_map(|field| match &layout.field(*field).ty {
            FieldType::Cache(callee) => Some(projections::projection(callee, &quote!(WORK))),
            _ => None,
        })
        .collect();
    let work = match calls.is_empty() {
        true => quote!(#own),
        false => quote!(::autodiff::work(#own, &[#(#calls),*])),
    };
    Some(quote!(const WORK: usize = #work;))
}
