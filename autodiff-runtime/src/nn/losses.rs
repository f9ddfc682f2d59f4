//! Losses: what a prediction costs.

use super::distributions::{below, relative, softmax};
use crate::differentiate;

/// The multiclass support vector loss `Σ max(0, scores[j] - scores[label] + 1)` over all `j` but
/// `label` (Weston and Watkins, 1999). On the margin itself the gradient is 0.
///
/// ```
/// let loss = autodiff::nn::hinge(&[3.2, 5.1, -1.7], 0);
/// assert!((loss - 2.9).abs() < 1e-12);
/// ```
///
/// # Panics
///
/// If there is no score for `label`.
#[differentiate]
#[must_use]
pub fn hinge(scores: &[f64], label: usize) -> f64 {
    let right = scores[label];
    let mut sum = 0.0;
    for (j, &score) in scores.iter().enumerate() {
        if j != label {
            let margin = score - right + 1.0;
            sum += if margin <= 0.0 { 0.0 } else { margin };
        }
    }
    sum
}

/// `-ln` of the probability that [`softmax`](fn@super::softmax) gives to `label`, without overflow. The
/// gradient is the probabilities, less 1 at `label`.
///
/// ```
/// let loss = autodiff::nn::cross_entropy(&[3.2, 5.1, -1.7], 0);
/// assert!((loss - 2.0404).abs() < 1e-4);
/// assert_eq!(autodiff::nn::cross_entropy(&[-1e4, 1e4], 0), 2e4);
/// ```
///
/// # Panics
///
/// If there is no score for `label`.
#[differentiate(backward = cross_entropy_backward)]
#[must_use]
pub fn cross_entropy(scores: &[f64], label: usize) -> f64 {
    let (top, sum) = relative(scores);
    sum.ln() - below(scores[label], top)
}

fn cross_entropy_backward(
    scores: &[f64],
    d_scores: &mut [f64],
    label: usize,
    _result: f64,
    d_result: f64,
) {
    for (d_score, p) in d_scores.iter_mut().zip(softmax(scores)) {
        *d_score += d_result * p;
    }
    d_scores[label] -= d_result;
}

/// The mean of `(a[i] - b[i])²`, which of nothing is NaN.
///
/// ```
/// assert_eq!(autodiff::nn::mean_squared_error(&[1.0, 2.0], &[1.0, 4.0]), 2.0);
/// ```
///
/// # Panics
///
/// If the lengths differ.
#[differentiate]
#[must_use]
pub fn mean_squared_error(a: &[f64], b: &[f64]) -> f64 {
    assert!(
        a.len() == b.len(),
        "mean_squared_error: the vectors have {} and {} elements",
        a.len(),
        b.len()
    );
    let mut sum = 0.0;
    for i in 0..a.len() {
        let error = a[i] - b[i];
        sum += error * error;
    }
    sum / a.len() as f64
}
