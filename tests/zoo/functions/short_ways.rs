//! Functions that call themselves, and have little to do where they do not.

use crate::support::assert_close;
use autodiff::{check, differentiate};

/// The short way is the first branch; parameters are called what generated code likes to call its own.
#[differentiate]
fn descent(cache: &[f64], at: usize, result: f64) -> f64 {
    if at == cache.len() {
        return result * result;
    }
    let calls = cache[at] * result;
    descent(cache, at + 1, calls.sin()) + calls
}

/// The long way is the first branch, and what is computed in front of both is read in either.
#[differentiate]
fn halves(x: &[f64], scale: f64) -> f64 {
    let count = x.len();
    let weight = scale * count as f64;
    if count > 1 {
        let (left, right) = x.split_at(count / 2);
        halves(left, weight) * halves(right, scale) + weight
    } else {
        weight * 0.5
    }
}

/// What a call returns is doubled behind both ways, and an argument is changed in the long one.
#[differentiate]
fn behind(mut x: f64, depth: usize) -> f64 {
    let result = if depth == 0 {
        x.exp()
    } else {
        let before = x;
        x = x.sin() + 0.25 * depth as f64;
        before * behind(x, depth - 1) + x
    };
    result * 0.5
}

/// Nothing is returned: what is found is added to, in both ways.
#[differentiate]
fn spread(x: &[f64], out: &mut [f64], level: usize) {
    let first = x[0] * out[0];
    if level == 0 {
        out[0] += first;
        return;
    }
    for i in 0..2 {
        out[i] *= x[i] + first;
        spread(&x[1..], out, level - 1);
    }
}

#[differentiate]
fn spread_out(x: &[f64], level: usize) -> f64 {
    let mut out = vec![0.5, 0.25];
    spread(x, &mut out, level);
    out[0] * out[1]
}

/// Gives two numbers; an assertion stands in the short way, a loop around the calls in the long one.
#[differentiate]
fn pair(x: &[f64], depth: usize) -> (f64, f64) {
    if depth == 0 {
        return (x[0], x[1] * x[0]);
    }
    let (mut a, mut b) = (1.0, 0.0);
    for k in 0..depth {
        let (c, d) = pair(x, depth - 1 - k);
        a *= 0.5 + c;
        b += d * x[2];
    }
    (a, b)
}

/// In a loop, in a branch, and called by another function.
#[differentiate]
fn all(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for depth in 0..4 {
        let (a, b) = pair(x, depth);
        if depth != 1 {
            sum += a * behind(x[1], depth) - b;
        }
        sum += descent(x, depth.min(2), b) * halves(&x[..depth], x[0]);
    }
    sum + spread_out(x, 2)
}

#[test]
fn gradients() {
    let x = [0.7, -0.4, 1.3];
    check::gradient(all, all::gradient, &x).unwrap();
    for level in 0..3 {
        let of = |x: &[f64]| spread_out(x, level);
        check::gradient(of, |x| spread_out::gradient(x, level), &x).unwrap();
    }
    for depth in 0..4 {
        check::scalar(|x| behind(x, depth), |x| behind::gradient(x, depth), 0.7).unwrap();
    }
}

/// Calls that end at once, and a cache that has been used.
#[test]
fn at_once_and_again() {
    assert_eq!(descent::value_and_gradient(&[], 0, 3.0).1.1, 6.0);
    let (_, cache) = descent::forward(&[0.5, 2.0], 0, 0.75);
    for _ in 0..2 {
        let mut d = [0.0; 2];
        let d_result = descent::backward(&cache, &[0.5, 2.0], &mut d, 1.0);
        let (expected, other) = descent::gradient(&[0.5, 2.0], 0, 0.75);
        assert_close("again", &[0.75], &d, &expected, 1e-12);
        assert_eq!(d_result, other);
    }
    let mut cache = autodiff::Record::new();
    let mut d = [0.0; 2];
    for x in [[0.5, 2.0], [-1.5, 0.25]] {
        let (value, d_result) = descent::value_and_gradient_with(&mut cache, &x, &mut d, 0, 0.75);
        assert_eq!(value, descent(&x, 0, 0.75));
        assert_eq!((d.to_vec(), d_result), descent::gradient(&x, 0, 0.75));
    }
}

/// What stands in front of the branch changes something, and is done once.
#[differentiate]
fn visited(x: f64, n: usize, seen: &mut [f64]) -> f64 {
    seen[n] += x * x;
    if n == 0 {
        return x;
    }
    let mut sum = 0.0;
    for i in 0..n {
        sum += visited(0.5 * x * (i + 1) as f64, i, seen);
    }
    sum.sin()
}

#[differentiate]
fn all_visited(x: f64) -> f64 {
    let mut seen = [0.0; 4];
    let last = visited(x, 3, &mut seen);
    last * x + seen[0] * seen[1] + seen[3]
}

#[test]
fn what_changes_something_is_done_once() {
    let mut seen = [0.0; 3];
    visited(1.0, 2, &mut seen);
    let mut again = [0.0; 3];
    let (_, _cache) = visited::forward(1.0, 2, &mut again);
    assert_eq!(seen, again);
    for x in [0.7, -1.2] {
        let difference = (all_visited(x + 1e-6) - all_visited(x - 1e-6)) / 2e-6;
        assert!((all_visited::gradient(x) - difference).abs() < 1e-7);
    }
}
