//! Operators on types of the user's.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};
use core::ops::{Add, Div, Mul, Neg, Sub};

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
pub struct Vec2 {
    pub x: f64,
    pub y: f64,
}

#[differentiate]
impl Vec2 {
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub fn norm(self) -> f64 {
        (self * self).sqrt()
    }

    pub fn unit(self) -> Self {
        self / self.norm()
    }

    pub fn mirrored(self, at: Vec2) -> Self {
        let n = at.unit();
        self - n * (2.0 * (self * n))
    }
}

#[differentiate]
impl Add for Vec2 {
    type Output = Vec2;

    fn add(self, other: Vec2) -> Vec2 {
        Vec2 {
            x: self.x + other.x,
            y: self.y + other.y,
        }
    }
}

#[differentiate]
impl Sub for Vec2 {
    type Output = Self;

    fn sub(self, other: Self) -> Self::Output {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

/// The dot product.
#[differentiate]
impl Mul<Vec2> for Vec2 {
    type Output = f64;

    fn mul(self, other: Vec2) -> f64 {
        self.x * other.x + self.y * other.y
    }
}

#[differentiate]
impl Mul<f64> for Vec2 {
    type Output = Vec2;

    fn mul(self, by: f64) -> Vec2 {
        Vec2 {
            x: self.x * by,
            y: self.y * by,
        }
    }
}

#[differentiate]
impl Mul<Vec2> for f64 {
    type Output = Vec2;

    fn mul(self, v: Vec2) -> Vec2 {
        v * self
    }
}

#[differentiate]
impl Div<f64> for Vec2 {
    type Output = Vec2;

    fn div(self, by: f64) -> Vec2 {
        Vec2 {
            x: self.x / by,
            y: self.y / by,
        }
    }
}

#[differentiate]
impl Neg for Vec2 {
    type Output = Vec2;

    fn neg(mut self) -> Vec2 {
        self.x = -self.x;
        self.y = -self.y;
        self
    }
}

/// Numbers whose sum is no sum: logarithms of what is added.
#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Log(pub f64);

#[differentiate]
impl Add for Log {
    type Output = Log;

    fn add(self, other: Log) -> Log {
        let largest = self.0.max(other.0);
        Log(largest + ((self.0 - largest).exp() + (other.0 - largest).exp()).ln())
    }
}

#[differentiate]
fn energy(a: Vec2, b: Vec2, k: f64) -> f64 {
    let d = a - b;
    let r = d.norm() - 1.0;
    0.5 * k * r * r + (a + b).x
}

#[differentiate]
fn centre(points: &[Vec2]) -> Vec2 {
    let mut x = 0.0;
    let mut y = 0.0;
    for p in points {
        let q = *p * 0.5 + -*p / 4.0;
        x += q.x;
        y += q.y;
    }
    Vec2 { x, y }
}

scalars! {
    sums(x: f64, y: f64) {
        let a = Vec2 { x, y };
        let b = Vec2::new(y, 2.0);
        let c: Vec2 = a + b - a * y;
        c.x * c.y
    } at (0.5, 1.25), (-0.75, 0.5);
    dot_products(x: f64, y: f64) {
        let a = Vec2 { x, y };
        let b = Vec2 { x: y, y: 2.0 };
        let s: f64 = a * b;
        s + a * a * x
    } at (0.5, 1.25), (-0.75, 0.5);
    numbers_on_the_left(x: f64, y: f64) {
        let a = Vec2 { x, y };
        (2.0 * a + y * a).norm() + (-a).x
    } at (0.5, 1.25), (-0.75, 0.5);
    in_methods(x: f64, y: f64) {
        let a = Vec2 { x, y };
        let m = a.mirrored(Vec2::new(1.0, x));
        m.x * m.y
    } at (0.5, 1.25), (-0.75, 0.5);
    in_functions(x: f64, y: f64) {
        let c = centre(&[Vec2 { x, y }, Vec2 { x: y, y: 0.5 }]);
        energy(Vec2 { x, y }, Vec2 { x: 2.0, y: 0.5 }, y) + c.x * c.y
    } at (0.5, 1.25), (-0.75, 0.5);
    not_linear(x: f64, y: f64) {
        let a = Log(x);
        let b = Log(y * x);
        let c: Log = a + b + a;
        c.0
    } at (0.5, 1.25), (-0.75, 0.5);
}
