//! Types of another crate, which the macro cannot read where programs import them.

use autodiff::{Differentiable, differentiate};
use std::ops::{Add, AddAssign, Mul};

/// A vector of the plane.
#[derive(Clone, Copy, Debug, Default, Differentiable)]
pub struct Arrow {
    /// To the right.
    pub x: f64,
    /// Upwards.
    pub y: f64,
}

#[differentiate]
impl Arrow {
    /// No way at all.
    pub const ZERO: Arrow = Arrow { x: 0.0, y: 0.0 };

    /// The vector of these components.
    pub fn new(x: f64, y: f64) -> Self {
        Arrow { x, y }
    }

    /// The inner product.
    pub fn dot(self, other: Arrow) -> f64 {
        self.x * other.x + self.y * other.y
    }
}

#[differentiate]
impl Add for Arrow {
    type Output = Arrow;
    fn add(self, other: Arrow) -> Arrow {
        Arrow::new(self.x + other.x, self.y + other.y)
    }
}

#[differentiate]
impl AddAssign for Arrow {
    fn add_assign(&mut self, other: Arrow) {
        self.x += other.x;
        self.y += other.y;
    }
}

#[differentiate]
impl Mul<f64> for Arrow {
    type Output = Arrow;
    fn mul(self, k: f64) -> Arrow {
        Arrow::new(self.x * k, self.y * k * k)
    }
}
