//! Functions of other files that give a part of what they are given: such calls are differentiated as the body of the
//! function, which has to stand in the file of its callers.

use crate::lower::calls::lending::{gives_items, is_of_parts};
use crate::lower::source::anywhere;
use crate::lower::source::results::called;
use crate::lower::types;
use crate::lower::types::floats::may_hold;
use proc_macro2::Ident;

/// Whether the only function that a path may lead to is such a function.
pub(super) fn function_lends(path: &syn::Path) -> bool {
    called(path)
        .is_some_and(|(meant, signature)| meant.is_elsewhere() && gives_parts(&signature.output))
}

/// The same of a method of a type of this name.
pub(super) fn method_lends(owner: &Ident, method: &str) -> bool {
    anywhere::is_in_another_file(owner)
        && anywhere::function(owner, method)
            .is_some_and(|found| gives_parts(&found.signature.output))
}

/// Whether what a function gives are references to floats, or an iterator.
fn gives_parts(output: &syn::ReturnType) -> bool {
    let syn::ReturnType::Type(_, ty) = output else {
        return false;
    };
    match types::plain(ty) {
        syn::Type::Reference(reference) => may_hold(&reference.elem),
        syn::Type::ImplTrait(written) => gives_items(written),
        ty => is_of_parts(ty) && may_hold(ty),
    }
}
