//! Methods of traits that take functions.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
trait Integrator {
    fn integrate<F: Fn(f64) -> f64>(&self, f: F, a: f64, b: f64) -> f64;

    fn step<F>(&mut self, f: F, y: &mut [f64], h: f64)
    where
        F: Fn(f64, &[f64], &mut [f64]);
}

#[derive(Differentiable, Clone)]
struct Trapezoid {
    n: usize,
    w: f64,
}

#[differentiate]
impl Integrator for Trapezoid {
    fn integrate<F: Fn(f64) -> f64>(&self, f: F, a: f64, b: f64) -> f64 {
        let h = (b - a) / self.n as f64;
        self.w * h * ((1..self.n).map(|i| f(a + i as f64 * h)).sum::<f64>() + (f(a) + f(b)) / 2.0)
    }

    fn step<F>(&mut self, f: F, y: &mut [f64], h: f64)
    where
        F: Fn(f64, &[f64], &mut [f64]),
    {
        let mut k = vec![0.0; y.len()];
        f(h, y, &mut k);
        for (y, k) in y.iter_mut().zip(&k) {
            *y += h * k * self.w;
        }
        self.w *= 1.0 + y[0];
    }
}

/// Records nothing of the function.
#[derive(Differentiable, Clone)]
struct Midpoint;

#[differentiate]
impl Integrator for Midpoint {
    fn integrate<F: Fn(f64) -> f64>(&self, f: F, a: f64, b: f64) -> f64 {
        f(0.5 * (a + b)) * (b - a)
    }

    fn step<F>(&mut self, _f: F, y: &mut [f64], h: f64)
    where
        F: Fn(f64, &[f64], &mut [f64]),
    {
        y[0] += h;
    }
}

#[differentiate]
fn through<I: Integrator>(i: &I, r: f64, x: f64) -> f64 {
    i.integrate(|t| (t * r).sin(), x, 2.0 * r) * r
}

#[differentiate]
fn steps<I: Integrator>(i: &mut I, y: &mut [f64], r: f64) {
    for s in 0..3 {
        let slope = |t: f64, y: &[f64], dy: &mut [f64]| {
            dy[0] = y[1] * t;
            dy[1] = -r * y[0];
        };
        i.step(slope, y, 0.1 + 0.1 * s as f64);
    }
    i.step(|t, y, dy| dy[1] = t * y[0], y, r);
}

slices! {
    methods_of_traits_with_functions(p) {
        let (mut t, mut m) = (Trapezoid { n: 5, w: p[0] }, Midpoint);
        let mut y = vec![p[1], p[0]];
        let mut sum = through(&t, p[1], 0.3) * through(&m, p[0], p[1]);
        steps(&mut t, &mut y, p[1]);
        steps(&mut m, &mut y, p[0]);
        let k = p[0];
        sum += t.integrate(|x| x.cos() * k, p[0], p[1]);
        sum + y[0] * y[1] + t.w
    } at [0.8, 1.3], [0.4, -0.5];
}
