//! Names for what a differentiated method returns, for callers that see only its call.

/// Names the result and the cache of a differentiated function of a type: of a method, or of one
/// without a receiver.
///
/// `#[differentiate]` on an `impl` implements it for the type; [`name`](crate::name) makes a number
/// of the function's name. `Call` says how it is called, as far as that can be seen: a call
/// [`Shared`] reads its receiver, [`Exclusive`] changes it, and [`Explicit`] is `Type::name(…)`.
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
}

/// The cache of a function that has no derivative.
pub enum NoDerivative {}

/// A call `receiver.name(…)` that is taken to leave its receiver as it is.
pub enum Shared {}

/// A call `receiver.name(…);` that is taken to change its receiver.
pub enum Exclusive {}

/// A call `Type::name(…)`, which shows how all of its arguments are passed.
pub enum Explicit {}

/// The calls that a method by `&self` allows, or one by `self` of a type that is `Copy`.
#[diagnostic::on_unimplemented(
    message = "the receiver of this call is not changed by it",
    label = "a call without a result was taken for one that changes its receiver",
    note = "write `Type::name(&value, ..)`"
)]
pub trait Reads {}
impl Reads for Shared {}
impl Reads for Explicit {}

/// The calls that a method by `&mut self` allows. That a call changes its receiver cannot be seen if
/// somebody looks at what it gives; `Type::name(…)` shows it.
///
/// ```compile_fail,E0277
/// # use autodiff::{Differentiable, differentiate};
/// #[derive(Differentiable, Clone)]
/// struct Counter(f64);
///
/// #[differentiate]
/// impl Counter {
///     fn advance(&mut self, x: f64) -> f64 {
///         self.0 += x;
///         self.0
///     }
/// }
///
/// #[differentiate]
/// fn f(x: f64) -> f64 {
///     let mut counter = Counter(x);
///     let y: f64 = counter.advance(x); // `Counter::advance(&mut counter, x)`
///     y * counter.0
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "this call changes its receiver, which cannot be seen by it",
    label = "the method takes `&mut self`",
    note = "write `Type::name(&mut value, ..)`"
)]
pub trait Changes {}
impl Changes for Exclusive {}
impl Changes for Explicit {}
