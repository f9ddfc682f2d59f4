//! Functions so light that calls of them in loops run again in the backward pass, and others beside them
//! that record: integrators with steps that call slopes.

use crate::support::scalars;
use autodiff::differentiate;

#[differentiate]
fn slope(y: &[f64; 2], a: f64) -> [f64; 2] {
    [y[1] * a, a - y[0] * y[1]]
}

#[differentiate]
fn moved(y: &[f64; 2], h: f64, k: &[f64; 2]) -> [f64; 2] {
    [y[0] + h * k[0], y[1] + h * k[1]]
}

/// Light: what it calls is, and it has a constant loop.
#[differentiate]
fn step(y: &[f64; 2], a: f64, h: f64) -> [f64; 2] {
    let k1 = slope(y, a);
    let k2 = slope(&moved(y, 0.5 * h, &k1), a);
    let k3 = slope(&moved(y, h, &k2), a);
    let mut next = *y;
    for i in 0..2 {
        next[i] += h / 6.0 * (k1[i] + 4.0 * k2[i] + k3[i]);
    }
    next
}

/// With a branch, and an array by value that it changes.
#[differentiate]
fn bent(mut y: [f64; 2], weights: &[f64; 2], n: usize) -> f64 {
    y[0] *= weights[1];
    let bent = if y[0] > 0.25 {
        let k = slope(&y, weights[0]);
        k[0] * k[1]
    } else {
        let k = moved(&y, weights[0], weights);
        k[0] + y[1] * k[1]
    };
    bent / (1.0 + n as f64) + y[0]
}

/// Calls what is light, but is not light itself.
#[differentiate]
fn heated(y: &[f64; 2], a: f64) -> f64 {
    let k = step(y, a, 0.25);
    (k[0] * k[1]).exp()
}

#[differentiate]
fn flow(start: &[f64; 2], a: f64, steps: usize) -> f64 {
    let mut y = *start;
    for _ in 0..steps {
        y = step(&y, a, 0.125);
    }
    y[0] + y[1] * y[0]
}

#[differentiate(wrt(start))]
fn flow_from(start: &[f64; 2], a: f64, steps: usize) -> f64 {
    let mut y = *start;
    for _ in 0..steps {
        y = step(&y, a, 0.125);
    }
    y[0] + y[1] * y[0]
}

#[differentiate(without(rerun))]
fn recorded(start: &[f64; 2], a: f64, steps: usize) -> f64 {
    let mut y = *start;
    for _ in 0..steps {
        y = step(&y, a, 0.125);
    }
    y[0] + y[1] * y[0]
}

/// Light, and about one of its arguments: its records are those of the whole function, or fewer.
#[differentiate(wrt(y))]
fn height(y: &[f64; 2], h: f64) -> f64 {
    let k = slope(y, 0.5);
    k[0] * k[1] + h * k[0]
}

#[differentiate(wrt(y))]
fn depth(y: &[f64; 2], h: &[f64; 2]) -> f64 {
    let k = moved(y, 0.5, h);
    let k = slope(&moved(&k, 0.5, h), 0.25);
    k[0] * k[1]
}

scalars! {
    light_steps(x: f64, y: f64) {
        let mut s = [x, y];
        for k in 0..3 {
            s = step(&s, 0.5 * y, 0.125 + 0.0625 * k as f64);
        }
        s[0] * s[1]
    } at (1.0, 0.5), (-0.75, 1.25);
    light_with_branches(x: f64, y: f64) {
        let mut sum = x;
        for n in 0..4 {
            sum += bent([0.5 * sum, y], &[x, y], n);
            if n % 2 == 0 {
                sum -= bent([y, sum], &[y, 0.5], n) * x;
            }
        }
        sum
    } at (0.5, 0.75), (-0.5, 1.5);
    light_and_heavy(x: f64, y: f64) {
        let mut sum = 0.0;
        let mut s = [x, y];
        for i in 0..2 {
            for _ in 0..=i {
                s = step(&s, x, 0.25);
                sum += heated(&s, 0.25 * y);
            }
            sum += s[0];
        }
        sum
    } at (0.75, -0.5), (0.25, 1.0);
}

#[test]
fn all_ways_agree() {
    let start = [0.75, 0.5];
    let (value, (d_start, d_a)) = flow::value_and_gradient(&start, 0.5, 9);
    assert_eq!(value, flow(&start, 0.5, 9));
    assert_eq!(recorded::gradient(&start, 0.5, 9), (d_start, d_a));
    assert_eq!(flow_from::gradient(&start, 0.5, 9), d_start);
    let mut cache = autodiff::Record::new();
    for _ in 0..2 {
        let mut d = [7.0; 2];
        let (again, d_again) = flow::value_and_gradient_with(&mut cache, &start, &mut d, 0.5, 9);
        assert_eq!((again, d, d_again), (value, d_start, d_a));
    }
    let numeric = |d: f64| flow(&start, 0.5 + d, 9);
    let d = (numeric(1e-6) - numeric(-1e-6)) / 2e-6;
    assert!((d - d_a).abs() < 1e-7, "{d} and {d_a}");
}

#[test]
fn kept_caches_of_light_functions() {
    let y = [0.5, -0.75];
    let (mut calls, mut d_y) = (autodiff::Record::new(), [7.0; 2]);
    for h in [0.25, 0.5] {
        let value = height::value_and_gradient_with(&mut calls, &y, &mut d_y, h);
        assert_eq!((value, d_y), (height(&y, h), height::gradient(&y, h)));
    }
    let mut calls = autodiff::Record::new();
    for h in [[0.25, 0.5], [1.0, -2.0]] {
        let value = depth::value_and_gradient_with(&mut calls, &y, &mut d_y, &h);
        assert_eq!((value, d_y), (depth(&y, &h), depth::gradient(&y, &h)));
    }
}

/// One call of its own, in a cache for many.
#[test]
fn calls_are_read_from_the_end() {
    let (y, mut cache) = ([0.5, 0.25], autodiff::Record::new());
    let first = step::forward_onto(&mut cache, &y, 0.5, 0.125);
    let second = step::forward_onto(&mut cache, &first, 0.75, 0.25);
    let mut at = autodiff::Record::end(&cache);
    let mut gradients = Vec::new();
    for y in [&first, &y] {
        let mut d_y = [0.0; 2];
        let (d_a, d_h) = step::backward_from(&cache, &mut at, y, &mut d_y, [1.0, -2.0]);
        gradients.push((d_y, d_a, d_h));
    }
    for ((y, a, h), gradient) in [(first, 0.75, 0.25), (y, 0.5, 0.125)]
        .into_iter()
        .zip(gradients)
    {
        let (_, cache) = step::forward(&y, a, h);
        let mut d_y = [0.0; 2];
        let (d_a, d_h) = step::backward(&cache, &y, &mut d_y, [1.0, -2.0]);
        assert_eq!((d_y, d_a, d_h), gradient);
    }
    assert_eq!(second, step(&first, 0.75, 0.25));
}
