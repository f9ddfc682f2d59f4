//! Functions of long slices. A test counts what their gradients allocate.

use autodiff::differentiate;

#[differentiate]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..a.len() {
        s += a[i] * b[i];
    }
    s
}

#[differentiate]
pub fn logistic(w: f64, x: &[f64], y: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += (1.0 + (-y[i] * w * x[i]).exp()).ln();
    }
    s
}

#[differentiate]
pub fn polynomials(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for &v in x {
        s += 1.0 + v * (0.5 + v * (-0.25 + v * (2.0 + v * (0.125 - v))));
    }
    s
}

#[differentiate]
pub fn horner(coefficients: &[f64], x: f64) -> f64 {
    let mut p = 0.0;
    for i in (0..coefficients.len()).rev() {
        p = p * x + coefficients[i];
    }
    p
}
