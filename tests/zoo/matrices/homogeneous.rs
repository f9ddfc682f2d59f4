//! Homogeneous coordinates with nalgebra, and norms of other exponents.

use crate::support::slices;
use nalgebra::{Matrix2, Matrix3, Matrix4, Vector2, Vector3};

slices! {
    of_space(a) {
        let v = Vector3::new(a[0], a[1], 0.4);
        let turn = Matrix4::new_rotation(v * 0.5) * Matrix4::from_scaled_axis(Vector3::new(0.1, a[0], 0.0));
        let scaled = Matrix4::new_scaling(1.0 + a[1]) * Matrix4::new_nonuniform_scaling(&Vector3::new(a[0], 2.0, a[1]));
        let euler = Matrix4::from_euler_angles(a[0], 0.2, a[1]);
        let view = turn * Matrix4::new_translation(&v) * scaled * euler;
        let p = view * v.push(1.0);
        let q = view * Vector3::new(0.3, a[1], 1.0).to_homogeneous();
        let r = Matrix3::new(a[0], 0.1, 0.2, a[1], 1.0, a[0], 0.3, 0.4, 2.0).to_homogeneous() * p;
        p.x * p.y + p.z + q.dot(&r) + r.norm()
    } at [0.5, 1.25], [-0.75, 0.5];
    of_the_plane(a) {
        let v = Vector2::new(a[0], a[1]);
        let turn = Matrix3::new_rotation(a[0]) * Matrix3::new_translation(&v);
        let scaled = Matrix3::new_scaling(1.0 + a[1]) * Matrix3::new_nonuniform_scaling(&Vector2::new(a[0], 2.0));
        let moved = turn * scaled * v.to_homogeneous() + turn * v.push(1.0);
        let m = Matrix2::new(a[0], 0.1, 0.2, a[1]).to_homogeneous();
        (m * moved).norm_squared()
    } at [0.5, 1.25], [-0.75, 0.5];
    norms(a) {
        let v = Vector3::new(a[0], a[1], -0.4);
        let m = Matrix2::new(a[0], 0.1, 0.2, a[1]);
        let zero = Vector2::new(0.0 * a[0], 0.0);
        v.lp_norm(1) + v.lp_norm(3) * m.lp_norm(2) + zero.lp_norm(2)
    } at [0.5, 1.25], [-0.75, 0.5];
}
