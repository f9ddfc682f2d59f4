//! What the gradients look like.

use super::turn::Turn;
use crate::library::Library;
use crate::{Accumulate, Differentiable, GradientOf, Recordable, Zero};
use nalgebra::{
    Isometry, Point, Rotation, SMatrix, SVector, Translation, UnitComplex, UnitQuaternion, Vector2,
    Vector4,
};

/// The gradient of an isometry: that of its rotation, and that of its translation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IsometryGradient<T, R, const D: usize> {
    /// The gradient of the rotation.
    pub rotation: R,
    /// The gradient of the translation.
    pub translation: SVector<T, D>,
}

impl<T, R: Accumulate, const D: usize> Accumulate for IsometryGradient<T, R, D>
where
    SVector<T, D>: Accumulate,
{
    #[inline]
    fn accumulate(&mut self, part: &Self) {
        self.rotation.accumulate(&part.rotation);
        self.translation.accumulate(&part.translation);
    }
}

impl<T, R: Zero, const D: usize> Zero for IsometryGradient<T, R, D>
where
    SVector<T, D>: Zero,
{
    #[inline]
    fn set_zero(&mut self) {
        self.rotation.set_zero();
        self.translation.set_zero();
    }
}

macro_rules! gradients {
    ($T:ident) => {
        gradients!(@one [const D: usize] Rotation<$T, D> => SMatrix<$T, D, D>);
        gradients!(@one [] UnitQuaternion<$T> => Vector4<$T>);
        gradients!(@one [] UnitComplex<$T> => Vector2<$T>);
        gradients!(@one [const D: usize] Point<$T, D> => SVector<$T, D>);
        gradients!(@one [const D: usize] Translation<$T, D> => SVector<$T, D>);

        impl<R: Turn<$T, D>, const D: usize> Differentiable for Isometry<$T, R, D> {
            type Gradient = IsometryGradient<$T, GradientOf<R>, D>;
            type Shadow = Self::Gradient;
            #[inline]
            fn zero_gradient(&self) -> Self::Gradient {
                IsometryGradient {
                    rotation: self.rotation.zero_gradient(),
                    translation: SVector::zeros(),
                }
            }
        }

        impl<R: Turn<$T, D>, const D: usize> Recordable for Isometry<$T, R, D> {
            #[inline]
            fn recorded(&self) -> Self {
                self.clone()
            }
        }

        impl<R: Turn<$T, D>, const D: usize> Library for Isometry<$T, R, D> {}
    };
    (@one [$($generics:tt)*] $A:ty => $Gradient:ty) => {
        impl<$($generics)*> Differentiable for $A {
            type Gradient = $Gradient;
            type Shadow = $Gradient;
            #[inline]
            fn zero_gradient(&self) -> $Gradient {
                <$Gradient>::zeros()
            }
        }

        impl<$($generics)*> Recordable for $A {
            #[inline]
            fn recorded(&self) -> Self {
                *self
            }
        }

        impl<$($generics)*> Library for $A {}
    };
}
for_floats!(gradients);
