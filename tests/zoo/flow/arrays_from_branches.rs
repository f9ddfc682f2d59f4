//! Arrays, and tuples with arrays, that branches give of which some arms leave.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
fn in_a_loop(xs: &[f64]) -> f64 {
    let mut total = 0.0;
    for (i, x) in xs.iter().enumerate() {
        let (a, b) = if *x > 1.0 {
            (x * x, [*x, 1.0])
        } else if *x > 0.5 {
            (1.0, [x.sin(), *x])
        } else if *x > -0.5 {
            continue;
        } else {
            break;
        };
        let c = match i % 3 {
            0 => [a, b[0]],
            1 => [b[1], a * a],
            _ => continue,
        };
        total += a * b[0] * b[1] + c[0] * c[1];
    }
    total
}

#[derive(Clone, Copy, Debug, Differentiable)]
enum Seen {
    Range(f64),
    Bearing(f64),
    Missing,
}

#[differentiate]
fn update(seen: Seen, mean: &mut [f64; 2], noise: f64) -> Option<f64> {
    let d = mean[0].hypot(mean[1]);
    let (innovation, h, r) = match seen {
        Seen::Range(z) => (z - d, [-mean[0] / d, -mean[1] / d], noise),
        Seen::Bearing(z) => (z - mean[1].atan2(mean[0]), [mean[1] / d, -mean[0]], 2.0),
        Seen::Missing => return None,
    };
    for (m, h) in mean.iter_mut().zip(h) {
        *m += 0.1 * innovation * h / r;
    }
    Some(innovation * h[0] + h[1] * r)
}

#[differentiate]
fn filtered(p: &[f64]) -> f64 {
    let mut mean = [p[0], p[1]];
    let mut total = 0.0;
    for (i, z) in p.iter().enumerate() {
        let seen = match i % 3 {
            0 => Seen::Range(*z),
            1 => Seen::Missing,
            _ => Seen::Bearing(*z),
        };
        if let Some(l) = update(seen, &mut mean, 1.0 + p[2] * p[2]) {
            total += l;
        }
    }
    total + mean[0] * mean[1]
}

#[test]
fn have_the_gradients() {
    slices!(@check [0.7, 1.3, 0.4, 0.9, 1.35, 1.1] in_a_loop filtered);
    slices!(@check [1.6, 0.8, 0.95, 1.9, -0.7, 1.2] in_a_loop filtered);
}
