//! Methods of matrices, as functions with a derivative: what stands beside each is what
//! `#[differentiate]` puts beside a function.

use super::{BinaryRule, UnaryRule};
use crate::{Differentiable, Function, GradientOf, Ref, name};

macro_rules! of_one {
    ($($(#[$doc:meta])* $function:ident;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $function<A: UnaryRule<{ name(stringify!($function)) }>>(a: &A) -> A::Output {
            a.forward().0
        }

        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        pub enum $function {}

        #[doc(hidden)]
        impl $function {
            #[inline]
            pub fn forward<A>(a: &A) -> (A::Output, A::Kept)
            where
                A: UnaryRule<{ name(stringify!($function)) }>,
            {
                a.forward()
            }

            #[inline]
            pub fn backward<A>(
                kept: &A::Kept,
                a: &A,
                d_a: &mut GradientOf<A>,
                d_result: GradientOf<A::Output>,
            ) where
                A: UnaryRule<{ name(stringify!($function)) }>,
            {
                a.operand(kept, &d_result, d_a);
            }
        }

        impl<A> Function<(Ref<A>,)> for $function
        where
            A: UnaryRule<{ name(stringify!($function)) }>,
        {
            type Output = A::Output;
            type Cache = A::Kept;
        }
    )*};
}

macro_rules! of_two {
    ($($(#[$doc:meta])* $function:ident;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $function<A, B: Differentiable>(a: &A, b: &B) -> A::Output
        where
            A: BinaryRule<{ name(stringify!($function)) }, B>,
        {
            a.forward(b).0
        }

        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        pub enum $function {}

        #[doc(hidden)]
        impl $function {
            #[inline]
            pub fn forward<A, B: Differentiable>(a: &A, b: &B) -> (A::Output, A::Kept)
            where
                A: BinaryRule<{ name(stringify!($function)) }, B>,
            {
                a.forward(b)
            }

            #[inline]
            pub fn backward<A, B: Differentiable>(
                kept: &A::Kept,
                a: &A,
                d_a: &mut GradientOf<A>,
                b: &B,
                d_b: &mut GradientOf<B>,
                d_result: GradientOf<A::Output>,
            ) where
                A: BinaryRule<{ name(stringify!($function)) }, B>,
            {
                a.left(b, kept, &d_result, d_a);
                a.right(b, kept, &d_result, d_b);
            }
        }

        impl<A, B: Differentiable> Function<(Ref<A>, Ref<B>)> for $function
        where
            A: BinaryRule<{ name(stringify!($function)) }, B>,
        {
            type Output = A::Output;
            type Cache = A::Kept;
        }
    )*};
}

macro_rules! of_a_position {
    ($($(#[$doc:meta])* $function:ident;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $function<A>(a: &A, at: usize) -> A::Output
        where
            A: BinaryRule<{ name(stringify!($function)) }, usize>,
        {
            a.forward(&at).0
        }

        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        pub enum $function {}

        #[doc(hidden)]
        impl $function {
            #[inline]
            pub fn forward<A>(a: &A, at: usize) -> (A::Output, (usize, A::Kept))
            where
                A: BinaryRule<{ name(stringify!($function)) }, usize>,
            {
                let (result, kept) = a.forward(&at);
                (result, (at, kept))
            }

            #[inline]
            pub fn backward<A>(
                (at, kept): &(usize, A::Kept),
                a: &A,
                d_a: &mut GradientOf<A>,
                d_result: GradientOf<A::Output>,
            ) where
                A: BinaryRule<{ name(stringify!($function)) }, usize>,
            {
                a.left(at, kept, &d_result, d_a);
            }
        }

        impl<A> Function<(Ref<A>, usize)> for $function
        where
            A: BinaryRule<{ name(stringify!($function)) }, usize>,
        {
            type Output = A::Output;
            type Cache = (usize, A::Kept);
        }
    )*};
}

of_one! {
    /// The transposed matrix.
    transpose;
    /// The sum of the elements.
    sum;
    /// The mean of the elements.
    mean;
    /// The Frobenius norm. At zero its derivative is taken to be zero.
    norm;
    /// The sum of the squares of the elements.
    norm_squared;
    /// The matrix divided by its norm.
    normalize;
    /// The sum of the diagonal of a square matrix.
    trace;
    /// The determinant of a square matrix.
    determinant;
    /// The inverse of a square matrix, if it has one.
    try_inverse;
}

of_two! {
    /// The inner product; of arrays with two dimensions, the product of matrices.
    dot;
    /// The product, element by element.
    component_mul;
    /// The quotient, element by element.
    component_div;
    /// The cross product of vectors with three elements.
    cross;
    /// The product of the transposed left side with the right side.
    tr_mul;
    /// The solution `x` of `a * x = b` for a symmetric, positive definite `a`.
    ///
    /// # Panics
    ///
    /// If `a` is not positive definite.
    cholesky_solve;
    /// The solution `x` of `a * x = b`, if there is one.
    lu_solve;
}

of_a_position! {
    /// A row, as a copy.
    row;
    /// A column, as a copy.
    column;
    /// The sums along an axis of an array.
    sum_axis;
}
