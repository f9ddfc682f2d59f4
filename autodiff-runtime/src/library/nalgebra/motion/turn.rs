//! What the adjoints of all kinds of rotations are made of.

use crate::{Differentiable, GradientOf};
use nalgebra::{
    AbstractRotation, Complex, Quaternion, Rotation, SMatrix, SVector, UnitComplex, UnitQuaternion,
    Vector2, Vector3, Vector4,
};

/// A rotation of vectors with `D` elements.
pub(super) trait Turn<T: nalgebra::Scalar, const D: usize>:
    AbstractRotation<T, D> + Differentiable
{
    /// A small rotation: its axis, as long as its angle; in the plane its angle.
    type Small;

    /// The adjoint of a small rotation behind this one.
    fn small(&self, d: &GradientOf<Self>) -> Self::Small;
    /// An adjoint of this one that is to small rotations behind it as this.
    fn along(&self, small: Self::Small) -> GradientOf<Self>;
    /// What turns one vector towards the other.
    fn towards(from: &SVector<T, D>, to: &SVector<T, D>) -> Self::Small;
    /// The adjoint of the left side of a product with another one.
    fn of_left(other: &Self, d: &GradientOf<Self>) -> GradientOf<Self>;
    /// The adjoint of the right side of a product of this one with it.
    fn of_right(&self, d: &GradientOf<Self>) -> GradientOf<Self>;
    /// The adjoint of what was inverted.
    fn of_inverse(d: &GradientOf<Self>) -> GradientOf<Self>;
    /// The adjoint by that of the matrix that does the same.
    fn of_matrix(&self, d: &SMatrix<T, D, D>) -> GradientOf<Self>;
    /// The matrix that does the same.
    fn matrix_of(&self) -> SMatrix<T, D, D>;

    /// The adjoint by that of a turned vector.
    #[inline]
    fn of_turned(&self, v: &SVector<T, D>, d: &SVector<T, D>) -> GradientOf<Self> {
        self.along(Self::towards(&self.transform_vector(v), d))
    }

    /// The adjoint by that of a vector that is turned back.
    #[inline]
    fn of_turned_back(&self, v: &SVector<T, D>, d: &SVector<T, D>) -> GradientOf<Self> {
        Self::of_inverse(&self.inverse().of_turned(v, d))
    }
}

/// The vector whose cross product is twice the part of a matrix that changes its sign when it is transposed.
fn twice_axis<T: nalgebra::RealField + Copy>(m: &SMatrix<T, 3, 3>) -> Vector3<T> {
    let of = |i, j| m[(i, j)] - m[(j, i)];
    Vector3::new(of(2, 1), of(0, 2), of(1, 0))
}

macro_rules! matrices {
    ($T:ident, $D:literal, $Small:ty, |$m:ident| $small:expr, |$a:ident| $skew:expr,
        |$from:ident, $to:ident| $towards:expr) => {
        impl Turn<$T, $D> for Rotation<$T, $D> {
            type Small = $Small;
            #[inline]
            fn small(&self, d: &SMatrix<$T, $D, $D>) -> $Small {
                let $m = d * self.matrix().transpose();
                $small
            }
            #[inline]
            fn along(&self, $a: $Small) -> SMatrix<$T, $D, $D> {
                $skew * self.matrix() * 0.5
            }
            #[inline]
            fn towards($from: &SVector<$T, $D>, $to: &SVector<$T, $D>) -> $Small {
                $towards
            }
            #[inline]
            fn of_left(other: &Self, d: &SMatrix<$T, $D, $D>) -> SMatrix<$T, $D, $D> {
                d * other.matrix().transpose()
            }
            #[inline]
            fn of_right(&self, d: &SMatrix<$T, $D, $D>) -> SMatrix<$T, $D, $D> {
                self.matrix().tr_mul(d)
            }
            #[inline]
            fn of_inverse(d: &SMatrix<$T, $D, $D>) -> SMatrix<$T, $D, $D> {
                d.transpose()
            }
            #[inline]
            fn of_matrix(&self, d: &SMatrix<$T, $D, $D>) -> SMatrix<$T, $D, $D> {
                *d
            }
            #[inline]
            fn matrix_of(&self) -> SMatrix<$T, $D, $D> {
                *self.matrix()
            }
            #[inline]
            fn of_turned(&self, v: &SVector<$T, $D>, d: &SVector<$T, $D>) -> SMatrix<$T, $D, $D> {
                d * v.transpose()
            }
        }
    };
}

