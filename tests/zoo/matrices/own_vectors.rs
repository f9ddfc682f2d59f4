//! Types of the same file that are called like those of the libraries.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug)]
struct Vector3 {
    x: f64,
    y: f64,
    z: f64,
}

#[derive(Differentiable, Clone, Debug)]
struct DVector {
    items: Vec<f64>,
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Matrix2([[f64; 2]; 2]);

#[derive(Differentiable, Clone, Copy, Debug)]
struct Point2<T> {
    x: T,
    y: T,
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Rotation2 {
    angle: f64,
}

#[differentiate]
impl Vector3 {
    fn new(x: f64, y: f64, z: f64) -> Self {
        Vector3 { x, y, z }
    }

    fn dot(&self, other: &Vector3) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }
}

#[differentiate]
impl DVector {
    fn from_vec(items: Vec<f64>) -> Self {
        DVector { items }
    }

    fn norm(&self) -> f64 {
        self.items.iter().map(|x| x * x).sum::<f64>().sqrt()
    }
}

#[differentiate]
impl Matrix2 {
    fn new(a: f64, b: f64, c: f64, d: f64) -> Self {
        Matrix2([[a, b], [c, d]])
    }

    fn determinant(&self) -> f64 {
        self.0[0][0] * self.0[1][1] - self.0[0][1] * self.0[1][0]
    }
}

#[differentiate]
impl Rotation2 {
    fn new(angle: f64) -> Self {
        Rotation2 { angle }
    }

    fn turned(&self, p: Point2<f64>) -> Point2<f64> {
        let (sin, cos) = self.angle.sin_cos();
        Point2 {
            x: cos * p.x - sin * p.y,
            y: sin * p.x + cos * p.y,
        }
    }
}

scalars! {
    called_like_matrices(x: f64, y: f64) {
        let (a, b) = (Vector3::new(x, y, 1.0), Vector3::new(y, 0.5, x));
        let v = DVector::from_vec(vec![x, y, a.dot(&b)]);
        let m = Matrix2::new(x, 1.0, y, v.norm());
        let p = Rotation2::new(x).turned(Point2 { x: y, y: 0.5 });
        m.determinant() + m.0[1][0] * a.z + p.x * p.y
    } at (0.5, 1.25), (-0.75, 0.5);
}
