//! Default values, conversions and assigning operators of types of the user's.

use crate::support::{scalars, slices};
use autodiff::{Differentiable, differentiate};
use core::ops::{AddAssign, DivAssign, Mul, MulAssign, SubAssign};

#[derive(Differentiable, Clone, Copy, Debug, Default)]
pub struct Moments {
    pub count: f64,
    pub mean: f64,
    pub spread: f64,
}

#[differentiate]
impl Moments {
    pub fn new() -> Self {
        Moments::default()
    }

    pub fn push(&mut self, x: f64) {
        self.count += 1.0;
        let d = x - self.mean;
        self.mean += d / self.count;
        self.spread += d * (x - self.mean);
    }
}

/// Its constructors have no derivatives.
#[derive(Differentiable, Clone, Debug)]
pub struct Grid {
    pub cells: Vec<f64>,
}

impl Grid {
    pub fn zeros(n: usize, m: usize) -> Grid {
        Grid {
            cells: vec![0.0; n * m],
        }
    }
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Polar {
    pub r: f64,
    pub phi: f64,
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Plane {
    pub x: f64,
    pub y: f64,
}

#[differentiate]
impl From<Polar> for Plane {
    fn from(p: Polar) -> Self {
        Plane {
            x: p.r * p.phi.cos(),
            y: p.r * p.phi.sin(),
        }
    }
}

#[differentiate]
impl From<[f64; 2]> for Plane {
    fn from(a: [f64; 2]) -> Plane {
        Plane {
            x: a[0],
            y: a[0] * a[1],
        }
    }
}

#[differentiate]
impl From<f64> for Plane {
    fn from(a: f64) -> Plane {
        Plane { x: a, y: a * a }
    }
}

#[differentiate]
impl AddAssign for Plane {
    fn add_assign(&mut self, o: Plane) {
        self.x += o.x;
        self.y += o.y;
    }
}

#[differentiate]
impl SubAssign for Plane {
    fn sub_assign(&mut self, o: Plane) {
        self.x -= o.x;
        self.y -= o.y;
    }
}

/// Not linear in its left side.
#[differentiate]
impl MulAssign for Plane {
    fn mul_assign(&mut self, o: Plane) {
        let x = self.x * o.x - self.y * o.y;
        self.y = self.x * o.y + self.y * o.x;
        self.x = x;
    }
}

#[differentiate]
impl DivAssign<f64> for Plane {
    fn div_assign(&mut self, k: f64) {
        self.x /= k;
        self.y /= k;
    }
}

#[differentiate]
impl Mul<f64> for Plane {
    type Output = Plane;
    fn mul(self, k: f64) -> Plane {
        Plane {
            x: self.x * k,
            y: self.y * k,
        }
    }
}

#[differentiate]
fn scatter(to: &mut [Plane], masses: &[f64]) {
    for i in 0..to.len() {
        for j in 0..i {
            let d = Plane {
                x: to[i].y,
                y: masses[j],
            };
            to[j] -= d;
            to[i] += d * masses[i];
        }
    }
}

scalars! {
    rest_of_a_literal(x: f64, y: f64) {
        let m = Moments { mean: x * y, ..Default::default() };
        m.mean * m.mean + m.spread
    } at (0.5, 1.25), (-0.75, 0.5);
    defaults(x: f64, y: f64) {
        let mut m = Moments::default();
        m.push(x);
        m.push(y);
        let mut n: Moments = Default::default();
        n.push(m.mean);
        n.push(x);
        m.spread * n.spread + m.mean
    } at (0.5, 1.25), (-0.75, 0.5);
    without_a_derivative(x: f64, y: f64) {
        let mut g = Grid::zeros(2, 2);
        g.cells[1] = x;
        g.cells[3] += g.cells[1] * y;
        g.cells[3] * g.cells[1]
    } at (0.5, 1.25), (-0.75, 0.5);
    conversions(x: f64, y: f64) {
        let p = Plane::from(Polar { r: x, phi: y });
        let q: Plane = Polar { r: y, phi: p.x }.into();
        p.x * q.y + q.x
    } at (0.5, 1.25), (-0.75, 0.5);
    from_arrays_and_numbers(x: f64, y: f64) {
        let p = Plane::from([x, y]);
        let q = Plane::from(p.y);
        q.x * q.y + p.x
    } at (0.5, 1.25), (-0.75, 0.5);
    assigning(x: f64, y: f64) {
        let mut a = Plane { x, y };
        let b = Plane { x: y, y: 0.5 };
        a += b;
        a *= b;
        a -= Plane { x, y: x };
        a *= a;
        a /= y;
        a.x * a.y
    } at (0.5, 1.25), (-0.75, 0.5);
}

slices! {
    pushed(a) {
        let mut m = Moments::new();
        for &x in a {
            m.push(x);
        }
        m.spread * m.mean
    } at [1.5, -0.75], [-0.5, 0.5, 1.0];
    scattered(a) {
        let mut to = [Plane { x: a[0], y: a[1] }, Plane { x: a[1], y: 2.0 }];
        scatter(&mut to, a);
        to[0].x * to[0].y + to[1].x * to[1].y
    } at [1.5, -0.75], [-0.5, 0.5, 1.0];
}
