//! Programs over matrices as practitioners write them, whole.

use autodiff::differentiate;
use nalgebra::{DMatrix, DVector};
use ndarray::{Array1, Array2};

/// `count` numbers that look like nothing in particular.
fn numbers(count: usize) -> Vec<f64> {
    (0..count)
        .map(|i| (i as f64 * 1.7).sin() * 0.8 + 0.1)
        .collect()
}

fn near(gradient: &[f64], f: impl Fn(&[f64]) -> f64, at: &[f64]) {
    let checked = autodiff::check::gradient(f, |_: &[f64]| gradient.to_vec(), at);
    checked.expect("the gradient is right");
}

#[differentiate]
fn activation(z: &DVector<f64>) -> DVector<f64> {
    z.map(|v| v / (1.0 + v.abs()))
}

/// What a call gives stands behind a matrix, and no type says that it is one.
#[differentiate]
fn network(w1: &DMatrix<f64>, w2: &DMatrix<f64>, x: &DVector<f64>) -> f64 {
    let a = activation(&(w1 * x));
    let b = activation(&(w2 * a));
    let out: DVector<f64> = w2 * b;
    out.norm_squared()
}

#[test]
fn layers_that_are_calls() {
    let at = numbers(10);
    let w = |v: &[f64]| DMatrix::from_column_slice(2, 2, &v[..4]);
    let x = |v: &[f64]| DVector::from_column_slice(&v[8..]);
    let (d1, d2, dx) = network::gradient(&w(&at), &w(&at[4..]), &x(&at));
    let gradient: Vec<f64> = d1.iter().chain(&d2).chain(&dx).copied().collect();
    near(&gradient, |v| network(&w(v), &w(&v[4..]), &x(v)), &at);
}

/// Two steps of iteratively reweighted least squares.
#[differentiate]
fn reweighted(x: &DMatrix<f64>, y: &DVector<f64>, start: &DVector<f64>) -> f64 {
    let mut beta = start.clone();
    for _ in 0..2 {
        let mu = (x * &beta).map(|e| 1.0 / (1.0 + (-e).exp()));
        let w = mu.map(|m| m * (1.0 - m) + 1e-3);
        let weighted = x.transpose() * DMatrix::from_diagonal(&w);
        let h = &weighted * x;
        let g = x.transpose() * (y - mu);
        beta += h.cholesky().unwrap().solve(&g) * 0.1;
    }
    beta.norm_squared()
}

#[test]
fn least_squares_in_a_loop() {
    let at = numbers(14);
    let x = |v: &[f64]| DMatrix::from_column_slice(4, 2, &v[..8]);
    let (y, start) = (
        |v: &[f64]| DVector::from_column_slice(&v[8..12]),
        |v: &[f64]| DVector::from_column_slice(&v[12..]),
    );
    let (dx, dy, d_start) = reweighted::gradient(&x(&at), &y(&at), &start(&at));
    let gradient: Vec<f64> = dx.iter().chain(&dy).chain(&d_start).copied().collect();
    near(&gradient, |v| reweighted(&x(v), &y(v), &start(v)), &at);
}

/// Steps of Adam on a quadratic.
#[differentiate]
fn optimised(curvature: &Array1<f64>, start: &Array1<f64>) -> f64 {
    let mut m: Array1<f64> = Array1::zeros(3);
    let mut v: Array1<f64> = Array1::zeros(3);
    let mut w = start.clone();
    for t in 1..4 {
        let gradient = curvature * &w;
        m = &m * 0.9 + &gradient * 0.1;
        v = &v * 0.99 + &(&gradient * &gradient) * 0.01;
        let mean = &m / (1.0 - 0.9_f64.powi(t));
        let square = &v / (1.0 - 0.99_f64.powi(t));
        w = w - 0.1 * mean / (square.mapv(f64::sqrt) + 1e-3);
    }
    w.sum()
}

#[test]
fn an_optimiser() {
    let at = numbers(6);
    let part = |v: &[f64]| Array1::from_vec(v.to_vec());
    let (dc, ds) = optimised::gradient(&part(&at[..3]), &part(&at[3..]));
    let gradient: Vec<f64> = dc.iter().chain(&ds).copied().collect();
    near(
        &gradient,
        |v| optimised(&part(&v[..3]), &part(&v[3..])),
        &at,
    );
}

/// The forward algorithm of a hidden Markov model, scaled.
#[differentiate]
fn markov(a: &Array2<f64>, b: &Array2<f64>, start: &Array1<f64>) -> f64 {
    let seen = [0, 1, 1, 0];
    let mut alpha = start * &b.column(seen[0]);
    let mut sum = 0.0;
    for &o in &seen[1..] {
        let c = alpha.sum();
        sum += c.abs().ln();
        alpha = alpha / c;
        alpha = alpha.dot(a) * b.column(o);
    }
    sum + alpha.sum().abs().ln()
}

#[test]
fn a_markov_model() {
    let at = numbers(10);
    let matrix = |v: &[f64]| Array2::from_shape_fn((2, 2), |(i, j)| v[2 * i + j]);
    let start = |v: &[f64]| Array1::from_vec(v[8..].to_vec());
    let (da, db, d) = markov::gradient(&matrix(&at), &matrix(&at[4..]), &start(&at));
    let gradient: Vec<f64> = da.iter().chain(&db).chain(&d).copied().collect();
    near(
        &gradient,
        |v| markov(&matrix(v), &matrix(&v[4..]), &start(v)),
        &at,
    );
}
