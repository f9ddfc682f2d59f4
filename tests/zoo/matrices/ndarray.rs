//! Arrays of ndarray.

use crate::support::scalars;
use autodiff::differentiate;
use ndarray::{Array1, Array2, Axis};

#[differentiate]
fn layer(w: &Array2<f64>, b: &Array1<f64>, x: &Array2<f64>) -> Array2<f64> {
    (x.dot(w) + b).mapv(f64::tanh)
}

#[differentiate]
fn network(w1: &Array2<f64>, b1: &Array1<f64>, w2: &Array2<f64>, x: &Array2<f64>) -> f64 {
    let hidden: Array2<f64> = layer(w1, b1, x);
    let out = hidden.dot(w2);
    (&out * &out).mean().unwrap()
}

#[differentiate]
fn by_value(a: Array2<f64>, x: Array1<f64>) -> Array1<f64> {
    a.dot(&x) * 2.0
}

scalars! {
    products(x: f64, y: f64) {
        let a: Array2<f64> = Array2::from_shape_vec((2, 2), vec![x, y, 1.5, -x]).unwrap();
        let b: Array2<f64> = Array2::from_shape_fn((2, 2), |(i, j)| x * (i as f64) + y * (j as f64));
        let v: Array1<f64> = Array1::from_vec(vec![x, y]);
        let c = a.dot(&b);
        let d = c.t().dot(&v) + v.dot(&a);
        d.dot(&v) + c.sum()
    } at (0.5, 1.25), (-0.75, 0.5);
    operators(x: f64, y: f64) {
        let a: Array1<f64> = Array1::from_vec(vec![x, y, 2.0]);
        let b: Array1<f64> = Array1::from_elem(3, y);
        let c = &a + &b - a.clone() * 2.0 + x * &b;
        let d = (&c / &b) * &a - 1.0;
        let e = 1.0 / (&a * &a + 1.0) + (2.0 - d.clone()) / y;
        let f = -&d * e.clone() + (-e) * a;
        f.sum() + d.mean().unwrap()
    } at (0.5, 1.25), (-0.75, 0.5);
    broadcasts(x: f64, y: f64) {
        let a: Array2<f64> = Array2::from_shape_vec((2, 3), vec![x, y, 1.5, -x, 2.0, x * y]).unwrap();
        let row: Array1<f64> = Array1::from_vec(vec![x, y, 2.0]);
        let column: Array2<f64> = Array2::from_shape_vec((2, 1), vec![y, x + 3.0]).unwrap();
        let b = &a * &row + &a / &column - &row;
        let c = &column * &b;
        let d = c.sum_axis(Axis(0)) * &row;
        d.sum() + c.sum_axis(Axis(1)).mapv(|z| z * z).sum()
    } at (0.5, 1.25), (-0.75, 0.5);
    compound(x: f64, y: f64) {
        let mut a: Array1<f64> = Array1::zeros(2);
        let b: Array1<f64> = Array1::from_vec(vec![x, y]);
        for _ in 0..3 {
            a += &b;
            a *= y;
            a -= &(&b * x);
            a /= 2.0;
            a *= &b;
        }
        a.sum()
    } at (0.5, 1.25), (-0.75, 0.5);
    elements(x: f64, y: f64) {
        let mut a: Array2<f64> = Array2::zeros((2, 3));
        let mut v: Array1<f64> = Array1::from_vec(vec![x, y, 1.0]);
        for i in 0..a.nrows() {
            for j in 0..a.ncols() {
                a[[i, j]] = x * v[j] + y * (i as f64);
            }
        }
        a[(1, 1)] += a[[0, 2]] * x;
        v[1] *= a[[1, 1]];
        let mut total = 0.0;
        for z in a.iter() {
            total += z * z;
        }
        total * v[1] + a.row(1).dot(&v) + a.column(2).sum() + v.len() as f64 * x
    } at (0.5, 1.25), (-0.75, 0.5);
    in_functions(x: f64, y: f64) {
        let w: Array2<f64> = Array2::from_shape_vec((2, 2), vec![x, y, 1.5, -x]).unwrap();
        let b: Array1<f64> = Array1::from_vec(vec![x, y]);
        let v: Array1<f64> = by_value(w.clone(), b.clone());
        network(&w, &b, &w, &w) + v.dot(&b)
    } at (0.5, 1.25), (-0.75, 0.5);
    chosen(x: f64, y: f64) {
        let a: Array1<f64> = Array1::from_vec(vec![x, y]);
        let b = if x > 0.0 { &a * y } else { a.clone() };
        let mut total = 0.0;
        for i in 0..3 {
            let c = &b * (i as f64) + &a;
            total += c.dot(&b);
        }
        total
    } at (0.5, 1.25), (-0.75, 0.5);
}
