//! The float types, as a bound.

use core::fmt;
use core::ops::{
    Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign,
};

use crate::{Accumulate, Differentiable, Number, Recordable, Sum, Zero};

mod sealed {
    use super::*;

    /// What the crate's own code needs of a float.
    ///
    /// Nothing takes `self` and nothing has one of the usual names, so that a type parameter bounded
    /// by [`Scalar`](super::Scalar) never makes `x.sin()` or `T::zero()` ambiguous.
    pub trait Arithmetic:
        Copy
        + PartialOrd
        + fmt::Debug
        + Default
        + Neg<Output = Self>
        + Add<Output = Self>
        + Sub<Output = Self>
        + Mul<Output = Self>
        + Div<Output = Self>
        + Rem<Output = Self>
        + AddAssign
        + SubAssign
        + MulAssign
        + DivAssign
        + RemAssign
    {
        const EPSILON_OF: Self;
        const LARGEST: Self;
        const NAN_OF: Self;
        fn literal(number: f64) -> Self;
        fn of<N: Number>(number: N) -> Self;
        fn widened(x: Self) -> f64;
        fn absolute(x: Self) -> Self;
        fn negative_sign(x: Self) -> bool;
        fn normal(x: Self) -> bool;
        fn natural_logarithm(x: Self) -> Self;
        fn power(x: Self, exponent: Self) -> Self;
        fn integer_power(x: Self, exponent: i32) -> Self;
    }
}

pub(crate) use sealed::Arithmetic;

/// `f32` or `f64`: the types whose arithmetic is differentiated as float arithmetic.
///
/// The trait is sealed. It exists to be a bound: generated code asserts with it that a type which the
/// macro only knows by name is a float.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is used here like a float, but it is neither `f32` nor `f64`",
    label = "arithmetic on `{Self}` cannot be differentiated as float arithmetic",
    note = "annotate the `let` that this value comes from, so that its type is known; what a type parameter has to be is asked by `T: autodiff::Scalar`"
)]
pub trait Scalar:
    sealed::Arithmetic
    + Differentiable<Gradient = Self, Shadow = Self>
    + Accumulate
    + Zero
    + Sum<Float = Self>
    + Number
    + Recordable
    + 'static
{
}

macro_rules! scalars {
    ($($F:ident),*) => {$(
        impl Scalar for $F {}
        impl sealed::Arithmetic for $F {
            const EPSILON_OF: Self = $F::EPSILON;
            const LARGEST: Self = $F::MAX;
            const NAN_OF: Self = $F::NAN;
            #[inline(always)]
            fn literal(number: f64) -> Self {
                number as $F
            }
            #[inline(always)]
            fn of<N: Number>(number: N) -> Self {
                N::$F(number)
            }
            #[inline(always)]
            fn widened(x: Self) -> f64 {
                x.into()
            }
            #[inline(always)]
            fn absolute(x: Self) -> Self {
                x.abs()
            }
            #[inline(always)]
            fn negative_sign(x: Self) -> bool {
                x.is_sign_negative()
            }
            #[inline(always)]
            fn normal(x: Self) -> bool {
                x.is_normal()
            }
            #[inline(always)]
            fn natural_logarithm(x: Self) -> Self {
                x.ln()
            }
            #[inline(always)]
            fn power(x: Self, exponent: Self) -> Self {
                x.powf(exponent)
            }
            #[inline(always)]
            fn integer_power(x: Self, exponent: i32) -> Self {
                x.powi(exponent)
            }
        }
    )*};
}
scalars!(f32, f64);

/// Does nothing, and compiles only if `T` is `f32` or `f64`.
pub const fn assert_scalar<T: Scalar>() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_floats_are_scalars() {
        const _: () = assert_scalar::<f32>();
        const _: () = assert_scalar::<f64>();
        assert_eq!(<f32 as Arithmetic>::literal(0.5), 0.5f32);
        assert_eq!(<f32 as Arithmetic>::widened(0.25), 0.25f64);
        assert_eq!(<f32 as Arithmetic>::of(3u8), 3.0f32);
    }
}
