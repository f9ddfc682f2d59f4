//! Sums over independent iterations that record in loops, branches and calls of their own: value and gradient
//! share one loop, which gathers anew in each iteration.

use crate::support::slices;
use autodiff::differentiate;

#[differentiate]
fn bend(x: f64, times: usize) -> f64 {
    let mut y = x;
    for _ in 0..times {
        y = (y * x + 0.5).sin();
    }
    y
}

#[differentiate]
fn total(y: &[f64], scale: f64) -> f64 {
    y.iter().map(|v| (v * scale).cos()).sum()
}

slices! {
    inner_loops(a) {
        let mut sum = 0.0;
        for i in 0..a.len() {
            let mut y = a[i];
            for j in 0..i {
                y = (y * a[j]).exp().sin();
                for _ in 0..2 { y = y.cos() * a[i]; }
            }
            sum += y * y;
        }
        sum
    } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    branches_and_ends(a) {
        let mut sum = 0.0;
        for (i, &x) in a.iter().enumerate() {
            let mut y = x;
            if x.sin() > 0.0 {
                let gate = (x * 0.5).tanh();
                y *= gate * gate;
            }
            let mut n = i + 2;
            while n > 0 && y < 2.0 {
                y = y.exp() * 0.5 + x;
                if y > 1.5 { break; }
                n -= 1;
            }
            sum -= y.sin();
        }
        sum * a[0]
    } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    calls(a) {
        let mut sum = 0.0;
        for i in 0..a.len() {
            let mut y = bend(a[i], i + 1);
            for j in 0..i { y += bend(y * a[j], j) * bend(a[i], 2); }
            if y > 0.0 { y = bend(y, 3); }
            sum += y * bend(y, 1);
        }
        sum
    } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    memory_inside(a) {
        let mut sum = 0.0;
        for i in 0..a.len() {
            let mut y = vec![a[i]; 3];
            for j in 0..3 {
                let all = total(&y, a[i]);
                let part = total(&y[j..], all);
                y[j] = all * part.sin();
                let inner: Vec<f64> = y.iter().map(|v| (v * all).tanh()).collect();
                y[2] += inner[j] * 0.125;
            }
            sum += total(&y, 0.5);
        }
        sum
    } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    one_of_two_loops(a) {
        let mut sum = 0.0;
        for (i, x) in a.iter().enumerate() { sum += bend(*x, i) * x; }
        for (i, x) in a.iter().enumerate() { sum += bend(*x, i); }
        sum
    } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    two_sums(a) {
        let (mut p, mut q) = (0.0, 0.0);
        for i in 0..a.len() {
            let mut y = a[i];
            for _ in 0..i { y = (y * a[0]).sin(); }
            p += y;
        }
        for x in a {
            let mut y = *x;
            for v in a { y = (y * v).cos(); }
            q += bend(y, 2);
        }
        p + 2.0 * q
    } at [0.5, 1.25, -0.75], [-0.5, 0.25];
}
