//! Matrices and vectors of nalgebra.

use crate::support::scalars;
use autodiff::differentiate;
use nalgebra::{DMatrix, DVector, Matrix2, Matrix2x3, Matrix3, SMatrix, Vector2, Vector3};

#[differentiate]
fn layer(w: &DMatrix<f64>, b: &DVector<f64>, x: &DVector<f64>) -> DVector<f64> {
    (w * x + b).map(|z| z.tanh())
}

#[differentiate]
fn network(w1: &DMatrix<f64>, b1: &DVector<f64>, w2: &DMatrix<f64>, x: &DVector<f64>) -> f64 {
    let hidden: DVector<f64> = layer(w1, b1, x);
    let out = w2 * &hidden;
    out.norm_squared()
}

#[differentiate]
fn quadratic(a: &DMatrix<f64>, x: &DVector<f64>) -> f64 {
    let ax = a * x;
    0.5 * x.dot(&ax)
}

#[differentiate]
fn by_value(a: DMatrix<f64>, x: DVector<f64>) -> DVector<f64> {
    a * x * 2.0
}

/// A step of a Kalman filter: the state and its covariance after a measurement.
#[differentiate]
fn kalman(f: &Matrix2<f64>, p: &Matrix2<f64>, x: &Vector2<f64>, z: f64, r: f64) -> f64 {
    let predicted = f * x;
    let covariance = f * p * f.transpose() + Matrix2::identity() * 0.01;
    let innovation = z - predicted[0];
    let s = covariance[(0, 0)] + r;
    let gain = covariance.column(0) / s;
    let updated = predicted + &gain * innovation;
    let left = &covariance - &gain * gain.transpose() * s;
    updated.norm_squared() + left.trace() + left.determinant()
}

/// The log likelihood of observations under a Gaussian process.
#[differentiate]
fn likelihood(length: f64, noise: f64, at: &[f64], y: &DVector<f64>) -> f64 {
    let n = at.len();
    let mut k: DMatrix<f64> = DMatrix::zeros(n, n);
    for i in 0..n {
        for j in 0..n {
            let d = (at[i] - at[j]) / length;
            k[(i, j)] = (-0.5 * d * d).exp();
        }
        k[(i, i)] += noise * noise;
    }
    let alpha = k.clone().cholesky().unwrap().solve(y);
    -0.5 * y.dot(&alpha) - 0.5 * k.determinant().ln()
}

