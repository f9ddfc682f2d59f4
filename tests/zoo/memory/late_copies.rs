//! Copies of what calls read, where the slice is changed in front of the call, by it, or behind it.

use crate::support::slices;
use autodiff::differentiate;

/// Reads one slice and writes another.
#[differentiate]
fn squared(x: &[f64], out: &mut [f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        out[i] = x[i] * x[i] - 0.5 * out[i];
        sum += x[i].sin() * out[i];
    }
    sum
}

/// Reads what it changes.
#[differentiate]
fn turned(x: &mut [f64], by: &[f64]) {
    for i in 0..x.len() {
        x[i] = x[i].cos() * by[i];
    }
}

#[differentiate]
fn energy(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x * x).sum()
}

/// Calls itself between its reads.
#[differentiate]
fn deeper(x: &mut [f64], depth: usize) -> f64 {
    let mut sum = energy(x);
    for i in 0..2 {
        x[i] = x[i].sin() * 0.75;
        sum += energy(x);
        if depth > 0 {
            sum += deeper(x, depth - 1);
        }
        sum += energy(x) * x[0];
    }
    sum
}

slices! {
    /// Written before and behind calls that read, in turns.
    in_turns(a) {
        let (mut x, mut y) = (a.to_vec(), vec![0.0; a.len()]);
        let mut sum = 0.0;
        for i in 0..3 {
            x[i % 2] += 0.25 * sum;
            sum += 0.125 * squared(&x, &mut y);
            let before = y[0];
            sum -= 0.125 * squared(&y, &mut x) * before;
            turned(&mut x, &y);
            y[1] *= x[0];
            sum += energy(&y) * y[1] + energy(&x[..2]);
        }
        sum * 0.125
    } at [0.75, -0.5], [-0.25, 0.5, 0.75, 0.25];

    /// Calls in a branch, in front of a loop and of an exchange, and of the function itself.
    around(a) {
        let (mut x, mut y) = (a.to_vec(), a.to_vec());
        let mut sum = 0.0;
        for i in 0..3 {
            if x[0] > 0.25 {
                sum += energy(&x);
                x[0] -= 0.5;
            } else {
                x[0] += 0.375;
                turned(&mut y, &x);
            }
            for j in 0..2 { y[j] += 0.25 * energy(&x) * a[j]; }
            sum += energy(&y);
            std::mem::swap(&mut x, &mut y);
            sum += energy(&y) * (i as f64 - 0.5);
        }
        sum + deeper(&mut x, 2)
    } at [0.75, -0.5], [-0.25, 0.5, 0.75, 0.25];
}