macro_rules! turns {
    ($T:ident) => {
        matrices!(
            $T,
            2,
            $T,
            |m| m[(1, 0)] - m[(0, 1)],
            |a| SMatrix::<$T, 2, 2>::new(0.0, -a, a, 0.0),
            |from, to| from.perp(to)
        );
        matrices!(
            $T,
            3,
            Vector3<$T>,
            |m| twice_axis(&m),
            |a| a.cross_matrix(),
            |from, to| from.cross(to)
        );

        impl Turn<$T, 3> for UnitQuaternion<$T> {
            type Small = Vector3<$T>;
            #[inline]
            fn small(&self, d: &Vector4<$T>) -> Vector3<$T> {
                (Quaternion::from(*d) * self.conjugate().into_inner()).imag() * 0.5
            }
            #[inline]
            fn along(&self, small: Vector3<$T>) -> Vector4<$T> {
                (Quaternion::from_imag(small) * self.into_inner()).coords * 2.0
            }
            #[inline]
            fn towards(from: &Vector3<$T>, to: &Vector3<$T>) -> Vector3<$T> {
                from.cross(to)
            }
            #[inline]
            fn of_left(other: &Self, d: &Vector4<$T>) -> Vector4<$T> {
                (Quaternion::from(*d) * other.conjugate().into_inner()).coords
            }
            #[inline]
            fn of_right(&self, d: &Vector4<$T>) -> Vector4<$T> {
                (self.conjugate().into_inner() * Quaternion::from(*d)).coords
            }
            #[inline]
            fn of_inverse(d: &Vector4<$T>) -> Vector4<$T> {
                Quaternion::from(*d).conjugate().coords
            }
            #[inline]
            fn of_matrix(&self, d: &SMatrix<$T, 3, 3>) -> Vector4<$T> {
                self.along(self.to_rotation_matrix().small(d))
            }
            #[inline]
            fn matrix_of(&self) -> SMatrix<$T, 3, 3> {
                self.to_rotation_matrix().into_inner()
            }
        }

        impl Turn<$T, 2> for UnitComplex<$T> {
            type Small = $T;
            #[inline]
            fn small(&self, d: &Vector2<$T>) -> $T {
                self.re * d.y - self.im * d.x
            }
            #[inline]
            fn along(&self, small: $T) -> Vector2<$T> {
                Vector2::new(-self.im * small, self.re * small)
            }
            #[inline]
            fn towards(from: &Vector2<$T>, to: &Vector2<$T>) -> $T {
                from.perp(to)
            }
            #[inline]
            fn of_left(other: &Self, d: &Vector2<$T>) -> Vector2<$T> {
                let product = Complex::new(d.x, d.y) * other.conjugate().into_inner();
                Vector2::new(product.re, product.im)
            }
            #[inline]
            fn of_right(&self, d: &Vector2<$T>) -> Vector2<$T> {
                Self::of_left(self, d)
            }
            #[inline]
            fn of_inverse(d: &Vector2<$T>) -> Vector2<$T> {
                Vector2::new(d.x, -d.y)
            }
            #[inline]
            fn of_matrix(&self, d: &SMatrix<$T, 2, 2>) -> Vector2<$T> {
                self.along(self.to_rotation_matrix().small(d))
            }
            #[inline]
            fn matrix_of(&self) -> SMatrix<$T, 2, 2> {
                self.to_rotation_matrix().into_inner()
            }
        }
    };
}
for_floats!(turns);
