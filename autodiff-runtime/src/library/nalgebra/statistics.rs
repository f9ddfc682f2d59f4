//! What is computed of all elements, and sums of rows and columns.

use crate::library::statistics::{
    add_products_of_others, add_to_chosen, add_to_magnitude, add_variance,
};
use crate::library::{BinaryRule, UnaryRule};
use crate::name;
use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, OMatrix, OVector, RowOVector, U1};

macro_rules! statistics {
    ($T:ident) => {
        statistics!(@one $T "max", max, |items, totals, value, d| {
            add_to_chosen(items, totals, value, d);
        });
        statistics!(@one $T "min", min, |items, totals, value, d| {
            add_to_chosen(items, totals, value, d);
        });
        statistics!(@one $T "amax", amax, |items, totals, value, d| {
            add_to_magnitude(items, totals, value, d);
        });
        statistics!(@one $T "product", product, |items, totals, value, d| {
            add_products_of_others(items, totals, d);
        });
        statistics!(@one $T "variance", variance, |items, totals, value, d| {
            add_variance(items, totals, 0.0, d);
        });

        statistics!(@sums $T "row_sum", row_sum, RowOVector<$T, C>, U1, C,
            |column, d, a, j| column.add_scalar_mut(d[j]));
        statistics!(@sums $T "row_mean", row_mean, RowOVector<$T, C>, U1, C,
            |column, d, a, j| column.add_scalar_mut(d[j] / a.nrows() as $T));
        statistics!(@sums $T "column_sum", column_sum, OVector<$T, R>, R, U1,
            |column, d, a, j| column += d);
        statistics!(@sums $T "column_mean", column_mean, OVector<$T, R>, R, U1,
            |column, d, a, j| column.axpy(1.0 / a.ncols() as $T, d, 1.0));

        statistics!(@spreads $T "row_variance", row_variance, RowOVector<$T, C>, U1, C,
            row_mean, nrows, |i, j| j);
        statistics!(@spreads $T "column_variance", column_variance, OVector<$T, R>, R, U1,
            column_mean, ncols, |i, j| i);

        impl<R: Dim, C: Dim> BinaryRule<{ name("add_scalar") }, $T> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &$T) -> (Self, ()) {
                (self.add_scalar(*rhs), ())
            }
            #[inline]
            fn left(&self, _rhs: &$T, (): &(), d: &Self, d_self: &mut Self) {
                *d_self += d;
            }
            #[inline]
            fn right(&self, _rhs: &$T, (): &(), d: &Self, d_rhs: &mut $T) {
                *d_rhs += d.sum();
            }
        }
    };
    (@one $T:ident $name:literal, $method:ident,
        |$items:ident, $totals:ident, $value:ident, $d:ident| $add:expr) => {
        impl<R: Dim, C: Dim> UnaryRule<{ name($name) }> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Output = $T;
            type Kept = $T;
            #[inline]
            fn forward(&self) -> ($T, $T) {
                let value = self.$method();
                (value, value)
            }
            #[inline]
            #[allow(unused_variables)]
            fn operand(&self, kept: &$T, d: &$T, d_self: &mut Self) {
                let ($items, $value, $d) = (self.iter().copied(), *kept, *d);
                let $totals = d_self.iter_mut();
                $add
            }
        }
    };
    // The variances of what has so many elements; where a row and a column meet, the one that counts.
    (@spreads $T:ident $name:literal, $method:ident, $Sums:ty, $Rows:ty, $Columns:ty,
        $mean:ident, $count:ident, |$i:ident, $j:ident| $at:expr) => {
        statistics!(@along $T $name, $method, $Sums, $Rows, $Columns, |a, d, d_a| {
            let means = a.$mean();
            let scale = 2.0 / a.$count() as $T;
            for $j in 0..a.ncols() {
                for $i in 0..a.nrows() {
                    d_a[($i, $j)] += d[$at] * scale * (a[($i, $j)] - means[$at]);
                }
            }
        });
    };
    (@sums $T:ident $name:literal, $method:ident, $Sums:ty, $Rows:ty, $Columns:ty,
        |$column:ident, $d:ident, $a:ident, $j:ident| $add:expr) => {
        statistics!(@along $T $name, $method, $Sums, $Rows, $Columns, |$a, $d, d_a| {
            for ($j, mut $column) in d_a.column_iter_mut().enumerate() {
                $add;
            }
        });
    };
    // One number for each row or column.
    (@along $T:ident $name:literal, $method:ident, $Sums:ty, $Rows:ty, $Columns:ty,
        |$a:ident, $d:ident, $d_a:ident| $add:expr) => {
        impl<R: Dim, C: Dim> UnaryRule<{ name($name) }> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C> + Allocator<$Rows, $Columns>,
        {
            type Output = $Sums;
            type Kept = ();
            #[inline]
            fn forward(&self) -> ($Sums, ()) {
                (self.$method(), ())
            }
            #[inline]
            #[allow(unused_variables)]
            fn operand(&self, (): &(), $d: &$Sums, $d_a: &mut Self) {
                let $a = self;
                $add
            }
        }
    };
}
for_floats!(statistics);
