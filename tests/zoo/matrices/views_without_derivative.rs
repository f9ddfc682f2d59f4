//! Arguments that are views and that nothing of the result depends on: their gradient is zero, in their shape.

use crate::support::slices;
use autodiff::differentiate;
use nalgebra::{DVector, DVectorView};
use ndarray::{Array1, ArrayView1, ArrayView2, array};

#[differentiate]
fn only_decides(row: ArrayView1<f64>, s: f64) -> f64 {
    if row.sum() > 0.5 { s * 2.0 } else { s * s }
}

#[differentiate]
fn not_read(_row: ArrayView1<f64>, s: f64) -> f64 {
    s * s
}

#[differentiate]
fn only_its_lengths(m: ArrayView2<f64>, s: f64) -> f64 {
    let mut t = s;
    for _ in 0..m.nrows() {
        t *= s + m.ncols() as f64;
    }
    t
}

#[differentiate]
fn of_nalgebra(v: DVectorView<f64>, s: f64) -> f64 {
    let mut t = 0.0;
    for i in 0..v.len() {
        if v[i] > 0.0 {
            t += s * i as f64;
        }
    }
    t
}

slices! {
    views_without_derivative(a) {
        let v: Array1<f64> = array![a[0], 0.5, a[1]];
        let w = DVector::from_vec(vec![a[1], a[0], 0.25]);
        let mut t = only_decides(v.view(), a[1]);
        for i in 0..3 {
            if i != 1 {
                t += only_decides(v.view(), a[0] * i as f64) * v[i];
                t += of_nalgebra(w.as_view(), t) + not_read(v.view(), t);
            }
        }
        t
    } at [0.5, 1.25], [-0.75, 0.5];
}

#[test]
fn has_the_shape_of_the_view() {
    let m = array![[1.0, 2.0]];
    let (value, (d_m, d_s)) = only_its_lengths::value_and_gradient(m.view(), 0.5);
    assert_eq!(value, 1.25);
    assert_eq!(d_m, array![[0.0, 0.0]]);
    assert_eq!(d_s, 3.0);
}
