//! Names for what a differentiated method returns, for callers that see only its call.

use crate::Record;

/// Names the result and the cache of a differentiated function of a type: of a method, or of one
/// without a receiver.
///
/// `#[differentiate]` on an `impl` implements it for the type; [`name`](crate::name) makes a number
/// of the function's name. `Call` says how it is called, as far as that can be seen: a call
/// [`Shared`] reads its receiver, [`Open`] may change it, and [`Explicit`] is `Type::name(…)`.
/// `Args` is a tuple of the types of all arguments, the receiver's first, with [`Ref<T>`](crate::Ref)
/// for references; a function without generic parameters of its own implements it for every `Args`.
#[diagnostic::on_unimplemented(
    message = "a function of `{Self}` that is called here cannot be differentiated",
    label = "`{Self}` has no such function with a derivative",
    note = "put `#[differentiate]` on the `impl` of `{Self}` that it stands in, or wrap the call in \
            `autodiff::stop_gradient(..)`"
)]
pub trait Method<const NAME: u64, Call, Args> {
    /// What the function returns.
    type Output;
    /// What its forward pass leaves for its backward pass.
    type Cache;
    /// The same of many calls, one after the other.
    type Calls: Record;
}

/// The cache of a function that has no derivative.
pub enum NoDerivative {}

/// A call `receiver.name(…)` that is taken to leave its receiver as it is.
pub enum Shared {}

/// A call `receiver.name(…)` on something that the method may change or not.
pub enum Open {}

/// A call `Type::name(…)`, which shows how all of its arguments are passed.
pub enum Explicit {}

/// The calls that a method by `&self` allows, or one by `self` of a type that is `Copy`.
pub trait Reads {}
impl Reads for Shared {}
impl Reads for Open {}
impl Reads for Explicit {}

/// The calls that a method by `&mut self` allows: those on what can be seen to be changeable.
#[diagnostic::on_unimplemented(
    message = "this call changes its receiver, which cannot be seen by it",
    label = "the method takes `&mut self`",
    note = "write `Type::name(&mut value, ..)`"
)]
pub trait Changes {}
impl Changes for Open {}
impl Changes for Explicit {}
