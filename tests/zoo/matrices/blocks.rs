//! Matrices of blocks, as nalgebra writes them.

use crate::support::slices;
use nalgebra::{DMatrix, DVector, Matrix2, Matrix3, Matrix4, Vector2, Vector3, stack};

slices! {
    of_known_sizes(a) {
        let m = Matrix2::new(a[0], 0.3, a[1], -0.7);
        let v = Vector2::new(a[1], 0.2);
        let all: Matrix3<f64> = stack![m, v; v.transpose(), nalgebra::Matrix1::new(a[0] * a[1])];
        let zeros = stack![m, 0; 0, m + Matrix2::identity()];
        let long = stack![v; Vector3::new(a[0], a[0], 1.0)];
        all.determinant() + zeros.trace() * zeros.determinant() + long.norm_squared() * long[3]
            + (zeros * Matrix4::identity() * a[0]).norm()
    } at [0.5, 1.25], [-0.75, 0.5];
    of_any_size(a) {
        let mut total = 0.0;
        for n in 1..3 {
            let m = DMatrix::from_fn(n, 2, |i, j| a[j] * (i as f64 - 0.4) + j as f64);
            let v = DVector::from_element(n, a[0]);
            let square = DMatrix::identity(n, n) * a[1];
            let kkt = stack![square, m; m.transpose(), 0];
            let rows = stack![v; &v * 2.0];
            total += (kkt * stack![v; DVector::from_vec(vec![a[1], 0.5])]).norm() + rows.sum();
        }
        total
    } at [0.5, 1.25], [-0.75, 0.5];
}
