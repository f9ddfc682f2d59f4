//! Vectors that are convolved, and matrices without a row or a column.

use crate::library::BinaryRule;
use crate::name;
use nalgebra::allocator::{Allocator, Reallocator};
use nalgebra::{DVector, DefaultAllocator, Dim, DimDiff, DimSub, OMatrix, U1};

macro_rules! edited {
    ($T:ident) => {
        edited!(@convolution $T, "convolve_full", convolve_full, |_kernel| 0);
        edited!(@convolution $T, "convolve_valid", convolve_valid, |kernel| kernel.len() - 1);
        edited!(@without $T, "remove_row", remove_row, R, DimDiff<R, U1>, C,
            |at, i, j| (i + usize::from(i >= at), j));
        edited!(@without $T, "remove_column", remove_column, C, R, DimDiff<C, U1>,
            |at, i, j| (i, j + usize::from(j >= at)));
    };
    // Of the full convolution so many numbers are left out at the start.
    (@convolution $T:ident, $name:literal, $method:ident, |$kernel:ident| $start:expr) => {
        impl BinaryRule<{ name($name) }, Self> for DVector<$T> {
            type Output = Self;
            type Kept = ();
            fn forward(&self, kernel: &Self) -> (Self, ()) {
                (self.$method(kernel.clone()), ())
            }
            fn left(&self, $kernel: &Self, (): &(), d: &Self, d_self: &mut Self) {
                let start: usize = $start;
                for (i, d) in d.iter().enumerate() {
                    for (k, x) in $kernel.iter().enumerate() {
                        if let Some(total) = (start + i).checked_sub(k).and_then(|u| d_self.get_mut(u)) {
                            *total += *d * *x;
                        }
                    }
                }
            }
            fn right(&self, $kernel: &Self, (): &(), d: &Self, d_kernel: &mut Self) {
                let start: usize = $start;
                for (i, d) in d.iter().enumerate() {
                    for (k, total) in d_kernel.iter_mut().enumerate() {
                        if let Some(x) = (start + i).checked_sub(k).and_then(|u| self.get(u)) {
                            *total += *d * *x;
                        }
                    }
                }
            }
        }
    };
    // Where an element of the result stood before.
    (@without $T:ident, $name:literal, $method:ident, $D:ident, $Rows:ty, $Columns:ty,
        |$at:ident, $i:ident, $j:ident| $from:expr) => {
        impl<R: Dim, C: Dim> BinaryRule<{ name($name) }, usize> for OMatrix<$T, R, C>
        where
            $D: DimSub<U1>,
            DefaultAllocator:
                Allocator<R, C> + Allocator<$Rows, $Columns> + Reallocator<$T, R, C, $Rows, $Columns>,
        {
            type Output = OMatrix<$T, $Rows, $Columns>;
            type Kept = ();
            fn forward(&self, at: &usize) -> (Self::Output, ()) {
                (self.clone().$method(*at), ())
            }
            fn left(&self, $at: &usize, (): &(), d: &Self::Output, d_self: &mut Self) {
                let $at = *$at;
                for $j in 0..d.ncols() {
                    for $i in 0..d.nrows() {
                        d_self[$from] += d[($i, $j)];
                    }
                }
            }
            fn right(&self, _at: &usize, (): &(), _d: &Self::Output, (): &mut ()) {}
        }
    };
}
for_floats!(edited);
