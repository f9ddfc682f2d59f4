//! Points and translations, whose gradients are those of their vectors; homogeneous coordinates.

use nalgebra::{
    Matrix2, Matrix3, Matrix4, Point, SMatrix, SVector, Translation, Vector2, Vector3, Vector4,
};

macro_rules! points {
    ($T:ident) => {
        one!([const D: usize] "coordinates", Point<$T, D> => SVector<$T, D>,
            |a| a.coords, |_a, d| *d);
        one!([const D: usize] "point", SVector<$T, D> => Point<$T, D>,
            |a| Point::from(*a), |_a, d| *d);
        one!([const D: usize] "coordinates", Translation<$T, D> => SVector<$T, D>,
            |a| a.vector, |_a, d| *d);
        one!([const D: usize] "translation", SVector<$T, D> => Translation<$T, D>,
            |a| Translation::from(*a), |_a, d| *d);
        one!([const D: usize] "inverse", Translation<$T, D> => Translation<$T, D>,
            |a| a.inverse(), |_a, d| -d);
        one!([const D: usize] "neg", Point<$T, D> => Point<$T, D>, |a| -a, |_a, d| -d);

        two!([const D: usize] "add", Point<$T, D>, SVector<$T, D> => Point<$T, D>,
            |p, v| p + v, |d| *d, *d);
        two!([const D: usize] "sub", Point<$T, D>, SVector<$T, D> => Point<$T, D>,
            |p, v| p - v, |d| *d, -d);
        two!([const D: usize] "sub", Point<$T, D>, Point<$T, D> => SVector<$T, D>,
            |p, q| p - q, |d| *d, -d);
        two!([const D: usize] "mul", Point<$T, D>, $T => Point<$T, D>,
            |p, s| p * *s, |d| d * *s, p.coords.dot(d));
        two!([const D: usize] "mul", $T, Point<$T, D> => Point<$T, D>,
            |s, p| *s * p, |d| p.coords.dot(d), d * *s);
        two!([const D: usize] "div", Point<$T, D>, $T => Point<$T, D>,
            |p, s| p / *s, |d| d / *s, -p.coords.dot(d) / (*s * *s));

        two!([const R: usize, const D: usize] "mul", SMatrix<$T, R, D>, Point<$T, D> => Point<$T, R>,
            |m, p| m * p, |d| d * p.coords.transpose(), m.tr_mul(d));
        one!([] "to_homogeneous", Point<$T, 2> => Vector3<$T>, |a| a.to_homogeneous(), |_a, d| d.xy());
        one!([] "to_homogeneous", Point<$T, 3> => Vector4<$T>, |a| a.to_homogeneous(), |_a, d| d.xyz());

        one!([] "to_homogeneous", Vector2<$T> => Vector3<$T>, |a| a.to_homogeneous(), |_a, d| d.xy());
        one!([] "to_homogeneous", Vector3<$T> => Vector4<$T>, |a| a.to_homogeneous(), |_a, d| d.xyz());
        one!([] "to_homogeneous", Matrix2<$T> => Matrix3<$T>, |a| a.to_homogeneous(),
            |_a, d| d.fixed_view::<2, 2>(0, 0).into_owned());
        one!([] "to_homogeneous", Matrix3<$T> => Matrix4<$T>, |a| a.to_homogeneous(),
            |_a, d| d.fixed_view::<3, 3>(0, 0).into_owned());

        two!([const D: usize] "mul", Translation<$T, D>, Translation<$T, D> => Translation<$T, D>,
            |a, b| a * b, |d| *d, *d);
        two!([const D: usize] "mul", Translation<$T, D>, Point<$T, D> => Point<$T, D>,
            |a, p| a * p, |d| *d, *d);
    };
}
for_floats!(points);
