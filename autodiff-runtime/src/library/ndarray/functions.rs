//! Sums, means and products of arrays.

use super::broadcast::same_axes;
use crate::library::{BinaryRule, UnaryRule};
use crate::name;
use ndarray::linalg::general_mat_mul;
use ndarray::{Array, Array1, Array2, ArrayD, Axis, Dimension, LinalgScalar};

macro_rules! functions {
    ($T:ident) => {
        impl<D: Dimension> UnaryRule<{ name("sum") }> for Array<$T, D> {
            type Output = $T;
            type Kept = ();
            #[inline]
            fn forward(&self) -> ($T, ()) {
                (self.sum(), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &$T, d_self: &mut Self) {
                *d_self += *d;
            }
        }

        impl<D: Dimension> UnaryRule<{ name("mean") }> for Array<$T, D> {
            type Output = Option<$T>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Option<$T>, ()) {
                (self.mean(), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &Option<$T>, d_self: &mut Self) {
                if let Some(d) = d {
                    *d_self += *d / self.len() as $T;
                }
            }
        }

        impl<D: Dimension> UnaryRule<{ name("transpose") }> for Array<$T, D> {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self, ()) {
                (self.t().to_owned(), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &Self, d_self: &mut Self) {
                *d_self += &d.t();
            }
        }

        impl<D: Dimension> UnaryRule<{ name("into_dyn") }> for Array<$T, D> {
            type Output = ArrayD<$T>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (ArrayD<$T>, ()) {
                (self.clone().into_dyn(), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &ArrayD<$T>, d_self: &mut Self) {
                *d_self += d;
            }
        }

        impl<D: Dimension, E: Dimension> BinaryRule<{ name("with_axes_of") }, Array<$T, E>>
            for Array<$T, D>
        {
            type Output = Array<$T, E>;
            type Kept = ();
            #[inline]
            fn forward(&self, _like: &Array<$T, E>) -> (Array<$T, E>, ()) {
                (same_axes(self.clone()), ())
            }
            #[inline]
            fn left(&self, _like: &Array<$T, E>, (): &(), d: &Array<$T, E>, d_self: &mut Self) {
                *d_self += &same_axes::<_, E, D>(d.clone());
            }
            #[inline]
            fn right(&self, _: &Array<$T, E>, (): &(), _: &Array<$T, E>, _: &mut Array<$T, E>) {}
        }

        impl<D: Dimension> UnaryRule<{ name("standard_layout") }> for Array<$T, D> {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self, ()) {
                (self.as_standard_layout().into_owned(), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &Self, d_self: &mut Self) {
                *d_self += d;
            }
        }

        impl BinaryRule<{ name("dot") }, Array1<$T>> for Array1<$T> {
            type Output = $T;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &Self) -> ($T, ()) {
                (self.dot(rhs), ())
            }
            #[inline]
            fn left(&self, rhs: &Self, (): &(), d: &$T, d_self: &mut Self) {
                d_self.scaled_add(*d, rhs);
            }
            #[inline]
            fn right(&self, _rhs: &Self, (): &(), d: &$T, d_rhs: &mut Self) {
                d_rhs.scaled_add(*d, self);
            }
        }

        impl BinaryRule<{ name("dot") }, Array2<$T>> for Array2<$T> {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &Self) -> (Self, ()) {
                (self.dot(rhs), ())
            }
            #[inline]
            fn left(&self, rhs: &Self, (): &(), d: &Self, d_self: &mut Self) {
                general_mat_mul(1.0, d, &rhs.t(), 1.0, d_self);
            }
            #[inline]
            fn right(&self, _rhs: &Self, (): &(), d: &Self, d_rhs: &mut Self) {
                general_mat_mul(1.0, &self.t(), d, 1.0, d_rhs);
            }
            #[inline]
            fn d_left(&self, rhs: &Self, (): &(), d: Self) -> Self {
                if d.ncols() > 1 && d.is_standard_layout() {
                    // So is what comes of it.
                    return d.dot(&rhs.t());
                }
                let mut d_self = Self::zeros(self.raw_dim());
                general_mat_mul(1.0, &d, &rhs.t(), 1.0, &mut d_self);
                d_self
            }
        }

        impl BinaryRule<{ name("dot") }, Array1<$T>> for Array2<$T> {
            type Output = Array1<$T>;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &Array1<$T>) -> (Array1<$T>, ()) {
                (self.dot(rhs), ())
            }
            #[inline]
            fn left(&self, rhs: &Array1<$T>, (): &(), d: &Array1<$T>, d_self: &mut Self) {
                add_outer(d, rhs, d_self);
            }
            #[inline]
            fn right(&self, _: &Array1<$T>, (): &(), d: &Array1<$T>, d_rhs: &mut Array1<$T>) {
                *d_rhs += &self.t().dot(d);
            }
        }

        impl BinaryRule<{ name("dot") }, Array2<$T>> for Array1<$T> {
            type Output = Array1<$T>;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &Array2<$T>) -> (Array1<$T>, ()) {
                (self.dot(rhs), ())
            }
            #[inline]
            fn left(&self, rhs: &Array2<$T>, (): &(), d: &Array1<$T>, d_self: &mut Self) {
                *d_self += &rhs.dot(d);
            }
            #[inline]
            fn right(&self, _: &Array2<$T>, (): &(), d: &Array1<$T>, d_rhs: &mut Array2<$T>) {
                add_outer(self, d, d_rhs);
            }
        }
    };
}
for_floats!(functions);

/// Adds the product of a column and a row.
fn add_outer<T>(column: &Array1<T>, row: &Array1<T>, total: &mut Array2<T>)
where
    T: LinalgScalar,
{
    let (column, row) = (column.view(), row.view());
    let one = T::one();
    general_mat_mul(
        one,
        &column.insert_axis(Axis(1)),
        &row.insert_axis(Axis(0)),
        one,
        total,
    );
}
