//! A network of two layers for a batch of samples, with the matrices of nalgebra and of ndarray.

use crate::case::{Case, keep, numbers, parts};
use kernels::{columns, rows};
use nalgebra::{DMatrix, DVector};
use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, Axis};
use std::hint::black_box;

mod kernels;

/// The loss, and its gradient with respect to the weights and biases.
type Gradients<M, V> = (f64, (M, V, M));

const INPUTS: usize = 64;
const HIDDEN: usize = 256;
const CLASSES: usize = 10;
const BATCH: usize = 128;

fn columns_by_hand(
    w1: &DMatrix<f64>,
    b1: &DVector<f64>,
    w2: &DMatrix<f64>,
    x: &DMatrix<f64>,
    y: &DMatrix<f64>,
) -> Gradients<DMatrix<f64>, DVector<f64>> {
    let mut h = w1 * x;
    for mut column in h.column_iter_mut() {
        column += b1;
    }
    h.apply(|z| *z = z.max(0.0));
    let mut error = w2 * &h - y;
    let count = x.ncols() as f64;
    let value = error.norm_squared() / count;
    error *= 2.0 / count;
    let d_w2 = &error * h.transpose();
    let mut d_h = w2.transpose() * &error;
    d_h.zip_apply(&h, |d, h| {
        if h <= 0.0 {
            *d = 0.0;
        }
    });
    let d_b1 = d_h.column_sum();
    (value, (&d_h * x.transpose(), d_b1, d_w2))
}

fn rows_by_hand(
    w1: &Array2<f64>,
    b1: &Array1<f64>,
    w2: &Array2<f64>,
    x: &Array2<f64>,
    y: &Array2<f64>,
) -> Gradients<Array2<f64>, Array1<f64>> {
    let mut h = x.dot(w1);
    h += b1;
    h.mapv_inplace(|z| z.max(0.0));
    let mut error = h.dot(w2) - y;
    let count = x.nrows() as f64;
    let value = error.iter().map(|e| e * e).sum::<f64>() / count;
    error *= 2.0 / count;
    let d_w2 = h.t().dot(&error);
    let mut d_h = Array2::zeros(h.raw_dim());
    general_mat_mul(1.0, &error, &w2.t(), 0.0, &mut d_h);
    d_h.zip_mut_with(&h, |d, h| {
        if *h <= 0.0 {
            *d = 0.0;
        }
    });
    let d_b1 = d_h.sum_axis(Axis(0));
    (value, (x.t().dot(&d_h), d_b1, d_w2))
}

/// The lengths of the weights, the biases and the weights of the second layer.
const LENGTHS: [usize; 3] = [INPUTS * HIDDEN, HIDDEN, HIDDEN * CLASSES];

/// Copies a gradient of three parts to where it is compared.
fn copied(g: &mut [f64], of: [&mut dyn Iterator<Item = &f64>; 3]) {
    for (part, from) in parts(g, LENGTHS).into_iter().zip(of) {
        part.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
    }
}

pub fn cases() -> Vec<Case> {
    let data = [
        (INPUTS * HIDDEN, 1.0),
        (HIDDEN, 2.0),
        (HIDDEN * CLASSES, 3.0),
        (INPUTS * BATCH, 4.0),
        (CLASSES * BATCH, 5.0),
    ];
    let [w1, b1, w2, x, y] = data.map(|(count, seed)| numbers(count, seed));
    let columns_of = keep((
        DMatrix::from_column_slice(HIDDEN, INPUTS, &w1),
        DVector::from_column_slice(&b1),
        DMatrix::from_column_slice(CLASSES, HIDDEN, &w2),
        DMatrix::from_column_slice(INPUTS, BATCH, &x),
        DMatrix::from_column_slice(CLASSES, BATCH, &y),
    ));
    let array = |rows, items: Vec<f64>| {
        let columns = items.len() / rows;
        Array2::from_shape_fn((rows, columns), |(i, j)| items[i * columns + j])
    };
    let rows_of = keep((
        array(INPUTS, w1),
        Array1::from(b1),
        array(HIDDEN, w2),
        array(BATCH, x),
        array(BATCH, y),
    ));
    let length = LENGTHS.iter().sum();
    vec![
        Case::new(
            "network 64-256-10, 128 samples, nalgebra",
            length,
            move || {
                let (w1, b1, w2, x, y) = black_box(columns_of);
                columns(w1, b1, w2, x, y)
            },
            move |g| {
                let (w1, b1, w2, x, y) = black_box(columns_of);
                let (value, (d_w1, d_b1, d_w2)) = columns::value_and_gradient(w1, b1, w2, x, y);
                copied(g, [&mut d_w1.iter(), &mut d_b1.iter(), &mut d_w2.iter()]);
                value
            },
            move |g| {
                let (w1, b1, w2, x, y) = black_box(columns_of);
                let (value, (d_w1, d_b1, d_w2)) = columns_by_hand(w1, b1, w2, x, y);
                copied(g, [&mut d_w1.iter(), &mut d_b1.iter(), &mut d_w2.iter()]);
                value
            },
        ),
        Case::new(
            "network 64-256-10, 128 samples, ndarray",
            length,
            move || {
                let (w1, b1, w2, x, y) = black_box(rows_of);
                rows(w1, b1, w2, x, y)
            },
            move |g| {
                let (w1, b1, w2, x, y) = black_box(rows_of);
                let (value, (d_w1, d_b1, d_w2)) = rows::value_and_gradient(w1, b1, w2, x, y);
                copied(g, [&mut d_w1.iter(), &mut d_b1.iter(), &mut d_w2.iter()]);
                value
            },
            move |g| {
                let (w1, b1, w2, x, y) = black_box(rows_of);
                let (value, (d_w1, d_b1, d_w2)) = rows_by_hand(w1, b1, w2, x, y);
                copied(g, [&mut d_w1.iter(), &mut d_b1.iter(), &mut d_w2.iter()]);
                value
            },
        ),
    ]
}
