//! Operators. The adjoints of a product are products again, added in place by the kernels of the
//! library.

use crate::library::{BinaryRule, Library, UnaryRule};
use crate::name;
use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, OMatrix, RealField};

/// The number of elements of a matrix that is small: of a larger one it is faster to multiply by a
/// transposed copy, which the library does in blocks, than by the matrix as if it were transposed.
const SMALL: usize = 256;

impl<T: nalgebra::Scalar, R: Dim, C: Dim> Library for OMatrix<T, R, C> where
    DefaultAllocator: Allocator<R, C>
{
}

macro_rules! sum {
    ($T:ident, $name:literal, $operator:tt, $add:tt, |$d:ident| $right:expr) => {
        impl<R: Dim, C: Dim> BinaryRule<{ name($name) }, Self> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &Self) -> (Self, ()) {
                (self $operator rhs, ())
            }
            #[inline]
            fn left(&self, _rhs: &Self, (): &(), d: &Self, d_self: &mut Self) {
                *d_self += d;
            }
            #[inline]
            fn right(&self, _rhs: &Self, (): &(), d: &Self, d_rhs: &mut Self) {
                *d_rhs $add d;
            }
            /// The adjoints do not depend on the operands: an empty matrix stands for the left one.
            #[inline]
            fn forward_taking(mut self, rhs: &Self) -> (Self, Self, ()) {
                self $add rhs;
                (self, hollow(), ())
            }
            #[inline]
            fn d_left(&self, _rhs: &Self, (): &(), d: Self) -> Self {
                d
            }
            #[inline]
            fn d_right(&self, _rhs: &Self, (): &(), $d: Self) -> Self {
                $right
            }
        }
    };
}

/// A matrix that takes as little memory as there is of its type.
fn hollow<T: RealField, R: Dim, C: Dim>() -> OMatrix<T, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    let (rows, columns) = (R::try_to_usize(), C::try_to_usize());
    let (rows, columns) = (rows.unwrap_or(0), columns.unwrap_or(0));
    OMatrix::zeros_generic(R::from_usize(rows), C::from_usize(columns))
}

/// Adds `a bᵀ`: with a transposed copy of `b`, or as `(b aᵀ)ᵀ`, where that copies less.
pub(super) fn add_times_transposed<T: RealField, R: Dim, C: Dim, K: Dim>(
    total: &mut OMatrix<T, R, K>,
    a: &OMatrix<T, R, C>,
    b: &OMatrix<T, K, C>,
) where
    DefaultAllocator: Allocator<R, C>
        + Allocator<C, R>
        + Allocator<K, C>
        + Allocator<C, K>
        + Allocator<R, K>
        + Allocator<K, R>,
{
    if b.ncols() == 1 {
        total.ger(T::one(), &a.column(0), &b.column(0), T::one());
    } else if b.len() <= a.len() + total.len() {
        total.gemm(T::one(), a, &b.transpose(), T::one());
    } else {
        *total += (b * a.transpose()).transpose();
    }
}

/// Adds `aᵀ b`, likewise.
pub(super) fn add_transposed_times<T: RealField, R: Dim, C: Dim, K: Dim>(
    total: &mut OMatrix<T, K, C>,
    a: &OMatrix<T, R, K>,
    b: &OMatrix<T, R, C>,
) where
    DefaultAllocator: Allocator<R, K>
        + Allocator<K, R>
        + Allocator<R, C>
        + Allocator<C, R>
        + Allocator<K, C>
        + Allocator<C, K>,
{
    if b.ncols() == 1 || a.len() < SMALL {
        total.gemm_tr(T::one(), a, b, T::one());
    } else if a.len() <= b.len() + total.len() {
        total.gemm(T::one(), &a.transpose(), b, T::one());
    } else {
        *total += (b.transpose() * a).transpose();
    }
}

macro_rules! operators {
    ($T:ident) => {
        sum!($T, "add", +, +=, |d| d);
        sum!($T, "sub", -, -=, |d| -d);

        impl<R: Dim, K: Dim, C: Dim> BinaryRule<{ name("mul") }, OMatrix<$T, K, C>>
            for OMatrix<$T, R, K>
        where
            DefaultAllocator: Allocator<R, K>
                + Allocator<K, R>
                + Allocator<K, C>
                + Allocator<R, C>
                + Allocator<C, R>
                + Allocator<C, K>,
        {
            type Output = OMatrix<$T, R, C>;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &OMatrix<$T, K, C>) -> (OMatrix<$T, R, C>, ()) {
                (self * rhs, ())
            }
            #[inline]
            fn left(
                &self,
                rhs: &OMatrix<$T, K, C>,
                (): &(),
                d: &OMatrix<$T, R, C>,
                d_self: &mut Self,
            ) {
                add_times_transposed(d_self, d, rhs);
            }
            #[inline]
            fn right(
                &self,
                _rhs: &OMatrix<$T, K, C>,
                (): &(),
                d: &OMatrix<$T, R, C>,
                d_rhs: &mut OMatrix<$T, K, C>,
            ) {
                add_transposed_times(d_rhs, self, d);
            }
        }

        impl<R: Dim, C: Dim> BinaryRule<{ name("mul") }, $T> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &$T) -> (Self, ()) {
                (self * *rhs, ())
            }
            #[inline]
            fn left(&self, rhs: &$T, (): &(), d: &Self, d_self: &mut Self) {
                d_self.zip_apply(d, |total, part| *total += part * *rhs);
            }
            #[inline]
            fn right(&self, _rhs: &$T, (): &(), d: &Self, d_rhs: &mut $T) {
                *d_rhs += self.dot(d);
            }
        }

        impl<R: Dim, C: Dim> BinaryRule<{ name("mul") }, OMatrix<$T, R, C>> for $T
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Output = OMatrix<$T, R, C>;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &OMatrix<$T, R, C>) -> (OMatrix<$T, R, C>, ()) {
                (*self * rhs, ())
            }
            #[inline]
            fn left(
                &self,
                rhs: &OMatrix<$T, R, C>,
                (): &(),
                d: &OMatrix<$T, R, C>,
                d_self: &mut $T,
            ) {
                *d_self += rhs.dot(d);
            }
            #[inline]
            fn right(
                &self,
                _rhs: &OMatrix<$T, R, C>,
                (): &(),
                d: &OMatrix<$T, R, C>,
                d_rhs: &mut OMatrix<$T, R, C>,
            ) {
                d_rhs.zip_apply(d, |total, part| *total += part * *self);
            }
        }

        impl<R: Dim, C: Dim> BinaryRule<{ name("div") }, $T> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &$T) -> (Self, ()) {
                (self / *rhs, ())
            }
            #[inline]
            fn left(&self, rhs: &$T, (): &(), d: &Self, d_self: &mut Self) {
                d_self.zip_apply(d, |total, part| *total += part / *rhs);
            }
            #[inline]
            fn right(&self, rhs: &$T, (): &(), d: &Self, d_rhs: &mut $T) {
                *d_rhs -= self.dot(d) / (*rhs * *rhs);
            }
        }

        impl<R: Dim, C: Dim> UnaryRule<{ name("neg") }> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self, ()) {
                (-self, ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &Self, d_self: &mut Self) {
                *d_self -= d;
            }
        }
    };
}
for_floats!(operators);
