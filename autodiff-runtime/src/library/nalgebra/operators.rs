//! Operators. The adjoints of a product are products again, added in place by the kernels of the
//! library.

use crate::library::{BinaryRule, Library, UnaryRule};
use crate::name;
use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, OMatrix};

/// The number of elements of a matrix that is small: of a larger one it is faster to multiply by a
/// transposed copy, which the library does in blocks, than by the matrix as if it were transposed.
const SMALL: usize = 256;

impl<T, R: Dim, C: Dim> Library for OMatrix<T, R, C> where DefaultAllocator: Allocator<R, C> {}

macro_rules! sum {
    ($T:ident, $name:literal, $operator:tt, $add:tt) => {
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
        }
    };
}

macro_rules! operators {
    ($T:ident) => {
        sum!($T, "add", +, +=);
        sum!($T, "sub", -, -=);

        impl<R: Dim, K: Dim, C: Dim> BinaryRule<{ name("mul") }, OMatrix<$T, K, C>>
            for OMatrix<$T, R, K>
        where
            DefaultAllocator: Allocator<R, K>
                + Allocator<K, R>
                + Allocator<K, C>
                + Allocator<R, C>
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
                if rhs.ncols() == 1 {
                    d_self.ger(1.0, &d.column(0), &rhs.column(0), 1.0);
                } else {
                    d_self.gemm(1.0, d, &rhs.transpose(), 1.0);
                }
            }
            #[inline]
            fn right(
                &self,
                _rhs: &OMatrix<$T, K, C>,
                (): &(),
                d: &OMatrix<$T, R, C>,
                d_rhs: &mut OMatrix<$T, K, C>,
            ) {
                if d.ncols() == 1 || self.len() < SMALL {
                    d_rhs.gemm_tr(1.0, self, d, 1.0);
                } else {
                    d_rhs.gemm(1.0, &self.transpose(), d, 1.0);
                }
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
