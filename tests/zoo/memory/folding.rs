//! Aggregates that a `fold` changes, and collections of nobody knows how many items.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Clone, Copy, Differentiable)]
struct Moments {
    mean: f64,
    spread: f64,
}

#[differentiate]
fn step(s: Moments, z: f64) -> Moments {
    Moments {
        mean: s.mean + z,
        spread: s.spread * z + s.mean,
    }
}

#[differentiate]
fn scaled<const N: usize>(x: [f64; N], s: f64) -> [f64; N] {
    x.map(|v| v / (s + 3.0))
}

#[differentiate]
fn multiples<const N: usize>(x: &[f64; N], s: f64) -> [f64; N] {
    std::array::from_fn(|i| x[i] * s * i as f64)
}

slices! {
    into_an_array(p) { let s = p.iter().fold([0.0, 1.0], |acc, &x| [acc[0] + x, acc[1] * x]); s[0] * s[1] } at [1.5, -2.0, 0.5], [0.75, 0.25];
    into_an_array_in_place(p) { let s = p.iter().fold([0.0, 1.0], |mut acc, &x| { acc[0] += x; acc[1] *= acc[0]; acc }); s[0] * s[1] } at [1.5, -2.0, 0.5], [0.75, 0.25];
    into_a_vec(p) { let s = p.iter().fold(vec![0.0; 2], |mut acc, &x| { acc[0] += x; acc[1] += x * acc[0]; acc }); s[0] * s[1] } at [1.5, -2.0, 0.5], [0.75, 0.25];
    into_a_growing_vec(p) { let s = p.iter().fold(vec![1.0], |mut acc, x| { let next = acc[acc.len() - 1] * x; acc.push(next); acc }); s[1] * s[s.len() - 1] } at [1.5, -2.0, 0.5], [0.75, 0.25];
    into_a_struct(p) {
        let s = p.iter().fold(Moments { mean: 0.0, spread: 1.0 }, |s, &z| Moments { mean: s.mean + z, spread: s.spread * z + s.mean });
        s.mean * s.spread
    } at [1.5, -2.0, 0.5], [0.75, 0.25];
    by_a_function(p) { let s = p.iter().fold(Moments { mean: 0.0, spread: 1.0 }, |s, &z| step(s, z)); s.mean * s.spread } at [1.5, -2.0, 0.5], [0.75, 0.25];
    by_a_loop(p) { let mut s = Moments { mean: p[0], spread: 1.0 }; for &z in p { s = step(s, z); } s.mean * s.spread } at [1.5, -2.0, 0.5], [0.75, 0.25];
    of_any_length(p) { let a = scaled([p[0], p[1]], p[1]); let b = multiples(&a, p[0]); b[0] + a[1] * b[1] } at [1.5, -2.0], [0.75, 0.25];
    flattened_indices(p) {
        let pairs: Vec<(usize, usize)> = (0..p.len()).flat_map(|i| (0..2).map(move |j| (i, j))).collect();
        let mut s = 0.0;
        for (i, j) in pairs { s += p[i] * p[j] * (j as f64 + 1.0); }
        s
    } at [1.5, -2.0, 0.5], [0.75, 0.25];
    flattened_floats(p) { let all: Vec<f64> = p.iter().flat_map(|x| [x * x, x + 1.0]).collect(); all.iter().product::<f64>() + all[1] } at [1.5, -2.0, 0.5], [0.75, 0.25];
    kept_items(p) { let all: Vec<f64> = p.iter().filter(|x| **x > 0.0).map(|x| x * x).collect(); all.iter().sum::<f64>() * all.len() as f64 } at [1.5, -2.0, 0.5], [0.75, 0.25];
    rows(p) {
        let m: Vec<Vec<f64>> = (0..p.len()).map(|i| p.iter().map(|x| x * p[i]).collect()).collect();
        let t: Vec<f64> = m.iter().map(|row| row.iter().sum::<f64>()).collect();
        t[0] * t[1] + m[1][0]
    } at [1.5, -2.0, 0.5], [0.75, 0.25];
}
