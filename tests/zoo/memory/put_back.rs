//! Variables that are moved into what replaces them: `state = advance(state)`.

use autodiff::{Differentiable, differentiate};
use nalgebra::{DMatrix, DVector, Matrix2, Vector2};
use ndarray::{Array1, Array2};

#[derive(Differentiable, Clone, Debug)]
struct State {
    x: Vec<f64>,
    v: f64,
}

#[differentiate]
fn advance(state: State, dt: f64) -> State {
    let v = state.v - state.x[0] * dt;
    let mut x = state.x;
    x[0] += v * dt;
    State { x, v }
}

#[differentiate]
fn scaled(x: Vec<f64>, factor: f64) -> Vec<f64> {
    x.iter().map(|x| x * factor + x.sin()).collect()
}

fn near(gradient: &[f64], f: impl Fn(&[f64]) -> f64, at: &[f64]) {
    let checked = autodiff::check::gradient(f, |_: &[f64]| gradient.to_vec(), at);
    checked.expect("the gradient is right");
}

#[differentiate]
fn oscillates(x: f64, dt: f64, steps: usize) -> f64 {
    let mut state = State {
        x: vec![x, 2.0],
        v: 0.5,
    };
    let mut path = 0.0;
    for step in 0..steps {
        state = advance(state, dt);
        if step == 1 {
            let old = state;
            path += old.v * old.x[0];
            state = State {
                v: old.v * x,
                x: vec![old.x[0], 1.0],
            };
        }
        path += state.v.powi(2);
    }
    state.x[0] * state.x[1] + path
}

#[differentiate]
fn vectors(x: &[f64], factor: f64, steps: usize) -> f64 {
    let mut v = x.to_vec();
    v = scaled(v, factor);
    for _ in 0..steps {
        v = scaled(v, factor);
        v.push(factor);
    }
    let old = v;
    v = scaled(old, 0.5);
    v.iter().sum()
}

#[differentiate]
fn controlled(a: &DMatrix<f64>, x0: &DVector<f64>, gain: f64) -> f64 {
    let mut x = x0.clone();
    let mut cost = 0.0;
    for _ in 0..4 {
        cost += x.norm_squared();
        x = a * x;
        x = x * gain;
    }
    x = a * x;
    cost + x[0]
}

#[differentiate]
fn rotated(m: &Matrix2<f64>, start: Vector2<f64>, steps: usize) -> f64 {
    let mut x = start;
    for _ in 0..steps {
        x = m * x + start;
    }
    x.norm()
}

#[differentiate]
fn chain(t: &Array2<f64>, start: &Array1<f64>, steps: usize) -> f64 {
    let mut p = start.clone();
    let mut sum = 0.0;
    for _ in 0..steps {
        let total = p.sum();
        sum += total.ln();
        p = p / total;
        p = p.dot(t) * start;
        p = p + start * 0.1;
    }
    sum + p[1]
}

#[test]
fn structs() {
    for steps in 0..4 {
        let (dx, dt) = oscillates::gradient(0.3, 0.2, steps);
        near(&[dx, dt], |v| oscillates(v[0], v[1], steps), &[0.3, 0.2]);
    }
}

#[test]
fn vecs() {
    for steps in 0..3 {
        let (dx, d) = vectors::gradient(&[0.4, -0.3], 0.7, steps);
        near(
            &[dx[0], dx[1], d],
            |v| vectors(&v[..2], v[2], steps),
            &[0.4, -0.3, 0.7],
        );
    }
}

#[test]
fn matrices_of_nalgebra() {
    let at = [0.5, -0.2, 0.3, 0.9, 1.0, -0.5, 0.8];
    let a = |v: &[f64]| DMatrix::from_column_slice(2, 2, &v[..4]);
    let x = |v: &[f64]| DVector::from_column_slice(&v[4..6]);
    let (da, dx, d) = controlled::gradient(&a(&at), &x(&at), at[6]);
    let gradient: Vec<f64> = da.iter().chain(&dx).copied().chain([d]).collect();
    near(&gradient, |v| controlled(&a(v), &x(v), v[6]), &at);

    let m = |v: &[f64]| Matrix2::from_column_slice(&v[..4]);
    let start = |v: &[f64]| Vector2::new(v[4], v[5]);
    let (dm, dx) = rotated::gradient(&m(&at), start(&at), 3);
    let gradient: Vec<f64> = dm.iter().chain(dx.iter()).copied().collect();
    near(&gradient, |v| rotated(&m(v), start(v), 3), &at[..6]);
}

#[test]
fn arrays_of_ndarray() {
    let at = [0.5, 0.2, 0.3, 0.9, 1.0, 0.6];
    let t = |v: &[f64]| Array2::from_shape_fn((2, 2), |(i, j)| v[2 * i + j]);
    let start = |v: &[f64]| Array1::from_vec(v[4..].to_vec());
    let (dt, dx) = chain::gradient(&t(&at), &start(&at), 3);
    let gradient: Vec<f64> = dt.iter().chain(&dx).copied().collect();
    near(&gradient, |v| chain(&t(v), &start(v), 3), &at);
}

#[differentiate]
fn grown(x: &[f64; 3]) -> f64 {
    let mut a = x.to_vec();
    a.push(x[0] * x[1]);
    a[2] *= 3.0;
    a[0] * a[1] + a[3] * a[2]
}

#[test]
fn an_array_becomes_a_vec() {
    let at = [0.3, 0.2, 0.5];
    near(&grown::gradient(&at), |v| grown(&[v[0], v[1], v[2]]), &at);
}

/// Parts of one slice, copied from one side to the other.
#[differentiate]
fn shifted(x: &[f64], rounds: usize) -> f64 {
    let mut a = x.to_vec();
    for round in 0..rounds {
        let (front, back) = a.split_at_mut(2);
        front.copy_from_slice(&back[..2]);
        back[1] *= front[0];
        back[2] = front[1] + round as f64 * x[0];
    }
    a.iter()
        .enumerate()
        .map(|(i, a)| a * a * (i + 1) as f64)
        .sum()
}

#[test]
fn halves() {
    let at = [0.3, 0.2, 0.5, -0.4, 0.9];
    for rounds in 0..4 {
        near(&shifted::gradient(&at, rounds), |v| shifted(v, rounds), &at);
    }
}

#[differentiate]
fn solved(x: &[f64]) -> Option<Vec<f64>> {
    (x[0] != 0.0).then(|| vec![x[1] / x[0], x[0] * x[1]])
}

/// Copies a list whose type is only a name.
#[differentiate]
fn completed(x: &[f64]) -> Option<f64> {
    let h = solved(x)?;
    let mut out = [1.0; 3];
    out[..2].copy_from_slice(&h);
    Some(out[0] * out[1] + out[2] * h[1])
}

#[test]
fn lists_of_calls() {
    let at = [0.3, 0.2];
    let gradient = completed::gradient(&at).unwrap();
    near(&gradient, |v| completed(v).unwrap(), &at);
    assert!(completed::gradient(&[0.0, 0.2]).is_none());
}
