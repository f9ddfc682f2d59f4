//! From the intermediate representation to tokens. Nothing can fail here.
//!
//! Beside the user's function, which stays as it is, stand the cache, the companion type and its
//! functions. A function's body is planned first (`plan`: what is folded into its use, which values
//! share a variable) and then printed (`print`). The code is meant to be read.

mod again;
mod body;
mod brief;
mod by_reference;
mod cache;
mod code;
mod companion;
mod conditions;
mod custom;
mod defaults;
mod docs;
mod elements;
mod entries;
mod enums;
mod fallback;
mod for_some;
mod given;
mod graph;
mod header;
mod inline;
mod kept_calls;
mod lenders;
mod lent;
mod names;
mod naming;
mod narrow;
mod objective;
mod objects;
pub(crate) mod open_types;
mod opened_types;
mod opening;
pub(crate) mod operators;
mod pins;
mod plan;
mod print;
mod projections;
mod reached;
mod recordable;
mod refused;
mod segment;
mod shared;
mod signature;
mod structs;
mod takes;
mod targets;
mod traits;
mod turbofish;
mod types;
mod visibility;
mod wrappers;

#[cfg(test)]
mod tests;

pub(crate) use custom::custom;
pub(crate) use defaults::{defaults, inherit, meaning};
pub(crate) use elements::{output_of_index, reads_element, value_of_element, writes_element};
pub(crate) use enums::{Enum, EnumVariant, from_below, gradient_enum, seen_above};
pub(crate) use fallback::fallback;
pub(crate) use for_some::ForSome;
pub(crate) use header::{Block, Face, Generic, Header, Home, Owner};
pub(crate) use names::{cache, camel_case};
pub(crate) use narrow::Narrow;
pub(crate) use objects::{
    has_object_passes, object, object_declarations, object_items, of_objects, whole_declarations,
    whole_items,
};
pub(crate) use refused::{Written, refused};
pub(crate) use structs::{Struct, StructField, StructGeneric, gradient_struct};
pub(crate) use traits::declarations;

use crate::ir;
use inline::Inline;
pub(crate) use lenders::lending;
use narrow::Passes;
use proc_macro2::TokenStream;
use quote::quote;
use reached::reached;

/// What is generated for one function.
pub(crate) struct Derivative {
    /// The user's function with records.
    pub(crate) forward: ir::Function,
    pub(crate) layout: ir::Layout,
    /// The backward pass; its parameters are the user's.
    pub(crate) backward: ir::Function,
    /// The value, and beside it the adjoints of what is passed by value, in one body; shadows are
    /// overwritten, but for those of arguments that `wrt` leaves out. Without it the entries are put
    /// together from two passes.
    pub(crate) fused: Option<Fused>,
    /// The forward pass behind `gradient`, without the value, where that saves a loop.
    pub(crate) unread: Option<ir::Function>,
    /// Those two, where `wrt` leaves something out.
    pub(crate) narrow: Option<Narrow>,
    /// The passes for callers that do not want all adjoints, where these save something.
    pub(crate) for_some: Option<ForSome>,
    /// For each parameter the arguments for whose adjoints the backward pass looks at it again; nothing if that may
    /// be for all.
    pub(crate) read_for: Vec<Option<Vec<usize>>>,
    /// The user's function, told to the builder of its computational graph; where it is asked for.
    pub(crate) graph: Option<(ir::Function, ir::Layout)>,
    /// The closures that it passes to functions.
    pub(crate) closures: Vec<(Header, Derivative)>,
    /// The segments of its loops, each with its iterations as the user wrote them.
    pub(crate) segments: Vec<(Header, ir::Function, Derivative)>,
}

/// Forward and backward pass in one body, with what it calls.
pub(crate) struct Fused {
    pub(crate) both: (ir::Function, ir::Layout),
    /// The same without the value, where that saves a part of its loops.
    pub(crate) gradient: Option<(ir::Function, ir::Layout)>,
}

impl Fused {
    /// Whether only running it tells that both passes can stand in one body.
    fn gives_up(&self) -> bool {
        body::gives_up(&self.both.0)
    }

    /// Whether what it records all the same has a place in a cache for many calls.
    fn is_gathered(&self) -> bool {
        opening::is_gathered_in_cache(&self.both.0, &self.both.1)
    }
}

/// What is generated for one function, in the order in which it is printed.
#[derive(Default)]
pub(crate) struct Parts {
    /// The cache, and what stands before it.
    cache: TokenStream,
    /// What names the result and the cache for callers.
    names: TokenStream,
    /// Among the functions of the companion, or of the type.
    functions: TokenStream,
    after: TokenStream,
}

impl Parts {
    /// Leaves out what names the result and the cache, since another function has these names.
    pub(crate) fn leave_names_to_others(&mut self) {
        self.names = TokenStream::new();
    }

    /// These, and what callers ask for that read the function as its body.
    pub(crate) fn and(mut self, by_body: Option<Parts>) -> Parts {
        if let Some(by_body) = by_body {
            self.functions.extend(by_body.functions);
            self.names.extend(by_body.names);
        }
        self
    }
}

