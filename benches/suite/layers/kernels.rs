//! The loss of a network of two layers for a batch of samples; the gradient is that of its weights and
//! biases.

use autodiff::differentiate;
use nalgebra::{DMatrix, DVector};
use ndarray::{Array1, Array2};

/// A sample is a column.
#[differentiate(wrt(w1, b1, w2))]
pub fn columns(
    w1: &DMatrix<f64>,
    b1: &DVector<f64>,
    w2: &DMatrix<f64>,
    x: &DMatrix<f64>,
    y: &DMatrix<f64>,
) -> f64 {
    let mut z = w1 * x;
    for mut column in z.column_iter_mut() {
        column += b1;
    }
    let h = z.map(|z| z.max(0.0));
    let error = w2 * h - y;
    error.norm_squared() / x.ncols() as f64
}

/// A sample is a row.
#[differentiate(wrt(w1, b1, w2))]
pub fn rows(
    w1: &Array2<f64>,
    b1: &Array1<f64>,
    w2: &Array2<f64>,
    x: &Array2<f64>,
    y: &Array2<f64>,
) -> f64 {
    let h = (x.dot(w1) + b1).mapv(|z| z.max(0.0));
    let error = h.dot(w2) - y;
    (&error * &error).sum() / x.nrows() as f64
}
