//! Functions that have names as formulas have them, and such whose names differ in capitals only.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
fn V(r: f64) -> f64 {
    1.5 * r + r * r
}

#[differentiate]
fn v(r: f64) -> f64 {
    0.5 * V(r)
}

#[differentiate]
fn Jn_Yn(x: f64, n: usize) -> (f64, f64) {
    (x.sin() * n as f64, 0.2 * x)
}

#[differentiate]
fn k1(x: f64) -> f64 {
    let y = x * x;
    y * x
}

#[differentiate]
fn k_1(x: f64) -> f64 {
    x.cos()
}

mod moon {
    use autodiff::differentiate;

    #[differentiate]
    pub fn F(t: f64, k: f64) -> f64 {
        0.3 * (t * k).sin()
    }
}

/// A type whose name another module has for a function.
#[derive(Clone, Copy, Differentiable)]
struct T(f64, f64);

mod table {
    use autodiff::differentiate;

    #[differentiate]
    pub fn At(x: f64) -> f64 {
        x * x - 1.0
    }
}

slices! {
    called(a) {
        V(a[0]) + moon::F(a[1], a[2]) - 2.0 * v(a[3]) + k1(a[0]) * k_1(a[1]) + table::At(a[2])
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    in_loops_and_branches(a) {
        let mut s = 0.0;
        for i in 0..a.len() {
            let (j, y) = Jn_Yn(s + a[i], i);
            s += if j > 0.1 { V(j) * y } else { moon::F(V(s), a[i]).abs() };
            s = k_1(s) * k1(a[i]);
        }
        s
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    passed_on(a) {
        let sum: f64 = a.iter().copied().map(V).sum();
        let squares: Vec<f64> = a.iter().map(|x| table::At(*x)).collect();
        sum * squares.into_iter().map(table::At).sum::<f64>()
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    beside_a_struct(a) {
        let t = T(a[0], V(a[1]));
        let mut u = T(t.1, v(t.0));
        u.0 *= t.0;
        u.0 * u.1 + a[2] * a[3]
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];
}
