//! Gradients of ordinary Rust functions on stable Rust.
//!
//! Put `#[differentiate]` on a function of floats, and beside it stands what computes its gradient:
//!
//! ```
//! use autodiff::differentiate;
//!
//! #[differentiate]
//! fn f(x: f64, y: f64, z: f64) -> f64 {
//!     let q = x + y;
//!     q * z
//! }
//!
//! let (dx, dy, dz) = f::gradient(-2.0, 5.0, -4.0);
//! assert_eq!((dx, dy, dz), (-4.0, -4.0, 3.0));
//! ```
//!
//! The crate has five parts:
//!
//! * **for users**: the attribute [`differentiate`], [`stop_gradient`], which cuts the flow of a
//!   gradient, and [`check`], which compares gradients with finite differences;
//! * **for networks**: [`nn`], gates for vectors, matrices and images, and with the feature `rayon`
//!   `sum_over_samples`, a loss and its gradient on several threads;
//! * **for looking**: with the feature `graph`, computational graphs as data and as pictures;
//! * **the shape of gradients**: [`Differentiable`], which structs derive, [`Accumulate`], [`Zero`];
//! * **for generated code**: everything else. It can be called by hand just as well, and its
//!   functions do what their names say.
//!
//! There is no tape and no `unsafe`. Nothing here depends on another crate, but for the features
//! `nalgebra` and `ndarray`, which give derivatives to the matrices of these (see [`library`]),
//! `rayon` and `graph`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

// Differentiated functions of this crate name it as any other crate does.
#[cfg(feature = "nn")]
extern crate self as autodiff;

mod accumulate;
mod again;
mod boxes;
pub mod check;
mod component;
mod copies;
pub mod deques;
mod differentiable;
mod element;
mod elements;
mod entry;
mod fallible;
mod field;
mod filled;
mod function;
#[cfg(feature = "graph")]
pub mod graph;
mod grow;
mod guarded;
pub mod heap;
mod is;
mod kept;
mod lent;
pub mod library;
mod maps;
mod method;
#[cfg(feature = "nn")]
pub mod nn;
mod number;
mod object;
mod objective;
mod operator;
mod operator_of_refs;
mod operators_of_floats;
mod order;
pub mod partial;
mod per_call;
mod record;
mod recordable;
#[cfg(feature = "rayon")]
mod samples;
mod scalar;
mod segments;
mod settled;
mod slices;
mod spans;
mod stop_gradient;
mod strings;
mod sum;
mod take_last;
pub mod taken;
mod takes;
mod trips;
mod tuples;
mod unused;
mod wanted;
mod zero;

pub use accumulate::{Accumulate, accumulate};
pub use again::{Again, One, work};
pub use boxes::{Pointer, arc, boxed, rc, unboxed};
pub use component::Component;
pub use copies::Copies;
pub use differentiable::{Differentiable, GradientOf, ShadowOf, zero_gradient};
pub use element::Element;
pub use elements::{Elements, FixedLength};
pub use entry::{ReadsElement, WritesElement};
pub use fallible::{Fallible, inside, split};
pub use field::{Field, name};
pub use filled::filled;
pub use function::{Calls, Function, Gives, GradientOfItsOwn, Hands, Ref, Told, assert_gives};
pub use grow::grow;
pub use guarded::{bounded, finite, guarded};
pub use is::Is;
pub use kept::{Borrows, Keeps, Kept, KeptBy, Nothing, Receiver, Whole, keep, keep_by};
pub use lent::{Lent, assert_lent, assert_lent_by, assert_same};
pub use maps::{Map, key_position, map_keys, map_values};
pub use method::{Changes, Explicit, Method, NoDerivative, Open, Reads, Shared};
pub use number::{Number, absolute, cast, literal};
pub use object::{AnyGradient, ObjectCache, ObjectGradient, Uncopied, gradient_inside};
pub use objective::Objective;
pub use operator::{AssigningOperator, Conversion, Operator, UnaryOperator};
pub use operator_of_refs::{
    AssigningOperatorByRef, OperatorByRef, OperatorOfRefs, OperatorOnRef, UnaryOperatorOnRef,
};
pub use order::{
    ascending, ascending_total, compared, descending, descending_total, partially_compared,
    selected_ascending, selected_ascending_total, selected_descending, selected_descending_total,
    total_less,
};
pub use per_call::PerCall;
pub use record::Record;
pub use recordable::{ByParts, Copying, Recordable};
#[cfg(feature = "rayon")]
pub use samples::sum_over_samples;
pub use scalar::{Scalar, assert_scalar};
pub use segments::{segment_start, segments};
pub use settled::{Settled, is_settled};
pub use slices::Slices;
pub use spans::{rows_mut, span, span_mut};
pub use stop_gradient::stop_gradient;
pub use strings::{
    bytes, chars, contains_text, ends_with_text, find_char, is_text, is_text_but_for_case,
    starts_with_text, to_ascii_lowercase, to_ascii_uppercase, to_lowercase, to_string,
    to_uppercase, trim,
};
pub use sum::{Sum, sum};
pub use take_last::take_last;
pub use takes::{AsSlice, AsVec, Both, Takes, TakesList, is_read, lend};
pub use trips::{Discrete, Integer, assert_integer, integer, trips, trips_inclusive};
pub use unused::{Unused, unused};
pub use wanted::{Added, Either, ForSome, Fresh, Unwanted, Want, Wanted, spare};
pub use zero::{Zero, set_zero};

#[doc(hidden)]
pub use std::boxed::Box;
#[doc(hidden)]
pub use std::vec;
#[doc(hidden)]
pub use std::vec::Vec;

#[doc(hidden)]
pub use autodiff_macros::inherited;
pub use autodiff_macros::{Differentiable, differentiate};

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
