//! Names for what a differentiated function returns, for callers that see only its call.

use crate::Record;
use core::marker::PhantomData;

/// Names the result and the cache of a differentiated function.
///
/// `#[differentiate]` implements it for the companion type of a function. `Args` is a tuple of the
/// types of the arguments, with [`Ref<T>`](Ref) for `&T` and `&mut T`; a function without type
/// parameters implements it for every `Args`.
#[diagnostic::on_unimplemented(
    message = "this call of `{Self}` cannot be differentiated",
    label = "`{Self}` has no derivative for these arguments",
    note = "put `#[differentiate]` on the function that is called, or wrap the call in `autodiff::stop_gradient(..)`"
)]
pub trait Function<Args> {
    /// What the function returns.
    type Output;
    /// What its forward pass leaves for its backward pass.
    type Cache;
    /// The same of many calls, one after the other.
    type Calls: Record;
    /// How many operations the forward pass is, where it is a few cheap ones and may run again.
    const WORK: usize = usize::MAX;
}

/// Stands for all `Args` of a [`Function`] whose type parameters they do not tell: for these, as a tuple, with `[(); N]` for
/// a length.
pub struct Told<Parameters>(PhantomData<fn(&Parameters)>);

/// Stands for an argument that is a function among the `Args` of a [`Function`]: `Cache` is what each of
/// its calls leaves for the backward pass.
pub struct Calls<Cache>(PhantomData<fn(&Cache)>);

/// Stands for `&T` and `&mut T` among the `Args` of a [`Function`], without their lifetimes.
pub struct Ref<T: ?Sized>(PhantomData<fn(&T)>);

/// Says what a function hands to one of its arguments that is a function itself: `What` is the type
/// of that parameter, or `Ref<()>` for one behind a reference. `#[differentiate]` implements it for
/// the companion type of a function; a closure without the types of its parameters asks for it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` hands something else to this closure",
    label = "it was taken for a number, or for a slice where it is used as one",
    note = "write the types of the closure's parameters, as in `|t: f64, y: [f64; 2]| ..`"
)]
pub trait Gives<const ARGUMENT: usize, const PARAMETER: usize, What> {}

/// Names what a function hands by value to one of its arguments that is a function itself, for a
/// closure that does not need to know it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` hands something else to this closure",
    label = "what it hands to this parameter is not known here",
    note = "write the types of the closure's parameters, as in `|t: f64, y: [f64; 2]| ..`"
)]
pub trait Hands<const ARGUMENT: usize, const PARAMETER: usize> {
    /// The type of that parameter.
    type What;
}

/// Does not compile unless the function hands that to its argument.
pub fn assert_gives<F, const ARGUMENT: usize, const PARAMETER: usize, What>()
where
    F: Gives<ARGUMENT, PARAMETER, What>,
{
}

/// What has a `gradient` of its own. Nothing implements it: it is asked for by those of functions that are given functions,
/// iterators or references of which no derivative is known.
///
/// ```
/// use autodiff::differentiate;
///
/// #[differentiate]
/// fn total(v: &[f64], mut f: impl FnMut(f64) -> f64) -> f64 {
///     v.iter().map(|x| f(*x)).sum()
/// }
///
/// #[differentiate]
/// fn squares(v: &[f64]) -> f64 {
///     total(v, |x| x * x)
/// }
///
/// assert_eq!(squares::gradient(&[3.0]), [6.0]);
/// ```
///
/// ```compile_fail,E0277
/// # use autodiff::differentiate;
/// # #[differentiate]
/// # fn total(v: &[f64], mut f: impl FnMut(f64) -> f64) -> f64 {
/// #     v.iter().map(|x| f(*x)).sum()
/// # }
/// total::gradient(&[3.0], |x| x * x);
/// ```
#[diagnostic::on_unimplemented(
    message = "this function has no gradient of its own",
    label = "what it is given has no derivative without the function that makes it",
    note = "differentiate a function that makes what this one is given and calls it, and ask that one: \
            `#[differentiate] fn f(x: f64) -> f64 {{ total(&[x], |v| v * x) }}` has `f::gradient(x)`"
)]
pub trait GradientOfItsOwn {}
