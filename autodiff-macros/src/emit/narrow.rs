//! The passes behind `gradient` and its kin under `wrt`: what only the adjoints of other arguments
//! need is neither recorded nor computed.

use super::header::{Face, Header};
use super::inline::Inline;
use super::reached::reached;
use super::shared;
use super::wrappers::Wrapper;
use super::{Derivative, body, cache};
use crate::ir::{Function, Layout, Tokens};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A forward and a backward pass for the arguments that `wrt` names.
pub(crate) struct Narrow {
    /// The forward pass and its cache; absent where those of the whole function serve.
    pub(crate) forward: Option<(Function, Layout)>,
    pub(crate) backward: Function,
    /// The arguments whose shadows these functions may overwrite, before anybody adds to them.
    pub(crate) fresh: Vec<(usize, Tokens)>,
}

/// The forward and the backward pass that the entries call.
pub(super) struct Passes {
    /// Says which adjoints the backward pass gives.
    pub(super) header: Header,
    pub(super) forward: Ident,
    pub(super) backward: Ident,
    pub(super) forward_onto: Ident,
    pub(super) backward_from: Ident,
    /// The type of a cache for many calls that the user may keep, where there is one.
    pub(super) calls: Option<TokenStream>,
    /// The forward pass that `gradient` calls instead, where leaving out the value saves something.
    pub(super) unread: Option<Ident>,
    /// The arguments whose shadows these functions may overwrite.
    pub(super) fresh: Vec<(usize, Tokens)>,
    /// The arguments whose gradients begin at a negative zero.
    pub(super) reached: Vec<usize>,
}

impl Passes {
    /// Those that are public.
    pub(super) fn of(header: &Header, calls: Option<TokenStream>) -> Self {
        Passes {
            header: header.clone(),
            forward: header.function("forward"),
            backward: header.function("backward"),
            forward_onto: header.function("forward_onto"),
            backward_from: header.function("backward_from"),
            calls,
            unread: None,
            fresh: Vec::new(),
            reached: Vec::new(),
        }
    }
}

/// The forward pass that gives no value, and how it is called.
pub(super) fn unread(
    header: &Header,
    d: &Derivative,
    passes: &mut Passes,
    inline: Inline,
) -> Option<TokenStream> {
    let function = d.unread.as_ref().filter(|_| d.fused.is_none())?;
    let mut own = header.clone();
    own.face = Face::Unread;
    own.visibility = TokenStream::new();
    let narrow = d.narrow.as_ref().and_then(|narrow| narrow.forward.as_ref());
    if narrow.is_some() {
        own.cache = header.cache_called("Wrt");
    }
    let layout = narrow.map_or(&d.layout, |(_, layout)| layout);
    passes.unread = Some(own.function("forward"));
    let forward = body::forward(&own, function, layout, &TokenStream::new());
    let wrapper = Wrapper::of(&own, function, layout, inline);
    let wrapper = layout.is_shared.then(|| wrapper.forward());
    Some(quote!(#forward #wrapper))
}

/// The cache and the two passes, which are private, and how the entries call them.
pub(super) fn passes(
    header: &Header,
    narrow: &Narrow,
    layout: &Layout,
    inline: Inline,
) -> (TokenStream, TokenStream, Passes) {
    let mut own = header.clone();
    own.face = Face::Wrt;
    own.visibility = TokenStream::new();
    let public = Passes::of(header, shared::reusable(header, &narrow.backward, layout));
    let mut passes = Passes {
        backward: own.function("backward"),
        backward_from: own.function("backward_from"),
        header: own.clone(),
        fresh: narrow.fresh.clone(),
        reached: reached(&narrow.backward),
        ..public
    };
    let Some((forward, layout)) = &narrow.forward else {
        let mut wrapper = Wrapper::of(&own, &narrow.backward, layout, inline);
        wrapper.first = header;
        let functions = [
            body::backward(&own, &narrow.backward, layout),
            wrapper.backward(),
        ];
        return (TokenStream::new(), functions.into_iter().collect(), passes);
    };
    own.cache = header.cache_called("Wrt");
    passes.forward = own.function("forward");
    passes.forward_onto = own.function("forward_onto");
    passes.calls = shared::reusable(&own, forward, layout);
    // Users may keep it, without a name.
    let visible = Header {
        visibility: header.visibility.clone(),
        ..own.clone()
    };
    let wrapper = Wrapper::of(&own, forward, layout, inline);
    let functions = [
        body::forward(&own, forward, layout, &TokenStream::new()),
        body::backward(&own, &narrow.backward, layout),
        wrapper.forward(),
        wrapper.backward(),
    ];
    let cache = cache::definition(&visible, layout);
    (cache, functions.into_iter().collect(), passes)
}

/// The cache that a body for both passes records into, where no pass of its own stands beside it.
pub(super) fn kept(header: &Header, narrow: &Narrow, layout: &Layout) -> (TokenStream, Passes) {
    let mut passes = Passes::of(header, shared::reusable(header, &narrow.backward, layout));
    let Some((forward, layout)) = &narrow.forward else {
        return (TokenStream::new(), passes);
    };
    let mut own = header.clone();
    own.face = Face::Wrt;
    own.cache = header.cache_called("Wrt");
    passes.calls = shared::reusable(&own, forward, layout);
    (cache::definition(&own, layout), passes)
}
