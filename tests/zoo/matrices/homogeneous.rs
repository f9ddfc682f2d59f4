//! Homogeneous coordinates with nalgebra, and norms of other exponents.

use crate::support::slices;
use nalgebra::{Matrix2, Matrix3, Matrix4, Point2, Point3, Vector2, Vector3};

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
    cameras(a) {
        let eye = Point3::new(2.0 + a[0], 1.5, a[1] + 3.0);
        let up = Vector3::new(0.1, 1.0, a[0]);
        let target = Point3::new(0.2, a[1], 0.1);
        let lens = Matrix4::new_perspective(1.5 + a[0] * 0.1, 0.8, 0.5, 10.0 + a[1]);
        let views = [
            Matrix4::look_at_rh(&eye, &target, &up),
            Matrix4::look_at_lh(&eye, &Point3::origin(), &Vector3::y()),
            Matrix4::face_towards(&eye, &target, &up),
        ];
        let mut total = 0.0;
        for view in &views {
            let moved = (lens * view).transform_point(&Point3::new(a[0], 0.3, a[1]));
            let turned = (lens * view).transform_vector(&(up * 2.0));
            total += moved.x * moved.y + moved.z * turned.x + turned.norm();
            if total > 0.0 {
                total += view.transform_point(&eye).y + view.transform_vector(&up).dot(&turned);
            }
        }
        let flat = Matrix3::new(a[0], 0.2, 0.5, 0.3, a[1], 0.1, 0.2, 0.4, 1.5);
        let p = flat.transform_point(&Point2::new(0.5, a[0]));
        total + p.x * p.y + flat.transform_vector(&Vector2::new(a[1], 0.6)).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    norms(a) {
        let v = Vector3::new(a[0], a[1], -0.4);
        let m = Matrix2::new(a[0], 0.1, 0.2, a[1]);
        let zero = Vector2::new(0.0 * a[0], 0.0);
        v.lp_norm(1) + v.lp_norm(3) * m.lp_norm(2) + zero.lp_norm(2)
    } at [0.5, 1.25], [-0.75, 0.5];
}
