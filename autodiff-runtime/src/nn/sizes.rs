//! How large a vector is.

use crate::differentiate;

/// The Euclidean norm `√(Σ x[i]²)`, without overflow on the way. Its gradient `x / |x|` is 0 at the
/// origin.
///
/// ```
/// assert_eq!(autodiff::nn::norm(&[3.0, 4.0]), 5.0);
/// assert_eq!(autodiff::nn::norm(&[1e300, 0.0]), 1e300);
/// ```
#[differentiate(backward = norm_backward)]
#[must_use]
pub fn norm(x: &[f64]) -> f64 {
    let mut top: f64 = 0.0;
    for x in x {
        top = top.max(x.abs());
    }
    if top == f64::INFINITY {
        return top;
    }
    // Nothing but zeros and NaNs has no scale.
    let scale = if top > 0.0 { top } else { 1.0 };
    let mut sum = 0.0;
    for x in x {
        sum += (x / scale) * (x / scale);
    }
    scale * sum.sqrt()
}

fn norm_backward(x: &[f64], d_x: &mut [f64], norm: f64, d_norm: f64) {
    if norm == 0.0 {
        return;
    }
    for (d_x, x) in d_x.iter_mut().zip(x) {
        *d_x += d_norm * (x / norm);
    }
}

/// `½ strength Σ w[i]²`, the penalty on large weights that decays them.
///
/// ```
/// assert_eq!(autodiff::nn::l2_regularization(&[1.0, 2.0], 0.1), 0.25);
/// ```
#[differentiate]
#[must_use]
pub fn l2_regularization(w: &[f64], strength: f64) -> f64 {
    let mut sum = 0.0;
    for w in w {
        sum += w * w;
    }
    0.5 * strength * sum
}
