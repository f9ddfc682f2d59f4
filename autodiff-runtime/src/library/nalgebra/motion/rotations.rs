//! Products of rotations, and what they turn.

use super::turn::Turn;
use nalgebra::{
    Point, Rotation, Rotation3, SMatrix, SVector, UnitComplex, UnitQuaternion, Vector4,
};

macro_rules! rotations {
    ($T:ident) => {
        rotations!(@kind $T, 2, Rotation<$T, 2>);
        rotations!(@kind $T, 3, Rotation<$T, 3>);
        rotations!(@kind $T, 2, UnitComplex<$T>);
        rotations!(@kind $T, 3, UnitQuaternion<$T>);
        rotations!(@matrix $T, 2);
        rotations!(@matrix $T, 3);
        rotations!(@coordinates $T, 2, UnitComplex<$T>);
        rotations!(@coordinates $T, 3, UnitQuaternion<$T>);

        one!([] "coordinates", UnitQuaternion<$T> => Vector4<$T>, |a| a.coords, |_a, d| *d);
        one!([] "quaternion_of_coordinates", Vector4<$T> => UnitQuaternion<$T>,
            |a| UnitQuaternion::new_unchecked((*a).into()), |_a, d| *d);
        one!([] "quaternion_of_rotation", Rotation3<$T> => UnitQuaternion<$T>,
            |a| UnitQuaternion::from_rotation_matrix(a),
            |a, d| a.along(UnitQuaternion::from_rotation_matrix(a).small(d)));
    };
    (@kind $T:ident, $D:literal, $R:ty) => {
        two!([] "mul", $R, $R => $R, |a, b| a * b, |d| <$R>::of_left(b, d), a.of_right(d));
        two!([] "mul", $R, Point<$T, $D> => Point<$T, $D>, |a, p| a * p,
            |d| a.of_turned(&p.coords, d), a.inverse_transform_vector(d));
        two!([] "inverse_transform", $R, SVector<$T, $D> => SVector<$T, $D>,
            |a, v| a.inverse_transform_vector(v), |d| a.of_turned_back(v, d), a * d);
        two!([] "inverse_transform", $R, Point<$T, $D> => Point<$T, $D>,
            |a, p| a.inverse_transform_point(p), |d| a.of_turned_back(&p.coords, d), a * d);
        one!([] "inverse", $R => $R, |a| a.inverse(), |_a, d| <$R as Turn<$T, $D>>::of_inverse(d));
    };
    (@matrix $T:ident, $D:literal) => {
        two!([const C: usize] "mul", Rotation<$T, $D>, SMatrix<$T, $D, C> => SMatrix<$T, $D, C>,
            |a, m| a * m, |d| d * m.transpose(), a.matrix().tr_mul(d));
        two!([const R: usize] "mul", SMatrix<$T, R, $D>, Rotation<$T, $D> => SMatrix<$T, R, $D>,
            |m, a| m * a, |d| d * a.matrix().transpose(), m.tr_mul(d));
        one!([] "rotation_matrix", Rotation<$T, $D> => SMatrix<$T, $D, $D>,
            |a| *a.matrix(), |_a, d| *d);
        one!([] "rotation_of_matrix", SMatrix<$T, $D, $D> => Rotation<$T, $D>,
            |a| Rotation::from_matrix_unchecked(*a), |_a, d| *d);
    };
    (@coordinates $T:ident, $D:literal, $R:ty) => {
        two!([] "mul", $R, SVector<$T, $D> => SVector<$T, $D>, |a, v| a * v,
            |d| a.of_turned(v, d), a.inverse_transform_vector(d));
        one!([] "to_rotation", $R => Rotation<$T, $D>, |a| a.to_rotation_matrix(),
            |a, d| a.of_matrix(d));
    };
}
for_floats!(rotations);
