//! Rotations by an axis and by angles, in three dimensions.

use super::turn::Turn;
use crate::library::{BinaryRule, UnaryRule};
use crate::{GradientOf, name};
use nalgebra::{Matrix3, RealField, Rotation3, Unit, UnitQuaternion, Vector3};

/// A number of this type.
fn of<T: RealField>(x: f64) -> T {
    nalgebra::convert(x)
}

/// The adjoint of a scaled axis, by that of a small rotation behind the rotation that it makes.
fn of_scaled_axis<T: RealField + Copy>(w: &Vector3<T>, small: Vector3<T>) -> Vector3<T> {
    let square = w.norm_squared();
    let angle = square.sqrt();
    let (first, second) = if square < of(1e-4) {
        (
            of::<T>(0.5) - square / of::<T>(24.0),
            of::<T>(1.0 / 6.0) - square / of::<T>(120.0),
        )
    } else {
        let first = (T::one() - angle.cos()) / square;
        (first, (angle - angle.sin()) / (square * angle))
    };
    let turned = w.cross(&small);
    small - turned * first + w.cross(&turned) * second
}

/// The other way round: of a small rotation, by that of the scaled axis.
fn of_rotation<T: RealField + Copy>(w: &Vector3<T>, d: &Vector3<T>) -> Vector3<T> {
    let square = w.norm_squared();
    let half_angle = square.sqrt() * of::<T>(0.5);
    let second = if square < of(1e-4) {
        of::<T>(1.0 / 12.0) + square / of::<T>(720.0)
    } else {
        (T::one() - half_angle / half_angle.tan()) / square
    };
    let turned = w.cross(d);
    let half: T = of(0.5);
    d + turned * half + w.cross(&turned) * second
}

/// The axes that the three angles of Euler turn about.
fn axes<T: RealField + Copy>(rotation: &Matrix3<T>, yaw: T) -> [Vector3<T>; 3] {
    let second = Vector3::new(-yaw.sin(), yaw.cos(), T::zero());
    [rotation.column(0).into_owned(), second, Vector3::z()]
}

macro_rules! axes {
    ($T:ident) => {
        axes!(@kind $T, Rotation3<$T>, "rotation_of_scaled_axis", "rotation_of_euler_angles");
        axes!(@kind $T, UnitQuaternion<$T>, "quaternion_of_scaled_axis", "quaternion_of_euler_angles");

        /// `cos(angle) 1 + (1 - cos(angle)) a aᵀ + sin(angle) a×`
        impl BinaryRule<{ name("rotation_of_axis_angle") }, $T> for Vector3<$T> {
            type Output = Rotation3<$T>;
            type Kept = ();
            fn forward(&self, angle: &$T) -> (Rotation3<$T>, ()) {
                (Rotation3::from_axis_angle(&Unit::new_unchecked(*self), *angle), ())
            }
            fn left(&self, angle: &$T, (): &(), d: &Matrix3<$T>, d_self: &mut Self) {
                let (sin, cos) = angle.sin_cos();
                *d_self += (d + d.transpose()) * self * (1.0 - cos);
                *d_self += Rotation3::<$T>::identity().small(d) * sin;
            }
            fn right(&self, angle: &$T, (): &(), d: &Matrix3<$T>, d_angle: &mut $T) {
                let (sin, cos) = angle.sin_cos();
                *d_angle += sin * (self.dot(&(d * self)) - d.trace());
                *d_angle += cos * self.dot(&Rotation3::<$T>::identity().small(d));
            }
        }

        impl BinaryRule<{ name("quaternion_of_axis_angle") }, $T> for Vector3<$T> {
            type Output = UnitQuaternion<$T>;
            type Kept = ();
            fn forward(&self, angle: &$T) -> (UnitQuaternion<$T>, ()) {
                (UnitQuaternion::from_axis_angle(&Unit::new_unchecked(*self), *angle), ())
            }
            fn left(
                &self,
                angle: &$T,
                (): &(),
                d: &GradientOf<UnitQuaternion<$T>>,
                d_self: &mut Self,
            ) {
                *d_self += d.xyz() * (angle * 0.5).sin();
            }
            fn right(
                &self,
                angle: &$T,
                (): &(),
                d: &GradientOf<UnitQuaternion<$T>>,
                d_angle: &mut $T,
            ) {
                let (sin, cos) = (angle * 0.5).sin_cos();
                *d_angle += 0.5 * (cos * self.dot(&d.xyz()) - sin * d.w);
            }
        }
    };
    (@kind $T:ident, $R:ty, $of_scaled_axis:literal, $of_euler_angles:literal) => {
        impl UnaryRule<{ name($of_scaled_axis) }> for Vector3<$T> {
            type Output = $R;
            type Kept = $R;
            fn forward(&self) -> ($R, $R) {
                let rotation = <$R>::from_scaled_axis(*self);
                (rotation, rotation)
            }
            fn operand(&self, rotation: &$R, d: &GradientOf<$R>, d_self: &mut Self) {
                *d_self += of_scaled_axis(self, rotation.small(d));
            }
        }

        impl UnaryRule<{ name($of_euler_angles) }> for Vector3<$T> {
            type Output = $R;
            type Kept = $R;
            fn forward(&self) -> ($R, $R) {
                let rotation = <$R>::from_euler_angles(self.x, self.y, self.z);
                (rotation, rotation)
            }
            fn operand(&self, rotation: &$R, d: &GradientOf<$R>, d_self: &mut Self) {
                let small = rotation.small(d);
                let axes = axes(&rotation.matrix_of(), self.z);
                *d_self += Vector3::from(axes.map(|axis| axis.dot(&small)));
            }
        }

        one!([] "scaled_axis", $R => Vector3<$T>, |a| a.scaled_axis(),
            |a, d| a.along(of_rotation(&a.scaled_axis(), d)));

        impl UnaryRule<{ name("euler_angles") }> for $R {
            type Output = ($T, $T, $T);
            type Kept = ();
            fn forward(&self) -> (Self::Output, ()) {
                (self.euler_angles(), ())
            }
            /// They are no numbers where the first and the third axis are the same.
            fn operand(&self, (): &(), d: &Self::Output, d_self: &mut GradientOf<$R>) {
                let (_, _, yaw) = self.euler_angles();
                let axes = Matrix3::from_columns(&axes(&self.matrix_of(), yaw));
                let d = Vector3::new(d.0, d.1, d.2);
                let small = axes.transpose().try_inverse().map(|inverse| inverse * d);
                *d_self += self.along(small.unwrap_or(Vector3::repeat($T::NAN)));
            }
        }
    };
}
for_floats!(axes);
