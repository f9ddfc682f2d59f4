//! Rotations, points, translations and isometries of nalgebra.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};
use nalgebra::{
    Isometry2, Isometry3, IsometryMatrix3, Matrix3, Point2, Point3, Quaternion, Rotation2,
    Rotation3, Translation3, Unit, UnitComplex, UnitQuaternion, Vector2, Vector3, Vector4,
};

/// A link of an arm: where its joint is, and about which axis it turns.
#[derive(Differentiable, Clone, Debug)]
struct Link {
    offset: Isometry3<f64>,
    axis: Vector3<f64>,
}

/// A body of points with masses.
#[derive(Differentiable)]
struct Body {
    points: Vec<(f64, Point3<f64>)>,
}

#[differentiate]
impl Body {
    fn center(&self) -> Point3<f64> {
        let total: f64 = self.points.iter().map(|(m, _)| m).sum();
        let sum = self
            .points
            .iter()
            .fold(Vector3::zeros(), |acc, (m, x)| acc + x.coords * *m);
        Point3::from(sum / total)
    }

    fn inertia(&self) -> Matrix3<f64> {
        let c = self.center();
        let mut i = Matrix3::zeros();
        for (m, x) in &self.points {
            let d = x - c;
            i += (Matrix3::identity() * d.norm_squared() - d * d.transpose()) * *m;
        }
        i
    }
}

#[differentiate]
fn chain(links: &[Link], q: &[f64]) -> Isometry3<f64> {
    let mut pose = Isometry3::identity();
    for (link, q) in links.iter().zip(q) {
        let turn = UnitQuaternion::from_scaled_axis(link.axis * *q);
        pose = pose * link.offset * turn;
    }
    pose
}

#[differentiate]
fn seen(pose: &Isometry3<f64>, p: &Point3<f64>, focal: f64) -> Vector2<f64> {
    let local = pose.inverse_transform_point(p);
    Vector2::new(focal * local.x / local.z, focal * local.y / local.z)
}

#[differentiate]
fn turned(r: &Rotation3<f64>, q: UnitQuaternion<f64>, v: &Vector3<f64>) -> Vector3<f64> {
    r.inverse() * (q * (r * v))
}

#[differentiate]
fn between(a: &Isometry3<f64>, b: &Isometry3<f64>, measured: &Isometry3<f64>) -> f64 {
    let error = measured.inverse() * (a.inverse() * b);
    error.rotation.scaled_axis().norm_squared() + error.translation.vector.norm_squared()
}

/// A joint that turns about an axis of length one.
#[derive(Differentiable, Clone)]
struct Joint {
    axis: Unit<Vector3<f64>>,
    angle: f64,
}

#[differentiate]
impl Joint {
    fn turn(&self) -> Rotation3<f64> {
        Rotation3::from_axis_angle(&self.axis, self.angle)
    }

    fn along(&self, v: &Vector3<f64>) -> Vector3<f64> {
        self.axis.into_inner() * self.axis.dot(v)
    }
}

#[differentiate]
fn about(axis: &Unit<Vector3<f64>>, angle: f64, v: &Vector3<f64>) -> Vector3<f64> {
    let q = UnitQuaternion::from_axis_angle(axis, angle);
    q * v + axis.cross(v) * axis.x - **axis * axis[1]
}

