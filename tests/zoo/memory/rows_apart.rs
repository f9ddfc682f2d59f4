//! Loops that write several rows of one slice, which lie behind one another, and those that only look so.

use crate::support::{assert_close, in_place, slices};
use autodiff::differentiate;

in_place! {
    /// Halves that are turned against each other, on all scales down to single elements.
    turned(a) {
        let n = a.len();
        let mut half = n / 2;
        while half > 0 {
            for start in (0..n + 1 - 2 * half).step_by(2 * half) {
                for k in 0..half {
                    let (i, j) = (start + k, start + k + half);
                    let difference = a[i] - 0.5 * a[j] * a[j];
                    a[i] += a[j].sin();
                    a[j] = difference * 0.75 + a[i];
                }
            }
            half /= 2;
        }
    } at [0.5, -0.25], [0.75, -0.5, 1.25, 0.25], [0.5, 0.25, -0.75, 1.0, 1.25, -0.5, 0.125];

    /// The distance is less than what the loop runs through, more, and another in each iteration.
    not_apart(a) {
        let n = a.len();
        let some = n - n / 2 - 1;
        for k in 0..n - some { a[k + some] = a[k] * 0.5 + a[k + some].sin(); }
        for k in 0..n / 2 { a[k] -= a[k + n - n / 2] * a[k]; }
        for k in 0..n / 2 { a[2 * k] += a[k] * 0.25; }
    } at [0.5, -0.25], [0.75, -0.5, 1.25, 0.25], [0.5, 0.25, -0.75, 1.0, 1.25, -0.5, 0.125];

    /// A loop that never runs, behind the end of the slice, and rows of lengths that are written.
    nothing(a) {
        let (n, none) = (a.len(), a.len() - a.len());
        for k in 0..none { a[n + 7 + k] = a[n + 7 + none + k] * 2.0; }
        for k in 0..1 { a[1 + k] = a[k] * a[1 + k] + a[k]; }
        let a = &mut a[..2];
        for k in 0..a.len() - 1 { a[k] = a[k + 1] * a[k]; }
    } at [0.5, -0.25], [0.75, -0.5, 1.25, 0.25];
}

slices! {
    /// Four rows of weights, as in a gated unit, and of a matrix, two of which are only read; the last row in the
    /// middle is nobody's.
    gates(a) {
        let b = a.len();
        let w: Vec<f64> = (0..5 * b).map(|i| a[i % b] * (i as f64 * 0.375).cos()).collect();
        let mut sum = 0.0;
        for i in 0..b {
            let forget = w[i] * a[i] + w[4 * b + i];
            let ingate = (w[b + i] - a[i]).sin();
            sum += forget * ingate + w[2 * b + i] * w[b + b + i];
        }
        for r in 0..3 {
            for j in 0..b {
                sum += w[r * b + j] * w[(r + 1) * b + j] - w[(r + 2) * b + j].cos();
            }
        }
        sum
    } at [0.75, -0.5], [-1.25, 0.5, 1.5, 0.25];

    /// Rows that begin at a number, at one index computed in two ways, and one that a branch leaves out.
    computed(a) {
        let (n, m) = (a.len(), a.len() - 1);
        let mut b = vec![0.5; 2 * n + 1];
        for k in 0..n {
            b[1 + k] = a[k] * a[k];
            b[n + 1 + k] += a[k] * b[m + 2 + k];
            b[k + m + 2] -= b[k + 1] * 0.25;
        }
        for k in 0..n {
            b[k] *= 0.5;
            if a[k] > 0.0 { b[n + k] -= b[k] * a[k]; }
        }
        b.iter().map(|x| x * x * x).sum::<f64>()
    } at [0.75, -0.5], [-1.25, 0.5, 1.5, 0.25];
}

/// The adjoints of both halves are wanted, or not.
#[differentiate]
fn step(w: &[f64], x: &[f64], y: &mut [f64]) {
    let n = x.len();
    for i in 0..n {
        y[i] += w[i] * x[i] + (w[n + i] * y[i]).sin();
        y[n + i] -= w[i] * w[n + i] * x[i];
    }
}

#[differentiate(wrt(w))]
fn of_weights(w: &[f64], x: &[f64]) -> f64 {
    let mut y = w.to_vec();
    for _ in 0..3 {
        step(w, x, &mut y);
    }
    y.iter().map(|y| y * y).sum()
}

#[differentiate(wrt(x))]
fn of_data(w: &[f64], x: &[f64]) -> f64 {
    let mut y = w.to_vec();
    for _ in 0..3 {
        step(w, x, &mut y);
    }
    y.iter().map(|y| y * y).sum()
}

#[differentiate]
fn of_both(w: &[f64], x: &[f64]) -> f64 {
    let mut y = w.to_vec();
    for _ in 0..3 {
        step(w, x, &mut y);
    }
    y.iter().map(|y| y * y).sum()
}

#[test]
fn for_some_arguments() {
    let (w, x) = ([0.5, -0.25, 0.75, 1.25, -0.5, 0.375], [0.25, -1.0, 0.5]);
    let (d_w, d_x) = of_both::gradient(&w, &x);
    assert_close("w", &w, &of_weights::gradient(&w, &x), &d_w, 1e-12);
    assert_close("x", &x, &of_data::gradient(&w, &x), &d_x, 1e-12);
    for i in 0..w.len() {
        let moved = |by: f64| {
            let mut w = w;
            w[i] += by;
            of_both(&w, &x)
        };
        let difference = (moved(1e-5) - moved(-1e-5)) / 2e-5;
        assert!((difference - d_w[i]).abs() < 1e-8 * difference.abs().max(1.0));
    }
}
