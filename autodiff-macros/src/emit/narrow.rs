//! The passes behind `gradient` and its kin under `wrt`: what only the adjoints of other arguments
//! need is neither recorded nor computed.

use super::header::{Face, Header};
use super::{body, cache};
use crate::ir::{Function, Layout};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A forward and a backward pass for the arguments that `wrt` names.
pub(crate) struct Narrow {
    /// The forward pass and its cache; absent where those of the whole function serve.
    pub(crate) forward: Option<(Function, Layout)>,
    pub(crate) backward: Function,
}

/// The forward and the backward pass that the entries call.
pub(super) struct Passes {
    /// Says which adjoints the backward pass gives.
    pub(super) header: Header,
    pub(super) forward: Ident,
    pub(super) backward: Ident,
}

impl Passes {
    /// Those that are public.
    pub(super) fn of(header: &Header) -> Self {
        Passes {
            header: header.clone(),
            forward: header.function("forward"),
            backward: header.function("backward"),
        }
    }
}

/// The cache and the two passes, which are private, and how the entries call them.
pub(super) fn passes(
    header: &Header,
    narrow: &Narrow,
    layout: &Layout,
) -> (TokenStream, TokenStream, Option<Passes>) {
    let mut own = header.clone();
    own.face = Face::Wrt;
    own.visibility = TokenStream::new();
    let mut passes = Passes::of(header);
    passes.backward = own.function("backward");
    passes.header = own.clone();
    let Some((forward, layout)) = &narrow.forward else {
        let backward = body::backward(&own, &narrow.backward, layout);
        return (TokenStream::new(), backward, Some(passes));
    };
    passes.forward = own.function("forward");
    own.cache = header.cache_called("Wrt");
    let cache = cache::definition(&own, layout);
    let forward = body::forward(&own, forward, layout, &TokenStream::new());
    let backward = body::backward(&own, &narrow.backward, layout);
    (cache, quote!(#forward #backward), Some(passes))
}
