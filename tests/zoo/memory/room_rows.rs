//! What loops inside of loops record, in room that is made for several of them at once, and where it cannot be.

use crate::support::slices;
use autodiff::differentiate;

slices! {
    /// All iterations record as much, from other numbers than zero on, and two loops stand side by side.
    even(a) {
        let n = a.len();
        let mut u = a.to_vec();
        for i in 1..n + 1 {
            for j in 1..n {
                u[j] = u[j] * u[j - 1].sin() + a[i - 1];
            }
            for j in 0..n - 1 { u[j] *= u[j + 1] - 0.25 * u[j]; }
        }
        u.iter().sum::<f64>()
    } at [0.75, -0.5], [-0.25, 0.5, 0.75, 0.25];

    /// Three loops deep, under a loop that ends early and one that counts down.
    deep(a) {
        let n = a.len();
        let mut u = a.to_vec();
        let mut left = 3;
        while left > 0 {
            for i in (0..2).rev() {
                for j in 0..n - 1 {
                    for k in 0..2 { u[j + k] = (u[j + k] * a[i]).cos() * u[j]; }
                }
            }
            left -= 1;
        }
        for i in 0..n {
            if u[i] > 100.0 { break; }
            for j in 0..n { u[j] = u[j] * u[i] + a[j].sin() * u[j]; }
        }
        u.iter().sum::<f64>()
    } at [0.75, -0.5], [-0.25, 0.5, 0.75, 0.25];

    /// The inner loop is longer each time, or runs in a branch, or not at all.
    uneven(a) {
        let n = a.len();
        let mut u = a.to_vec();
        for i in 0..n {
            for j in 0..i { u[j] = u[j] * u[i] + a[j]; }
            if a[i] > 0.0 {
                for j in 0..n { u[j] = u[j].sin() * u[i]; }
            }
            for j in n..n { u[j] = u[j] * u[j]; }
            let few = if a[i] > 0.5 { 1 } else { 2 };
            for j in 0..few { u[j] = u[j] * u[j] * a[i] + u[j]; }
        }
        for _ in 1..1 {
            for j in 0..n { u[j] = u[j] * u[j]; }
        }
        u.iter().sum::<f64>()
    } at [0.75, -0.5], [-0.25, 0.5, 0.75, 0.25];
}

/// Calls of the function itself record in between.
#[differentiate]
fn halved(a: &mut [f64], depth: usize) {
    for i in 0..2 {
        if depth > 0 {
            halved(a, depth - 1);
        }
        for j in 0..a.len() {
            a[j] = (a[j] * a[j] - a[i]).sin() + 0.5 * a[j];
        }
    }
}

#[differentiate]
fn recursive(a: &[f64]) -> f64 {
    let mut b = a.to_vec();
    halved(&mut b, 2);
    b.iter().map(|b| b.sin()).sum()
}

#[test]
fn with_calls_of_itself() {
    let a = [0.25, -0.125, 0.375];
    let gradient = recursive::gradient(&a);
    for i in 0..a.len() {
        let moved = |by: f64| {
            let mut a = a;
            a[i] += by;
            recursive(&a)
        };
        let difference = (moved(1e-6) - moved(-1e-6)) / 2e-6;
        assert!((difference - gradient[i]).abs() < 1e-6 * difference.abs().max(1.0));
    }
}

/// With a cache that is kept, the room of a longer evaluation is there before a shorter one.
#[test]
fn in_a_cache_that_is_kept() {
    let mut cache = ::autodiff::Record::new();
    for a in [
        &[0.75, -0.5, 0.25, 0.5][..],
        &[0.5, 0.25],
        &[0.75, -0.5, 0.25],
    ] {
        let mut gradient = vec![0.0; a.len()];
        even::alone::value_and_gradient_with(&mut cache, a, &mut gradient);
        assert_eq!(gradient, even::alone::gradient(a));
    }
}
