//! Arrays, `Vec`s and tuples as arguments and as results.

use crate::support::slices;
use autodiff::differentiate;

type Vec3 = [f64; 3];
type Matrix = [[f64; 2]; 2];
const ROWS: usize = 2;

#[differentiate]
fn array_by_value(v: [f64; 2]) -> f64 {
    v[0] * v[1]
}

#[differentiate]
fn array_by_value_changed(mut v: [f64; 2], k: f64) -> f64 {
    v[0] *= k;
    v[1] += v[0] * v[0];
    v[0] * v[1]
}

#[differentiate]
fn array_by_reference(v: &[f64; 2]) -> f64 {
    v[0] * v[0] * v[1]
}

#[differentiate]
fn array_changed(v: &mut [f64; 2], k: f64) {
    v[0] *= k;
    v[1] += v[0];
}

#[differentiate]
fn array_result(x: f64, y: f64) -> [f64; 3] {
    [x * y, x, y * y]
}

#[differentiate]
fn array_result_built(x: f64, n: usize) -> [f64; 4] {
    let mut out = [0.0; 4];
    out[0] = 1.0;
    for i in 1..n {
        out[i] = out[i - 1] * x;
    }
    out
}

#[differentiate]
fn named_length(v: &[[f64; ROWS]; ROWS]) -> [f64; ROWS] {
    [v[0][0] * v[1][1], v[0][1] * v[1][0]]
}

