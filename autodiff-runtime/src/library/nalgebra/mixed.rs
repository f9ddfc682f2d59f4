//! Products of matrices of which one tells its size by its type and the other one does not.

use crate::library::BinaryRule;
use crate::name;
use nalgebra::allocator::Allocator;
use nalgebra::{Const, DefaultAllocator, Dim, Dyn, OMatrix, OVector};

macro_rules! mixed {
    ($T:ident) => {
        mixed!(@one $T, Const<K>, Dyn);
        mixed!(@one $T, Dyn, Const<K>);
        mixed!(@dot $T, Const<K>, Dyn);
        mixed!(@dot $T, Dyn, Const<K>);
    };
    // The inner product of vectors with so many elements.
    (@dot $T:ident, $Left:ty, $Right:ty) => {
        impl<const K: usize> BinaryRule<{ name("dot") }, OVector<$T, $Right>> for OVector<$T, $Left> {
            type Output = $T;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &OVector<$T, $Right>) -> ($T, ()) {
                (self.dot(rhs), ())
            }
            #[inline]
            fn left(&self, rhs: &OVector<$T, $Right>, (): &(), d: &$T, d_self: &mut Self) {
                d_self.zip_apply(rhs, |total, x| *total += *d * x);
            }
            #[inline]
            fn right(
                &self,
                _rhs: &OVector<$T, $Right>,
                (): &(),
                d: &$T,
                d_rhs: &mut OVector<$T, $Right>,
            ) {
                d_rhs.zip_apply(self, |total, x| *total += *d * x);
            }
        }
    };
    // So many columns the left one has, and so many rows the right one.
    (@one $T:ident, $Columns:ty, $Rows:ty) => {
        impl<R: Dim, C: Dim, const K: usize> BinaryRule<{ name("mul") }, OMatrix<$T, $Rows, C>>
            for OMatrix<$T, R, $Columns>
        where
            DefaultAllocator: Allocator<R, $Columns>
                + Allocator<R, C>
                + Allocator<$Rows, C>
                + Allocator<C, $Rows>
                + Allocator<$Columns, R>,
        {
            type Output = OMatrix<$T, R, C>;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &OMatrix<$T, $Rows, C>) -> (OMatrix<$T, R, C>, ()) {
                (self * rhs, ())
            }
            fn left(
                &self,
                rhs: &OMatrix<$T, $Rows, C>,
                (): &(),
                d: &OMatrix<$T, R, C>,
                d_self: &mut Self,
            ) {
                d_self.gemm(1.0, d, &rhs.transpose(), 1.0);
            }
            fn right(
                &self,
                _rhs: &OMatrix<$T, $Rows, C>,
                (): &(),
                d: &OMatrix<$T, R, C>,
                d_rhs: &mut OMatrix<$T, $Rows, C>,
            ) {
                d_rhs.gemm(1.0, &self.transpose(), d, 1.0);
            }
        }
    };
}
for_floats!(mixed);
