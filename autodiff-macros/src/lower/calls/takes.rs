//! How what is called takes its arguments: as shared or as mutable references, by the definitions of this file or of
//! those that its imports lead to. A wrong one does not compile, since a backward function takes one argument more for
//! what is shared.

use crate::lower::owner::is_shared;
use crate::lower::source::anywhere::signatures_anywhere;
use crate::lower::source::definitions::{free_item, signatures};
use crate::lower::types;
use proc_macro2::Ident;

/// What functions of one name say of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::lower) enum Takes {
    /// It is a shared reference, of all of them.
    Shared,
    Mutable,
    Unknown,
}

/// How the free function of this name takes its parameters.
pub(in crate::lower) fn by_function(name: &Ident) -> Vec<Takes> {
    match free_item(name) {
        Some(item) => takes(&item.sig),
        // Of several in this file, one is meant.
        None if !signatures(name).is_empty() => Vec::new(),
        None => agreed(name, |sig| sig.receiver().is_none()),
    }
}

/// How methods of this name take their parameters, but for the receiver, whichever types or traits they belong to.
pub(in crate::lower) fn by_method(name: &Ident) -> Vec<Takes> {
    let of_all = agreed(name, |sig| sig.receiver().is_some());
    of_all.into_iter().skip(1).collect()
}

/// How functions of this name that belong to types or traits take their parameters.
pub(in crate::lower) fn by_associated(name: &Ident) -> Vec<Takes> {
    agreed(name, |_| true)
}

fn agreed(name: &Ident, is_meant: fn(&syn::Signature) -> bool) -> Vec<Takes> {
    let all = signatures_anywhere(name).into_iter().filter(is_meant);
    let agreed = all
        .map(|sig| takes(&sig))
        .reduce(|a, b| match a.len() == b.len() {
            true => (a.iter().zip(b))
                .map(|(a, b)| if *a == b { b } else { Takes::Unknown })
                .collect(),
            false => Vec::new(),
        });
    agreed.unwrap_or_default()
}

fn takes(sig: &syn::Signature) -> Vec<Takes> {
    let params = sig.inputs.iter().map(|input| match input {
        input if is_shared(input) => Takes::Shared,
        syn::FnArg::Typed(param) if !matches!(types::plain(&param.ty), syn::Type::Reference(_)) => {
            Takes::Unknown
        }
        _ => Takes::Mutable,
    });
    params.collect()
}