#[differentiate]
fn cross(a: &Vec3, b: &Vec3) -> Vec3 {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

#[differentiate]
fn multiply(a: &Matrix, b: &Matrix) -> Matrix {
    let mut c = [[0.0; 2]; 2];
    for i in 0..2 {
        for j in 0..2 {
            for k in 0..2 {
                c[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    c
}

#[differentiate]
fn vec_result(a: &[f64], k: f64) -> Vec<f64> {
    let mut out = vec![0.0; a.len()];
    for i in 0..a.len() {
        out[i] = k * a[i] * a[i];
    }
    out
}

#[differentiate]
fn vec_by_value(a: Vec<f64>) -> f64 {
    let mut s = 0.0;
    for x in &a {
        s += x * x * x;
    }
    s
}

#[differentiate]
fn vec_by_reference(a: &Vec<f64>, weights: &Vec<f64>) -> f64 {
    let mut s = 0.0;
    for i in 0..a.len() {
        s += a[i] * weights[i];
    }
    s
}

#[differentiate]
fn vec_changed(a: &mut Vec<f64>) {
    for x in a.iter_mut() {
        *x *= *x;
    }
}

#[differentiate]
fn tuple_by_value(t: (f64, f64)) -> f64 {
    t.0 * t.1 + t.0
}

#[differentiate]
fn tuple_pattern((x, y): (f64, f64), [a, b]: [f64; 2]) -> f64 {
    x * a + y * b * x
}

#[differentiate]
fn tuple_result(x: f64, y: f64) -> (f64, [f64; 2], f64) {
    (x * y, [x, y * y], x - y)
}

#[differentiate]
fn nested_slice(rows: &[[f64; 2]]) -> f64 {
    let mut s = 0.0;
    for row in rows {
        s += row[0] * row[1];
    }
    for i in 0..rows.len() {
        s *= rows[i][1];
    }
    s
}

#[differentiate]
fn nested_vec(rows: &[Vec<f64>]) -> f64 {
    let mut s = 0.0;
    for i in 0..rows.len() {
        for j in 0..rows[i].len() {
            s += rows[i][j] * rows[i][0];
        }
    }
    s
}

#[differentiate]
fn points(pairs: &[(f64, f64)]) -> f64 {
    let mut s = 0.0;
    for &(x, y) in pairs {
        s += x * y * y;
    }
    s
}

#[differentiate]
fn scalar_changed(x: &mut f64, y: &f64) {
    *x *= *y;
    *x += 1.0;
}

#[differentiate]
fn rotate_out(a: &[f64], out: &mut [f64], angle: f64) {
    let (s, c) = angle.sin_cos();
    out[1] = s * a[0] + c * a[1];
    out[0] = c * a[0] - s * a[1];
}

slices! {
    /// Nothing but their types says what they are empty of.
    of_nothing(a) {
        let (none, pairs): (&[f64], [[f64; 2]; 0]) = (&[], []);
        let product = |xs: &[f64]| xs.iter().fold(a[1], |p, x| p * x);
        let mut s = product(&[]) * product(a);
        for x in none { s *= x; }
        for pair in &pairs { s *= pair[0]; }
        s
    } at [1.5, -0.75], [-0.5, 0.5];
    by_value(a) { array_by_value([a[0], a[1]]) * array_by_value([a[1], a[1]]) } at [1.5, -0.75], [-0.5, 0.5];
    by_value_from_variable(a) { let v = [a[0], a[1]]; array_by_value(v) + v[0] * array_by_value(v) } at [1.5, -0.75], [-0.5, 0.5];
    by_value_changed(a) { array_by_value_changed([a[0], a[1]], a[1]) } at [1.5, -0.75], [-0.5, 0.5];
    by_reference(a) { let v = [a[0], a[1] * a[0]]; array_by_reference(&v) * v[1] } at [1.5, -0.75], [-0.5, 0.5];
    of_a_literal(a) { array_by_reference(&[a[1], a[0]]) } at [1.5, -0.75], [-0.5, 0.5];
    changed(a) { let mut v = [a[0], a[1]]; array_changed(&mut v, a[0]); array_changed(&mut v, 0.5); v[0] * v[1] } at [1.5, -0.75], [-0.5, 0.5];
    changed_in_loop(a) { let mut v = [a[0], a[1]]; for i in 0..3 { array_changed(&mut v, 0.5 + i as f64 * 0.25); v[0] += a[1]; } v[0] * v[1] } at [1.5, -0.75], [-0.5, 0.5];
    result(a) { let r = array_result(a[0], a[1]); r[0] * r[1] + r[2] * r[0] } at [1.5, -0.75], [-0.5, 0.5];
    result_destructured(a) { let [p, q, _] = array_result(a[0], a[1]); p * q } at [1.5, -0.75], [-0.5, 0.5];
    result_changed(a) { let mut r = array_result(a[0], a[1]); r[0] *= r[1]; r[2] = r[0] * a[0]; r[2] + r[1] } at [1.5, -0.75], [-0.5, 0.5];
    result_built(a) { let r = array_result_built(a[0], 4); r[3] + r[2] * a[1] + r[0] } at [1.5, -0.75], [-0.5, 0.5];
    result_indexed(a) { array_result(a[0], a[1])[2] * a[0] } at [1.5, -0.75], [-0.5, 0.5];
    length_by_name(a) { let r = named_length(&[[a[0], a[1]], [a[1], a[1]]]); r[0] * r[1] } at [1.5, -0.75], [-0.5, 0.5];
    cross_product(a) { let u = [a[0], a[1], 1.0]; let v = [a[1], 0.5, a[0]]; let w = cross(&u, &v); let z = cross(&w, &u); w[0] * w[1] + w[2] + z[0] * z[1] } at [1.5, -0.75], [-0.5, 0.5];
    cross_of_one(a) { let u = [a[0], a[1], 1.0]; let w = cross(&u, &u); w[0] + u[0] } at [1.5, -0.75], [-0.5, 0.5];
    matrices(a) { let m = [[a[0], a[1]], [0.5, a[0]]]; let p = multiply(&m, &m); let q = multiply(&p, &m); q[0][1] * q[1][0] + p[1][1] } at [1.5, -0.75], [-0.5, 0.5];
    matrix_in_loop(a) { let m = [[a[0], a[1]], [0.5, a[0]]]; let mut p = m; for _ in 0..3 { p = multiply(&p, &m); } p[0][0] + p[0][1] * p[1][0] } at [0.75, -0.75], [-0.5, 0.5];
    vec_out(a) { let v = vec_result(a, a[0]); let w = vec_result(&v, 0.5); w[0] * v[1] + w[1] } at [1.5, -0.75], [-0.5, 0.5, 1.0];
    vec_in(a) { vec_by_value(vec![a[0], a[0] * a[1]]) + vec_by_value(a.to_vec()) } at [1.5, -0.75], [-0.5, 0.5, 1.0];
    vec_by_ref(a) { let v = a.to_vec(); let w = vec![a[1]; a.len()]; vec_by_reference(&v, &w) * vec_by_reference(&w, &w) } at [1.5, -0.75], [-0.5, 0.5, 1.0];
    vec_mut(a) { let mut v = a.to_vec(); vec_changed(&mut v); v[0] += a[1]; vec_changed(&mut v); v[0] * v[1] } at [1.5, -0.75], [-0.5, 0.5, 1.0];
    tuple_in(a) { tuple_by_value((a[0], a[1])) * tuple_by_value((a[1], 2.0)) } at [1.5, -0.75], [-0.5, 0.5];
    tuple_patterns(a) { tuple_pattern((a[0], a[1]), [a[1], a[0] * 2.0]) } at [1.5, -0.75], [-0.5, 0.5];
    tuple_out(a) { let (p, v, d): (f64, [f64; 2], f64) = tuple_result(a[0], a[1]); p * v[1] + d * v[0] } at [1.5, -0.75], [-0.5, 0.5];
    rows_of_two(a) { let rows = [[a[0], a[1]], [a[1], 0.5]]; nested_slice(&rows) } at [1.5, -0.75], [-0.5, 0.5];
    rows_of_vecs(a) { let rows = vec![vec![a[0], a[1]], vec![a[1]]]; nested_vec(&rows) } at [1.5, -0.75], [-0.5, 0.5];
    slice_of_pairs(a) { let pairs = [(a[0], a[1]), (a[1], 2.0)]; points(&pairs) } at [1.5, -0.75], [-0.5, 0.5];
    scalar_references(a) { let mut v = a[0]; let w = a[1]; scalar_changed(&mut v, &w); scalar_changed(&mut v, &a[0]); v * w } at [1.5, -0.75], [-0.5, 0.5];
    element_references(a) { let mut v = [a[0], 2.0]; scalar_changed(&mut v[1], &a[1]); scalar_changed(&mut v[0], &a[1]); v[0] * v[1] } at [1.5, -0.75], [-0.5, 0.5];
    out_parameter(a) { let mut out = [0.0; 2]; rotate_out(a, &mut out, a[0] * a[1]); let b = out; rotate_out(&b, &mut out, 0.5); out[0] * out[1] + b[1] } at [1.5, -0.75], [-0.5, 0.5];
}
