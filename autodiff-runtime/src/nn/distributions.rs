//! Scores to probabilities, without overflow: everything is relative to the largest score.
//!
//! Scores may be infinite. Each function then has its limit for scores that grow together: those that
//! are +∞, or all if they are -∞, share alike, and the others get nothing.

use super::activations::largest;
use crate::differentiate;

/// `exp(scores[i]) / Σ exp(scores[j])`, the probabilities that go with `scores` (Bridle, 1990).
///
/// ```
/// let p = autodiff::nn::softmax(&[1e4, 1e4, -1e4]);
/// assert_eq!(p, [0.5, 0.5, 0.0]);
/// ```
#[differentiate(backward = softmax_backward)]
#[must_use]
pub fn softmax(scores: &[f64]) -> Vec<f64> {
    let top = highest(scores);
    let mut p: Vec<f64> = scores.iter().map(|&s| below(s, top).exp()).collect();
    let sum: f64 = p.iter().sum();
    p.iter_mut().for_each(|p| *p /= sum);
    p
}

fn softmax_backward(_: &[f64], d_scores: &mut [f64], p: &[f64], d_p: Vec<f64>) {
    let mean: f64 = p.iter().zip(&d_p).map(|(p, d_p)| p * d_p).sum();
    for ((d_score, p), d_p) in d_scores.iter_mut().zip(p).zip(d_p) {
        *d_score += p * (d_p - mean);
    }
}

/// The logarithms of [`softmax`](fn@softmax), which stay finite where a probability is too small for a
/// number.
///
/// ```
/// let ln_p = autodiff::nn::log_softmax(&[0.0, -1e4]);
/// assert_eq!(ln_p, [0.0, -1e4]);
/// ```
#[differentiate(backward = log_softmax_backward)]
#[must_use]
pub fn log_softmax(scores: &[f64]) -> Vec<f64> {
    let (top, sum) = relative(scores);
    let ln_sum = sum.ln();
    let share = |&score: &f64| below(score, top) - ln_sum;
    scores.iter().map(share).collect()
}

fn log_softmax_backward(_: &[f64], d_scores: &mut [f64], ln_p: &[f64], d_ln_p: Vec<f64>) {
    let sum: f64 = d_ln_p.iter().sum();
    for ((d_score, ln_p), d_ln_p) in d_scores.iter_mut().zip(ln_p).zip(d_ln_p) {
        *d_score += d_ln_p - ln_p.exp() * sum;
    }
}

/// `ln Σ exp(scores[i])`, of which the gradient is [`softmax`](fn@softmax). Of nothing it is -∞.
///
/// ```
/// let most = autodiff::nn::log_sum_exp(&[1e4, -1e4]);
/// assert_eq!(most, 1e4);
/// ```
#[differentiate(backward = log_sum_exp_backward)]
#[must_use]
pub fn log_sum_exp(scores: &[f64]) -> f64 {
    let (top, sum) = relative(scores);
    top + sum.ln()
}

fn log_sum_exp_backward(scores: &[f64], d_scores: &mut [f64], _result: f64, d_result: f64) {
    for (d_score, p) in d_scores.iter_mut().zip(softmax(scores)) {
        *d_score += d_result * p;
    }
}

/// The highest score, and the sum of `exp(score - highest)`.
pub(super) fn relative(scores: &[f64]) -> (f64, f64) {
    let top = highest(scores);
    let sum = scores.iter().map(|&score| below(score, top).exp()).sum();
    (top, sum)
}

fn highest(scores: &[f64]) -> f64 {
    largest(scores).map_or(f64::NEG_INFINITY, |i| scores[i])
}

/// `score - top`, which is 0 for two infinities of one sign.
pub(super) fn below(score: f64, top: f64) -> f64 {
    if score == top { 0.0 } else { score - top }
}