/// A free function, and beside it what was generated for it.
pub(crate) fn beside_function(
    user_item: TokenStream,
    header: &Header,
    parts: &Parts,
) -> TokenStream {
    let companion = companion::definition(header);
    let functions = companion::functions(header, &parts.functions);
    let Parts {
        cache,
        names,
        after,
        ..
    } = parts;
    quote!(#user_item #cache #companion #names #functions #after)
}

/// A block of methods, and beside it what was generated for them.
pub(crate) fn beside_block(user_item: TokenStream, methods: &[(Header, Parts)]) -> TokenStream {
    let all = |part: fn(&Parts) -> &TokenStream| -> TokenStream {
        let parts = methods.iter().map(|(_, parts)| part(parts).clone());
        parts.collect()
    };
    let (caches, names) = (all(|parts| &parts.cache), all(|parts| &parts.names));
    let (functions, after) = (all(|parts| &parts.functions), all(|parts| &parts.after));
    let block = (methods.first().filter(|_| !functions.is_empty()))
        .map(|(header, _)| companion::functions(header, &functions));
    quote!(#user_item #caches #names #block #after)
}

/// What an implementation of a differentiated trait gets, and what stands beside it.
pub(crate) fn in_implementation(methods: &[(Header, Parts)]) -> (TokenStream, TokenStream) {
    let inside = methods.iter().map(|(_, parts)| parts.functions.clone());
    let beside = methods.iter().map(|(_, parts)| {
        let Parts {
            cache,
            names,
            after,
            ..
        } = parts;
        quote!(#cache #names #after)
    });
    (inside.collect(), beside.collect())
}

/// A function of a block that has no derivative.
pub(crate) fn without_derivative(
    header: &Header,
    receiver: Option<ir::Passing>,
    output: TokenStream,
) -> Parts {
    Parts {
        names: naming::plain(header, receiver, output),
        ..Parts::default()
    }
}

/// The derivative of a function.
pub(crate) fn derivative(header: &Header, d: &Derivative) -> Parts {
    let cache = cache::definition(header, &d.layout);
    let ty = cache::written(header, &d.layout);
    let mut named = naming::function(header, &d.forward, &d.layout);
    named.extend(for_some::named(header, d.for_some.as_ref()));
    named.extend(takes::named(header, &d.forward, &d.read_for));
    let (pins, inner_pins) = pins::assertions(header, &d.forward);
    let forward = brief::forward(header, &d.forward, &d.layout, &inner_pins);
    let backward = brief::backward(header, &d.backward, &d.layout);
    let closures = d.closures.iter().map(|(header, d)| closure(header, d));
    let closures: TokenStream = closures.collect();
    let segments: TokenStream = (d.segments.iter())
        .map(|(header, plain, d)| segment::segment(header, plain, d))
        .collect();
    if header.block() == Some(Block::Operator) {
        return Parts {
            cache: quote!(#pins #cache),
            names: traits::operator(header, &d.forward, &ty, &quote!(#forward #backward)),
            after: quote!(#closures #segments),
            ..Parts::default()
        };
    }
    if header.block() == Some(Block::Implementation) {
        return Parts {
            cache: quote!(#pins #cache),
            names: named,
            functions: traits::items(header, &d.forward, &ty, &forward, &backward),
            after: quote!(#closures #segments),
        };
    }
    let inline = Inline::of(&d.forward).max(Inline::of(&d.backward));
    let surely_fused = (d.fused.as_ref()).is_some_and(|fused| !fused.gives_up());
    let (narrow_cache, narrow, mut passes) = match &d.narrow {
        Some(narrow) if !surely_fused => narrow::passes(header, narrow, &d.layout, inline),
        Some(narrow) if (d.fused.as_ref()).is_some_and(Fused::is_gathered) => {
            let (cache, passes) = narrow::kept(header, narrow, &d.layout);
            (cache, TokenStream::new(), passes)
        }
        _ => {
            let mut passes = Passes::of(header, shared::reusable(header, &d.forward, &d.layout));
            passes.reached = reached(&d.backward);
            (TokenStream::new(), TokenStream::new(), passes)
        }
    };
    let unread = narrow::unread(header, d, &mut passes, inline);
    let entries = entries::entries(header, &d.forward, &passes, d.fused.as_ref(), inline);
    let by_reference = by_reference::functions(header, &d.forward, &ty);
    let (lent, borrows) = (
        lent::backward(header, &d.forward, &ty),
        lent::borrows(header, &d.forward),
    );
    let graph = d
        .graph
        .as_ref()
        .map(|(graph, layout)| graph::graph(header, graph, layout));
    let shared = wrappers::wrappers(header, &d.forward, &d.layout, inline);
    let some = (d.for_some.as_ref()).map(|some| for_some::passes(header, some, inline));
    let given = given::to_functions(header, &d.forward);
    let mention = companion::mention(header);
    Parts {
        cache: quote!(#pins #cache #narrow_cache),
        names: quote!(#named #borrows #given),
        functions: quote! {
            #forward #backward #by_reference #narrow #unread #entries #lent #shared #graph
        },
        after: quote!(#some #closures #segments #mention),
    }
}

/// What stands for a closure that is passed to a function.
fn closure(header: &Header, d: &Derivative) -> TokenStream {
    let cache = cache::definition(header, &d.layout);
    let companion = companion::definition(header);
    let named = naming::function(header, &d.forward, &d.layout);
    let forward = body::forward(header, &d.forward, &d.layout, &TokenStream::new());
    let backward = body::backward(header, &d.backward, &d.layout);
    let functions = companion::functions(header, &quote!(#forward #backward));
    quote!(#cache #companion #named #functions)
}