scalars! {
    axes(x: f64, y: f64) {
        let v = Vector3::new(1.0, x, y);
        let axis = Unit::new_normalize(Vector3::new(x, y, 0.5));
        let joints = vec![
            Joint { axis: Vector3::z_axis(), angle: x },
            Joint { axis, angle: y },
            Joint { axis: Unit::new_normalize(v), angle: x * y },
            Joint { axis: if x > 0.0 { Vector3::x_axis() } else { Vector3::y_axis() }, angle: y },
        ];
        let mut total = Vector3::zeros();
        let mut turn = Rotation3::identity();
        for joint in &joints {
            turn *= joint.turn();
            total += turn * joint.along(&v);
        }
        let w: Vector3<f64> = about(&axis, x, &total);
        let u: Vector3<f64> = about(&Vector3::y_axis(), y, &w);
        total += axis.into_inner();
        (u - w).norm() + total.dot(&-axis) + axis.as_ref().z + (axis.transpose() * v)[0]
    } at (0.5, 1.25), (-0.75, 0.5);
    in_the_plane(x: f64, y: f64) {
        let r = Rotation2::new(x * 0.7);
        let z = UnitComplex::new(y) * UnitComplex::from_angle(x);
        let pose = Isometry2::new(Vector2::new(x, y), 0.5 * y);
        let v = r * Vector2::new(y, 1.5);
        let p = pose * Point2::new(v.x, x);
        let back = pose.inverse() * p + z.inverse() * (z * v);
        let w = z * r.inverse_transform_vector(&v) + (r * r).transpose() * v;
        let h = pose.to_homogeneous() * r.to_homogeneous() * z.to_homogeneous();
        let turn = r.rotation_to(&z.to_rotation_matrix());
        let moved = pose * Isometry2::translation(y, x) * Isometry2::rotation(x);
        p.x * back.y + w.dot(&p.coords) + h.determinant() + h[(0, 2)] * h[(1, 0)] + turn.angle()
            + z.angle() * r.angle_to(&turn) + moved.translation.x * moved.rotation.angle()
            + moved.translation.vector.norm()
    } at (0.5, 1.25), (-0.75, 0.5);
    rotations(x: f64, y: f64) {
        let axis = Unit::new_normalize(Vector3::new(x, y, 0.5));
        let a = Rotation3::from_axis_angle(&axis, x * y);
        let b = Rotation3::from_euler_angles(x, y, -0.25);
        let c = Rotation3::new(Vector3::new(y, x, x * y));
        let v = Vector3::new(1.0, x, y);
        let m = Matrix3::new(x, 1.0, y, 0.5, y, -x, 2.0, x, 1.0);
        let product = a * b.inverse() * c;
        let (roll, pitch, yaw) = b.euler_angles();
        let of_matrix = Rotation3::from_matrix_unchecked(c.matrix() * a.into_inner());
        (product * v).dot(&(c.transpose() * v)) + (m * a).trace() + (b * m)[(0, 1)]
            + product.scaled_axis().dot(&v) + a.angle_to(&c) + roll * pitch + yaw * x
            + (of_matrix * v).x + b.to_homogeneous()[(1, 2)] + (v.transpose() * c)[1]
            + (a / b).angle() + c[(0, 1)] * c.matrix()[(2, 1)]
    } at (0.5, 1.25), (-0.75, 0.5);
    quaternions(x: f64, y: f64) {
        let axis = Unit::new_normalize(Vector3::new(x, y, 0.5));
        let a = UnitQuaternion::from_axis_angle(&axis, x * y);
        let b = UnitQuaternion::from_euler_angles(x, y, -0.25);
        let c = UnitQuaternion::new(Vector3::new(y, x, x * y));
        let d = UnitQuaternion::new_normalize(Quaternion::new(y, x, 0.5, x));
        let v = Vector3::new(1.0, x, y);
        let product = a * b.inverse() * c * d.conjugate();
        let (roll, pitch, yaw) = c.euler_angles();
        let (of_c, of_r) = (c.to_rotation_matrix(), UnitQuaternion::from_rotation_matrix(&Rotation3::new(v)));
        (product * v).dot(&(d * v)) + a.angle_to(&c) + product.scaled_axis().dot(&v) + roll * pitch
            + yaw * x + (of_c * v).y + (of_r * v).z * of_r.angle() + d.w * d.i - a.j * b.k
            + (Rotation3::from(b) * v).x + c.to_homogeneous()[(2, 0)]
            + b.transform_vector(&v).z * b.inverse_transform_vector(&v).x
    } at (0.5, 1.25), (-0.75, 0.5);
    /// At angles of zero, where closed forms would divide by it.
    small_angles(x: f64, y: f64) {
        let (x, v) = (x - 0.5, Vector3::new(1.0, 0.5, y));
        let a = Rotation3::new(Vector3::new(x, 2.0 * x, x * y));
        let b = UnitQuaternion::from_scaled_axis(Vector3::new(x * y, x, -x));
        let c = UnitQuaternion::from_scaled_axis(Vector3::new(x + 0.001, x, -x));
        (a * v).dot(&(b * v)) + (a * b.to_rotation_matrix()).matrix().sum() + c.scaled_axis().dot(&v)
    } at (0.5, 0.5), (0.501, 0.75);
    points(x: f64, y: f64) {
        let p = Point3::new(x, y, 0.5);
        let q = Point3::from(Vector3::new(y, x * y, 1.0)) * y;
        let shifted = p + Vector3::new(y, y, x) - Vector3::x() * x;
        let d = q - shifted;
        let t = Translation3::new(x, 0.5, y) * Translation3::from(d);
        let moved = t.inverse() * (t * q) / 2.0 + t.vector;
        let center = Point3::origin() + (p.coords + q.coords) / 2.0;
        let mut best = center;
        if (best - p).norm() > 0.25 {
            best = best + d * 0.5;
        }
        best += d;
        best -= p.coords;
        best[0] = y * q[2];
        d.norm() + moved.x * moved.y - center.z + (-p).coords.dot(&best.coords) + t.x * t.z
            + p.iter().map(|c| c * c).sum::<f64>() + nalgebra::distance(&p, &center)
            + (q.xy() - p.xy()).norm() + best[1]
    } at (0.5, 1.25), (-0.75, 0.5);
    isometries(x: f64, y: f64) {
        let a = Isometry3::new(Vector3::new(x, y, 0.25), Vector3::new(y, 0.1, x));
        let t = Translation3::new(0.1, x, y);
        let r = UnitQuaternion::from_euler_angles(0.5, x, y);
        let b = Isometry3::from_parts(t, r);
        let p = Point3::new(y, 0.5, x * y);
        let v = Vector3::new(x, 1.0, y);
        let c = a * b.inverse() * t * r;
        let d = r * (t * c) * Isometry3::translation(x, y, 1.0) * Isometry3::rotation(v);
        let e = (t * r) * (r * t);
        let m = IsometryMatrix3::new(v, Vector3::new(y, x, 0.5)) * Rotation3::from_euler_angles(x, 0.0, y);
        let seen = d.inverse_transform_point(&p) - e.transform_point(&p);
        seen.norm() + (c * v).dot(&d.inverse_transform_vector(&v)) + (a * (b * p)).z
            + a.inv_mul(&e).translation.vector.dot(&v) + d.rotation.scaled_axis().x
            + e.to_homogeneous()[(0, 3)] * m.to_homogeneous()[(1, 2)] + (m * p).x
            + (m.rotation * v).y + t.to_homogeneous().sum() + (c.to_homogeneous() * Vector4::new(x, y, 1.0, 1.0)).z
    } at (0.5, 1.25), (-0.75, 0.5);
    arms(x: f64, y: f64) {
        let links = vec![
            Link { offset: Isometry3::translation(0.0, 0.0, y), axis: Vector3::z() },
            Link { offset: Isometry3::translation(1.0, 0.0, 0.1), axis: Vector3::y() },
            Link { offset: Isometry3::new(Vector3::new(0.5, x, 0.0), Vector3::x() * x), axis: Vector3::y() },
        ];
        let pose: Isometry3<f64> = chain(&links, &[x, y, 0.25]);
        let tip = pose * Point3::new(0.1, 0.0, 0.0);
        let eye = Isometry3::new(Vector3::new(0.0, y, -4.0), Vector3::new(0.0, 0.1, 0.0));
        let image: Vector2<f64> = seen(&eye, &tip, 1.5);
        let loops: f64 = between(&pose, &eye, &Isometry3::translation(x, 0.0, 1.0));
        let r = Rotation3::from_euler_angles(x, y, 0.5);
        let body = Body {
            points: vec![(x + 2.0, tip), (y, Point3::new(0.5, 0.0, x)), (1.0, Point3::origin())],
        };
        let axis: Vector3<f64> = turned(&r, pose.rotation, &Vector3::new(0.0, 0.6, 0.8));
        let energy = axis.dot(&(body.inertia() * axis));
        image.norm() + loops + energy + (tip - Point3::new(1.0, 1.0, 0.3)).norm()
    } at (0.5, 1.25), (-0.75, 0.5);
    poses_in_loops(x: f64, y: f64) {
        let gyro = [Vector3::new(0.2, x, 0.3), Vector3::new(y, 0.25, -0.2), Vector3::new(-0.3, 0.1, x)];
        let mut r = UnitQuaternion::identity();
        let mut pose = Isometry3::identity();
        let mut path = Vec::new();
        for (i, w) in gyro.iter().enumerate() {
            r *= UnitQuaternion::from_scaled_axis(w * 0.1);
            let step = Translation3::new(x * i as f64, 0.0, 0.1) * r;
            pose *= step;
            path.push(pose * Point3::new(0.1, y, 0.0));
        }
        let end = pose;
        path.iter().map(|p| (p - Point3::origin()).norm()).sum::<f64>()
            + end.translation.vector.dot(&(r * Vector3::x())) + pose.rotation.angle()
    } at (0.5, 1.25), (-0.75, 0.5);
}

/// What the module around it imports.
mod inside {
    use super::*;

    #[differentiate]
    fn spun(x: f64, y: f64) -> f64 {
        let mut v = Vector3::new(x, y, x * y);
        for k in 0..3 {
            v[k] *= y;
            let q = UnitQuaternion::from_scaled_axis(v);
            v = q * v + Vector3::x() * x;
        }
        v.x * v.y
    }

    scalars! {
        spun_around(x: f64, y: f64) { spun(x, y) * y } at (0.5, 1.25), (-0.75, 0.5);
    }
}
