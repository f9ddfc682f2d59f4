//! Who sees what stands beside a function.

use super::header::{Block, Header};
use proc_macro2::TokenStream;
use quote::quote;

impl Header {
    /// Who sees the cache: of an implementation, all that see the trait; of a function that is generic over a trait, all
    /// that see a function which calls it, since the cache of that one speaks of it.
    pub(super) fn cache_visibility(&self) -> TokenStream {
        match self.block() {
            Some(Block::Implementation | Block::Operator) => quote!(pub),
            _ => self.companion_visibility(),
        }
    }

    /// Who sees the type beside a function.
    pub(super) fn companion_visibility(&self) -> TokenStream {
        match self.is_part_of_others() {
            true => quote!(pub),
            false => self.visibility.clone(),
        }
    }

    /// Whether the caches of its callers speak of its own.
    pub(super) fn is_part_of_others(&self) -> bool {
        self.block().is_none() && self.generics.iter().any(|generic| generic.object)
    }
}
