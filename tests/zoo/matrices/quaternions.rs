//! Quaternions that are made in a function: sums, products and what is made of them.

use crate::support::slices;
use nalgebra::{Quaternion, UnitQuaternion, Vector3, Vector4};

slices! {
    integrated(a) {
        let mut q = UnitQuaternion::from_euler_angles(a[0], 0.3, a[1]);
        let omega = Vector3::new(a[0], a[1], -0.4);
        for i in 0..2 {
            let w = Quaternion::from_parts(0.0, omega * (i as f64 + 0.5));
            let dq = w * q.into_inner() * 0.5;
            let next = q.into_inner() + dq * 0.1;
            q = UnitQuaternion::new_normalize(next);
        }
        let p = q * Vector3::new(0.2, a[1], 1.0);
        p.x * p.y + p.z + q.into_inner().w
    } at [0.5, 1.25], [-0.75, 0.5];
    parts_of_unit_ones(a) {
        let q = UnitQuaternion::from_euler_angles(a[0], 0.3, a[1]);
        let mut error = q.imag() * q.scalar().signum();
        for _ in 0..2 {
            error += q.imag().cross(&(error * a[0])) * q.scalar();
        }
        error.norm_squared() + q.inverse().scalar() * q.imag().x
    } at [0.5, 1.25], [-0.75, 0.5];
    products(a) {
        let p = Quaternion::new(a[0], a[1], 0.3, -0.7);
        let mut q = Quaternion::from_imag(Vector3::new(a[1], 0.2, a[0]));
        q *= p;
        if a[0] > 0.0 {
            q = p * q * p;
        }
        let r = 2.0 * q - Quaternion::identity() * a[0];
        r.i * r.j + r.k * r.w + r.norm() + p.dot(&r) + (p * p).norm_squared()
    } at [0.5, 1.25], [-0.75, 0.5];
    /// Products that are none of quaternions.
    vectors(a) {
        let v = Vector4::new(a[0], a[1], 0.3, -0.7);
        let w = v * a[0] + 2.0 * v;
        let outer = v * w.transpose();
        (v.transpose() * w)[0] + (outer * v).norm() + v.component_mul(&w).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
}
