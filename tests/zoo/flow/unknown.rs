//! Types that the macro knows by name only: aliases, constants from elsewhere, results of calls.

use crate::support::slices;
use autodiff::differentiate;

type Real = f64;
type Pair = (Real, Real);
type Matrix = [[Real; 2]; 2];
type Data = Vec<f64>;

const IDENTITY: Matrix = [[1.0, 0.0], [0.0, 1.0]];
const NODES: [(f64, f64); 2] = [(-0.5, 0.25), (0.5, 0.75)];
const BOUNDS: (f64, f64) = (0.25, 1.75);

#[differentiate]
fn pair(x: f64, y: f64) -> (f64, f64) {
    (x * y, x - y)
}

#[differentiate]
fn aliased_pair(x: Real, y: Real) -> Pair {
    (x * y, x + y)
}

#[differentiate]
fn pose(x: f64, y: f64) -> (Matrix, [f64; 2]) {
    ([[x, -y], [y, x]], [x * y, y])
}

#[differentiate]
fn apply((m, v): (Matrix, [f64; 2])) -> f64 {
    m[0][0] * v[0] + m[1][0] * v[1]
}

#[differentiate]
fn length(v: &[f64; 2]) -> f64 {
    v[0].hypot(v[1])
}

#[differentiate]
fn counted(x: f64) -> (f64, usize, bool) {
    let mut n = 0;
    let mut v = 1.0 + x * x;
    while v < 20.0 {
        v *= 1.5 + x * x;
        n += 1;
    }
    (v, n, n > 3)
}

#[differentiate]
fn scaled(mut data: Data, k: Real) -> Data {
    for x in data.iter_mut() {
        *x *= k;
    }
    data
}

#[differentiate]
fn total(data: Data) -> f64 {
    let mut s = 0.0;
    for x in data.iter() {
        s += x * x;
    }
    s
}

/// The result is moved away before the length that the cache keeps is asked for.
#[differentiate]
fn scaled_vec(mut data: Vec<f64>, k: f64) -> Vec<f64> {
    for x in data.iter_mut() {
        *x *= k;
    }
    data
}

slices! {
    pair_taken_apart(a) { let (p, q) = pair(a[0], a[1]); p * q + p } at [1.5, -0.75], [-0.5, 0.5];
    pair_in_loop(a) { let (mut u, mut v) = (a[0], a[1]); for _ in 0..3 { let (p, q) = pair(u, v); u = 0.5 * p + a[0]; v = q; } u * v } at [1.5, -0.75], [-0.5, 0.5];
    pair_assigned(a) { let (mut u, mut v) = (a[0], a[1]); for _ in 0..3 { (u, v) = pair(u, v); } u + a[1] * v } at [0.75, -0.75], [-0.5, 0.5];
    pair_in_part(a) { let (p, _) = pair(a[0], a[1]); let (_, q) = pair(p, a[1]); p * q } at [1.5, -0.75], [-0.5, 0.5];
    pair_of_pairs(a) { let ((p, q), k) = (pair(a[0], a[1]), 2.0); p * q * k } at [1.5, -0.75], [-0.5, 0.5];
    pair_by_alias(a) { let (p, q) = aliased_pair(a[0], a[1]); p * q } at [1.5, -0.75], [-0.5, 0.5];
    pair_changed(a) { let (mut p, q) = pair(a[0], a[1]); p *= q; p += a[0]; p * q } at [1.5, -0.75], [-0.5, 0.5];
    arrays_in_a_pair(a) { let (m, v) = pose(a[0], a[1]); m[0][1] * v[0] + m[1][1] * length(&v) } at [1.5, -0.75], [-0.5, 0.5];
    handed_on(a) { let p = pose(a[0], a[1]); apply(p) } at [1.5, -0.75], [-0.5, 0.5];
    count_beside_value(a) { let (v, n, many): (f64, usize, bool) = counted(a[0]); if many { v * n as f64 } else { v * a[1] } } at [0.5, -0.75], [-0.25, 0.5];
    value_beside_count(a) { let (v, _, _) = counted(a[0]); v * a[1] } at [0.5, -0.75], [-0.25, 0.5];
    constant_pairs(a) { let mut s = 0.0; for &(x, w) in NODES.iter() { s += w * (a[0] * x).sin(); } s * a[1] } at [1.5, -0.75], [-0.5, 0.5];
    constant_pairs_by_reference(a) { let mut s = 0.0; for (x, w) in &NODES { s += w * (a[0] * x).sin(); } s * a[1] } at [1.5, -0.75], [-0.5, 0.5];
    constant_pair(a) { let (low, high) = BOUNDS; (a[0] - low) * (high - a[1]) * a[0].clamp(low, high) } at [1.5, -0.75], [-0.5, 0.5];
    constant_matrix_changed(a) { let mut m: Matrix = IDENTITY; m[0][1] += a[0]; for i in 0..2 { m[i][i] *= a[i]; m[1][i] -= a[1]; } m[0][0] * m[0][1] + m[1][0] * m[1][1] } at [1.5, -0.75], [-0.5, 0.5];
    alias_of_a_vec(a) { let v: Data = scaled(a.to_vec(), a[0]); let mut s = 0.0; for x in &v { s += x * x; } s } at [1.5, -0.75], [-0.5, 0.5, 1.0];
    alias_moved_on(a) { let v: Data = scaled(a.to_vec(), a[0]); let s = v[0] * v[1]; total(v) * s } at [1.5, -0.75], [-0.5, 0.5, 1.0];
    alias_moved_in_loop(a) { let mut s = 1.0; for i in 0..2 { let v: Data = scaled(a.to_vec(), a[i]); let p = v[0] * v[1]; s += total(v) * p * s; } s } at [1.5, -0.75], [-0.5, 0.5, 1.0];
    moved_argument(a) { let v = scaled_vec(a.to_vec(), a[0]); v[0] * v[1] } at [1.5, -0.75], [-0.5, 0.5, 1.0];
    copy_of_a_result(a) { let v = scaled_vec(a.to_vec(), a[0]); let mut w = v.clone(); w[0] *= v[1]; w[1] += a[0]; v[0] * w[0] + w[1] } at [1.5, -0.75], [-0.5, 0.5, 1.0];
}
