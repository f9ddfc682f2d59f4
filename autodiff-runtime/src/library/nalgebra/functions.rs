//! Methods that look at each element once.

use super::operators::add_times_transposed;
use crate::library::{BinaryRule, UnaryRule};
use crate::name;
use nalgebra::allocator::Allocator;
use nalgebra::{Const, DefaultAllocator, Dim, OMatrix, U1};

/// Functions of all elements that give a number.
macro_rules! reductions {
    ($T:ident) => {
        reductions!(@one $T "sum", (a, value, d) => a.sum(), |_| d);
        reductions!(@one $T "mean", (a, value, d) => a.mean(), |_| d / a.len() as $T);
        reductions!(@one $T "norm_squared", (a, value, d) => a.norm_squared(), |x| d * (x + x));
        reductions!(@one $T "norm", (a, value, d) => a.norm(), |x| {
            if value == 0.0 { 0.0 } else { d * (x / value) }
        });
    };
    (@one $T:ident $name:literal, ($a:ident, $value:ident, $d:ident) => $forward:expr,
        |$x:pat_param| $partial:expr) => {
        impl<R: Dim, C: Dim> UnaryRule<{ name($name) }> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Output = $T;
            type Kept = $T;
            #[inline]
            fn forward(&self) -> ($T, $T) {
                let $a = self;
                let value = $forward;
                (value, value)
            }
            #[inline]
            #[allow(unused_variables)]
            fn operand(&self, kept: &$T, d: &$T, d_self: &mut Self) {
                let ($a, $value, $d) = (self, *kept, *d);
                d_self.zip_apply(self, |total, $x| *total += $partial);
            }
        }
    };
}
for_floats!(reductions);

/// Functions of two matrices of one shape, element by element, and of them their inner product.
macro_rules! by_element {
    ($T:ident) => {
        by_element!(@one $T "component_mul", component_mul, |d, a, b| d * b, |d, a, b| d * a);
        by_element!(@one $T "component_div", component_div,
            |d, a, b| d / b, |d, a, b| -(d * a / (b * b)));

        impl<R: Dim, C: Dim> BinaryRule<{ name("dot") }, Self> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Output = $T;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &Self) -> ($T, ()) {
                (self.dot(rhs), ())
            }
            #[inline]
            fn left(&self, rhs: &Self, (): &(), d: &$T, d_self: &mut Self) {
                d_self.zip_apply(rhs, |total, x| *total += *d * x);
            }
            #[inline]
            fn right(&self, _rhs: &Self, (): &(), d: &$T, d_rhs: &mut Self) {
                d_rhs.zip_apply(self, |total, x| *total += *d * x);
            }
        }
    };
    (@one $T:ident $name:literal, $method:ident,
        |$d:ident, $a:ident, $b:ident| $left:expr, |$e:ident, $f:ident, $g:ident| $right:expr) => {
        impl<R: Dim, C: Dim> BinaryRule<{ name($name) }, Self> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &Self) -> (Self, ()) {
                (self.$method(rhs), ())
            }
            #[inline]
            #[allow(unused_variables)]
            fn left(&self, rhs: &Self, (): &(), d: &Self, d_self: &mut Self) {
                let entries = self.iter().zip(rhs).zip(d).zip(d_self);
                entries.for_each(|(((&$a, &$b), &$d), total)| *total += $left);
            }
            #[inline]
            #[allow(unused_variables)]
            fn right(&self, rhs: &Self, (): &(), d: &Self, d_rhs: &mut Self) {
                let entries = self.iter().zip(rhs).zip(d).zip(d_rhs);
                entries.for_each(|(((&$f, &$g), &$e), total)| *total += $right);
            }
        }
    };
}
for_floats!(by_element);

macro_rules! parts {
    ($T:ident) => {
        impl<R: Dim, C: Dim> UnaryRule<{ name("transpose") }> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C> + Allocator<C, R>,
        {
            type Output = OMatrix<$T, C, R>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (OMatrix<$T, C, R>, ()) {
                (self.transpose(), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &OMatrix<$T, C, R>, d_self: &mut Self) {
                *d_self += d.transpose();
            }
        }

        impl<R: Dim, C: Dim> UnaryRule<{ name("normalize") }> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Output = Self;
            type Kept = $T;
            #[inline]
            fn forward(&self) -> (Self, $T) {
                (self.normalize(), self.norm())
            }
            #[inline]
            fn operand(&self, norm: &$T, d: &Self, d_self: &mut Self) {
                let along = self.dot(d) / (*norm * *norm);
                let entries = self.iter().zip(d).zip(d_self);
                entries.for_each(|((x, d), total)| *total += (d - along * x) / *norm);
            }
        }

        parts!(@cross $T Const<3>, U1);
        parts!(@cross $T U1, Const<3>);

        impl<R: Dim, K: Dim, C: Dim> BinaryRule<{ name("tr_mul") }, OMatrix<$T, K, C>>
            for OMatrix<$T, K, R>
        where
            DefaultAllocator: Allocator<K, R>
                + Allocator<R, K>
                + Allocator<K, C>
                + Allocator<C, K>
                + Allocator<R, C>
                + Allocator<C, R>,
        {
            type Output = OMatrix<$T, R, C>;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &OMatrix<$T, K, C>) -> (OMatrix<$T, R, C>, ()) {
                (self.tr_mul(rhs), ())
            }
            #[inline]
            fn left(
                &self,
                rhs: &OMatrix<$T, K, C>,
                (): &(),
                d: &OMatrix<$T, R, C>,
                d_self: &mut Self,
            ) {
                add_times_transposed(d_self, rhs, d);
            }
            #[inline]
            fn right(
                &self,
                _rhs: &OMatrix<$T, K, C>,
                (): &(),
                d: &OMatrix<$T, R, C>,
                d_rhs: &mut OMatrix<$T, K, C>,
            ) {
                d_rhs.gemm(1.0, self, d, 1.0);
            }
        }
    };
    (@cross $T:ident $Rows:ty, $Columns:ty) => {
        impl BinaryRule<{ name("cross") }, Self> for OMatrix<$T, $Rows, $Columns> {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &Self) -> (Self, ()) {
                (self.cross(rhs), ())
            }
            #[inline]
            fn left(&self, rhs: &Self, (): &(), d: &Self, d_self: &mut Self) {
                *d_self += rhs.cross(d);
            }
            #[inline]
            fn right(&self, _rhs: &Self, (): &(), d: &Self, d_rhs: &mut Self) {
                *d_rhs += d.cross(self);
            }
        }
    };
}
for_floats!(parts);
