//! Mutable references under a name, passed where a method, a function argument or a function that gives nothing takes
//! shared ones; and what a closure that is passed on is handed, as the definition of what takes it says.

use crate::support::in_place;
use autodiff::{Differentiable, differentiate};

#[differentiate]
pub trait System {
    const DIM: usize;
    fn rhs(&self, t: f64, y: &[f64], dydt: &mut [f64]);

    fn project(&self, y: &mut [f64], onto: &mut [f64]);
}

#[derive(Differentiable)]
pub struct VanDerPol {
    pub mu: f64,
}

#[differentiate]
impl System for VanDerPol {
    const DIM: usize = 2;

    fn rhs(&self, t: f64, y: &[f64], dydt: &mut [f64]) {
        dydt[0] = y[1] * t;
        dydt[1] = self.mu * (1.0 - y[0] * y[0]) * y[1] - y[0];
    }

    fn project(&self, y: &mut [f64], onto: &mut [f64]) {
        y[0] *= self.mu;
        onto[1] += y[0] * y[1];
    }
}

#[differentiate]
fn heun<S: System>(system: &S, t: f64, y: &mut Vec<f64>, h: f64) {
    let (mut k1, mut k2) = (vec![0.0; S::DIM], vec![0.0; S::DIM]);
    system.rhs(t, y, &mut k1);
    let ahead: Vec<f64> = (0..S::DIM).map(|i| y[i] + h * k1[i]).collect();
    system.rhs(t + h, &ahead, &mut k2);
    y.iter_mut()
        .zip(k1.iter().zip(&k2))
        .for_each(|(y, (a, b))| *y += 0.5 * h * (a + b));
    let onto = &mut k1;
    system.project(y, onto);
    y[1] += onto[1];
}

#[differentiate]
fn with_a_trait(x: &mut [f64]) {
    let mut y = vec![x[0], x[1]];
    let system = VanDerPol { mu: x[2] };
    for step in 0..3 {
        heun(&system, 0.1 * step as f64, &mut y, 0.2);
    }
    x[0] = y[0] * x[2];
    x[1] += y[1];
}

#[differentiate]
fn stage<F>(f: &F, y: &mut [f64], out: &mut [f64], h: f64)
where
    F: Fn(f64, &[f64], &mut [f64]),
{
    let mut slope = vec![0.0; y.len()];
    f(h, y, &mut slope);
    for (y, slope) in y.iter_mut().zip(&slope) {
        *y += h * slope;
    }
    f(2.0 * h, y, out);
}

#[differentiate]
fn with_a_closure(x: &mut [f64]) {
    let rate = x[2];
    let mut out = vec![0.0; 3];
    stage(
        &|t, y, slope| {
            slope[0] = y[1] * t;
            slope[1] = rate * (y[2] - y[0] * y[0]);
            slope[2] += y[0] * y[1];
        },
        x,
        &mut out,
        0.3,
    );
    x[0] += out[0] * out[1];
    x[2] *= out[2];
}

#[differentiate]
pub fn residual(u: &[f64], out: &mut [f64]) {
    let n = u.len();
    for i in 0..n {
        out[i] = (u[(i + 1) % n] - u[i]) * u[i];
    }
}

#[differentiate]
fn advanced(u: &mut [f64]) {
    let mut change = vec![0.0; u.len()];
    for _ in 0..2 {
        residual(u, &mut change);
        u.iter_mut().zip(&change).for_each(|(u, c)| *u += 0.1 * c);
    }
}

#[differentiate]
fn add_scaled(to: &mut [f64], from: &[f64], k: f64) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += k * from;
    }
}

#[differentiate]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Both halves are lent at once, one of them shared.
#[differentiate]
fn halves(x: &mut [f64]) {
    let mut rows = vec![vec![x[0], 0.7], vec![x[1], x[0]], vec![0.3, x[2]]];
    for i in 1..rows.len() {
        let (done, rest) = rows.split_at_mut(i);
        let current = &mut rest[0];
        for row in done.iter() {
            let k = dot(row, current);
            add_scaled(current, row, -k);
        }
    }
    for (x, row) in x.iter_mut().zip(&rows) {
        *x += dot(row, &rows[2]);
    }
}

/// The callees' definitions say what is shared, whichever of these spells the call.
#[derive(Differentiable, Clone)]
struct Weights {
    scale: f64,
}

#[differentiate]
impl Weights {
    fn both(&self, at: f64, f: impl Fn([f64; 2], (f64, f64)) -> [f64; 2]) -> f64 {
        let [a, b] = f([at, self.scale], (at * at, 2.0));
        a * b
    }

    fn spread(weights: &Weights, over: &[f64], sum: &mut f64) {
        *sum += weights.scale * over[0] * over[1];
    }
}

#[differentiate]
fn with_methods(x: &mut [f64]) {
    let weights = Weights { scale: x[1] };
    let shift = x[2];
    let mut sum = weights.both(x[0], |p, (a, b)| [p[0].hypot(p[1]) * a, shift * b]);
    Weights::spread(&weights, x, &mut sum);
    x[0] = sum;
}

in_place! {
    lent_to_a_method(x) { with_a_trait(x); } at [0.4, -0.3, 1.2];
    lent_to_an_argument(x) { with_a_closure(x); } at [0.4, -0.3, 1.2];
    lent_to_what_gives_nothing(x) { advanced(x); halves(x); } at [0.4, -0.3, 1.2];
    lent_to_an_associated_function(x) { with_methods(x); } at [0.4, -0.3, 1.2];
}
