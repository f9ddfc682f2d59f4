//! Operators between arrays, with broadcasting, and between arrays and numbers.

use super::broadcast::{add_summed, add_zipped, same_axes, sum_zipped, zipped};
use crate::library::{BinaryRule, Library, UnaryRule};
use crate::{Differentiable, GradientOf, name};
use ndarray::{Array, DimMax, Dimension};

impl<T, D: Dimension> Library for Array<T, D> {}

macro_rules! operators {
    ($T:ident) => {
        operators!(@arrays $T "add", +,
            |total, d, a, b| add_summed(total, d),
            |total, d, a, b| add_summed(total, d), { operators!(@taking $T, E, +); });
        operators!(@arrays $T "sub", -,
            |total, d, a, b| add_summed(total, d),
            |total, d, a, b| add_summed(total, &-d), { operators!(@taking $T, E, -); });
        operators!(@arrays $T "mul", *,
            |total, d, a, b| add_zipped(total, d, b, |d, b| d * b),
            |total, d, a, b| add_zipped(total, d, a, |d, a| d * a), {});
        operators!(@arrays $T "div", /,
            |total, d, a, b| add_zipped(total, d, b, |d, b| d / b),
            |total, d, a, b| add_zipped(total, &zipped(d, a, |d, a| d * a), b, |da, b| -da / (b * b)),
            {});

        operators!(@number $T "add", +, |d, a, b| (d, d));
        operators!(@number $T "sub", -, |d, a, b| (d, -d));
        operators!(@number $T "mul", *, |d, a, b| (d * b, d * a));
        operators!(@number $T "div", /, |d, a, b| (d / b, -d * a / (b * b)));

        impl<D: Dimension> UnaryRule<{ name("neg") }> for Array<$T, D> {
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
    (@arrays $T:ident $name:literal, $op:tt,
        |$total:ident, $d:ident, $a:ident, $b:ident| $left:expr,
        |$sum:ident, $e:ident, $f:ident, $g:ident| $right:expr, { $($taking:tt)* }) => {
        impl<D: Dimension, E: Dimension> BinaryRule<{ name($name) }, Array<$T, E>> for Array<$T, D>
        where
            D: DimMax<E>,
        {
            type Output = Array<$T, <D as DimMax<E>>::Output>;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &Array<$T, E>) -> (Self::Output, ()) {
                (self $op rhs, ())
            }
            #[inline]
            #[allow(unused_variables)]
            fn left(
                &self,
                rhs: &Array<$T, E>,
                (): &(),
                d: &Self::Output,
                d_self: &mut Self,
            ) {
                let ($total, $d, $a, $b) = (d_self, d, self, rhs);
                $left;
            }
            #[inline]
            #[allow(unused_variables)]
            fn right(
                &self,
                rhs: &Array<$T, E>,
                (): &(),
                d: &Self::Output,
                d_rhs: &mut Array<$T, E>,
            ) {
                let ($sum, $e, $f, $g) = (d_rhs, d, self, rhs);
                $right;
            }
            $($taking)*
        }
    };
    // The adjoints do not depend on the operands: where the left one has the shape of the result, it
    // becomes that, and an empty array stands for it.
    (@taking $T:ident, $E:ident, $op:tt) => {
        #[inline]
        fn forward_taking(self, rhs: &Array<$T, $E>) -> (Self::Output, Self, ()) {
            let axes = self.ndim();
            if axes < rhs.ndim() || self.shape()[axes - rhs.ndim()..] != *rhs.shape() {
                return (&self $op rhs, self, ());
            }
            (self $op rhs, Array::zeros(D::zeros(axes)), ())
        }
        #[inline]
        fn d_left(&self, _rhs: &Array<$T, $E>, (): &(), d: GradientOf<Self::Output>) -> Self {
            let taken = self.shape().iter().all(|length| *length == 0);
            if d.ndim() == self.ndim() && (taken || d.shape() == self.shape()) {
                return same_axes(d);
            }
            let mut d_self = self.zero_gradient();
            add_summed(&mut d_self, &d);
            d_self
        }
    };
    // The partials of `a op b` times `d`, for an array on either side of a number.
    (@number $T:ident $name:literal, $op:tt, |$d:ident, $a:ident, $b:ident| $partials:expr) => {
        impl<D: Dimension> BinaryRule<{ name($name) }, $T> for Array<$T, D> {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &$T) -> (Self, ()) {
                (self $op *rhs, ())
            }
            #[inline]
            fn left(&self, rhs: &$T, (): &(), d: &Self, d_self: &mut Self) {
                #[allow(unused_variables)]
                let partials = |$d: $T, $a: $T, $b: $T| $partials;
                add_zipped(d_self, d, self, |d, a| partials(d, a, *rhs).0);
            }
            #[inline]
            fn right(&self, rhs: &$T, (): &(), d: &Self, d_rhs: &mut $T) {
                #[allow(unused_variables)]
                let partials = |$d: $T, $a: $T, $b: $T| $partials;
                *d_rhs += sum_zipped(d, self, |d, a| partials(d, a, *rhs).1);
            }
        }

        impl<D: Dimension> BinaryRule<{ name($name) }, Array<$T, D>> for $T {
            type Output = Array<$T, D>;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &Array<$T, D>) -> (Array<$T, D>, ()) {
                (*self $op rhs, ())
            }
            #[inline]
            fn left(&self, rhs: &Array<$T, D>, (): &(), d: &Array<$T, D>, d_self: &mut $T) {
                #[allow(unused_variables)]
                let partials = |$d: $T, $a: $T, $b: $T| $partials;
                *d_self += sum_zipped(d, rhs, |d, b| partials(d, *self, b).0);
            }
            #[inline]
            fn right(
                &self,
                rhs: &Array<$T, D>,
                (): &(),
                d: &Array<$T, D>,
                d_rhs: &mut Array<$T, D>,
            ) {
                #[allow(unused_variables)]
                let partials = |$d: $T, $a: $T, $b: $T| $partials;
                add_zipped(d_rhs, d, rhs, |d, b| partials(d, *self, b).1);
            }
        }
    };
}

for_floats!(operators);
