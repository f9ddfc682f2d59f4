//! Functions that return closures, and functions that a branch chooses.

use crate::support::slices;
use autodiff::differentiate;

#[differentiate]
fn distance(c: [f64; 3], r: f64) -> impl Fn([f64; 3]) -> f64 {
    move |p| ((p[0] - c[0]).powi(2) + (p[1] - c[1]).powi(2) + (p[2] - c[2]).powi(2)).sqrt() - r
}

/// A parameter of the closure has the name of one of the function's.
#[differentiate]
fn rate(vmax: f64, km: f64) -> impl Fn(f64, f64) -> f64 {
    let square = km * km;
    move |s, km| vmax * s / (square + s + km)
}

#[differentiate]
fn boxed(a: f64) -> Box<dyn Fn(f64) -> f64> {
    Box::new(move |mut x| {
        x *= a;
        if x > 10.0 {
            return 0.0;
        }
        x.sin()
    })
}

#[differentiate]
fn polynomial(c: Vec<f64>) -> impl Fn(f64) -> f64 {
    move |x| c.iter().rev().fold(0.0, |sum, k| sum * x + k)
}

#[differentiate]
fn table<'a>(xs: &'a [f64], k: usize) -> impl Fn(usize) -> f64 + 'a {
    move |i| xs[(i + k) % xs.len()] * 2.0
}

#[differentiate]
fn doubly(f: impl Fn(f64) -> f64, k: f64) -> impl Fn(f64) -> f64 {
    move |x| f(f(x)) * k
}

#[differentiate]
fn integral(f: impl Fn(f64) -> f64, end: f64) -> f64 {
    (0..5).map(|i| f(end * i as f64 / 5.0)).sum::<f64>() * end / 5.0
}

#[differentiate]
fn rectified(x: f64) -> f64 {
    x.max(0.0)
}

#[differentiate]
fn softened(x: f64) -> f64 {
    x.exp().ln_1p()
}

#[differentiate]
fn layer(kind: usize, x: &[f64]) -> f64 {
    let act: fn(f64) -> f64 = match kind {
        0 => rectified,
        1 => softened,
        2 => f64::tanh,
        _ => |v: f64| v * v,
    };
    let other = if kind > 1 { rectified } else { softened };
    let third: Box<dyn Fn(f64) -> f64> = if kind == 0 {
        Box::new(|v: f64| v * x[0])
    } else {
        Box::new(f64::sin)
    };
    x.iter().map(|v| act(*v) + other(v * 0.5) * third(*v)).sum()
}

slices! {
    /// What was made is called in a loop, once, at once, and in a closure that is passed on.
    bound_and_called(a) {
        let sphere = distance([0.0, a[1], 3.0], 0.5);
        let v = rate(a[0], a[1]);
        let q = polynomial(vec![a[0], a[1], 0.25]);
        let t = table(a, 1);
        let mut s = distance([0.0, 0.125, 0.25], a[0])([a[1], 1.0, 0.5]);
        for i in 0..3 {
            let x = 0.25 * i as f64 + a[0];
            s += sphere([x, a[0], 0.25]) * v(x, a[1] * a[1]) + t(i) * q(x * 0.5);
        }
        s + integral(|x| q(x) * sphere([x, x, x]), a[1])
    } at [0.5, 0.75], [0.25, -0.5];

    boxed_and_nested(a) {
        let g = boxed(a[1]);
        let k = a[0];
        let h = doubly(|x| x * x * k, a[1]);
        g(a[0]) + h(a[1]) * g(k * 0.5)
    } at [0.5, 0.75], [-0.25, -0.5];

    chosen(a) {
        (0..4).map(|kind| layer(kind, a) * (kind + 1) as f64).sum::<f64>()
    } at [0.5, 0.75], [0.25, -0.5];
}

crate::support::scalars! {
    by_local_closures(x: f64, y: f64) {
        let line = |a: f64| move |b: f64| a * b + a;
        let mut slope = x;
        let first = line(slope);
        slope *= y;
        let a = first(y);
        let second = line(slope);
        let mut s = first(slope) * second(a);
        for i in 0..2 {
            let scaled = |k: usize| { let by = [x, y]; move |t: f64| by[k] * t + i as f64 };
            s += scaled(i)(s) * line(x)(y);
        }
        s
    } at (0.5, 1.25), (0.75, -0.5);
}
