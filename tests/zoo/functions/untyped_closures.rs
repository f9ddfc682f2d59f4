//! Closures that are passed to functions, with parameters whose types are not written.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
fn euler<F>(f: F, start: Vec<f64>, steps: usize) -> Vec<f64>
where
    F: Fn(f64, &[f64]) -> Vec<f64>,
{
    let mut y = start;
    for i in 0..steps {
        let slope = f(i as f64, &y);
        for (y, s) in y.iter_mut().zip(&slope) {
            *y += 0.125 * s;
        }
    }
    y
}

#[differentiate]
fn heun<const N: usize>(f: impl Fn(f64, &[f64; N]) -> [f64; N], y: [f64; N], h: f64) -> [f64; N] {
    let first = f(0.0, &y);
    let mut ahead = y;
    for i in 0..N {
        ahead[i] += h * first[i];
    }
    let second = f(h, &ahead);
    let mut end = y;
    for i in 0..N {
        end[i] += 0.5 * h * (first[i] + second[i]);
    }
    end
}

#[differentiate]
fn at_pair(f: impl Fn((f64, f64)) -> (f64, f64), at: (f64, f64)) -> f64 {
    let (u, v) = f(at);
    u * v
}

#[differentiate]
fn at_array(f: impl Fn([f64; 2]) -> f64, at: [f64; 2]) -> f64 {
    f(at) * f([0.5, at[0]])
}

#[differentiate]
fn repeated(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x)) + f(0.5)
}

#[differentiate]
fn at_reference(f: impl Fn(&f64) -> f64, x: f64) -> f64 {
    f(&x) * f(&0.5)
}

#[differentiate]
fn over_indices(f: impl Fn(usize) -> f64, n: usize) -> f64 {
    let mut s = 0.0;
    for i in 0..n {
        s += f(i);
    }
    s
}

#[derive(Differentiable, Clone, Debug)]
struct Curve {
    a: f64,
}

#[differentiate]
impl Curve {
    fn at(&self, x: f64) -> f64 {
        self.a * x * x
    }

    fn twice(&self, x: f64) -> f64 {
        repeated(|t| self.at(t) * x, x)
    }
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Zero;

#[differentiate]
trait Shift {
    fn shift(&self, x: f64) -> f64;
}

#[differentiate]
impl Shift for Zero {
    fn shift(&self, x: f64) -> f64 {
        x * x
    }
}

#[differentiate]
fn shifted<S: Shift>(s: &S, x: f64) -> f64 {
    s.shift(x) + x
}

/// How long what it hands is, another argument says.
#[differentiate]
fn stepped<const N: usize>(f: impl Fn(f64, [f64; N]) -> [f64; N], y: [f64; N], h: f64) -> [f64; N] {
    let k = f(h, y);
    std::array::from_fn(|i| y[i] + h * k[i])
}

#[differentiate]
fn rates(t: f64, y: [f64; 3], k: f64) -> [f64; 3] {
    [k * y[1], y[0] * y[2], t - y[1]]
}

slices! {
    lengths_of_others(a) {
        let mut y = [a[0], a[1], 0.5];
        for _ in 0..3 {
            y = stepped(|t, y| rates(t, y, a[1]), y, 0.25);
        }
        y[0] * y[1] + y[2]
    } at [1.5, -0.75], [-0.5, 0.25];

    slices_taken(a) {
        let k = a[0];
        let y = euler(|t, y| vec![y[0] * k, -y[1] * t], vec![a[1], 0.5], 2);
        let z = heun(|_, s| [k * (s[1] - s[0]), s[0] * s[1]], [a[1], 0.25], 0.125);
        y[0] * y[1] + z[0] * z[1]
    } at [1.5, -0.75], [-0.5, 0.25];

    taken_apart(a) {
        at_pair(|(u, v)| (a[0] * v, u - v), (a[1], 0.5)) + at_array(|[u, v]| u * v + a[1], [a[0], a[1]])
    } at [1.5, -0.75], [-0.5, 0.25];

    numbers_and_references(a) {
        repeated(|x| x * x, a[0]) + at_reference(|&x| x * a[1], a[0]) + at_reference(|x| *x * *x, a[1])
            + over_indices(|i| a[i] * a[0], 2)
    } at [0.5, -0.75], [-0.5, 0.25];

    methods_inside(a) {
        let c = Curve { a: a[0] };
        repeated(|x| c.at(x), a[1]) + c.twice(a[1]) + shifted(&Zero, a[0])
    } at [0.5, -0.75], [-0.5, 0.25];
}
