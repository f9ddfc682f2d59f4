//! What operators give is known by the fields that they are of, and what a type parameter is by the types that
//! implement its trait.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use std::ops::{Mul, Sub};

#[derive(Differentiable, Clone, Copy, Debug)]
struct Vec2 {
    x: f64,
    y: f64,
}

#[differentiate]
impl Vec2 {
    fn hypot(self) -> f64 {
        self.x.hypot(self.y)
    }
    fn exp(self) -> Vec2 {
        Vec2 {
            x: self.x.exp(),
            y: 0.5 * self.y,
        }
    }
}

#[differentiate]
impl Sub for Vec2 {
    type Output = Vec2;
    fn sub(self, o: Vec2) -> Vec2 {
        Vec2 {
            x: self.x - o.x,
            y: self.y - o.y,
        }
    }
}

#[differentiate]
impl Mul<Vec2> for f64 {
    type Output = Vec2;
    fn mul(self, v: Vec2) -> Vec2 {
        Vec2 {
            x: self * v.x,
            y: self * v.y,
        }
    }
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Line {
    p0: Vec2,
    p1: Vec2,
}

#[differentiate]
impl Line {
    fn length(&self) -> f64 {
        (self.p1 - self.p0).hypot()
    }
    fn stretched(&self, k: f64) -> f64 {
        let far = (k * k) * self.p1;
        (far - self.p0).exp().hypot() * (k * self.p0).hypot()
    }
}

#[differentiate]
trait Lens {
    fn distort(&self, x: f64) -> f64;
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Barrel {
    k: f64,
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Straight;

#[differentiate]
impl Lens for Barrel {
    fn distort(&self, x: f64) -> f64 {
        x * (1.0 + self.k * x * x)
    }
}

#[differentiate]
impl Lens for Straight {
    fn distort(&self, x: f64) -> f64 {
        x
    }
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Camera<M> {
    focal: f64,
    lens: M,
}

#[differentiate]
impl<M: Lens> Camera<M> {
    fn project(&self, x: f64) -> f64 {
        self.focal * self.lens.distort(x)
    }
}

/// Nothing in here is called on an `A`.
#[differentiate]
fn transfer<A: Lens, B: Lens>(a: &Camera<A>, b: &Camera<B>, x: f64) -> f64 {
    if x > 0.0 {
        a.project(b.project(x))
    } else {
        b.project(x)
    }
}

slices! {
    of_fields(a) {
        let line = Line { p0: Vec2 { x: a[0], y: 0.3 }, p1: Vec2 { x: a[1] * a[0], y: a[1] } };
        line.length() + line.stretched(a[0])
    } at [0.7, -0.4], [-1.2, 0.3];

    of_holders(a) {
        let camera = Camera { focal: a[0], lens: Barrel { k: a[1] } };
        let plain = Camera { focal: a[1], lens: Straight };
        let mut s = 0.0;
        for x in a.iter() { s += transfer(&camera, &plain, *x) + transfer(&plain, &camera, 0.4); }
        s
    } at [0.7, -0.4], [-1.2, 0.3];
}