scalars! {
    products(x: f64, y: f64) {
        let a: DMatrix<f64> = DMatrix::from_row_slice(2, 2, &[x, y, 1.5, -x]);
        let b: DMatrix<f64> = DMatrix::from_vec(2, 2, vec![y, 0.5, x * y, 2.0]);
        let refs = &a * &b;
        let on_ref = &a * b.clone();
        let by_ref = refs.clone() * &a;
        let values = on_ref * by_ref;
        values.sum() + (&refs * 2.0 - x * &b).norm_squared()
    } at (0.5, 1.25), (-0.75, 0.5);
    sums(x: f64, y: f64) {
        let a: DVector<f64> = DVector::from_vec(vec![x, y, x * y]);
        let b: DVector<f64> = DVector::from_element(3, y);
        let c = &a + &b - a.clone() / x + (-&b) * y - &a;
        let d = -c + &a + b;
        d.dot(&a) + d.mean()
    } at (0.5, 1.25), (-0.75, 0.5);
    compound(x: f64, y: f64) {
        let mut a: DVector<f64> = DVector::zeros(2);
        let b: DVector<f64> = DVector::from_vec(vec![x, y]);
        for _ in 0..3 {
            a += &b * x;
            a *= y;
            a -= &b;
            a /= 2.0;
        }
        a.norm()
    } at (0.5, 1.25), (-0.75, 0.5);
    fixed_sizes(x: f64, y: f64) {
        let a: Matrix3<f64> = Matrix3::new(x, y, 1.0, 0.5, x * y, 2.0, -1.0, y, x);
        let v: Vector3<f64> = Vector3::new(x, 1.0, y);
        let w: Vector3<f64> = Vector3::new(y, x, 0.25);
        let u = a * v;
        let s: SMatrix<f64, 2, 3> = Matrix2x3::new(x, 1.0, y, 2.0, y, x);
        let t = s * u;
        u.cross(&w).dot(&v) + t.norm() + u.normalize()[1] + a.trace()
    } at (0.5, 1.25), (-0.75, 0.5);
    elements(x: f64, y: f64) {
        let mut m: DMatrix<f64> = DMatrix::from_fn(2, 3, |i, j| x * (i as f64) + y * (j as f64));
        m[(1, 2)] = x * y;
        m[(0, 1)] += y * m[(1, 1)];
        m[3] = m[0] - y;
        let mut v: DVector<f64> = DVector::from_vec(vec![x, y, 1.0]);
        v[1] *= x;
        v[2] = v[0] + v[1];
        let mut total = 0.0;
        for i in 0..m.nrows() {
            for j in 0..m.ncols() {
                total += m[(i, j)] * v[j];
            }
        }
        total + v.len() as f64 * m.sum()
    } at (0.5, 1.25), (-0.75, 0.5);
    maps(x: f64, y: f64) {
        let a: DMatrix<f64> = DMatrix::from_row_slice(2, 2, &[x, y, 1.5, -x]);
        let b = a.map(|z| z.sin() * y);
        let c = a.zip_map(&b, |p, q| p * q + p);
        let d = c.map(f64::tanh);
        let mut total = 0.0;
        for z in d.iter() {
            total += z * z;
        }
        total + c.iter().map(|z| z.cos()).sum::<f64>()
            + a.component_mul(&c).sum() + b.component_div(&a).sum()
    } at (0.5, 1.25), (-0.75, 0.5);
    decompositions(x: f64, y: f64) {
        let a: DMatrix<f64> = DMatrix::from_row_slice(2, 2, &[x + 3.0, y, y, 2.5]);
        let b: DVector<f64> = DVector::from_vec(vec![x, y]);
        let inverse = a.clone().try_inverse().unwrap();
        let p = a.clone().cholesky().unwrap().solve(&b);
        let q = a.clone().lu().solve(&b).unwrap();
        (&inverse * &b).sum() + p.norm() + q.dot(&b) + a.determinant() + a.tr_mul(&b)[0]
    } at (0.5, 1.25), (-0.75, 0.5);
    parts(x: f64, y: f64) {
        let a: DMatrix<f64> = DMatrix::from_row_slice(2, 3, &[x, y, 1.5, -x, x * y, 2.0]);
        let r = a.row(1) * y;
        let c = a.column(2) + a.column(0);
        r.sum() * c.sum() + a.transpose()[(2, 0)] * a.row(0).norm()
    } at (0.5, 1.25), (-0.75, 0.5);
    in_functions(x: f64, y: f64) {
        let w: DMatrix<f64> = DMatrix::from_row_slice(2, 2, &[x, y, 1.5, -x]);
        let b: DVector<f64> = DVector::from_vec(vec![x, y]);
        let v: DVector<f64> = by_value(w.clone(), b.clone());
        network(&w, &b, &w, &v) + quadratic(&w, &b)
    } at (0.5, 1.25), (-0.75, 0.5);
    filters(x: f64, y: f64) {
        let f: Matrix2<f64> = Matrix2::new(1.0, x, 0.0, 1.0);
        let p: Matrix2<f64> = Matrix2::new(1.0 + y * y, 0.1, 0.1, 0.5);
        let state: Vector2<f64> = Vector2::new(x, y);
        kalman(&f, &p, &state, y, 0.3)
    } at (0.5, 1.25), (-0.75, 0.5);
    processes(x: f64, y: f64) {
        let obs: DVector<f64> = DVector::from_vec(vec![x, y, 0.5]);
        likelihood(1.0 + x * x, 0.5 + y * y, &[0.0, 0.7, 1.9], &obs)
    } at (0.5, 1.25), (-0.75, 0.5);
    chosen(x: f64, y: f64) {
        let a: DVector<f64> = DVector::from_vec(vec![x, y]);
        let b = if x > 0.0 { &a * y } else { a.clone() };
        let mut total = 0.0;
        for i in 0..3 {
            let c = &b * (i as f64) + &a;
            total += c.dot(&b);
        }
        total
    } at (0.5, 1.25), (-0.75, 0.5);
}
