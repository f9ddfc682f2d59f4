//! What is computed of all elements, or along an axis.

use crate::library::statistics::{add_products_of_others, add_variance};
use crate::library::{BinaryRule, UnaryRule};
use crate::name;
use ndarray::{Array, Axis, Dimension, RemoveAxis};

macro_rules! statistics {
    ($T:ident) => {
        impl<D: Dimension> UnaryRule<{ name("product") }> for Array<$T, D> {
            type Output = $T;
            type Kept = ();
            #[inline]
            fn forward(&self) -> ($T, ()) {
                (self.product(), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &$T, d_self: &mut Self) {
                add_products_of_others(self.iter().copied(), d_self.iter_mut(), *d);
            }
        }

        // The partials of the variance, and of its root.
        statistics!(@spread $T "var", var, |value, d| d);
        statistics!(@spread $T "std", std, |value, d| {
            if value == 0.0 { 0.0 } else { d / (2.0 * value) }
        });

        impl<D: RemoveAxis> BinaryRule<{ name("sum_axis") }, usize> for Array<$T, D> {
            type Output = Array<$T, D::Smaller>;
            type Kept = ();
            #[inline]
            fn forward(&self, axis: &usize) -> (Self::Output, ()) {
                (self.sum_axis(Axis(*axis)), ())
            }
            #[inline]
            fn left(&self, axis: &usize, (): &(), d: &Self::Output, d_self: &mut Self) {
                let lanes = d_self.axis_iter_mut(Axis(*axis));
                lanes.for_each(|mut lane| lane += d);
            }
            #[inline]
            fn right(&self, _: &usize, (): &(), _: &Self::Output, (): &mut ()) {}
        }

        impl<D: RemoveAxis> BinaryRule<{ name("mean_axis") }, usize> for Array<$T, D> {
            type Output = Option<Array<$T, D::Smaller>>;
            type Kept = ();
            #[inline]
            fn forward(&self, axis: &usize) -> (Self::Output, ()) {
                (self.mean_axis(Axis(*axis)), ())
            }
            #[inline]
            fn left(&self, axis: &usize, (): &(), d: &Self::Output, d_self: &mut Self) {
                if let Some(d) = d {
                    let part = d / self.len_of(Axis(*axis)) as $T;
                    let lanes = d_self.axis_iter_mut(Axis(*axis));
                    lanes.for_each(|mut lane| lane += &part);
                }
            }
            #[inline]
            fn right(&self, _: &usize, (): &(), _: &Self::Output, (): &mut ()) {}
        }

        impl<D: Dimension> BinaryRule<{ name("insert_axis") }, usize> for Array<$T, D> {
            type Output = Array<$T, D::Larger>;
            type Kept = ();
            #[inline]
            fn forward(&self, axis: &usize) -> (Self::Output, ()) {
                (self.clone().insert_axis(Axis(*axis)), ())
            }
            #[inline]
            fn left(&self, _: &usize, (): &(), d: &Self::Output, d_self: &mut Self) {
                d_self.iter_mut().zip(d).for_each(|(total, d)| *total += d);
            }
            #[inline]
            fn right(&self, _: &usize, (): &(), _: &Self::Output, (): &mut ()) {}
        }
    };
    (@spread $T:ident $name:literal, $method:ident, |$value:ident, $d:ident| $outer:expr) => {
        impl<D: Dimension> BinaryRule<{ name($name) }, $T> for Array<$T, D> {
            type Output = $T;
            type Kept = $T;
            #[inline]
            fn forward(&self, correction: &$T) -> ($T, $T) {
                let value = self.$method(*correction);
                (value, value)
            }
            #[inline]
            #[allow(unused_variables)]
            fn left(&self, correction: &$T, kept: &$T, d: &$T, d_self: &mut Self) {
                let ($value, $d) = (*kept, *d);
                add_variance(self.iter().copied(), d_self.iter_mut(), *correction, $outer);
            }
            #[inline]
            #[allow(unused_variables)]
            fn right(&self, correction: &$T, kept: &$T, d: &$T, d_correction: &mut $T) {
                let ($value, $d) = (*kept, *d);
                let variance = self.var(*correction);
                *d_correction += $outer * variance / (self.len() as $T - *correction);
            }
        }
    };
}
for_floats!(statistics);
