//! From the intermediate representation to tokens. Nothing can fail here.
//!
//! Beside the user's function, which stays as it is, stand the cache, the companion type and its
//! functions. A function's body is planned first (`plan`: what is folded into its use, which values
//! share a variable) and then printed (`print`). The code is meant to be read.

mod body;
mod cache;
mod code;
mod companion;
mod custom;
mod docs;
mod entries;
mod enums;
mod fallback;
mod header;
mod inline;
mod names;
mod objective;
mod pins;
mod plan;
mod print;
mod signature;
mod structs;
mod targets;
mod types;

#[cfg(test)]
mod tests;

pub(crate) use custom::custom;
pub(crate) use enums::{Enum, EnumVariant, gradient_enum};
pub(crate) use fallback::fallback;
pub(crate) use header::{Generic, Header};
pub(crate) use structs::{Struct, StructField, StructGeneric, gradient_struct};

use crate::ir;
use inline::Inline;
use proc_macro2::TokenStream;
use quote::quote;

/// What is generated for one function.
pub(crate) struct Derivative {
    /// The user's function with records.
    pub(crate) forward: ir::Function,
    pub(crate) layout: ir::Layout,
    /// The backward pass; its parameters are the user's.
    pub(crate) backward: ir::Function,
    /// The value, and beside it the adjoints of what is passed by value, in one body; shadows are
    /// overwritten. Without it the entries are put together from the two passes.
    pub(crate) fused: Option<ir::Function>,
}

/// The user's function, and beside it its derivative.
pub(crate) fn derivative(user_item: TokenStream, header: &Header, d: &Derivative) -> TokenStream {
    let cache = cache::definition(header, &d.layout);
    let companion = companion::definition(header);
    let named = companion::function(header, &d.forward, &d.layout);
    let (pins, inner_pins) = pins::assertions(header, &d.forward);
    let forward = body::forward(header, &d.forward, &d.layout, &inner_pins);
    let backward = body::backward(header, &d.backward, &d.layout);
    let inline = Inline::of(&d.forward).max(Inline::of(&d.backward));
    let fused = d.fused.as_ref().map(|fused| (fused, &d.layout));
    let entries = entries::entries(header, &d.forward, fused, inline);
    let functions = companion::functions(header, &quote!(#forward #backward #entries));
    let mention = companion::mention(header);
    quote!(#user_item #pins #cache #companion #named #functions #mention)
}
