//! Rotations of the plane by an angle, and the angle of a rotation.

use super::turn::Turn;
use nalgebra::{Rotation2, Rotation3, UnitComplex, UnitQuaternion, Vector3};

macro_rules! angles {
    ($T:ident) => {
        one!([] "rotation_of_angle", $T => Rotation2<$T>, |a| Rotation2::new(*a),
            |a, d| Rotation2::new(*a).small(d));
        one!([] "complex_of_angle", $T => UnitComplex<$T>, |a| UnitComplex::new(*a),
            |a, d| UnitComplex::new(*a).small(d));
        one!([] "angle", Rotation2<$T> => $T, |a| a.angle(), |a, d| a.along(*d));
        one!([] "angle", UnitComplex<$T> => $T, |a| a.angle(), |a, d| a.along(*d));
        one!([] "angle", Rotation3<$T> => $T, |a| a.angle(),
            |a, d| a.along(axis(a.scaled_axis(), *d)));
        one!([] "angle", UnitQuaternion<$T> => $T, |a| a.angle(),
            |a, d| a.along(axis(a.scaled_axis(), *d)));
    };
}
for_floats!(angles);

/// The vector along an axis, of a length. Where the angle is zero, it has no axis.
fn axis<T: nalgebra::RealField + Copy>(scaled: Vector3<T>, length: T) -> Vector3<T> {
    scaled
        .try_normalize(T::zero())
        .map_or_else(Vector3::zeros, |axis| axis * length)
}
