//! A function that callers read as its body.

use crate::lower::calls::told_arguments::InPlace;
use proc_macro2::Ident;

/// A function that lends, as it is read by its callers, and the number that stands beside it.
#[derive(Clone)]
pub(in crate::lower) struct Lender {
    pub(in crate::lower) function: syn::ItemFn,
    pub(in crate::lower) number: u64,
    /// The type that it is of, or itself: where that stands, names in it are looked up.
    pub(in crate::lower) stands_with: Ident,
    /// What its callers put in the place of its parameters.
    pub(in crate::lower) in_place: InPlace,
    /// The block that it stands in, if that has parameters which are no lifetimes.
    pub(in crate::lower) block: Option<OfBlock>,
}

/// The parameters of a block, and the type that it is about.
#[derive(Clone)]
pub(in crate::lower) struct OfBlock {
    pub(in crate::lower) generics: syn::Generics,
    pub(in crate::lower) ty: syn::Type,
}

impl OfBlock {
    pub(in crate::lower) fn of(block: &syn::ItemImpl) -> Option<OfBlock> {
        let lifetime = |param: &syn::GenericParam| matches!(param, syn::GenericParam::Lifetime(_));
        let is_plain = block.generics.params.iter().all(lifetime);
        (!is_plain).then(|| OfBlock {
            generics: block.generics.clone(),
            ty: (*block.self_ty).clone(),
        })
    }
}

impl Lender {
    pub(in crate::lower) fn new(function: syn::ItemFn, number: u64, stands_with: &Ident) -> Lender {
        Lender {
            function,
            number,
            stands_with: stands_with.clone(),
            in_place: InPlace::default(),
            block: None,
        }
    }
}
