//! The attribute `#[differentiate]` of the crate `autodiff-runtime`, through which it is used.
//!
//! The attribute differentiates a function by source transformation: [`lower`] reads the user's
//! tokens into an intermediate representation ([`ir`]), [`analysis`] finds out what carries
//! derivatives and what has to be recorded, [`transform`] makes the forward and the backward
//! function, [`emit`] prints them. [`expand`] is the pipeline on one screen.
//!
//! Invariants:
//! * Nothing flows back: a stage reads what earlier stages made and changes none of it.
//! * Only `lower` knows the syntax tree, only `emit` makes tokens, only `analysis` and `transform`
//!   know the chain rule, and of it only [`rules`] knows particular functions.
//! * Errors are collected with their places and shown together; behind the error gate nothing
//!   fails. Whatever parses gives code or located errors.
//! * Each stage's output is verified. A mistake of ours is a compile error, not a wrong gradient.
#![forbid(unsafe_code)]
#![allow(rustdoc::private_intra_doc_links)]

mod analysis;
#[cfg(test)]
mod bodies;
mod config;
mod derive;
mod diagnostics;
mod emit;
mod expand;
#[cfg(test)]
mod interpret;
mod ir;
mod lower;
mod rules;
mod transform;

use proc_macro::TokenStream;

/// Generates, beside a function, what computes its gradient.
///
/// For `fn f(x: f64, w: &[f64]) -> f64` these are the functions of a type that is also called `f`:
///
/// * `f::forward(x, w) -> (f64, FCache)`: the value, and what the backward pass reads;
/// * `f::backward(&cache, w, d_w, d_result) -> f64`: adds to `d_w` and returns the adjoint of `x`;
/// * `f::gradient(x, w) -> (f64, Vec<f64>)` and `f::value_and_gradient(x, w)`;
/// * `f::value_and_gradient_into(x, w, d_w)`: overwrites `d_w`.
///
/// On an `impl` the same is generated for each of its functions that takes and gives floats, as
/// `name_forward`, `name_backward` and so on beside the methods; on a `trait` for each of its methods,
/// as items that an `impl` gives; on a `mod` for everything in it.
///
/// Arguments of the attribute:
///
/// * `wrt(w)`: `gradient` and its kin give these gradients only;
/// * `companion = name`: the type is called `name`, not `f`;
/// * `backward = path`: the function is not read; `path(x, w, d_w, result, d_result)` is its
///   backward pass;
/// * `without(recompute, fuse, simplify, order, spans, choices,
///   neighbours, sums, wrt, share, wanted, value)`: switches optimisations off.
///
/// Inside of the function, `#[checkpoint]` or `#[checkpoint(snapshots = 64)]` on a loop lets the backward
/// pass run its iterations again, part by part, instead of reading records of all of them.
#[proc_macro_attribute]
pub fn differentiate(args: TokenStream, item: TokenStream) -> TokenStream {
    expand::differentiate(args.into(), item.into()).into()
}

/// Gives a struct a gradient: the struct `SGradient` of the same fields beside a struct `S`.
///
/// A field of the gradient is the gradient of the field, `()` where nothing flows through it. The
/// gradient can be added to and set to zero, cloned, compared and printed if those of its fields can.
/// Functions under `#[differentiate]` may then take, make and return such structs. What they record
/// of one may have to be cloned, so it should derive `Clone` too.
#[proc_macro_derive(Differentiable)]
pub fn differentiable(item: TokenStream) -> TokenStream {
    expand::differentiable(item.into()).into()
}

/// What the macro of a differentiated trait calls for the methods that an `impl` leaves to it.
#[doc(hidden)]
#[proc_macro]
pub fn inherited(tokens: TokenStream) -> TokenStream {
    expand::inherited(tokens.into()).into()
}
