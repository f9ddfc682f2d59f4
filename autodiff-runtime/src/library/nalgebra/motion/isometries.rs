//! Isometries: a rotation, and a translation after it.

use super::gradient::IsometryGradient;
use super::turn::Turn;
use nalgebra::{
    Isometry, Point, Rotation, SMatrix, SVector, Translation, UnitComplex, UnitQuaternion,
};

/// The gradient of an isometry, of both parts.
#[inline]
fn parts<T, R, const D: usize>(
    rotation: R,
    translation: SVector<T, D>,
) -> IsometryGradient<T, R, D> {
    IsometryGradient {
        rotation,
        translation,
    }
}

/// The sum of two gradients of a rotation.
#[inline]
fn both<G: crate::Accumulate>(mut total: G, part: &G) -> G {
    total.accumulate(part);
    total
}

macro_rules! isometries {
    ($T:ident) => {
        isometries!(@kind $T, 2, 3, Rotation<$T, 2>);
        isometries!(@kind $T, 3, 4, Rotation<$T, 3>);
        isometries!(@kind $T, 2, 3, UnitComplex<$T>);
        isometries!(@kind $T, 3, 4, UnitQuaternion<$T>);
        isometries!(@translation $T, 2, 3);
        isometries!(@translation $T, 3, 4);

        one!([R: Turn<$T, D>, const D: usize] "rotation_part", Isometry<$T, R, D> => R,
            |a| a.rotation.clone(), |_a, d| parts(d.clone(), SVector::zeros()));
        one!([R: Turn<$T, D>, const D: usize] "translation_part",
            Isometry<$T, R, D> => Translation<$T, D>,
            |a| a.translation, |a, d| parts(a.rotation.zero_gradient(), *d));
        two!([R: Turn<$T, D>, const D: usize] "isometry",
            Translation<$T, D>, R => Isometry<$T, R, D>,
            |t, r| Isometry::from_parts(*t, r.clone()), |d| d.translation, d.rotation.clone());

        two!([R: Turn<$T, D>, const D: usize] "mul",
            Isometry<$T, R, D>, Isometry<$T, R, D> => Isometry<$T, R, D>, |a, b| a * b,
            |d| parts(
                both(
                    R::of_left(&b.rotation, &d.rotation),
                    &a.rotation.of_turned(&b.translation.vector, &d.translation),
                ),
                d.translation,
            ),
            parts(
                a.rotation.of_right(&d.rotation),
                a.rotation.inverse_transform_vector(&d.translation),
            ));
        two!([R: Turn<$T, D>, const D: usize] "inv_mul",
            Isometry<$T, R, D>, Isometry<$T, R, D> => Isometry<$T, R, D>, |a, b| a.inv_mul(b),
            |d| parts(
                both(
                    R::of_inverse(&R::of_left(&b.rotation, &d.rotation)),
                    &a.rotation.of_turned_back(
                        &(b.translation.vector - a.translation.vector),
                        &d.translation,
                    ),
                ),
                -a.rotation.transform_vector(&d.translation),
            ),
            parts(
                a.rotation.inverse().of_right(&d.rotation),
                a.rotation.transform_vector(&d.translation),
            ));
        two!([R: Turn<$T, D>, const D: usize] "mul",
            Isometry<$T, R, D>, Translation<$T, D> => Isometry<$T, R, D>, |a, t| a * t,
            |d| parts(
                both(d.rotation.clone(), &a.rotation.of_turned(&t.vector, &d.translation)),
                d.translation,
            ),
            a.rotation.inverse_transform_vector(&d.translation));
        two!([R: Turn<$T, D>, const D: usize] "mul",
            Translation<$T, D>, Isometry<$T, R, D> => Isometry<$T, R, D>, |t, a| t * a,
            |d| d.translation, d.clone());
        two!([R: Turn<$T, D>, const D: usize] "mul",
            Isometry<$T, R, D>, Point<$T, D> => Point<$T, D>, |a, p| a * p,
            |d| parts(a.rotation.of_turned(&p.coords, d), *d),
            a.rotation.inverse_transform_vector(d));
        two!([R: Turn<$T, D>, const D: usize] "mul",
            Isometry<$T, R, D>, SVector<$T, D> => SVector<$T, D>, |a, v| a * v,
            |d| parts(a.rotation.of_turned(v, d), SVector::zeros()),
            a.rotation.inverse_transform_vector(d));
        two!([R: Turn<$T, D>, const D: usize] "inverse_transform",
            Isometry<$T, R, D>, Point<$T, D> => Point<$T, D>, |a, p| a.inverse_transform_point(p),
            |d| parts(
                a.rotation.of_turned_back(&(p.coords - a.translation.vector), d),
                -a.rotation.transform_vector(d),
            ),
            a.rotation.transform_vector(d));
        two!([R: Turn<$T, D>, const D: usize] "inverse_transform",
            Isometry<$T, R, D>, SVector<$T, D> => SVector<$T, D>,
            |a, v| a.inverse_transform_vector(v),
            |d| parts(a.rotation.of_turned_back(v, d), SVector::zeros()),
            a.rotation.transform_vector(d));
        one!([R: Turn<$T, D>, const D: usize] "inverse",
            Isometry<$T, R, D> => Isometry<$T, R, D>, |a| a.inverse(),
            |a, d| parts(
                both(
                    R::of_inverse(&d.rotation),
                    &a.rotation.of_turned_back(&-a.translation.vector, &d.translation),
                ),
                -a.rotation.transform_vector(&d.translation),
            ));
    };
    (@kind $T:ident, $D:literal, $H:literal, $R:ty) => {
        two!([] "mul", Isometry<$T, $R, $D>, $R => Isometry<$T, $R, $D>, |a, r| a * r,
            |d| parts(<$R>::of_left(r, &d.rotation), d.translation),
            a.rotation.of_right(&d.rotation));
        two!([] "mul", $R, Isometry<$T, $R, $D> => Isometry<$T, $R, $D>, |r, a| r * a,
            |d| both(
                <$R>::of_left(&a.rotation, &d.rotation),
                &r.of_turned(&a.translation.vector, &d.translation),
            ),
            parts(r.of_right(&d.rotation), r.inverse_transform_vector(&d.translation)));
        two!([] "mul", $R, Translation<$T, $D> => Isometry<$T, $R, $D>, |r, t| r * t,
            |d| both(d.rotation, &r.of_turned(&t.vector, &d.translation)),
            r.inverse_transform_vector(&d.translation));
        two!([] "mul", Translation<$T, $D>, $R => Isometry<$T, $R, $D>, |t, r| t * r,
            |d| d.translation, d.rotation);
        one!([] "to_homogeneous", $R => SMatrix<$T, $H, $H>, |a| a.to_homogeneous(),
            |a, d| a.of_matrix(&d.fixed_view::<$D, $D>(0, 0).into_owned()));
        one!([] "to_homogeneous", Isometry<$T, $R, $D> => SMatrix<$T, $H, $H>,
            |a| a.to_homogeneous(),
            |a, d| parts(
                a.rotation.of_matrix(&d.fixed_view::<$D, $D>(0, 0).into_owned()),
                d.fixed_view::<$D, 1>(0, $D).into_owned(),
            ));
    };
    (@translation $T:ident, $D:literal, $H:literal) => {
        one!([] "to_homogeneous", Translation<$T, $D> => SMatrix<$T, $H, $H>,
            |a| a.to_homogeneous(), |_a, d| d.fixed_view::<$D, 1>(0, $D).into_owned());
    };
}
for_floats!(isometries);
