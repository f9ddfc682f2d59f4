//! Products of vectors and matrices, which stand in slices row by row.

use crate::differentiate;

/// `Σ a[i] b[i]`, the inner product of two vectors of one length.
///
/// Eight sums run side by side, so that the additions need not wait for one another: the last bits
/// differ from those of one sum. Of nothing it is 0.
///
/// ```
/// assert_eq!(autodiff::nn::dot(&[1.0, 2.0], &[3.0, 4.0]), 11.0);
/// ```
///
/// # Panics
///
/// If the lengths differ.
#[differentiate(backward = dot_backward)]
#[inline]
#[must_use]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    assert!(
        a.len() == b.len(),
        "dot: the vectors have {} and {} elements",
        a.len(),
        b.len()
    );
    let (a_blocks, a_rest) = a.as_chunks::<8>();
    let (b_blocks, b_rest) = b.as_chunks::<8>();
    let mut lanes = [0.0; 8];
    for (a, b) in a_blocks.iter().zip(b_blocks) {
        for k in 0..8 {
            lanes[k] += a[k] * b[k];
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    lanes.iter().sum::<f64>() + rest
}

#[inline]
fn dot_backward(
    a: &[f64],
    d_a: &mut [f64],
    b: &[f64],
    d_b: &mut [f64],
    _result: f64,
    d_result: f64,
) {
    let adjoints = d_a.iter_mut().zip(d_b);
    for ((d_a, d_b), (a, b)) in adjoints.zip(a.iter().zip(b)) {
        *d_a += d_result * b;
        *d_b += d_result * a;
    }
}

/// Adds `a x` to `y`, the "a x plus y" of BLAS.
///
/// ```
/// let mut y = [1.0, 1.0];
/// autodiff::nn::axpy(2.0, &[3.0, 4.0], &mut y);
/// assert_eq!(y, [7.0, 9.0]);
/// ```
///
/// # Panics
///
/// If the lengths of `x` and `y` differ.
#[differentiate]
#[inline]
pub fn axpy(a: f64, x: &[f64], y: &mut [f64]) {
    assert!(
        x.len() == y.len(),
        "axpy: the vectors have {} and {} elements",
        x.len(),
        y.len()
    );
    for i in 0..x.len() {
        y[i] += a * x[i];
    }
}

/// `w x` for a matrix `w` of as many columns as `x` has elements.
///
/// The matrix has `w.len() / x.len()` rows; if `x` has no elements, neither has `w`, nor the result.
///
/// ```
/// let w = [1.0, 2.0, //
///          3.0, 4.0];
/// assert_eq!(autodiff::nn::matvec(&w, &[1.0, 10.0]), [21.0, 43.0]);
/// ```
///
/// # Panics
///
/// If the length of `w` is no multiple of that of `x`.
#[differentiate]
#[must_use]
pub fn matvec(w: &[f64], x: &[f64]) -> Vec<f64> {
    let n = x.len();
    let rows = other_side(w.len(), n);
    let mut out = vec![0.0; rows];
    for i in 0..rows {
        out[i] = dot(&w[i * n..(i + 1) * n], x);
    }
    out
}

/// `w x + b`, what a fully connected layer does.
///
/// `w` has as many rows as `b` has elements, and as many columns as `x` has.
///
/// ```
/// let w = [1.0, 2.0, //
///          3.0, 4.0];
/// assert_eq!(autodiff::nn::affine(&w, &[0.5, 0.0], &[1.0, 10.0]), [21.5, 43.0]);
/// ```
///
/// # Panics
///
/// If `w` has another length than `b.len() * x.len()`.
#[differentiate]
#[must_use]
pub fn affine(w: &[f64], b: &[f64], x: &[f64]) -> Vec<f64> {
    let n = x.len();
    assert!(
        w.len() == b.len() * n,
        "affine: the matrix has {} elements, {} rows and {} columns are needed",
        w.len(),
        b.len(),
        n
    );
    let mut out = b.to_vec();
    for i in 0..b.len() {
        out[i] += dot(&w[i * n..(i + 1) * n], x);
    }
    out
}

/// The product of two matrices, `a` of `inner` columns and `b` of `inner` rows.
///
/// ```
/// let a = [1.0, 2.0, //
///          3.0, 4.0];
/// let b = [1.0, 10.0, 100.0, //
///          0.0, 1.0, 0.0];
/// let product = [1.0, 12.0, 100.0, //
///                3.0, 34.0, 300.0];
/// assert_eq!(autodiff::nn::matmul(&a, &b, 2), product);
/// ```
///
/// # Panics
///
/// If the length of `a` or `b` is no multiple of `inner`.
#[differentiate(backward = matmul_backward)]
#[must_use]
pub fn matmul(a: &[f64], b: &[f64], inner: usize) -> Vec<f64> {
    let rows = other_side(a.len(), inner);
    let columns = other_side(b.len(), inner);
    let mut out = vec![0.0; rows * columns];
    for i in 0..rows {
        for k in 0..inner {
            let row = &mut out[i * columns..(i + 1) * columns];
            axpy(a[i * inner + k], &b[k * columns..(k + 1) * columns], row);
        }
    }
    out
}

fn matmul_backward(
    a: &[f64],
    d_a: &mut [f64],
    b: &[f64],
    d_b: &mut [f64],
    inner: usize,
    _result: &[f64],
    d_result: Vec<f64>,
) {
    let columns = other_side(b.len(), inner);
    for i in 0..other_side(a.len(), inner) {
        let d_row = &d_result[i * columns..(i + 1) * columns];
        for k in 0..inner {
            let row = k * columns..(k + 1) * columns;
            // An inner product with its sums side by side, which a sum over the columns is not.
            d_a[i * inner + k] += dot(d_row, &b[row.clone()]);
            axpy(a[i * inner + k], d_row, &mut d_b[row]);
        }
    }
}

/// The matrix `a bᵀ`, which has `a[i] b[j]` in row `i` and column `j`.
///
/// ```
/// let product = [3.0, 4.0, //
///                6.0, 8.0];
/// assert_eq!(autodiff::nn::outer(&[1.0, 2.0], &[3.0, 4.0]), product);
/// ```
#[differentiate]
#[must_use]
pub fn outer(a: &[f64], b: &[f64]) -> Vec<f64> {
    let n = b.len();
    let mut out = vec![0.0; a.len() * n];
    for i in 0..a.len() {
        for j in 0..n {
            out[i * n + j] = a[i] * b[j];
        }
    }
    out
}

/// A matrix of `elements` has one side of `known`: the length of the other. Without elements it is 0.
#[track_caller]
fn other_side(elements: usize, known: usize) -> usize {
    assert!(
        elements.is_multiple_of(known),
        "a matrix of {elements} elements has no side of {known}"
    );
    elements.checked_div(known).unwrap_or(0)
}
