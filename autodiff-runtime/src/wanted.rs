//! Which adjoints the caller of a differentiated function wants, as types.

use crate::filled;

/// Says whether the adjoint of an argument is wanted: [`Wanted`], [`Fresh`] or [`Unwanted`].
pub trait Want {
    /// Whether it is.
    const IS: bool;
    /// Whether its shadow holds nothing yet: what stands there is overwritten.
    const FRESH: bool = false;
    /// The same for a shadow that is added to.
    type Added: Want;
    /// Wanted if this one or another one is.
    type Or<Other: Want>: Want;
}

/// The adjoint of an argument is wanted.
pub struct Wanted;

/// The adjoint of an argument is wanted, and nobody has begun to add it up: where the passes
/// [overwrite](ForSome::OVERWRITES), whatever stands in its shadow is overwritten.
pub struct Fresh;

/// The adjoint of an argument is not wanted: what only it needs is neither recorded nor computed, and
/// what stands where it would be says nothing.
pub struct Unwanted;

impl Want for Wanted {
    const IS: bool = true;
    type Added = Wanted;
    type Or<Other: Want> = Wanted;
}

impl Want for Fresh {
    const IS: bool = true;
    const FRESH: bool = true;
    type Added = Wanted;
    type Or<Other: Want> = Wanted;
}

impl Want for Unwanted {
    const IS: bool = false;
    type Added = Unwanted;
    type Or<Other: Want> = Other::Added;
}

/// Wanted if one of both is.
pub type Either<A, B> = <A as Want>::Or<B>;

/// Wanted, if it is, for a shadow that is added to.
pub type Added<A> = <A as Want>::Added;

/// Names the passes of a differentiated function for callers that do not want all adjoints.
///
/// `#[differentiate]` implements it for the companion type of a function.
#[diagnostic::on_unimplemented(
    message = "this call of `{Self}` cannot be differentiated",
    label = "`{Self}` has no derivative",
    note = "put `#[differentiate]` on the function that is called, or wrap the call in `autodiff::stop_gradient(..)`"
)]
pub trait ForSome {
    /// The type that has them. `Wants` is a tuple of a [`Want`] for each argument. Where leaving out
    /// saves nothing, it is the companion itself.
    type Passes<Wants>;
    /// Whether these leave a shadow alone that is not wanted, so that it may be empty.
    const SPARES: bool;
    /// Whether these overwrite the shadow of an argument that is [`Fresh`], all of it; else they add to it.
    const OVERWRITES: bool = false;
}

/// A shadow of this length for an adjoint that is not wanted; an empty one will do for a function that
/// leaves such shadows alone.
#[inline]
pub fn spare<F: ForSome, T: Clone>(zero: T, length: usize) -> Vec<T> {
    match F::SPARES {
        true => Vec::new(),
        false => filled(zero, length),
    }
}
