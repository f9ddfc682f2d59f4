//! Vectors of length one, whose gradients are those of vectors: across the length too, where nothing can be changed.

use crate::library::{BinaryRule, Library, UnaryRule};
use crate::{Differentiable, GradientOf, Recordable, name};
use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, OMatrix, Rotation3, Unit, UnitQuaternion, Vector3};

macro_rules! units {
    ($T:ident) => {
        impl<R: Dim, C: Dim> Differentiable for Unit<OMatrix<$T, R, C>>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Gradient = OMatrix<$T, R, C>;
            type Shadow = OMatrix<$T, R, C>;
            #[inline]
            fn zero_gradient(&self) -> OMatrix<$T, R, C> {
                self.as_ref().zero_gradient()
            }
        }

        impl<R: Dim, C: Dim> Recordable for Unit<OMatrix<$T, R, C>>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            #[inline]
            fn recorded(&self) -> Self {
                self.clone()
            }
        }

        impl<R: Dim, C: Dim> Library for Unit<OMatrix<$T, R, C>> where
            DefaultAllocator: Allocator<R, C>
        {
        }

        units!(@rule $T "owned", Unit<OMatrix<$T, R, C>> => OMatrix<$T, R, C>,
            |a| a.as_ref().clone(), |_a, d, total| *total += d);
        units!(@rule $T "unit_unchecked", OMatrix<$T, R, C> => Unit<OMatrix<$T, R, C>>,
            |a| Unit::new_unchecked(a.clone()), |_a, d, total| *total += d);
        units!(@rule $T "unit", OMatrix<$T, R, C> => Unit<OMatrix<$T, R, C>>,
            |a| Unit::new_normalize(a.clone()), |a, d, total| {
                UnaryRule::<{ name("normalize") }>::operand(a, &a.norm(), d, total);
            });
        units!(@axis $T "rotation_of_axis_angle", Rotation3<$T>);
        units!(@axis $T "quaternion_of_axis_angle", UnitQuaternion<$T>);
    };
    // What turns about a vector turns about one that is known to have length one.
    (@axis $T:ident $name:literal, $R:ty) => {
        impl BinaryRule<{ name($name) }, $T> for Unit<Vector3<$T>> {
            type Output = $R;
            type Kept = ();
            #[inline]
            fn forward(&self, angle: &$T) -> ($R, ()) {
                BinaryRule::<{ name($name) }, $T>::forward(self.as_ref(), angle)
            }
            #[inline]
            fn left(&self, angle: &$T, (): &(), d: &GradientOf<$R>, d_self: &mut Vector3<$T>) {
                BinaryRule::<{ name($name) }, $T>::left(self.as_ref(), angle, &(), d, d_self);
            }
            #[inline]
            fn right(&self, angle: &$T, (): &(), d: &GradientOf<$R>, d_angle: &mut $T) {
                BinaryRule::<{ name($name) }, $T>::right(self.as_ref(), angle, &(), d, d_angle);
            }
        }
    };
    (@rule $T:ident $name:literal, $A:ty => $Output:ty, |$a:ident| $value:expr,
        |$b:ident, $d:ident, $total:ident| $adjoint:expr) => {
        impl<R: Dim, C: Dim> UnaryRule<{ name($name) }> for $A
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Output = $Output;
            type Kept = ();
            #[inline]
            fn forward(&self) -> ($Output, ()) {
                let $a = self;
                ($value, ())
            }
            #[inline]
            fn operand(&self, (): &(), $d: &OMatrix<$T, R, C>, $total: &mut OMatrix<$T, R, C>) {
                let $b = self;
                $adjoint;
            }
        }
    };
}
for_floats!(units);
