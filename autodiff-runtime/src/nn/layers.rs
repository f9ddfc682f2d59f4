//! Layers that keep the scale of what goes through them.

use crate::differentiate;

/// `x` moved and scaled to mean 0 and variance 1, then times `gain` plus `bias`, element by element
/// (Ba, Kiros and Hinton, 2016).
///
/// `epsilon` is added to the variance, which keeps a constant `x` away from a division by 0.
///
/// ```
/// let y = autodiff::nn::layer_norm(&[1.0, 3.0], &[1.0, 10.0], &[0.0, 5.0], 0.0);
/// assert_eq!(y, [-1.0, 15.0]);
/// ```
///
/// # Panics
///
/// If the lengths of `x`, `gain` and `bias` differ.
#[differentiate]
#[must_use]
pub fn layer_norm(x: &[f64], gain: &[f64], bias: &[f64], epsilon: f64) -> Vec<f64> {
    assert!(
        gain.len() == x.len() && bias.len() == x.len(),
        "layer_norm: {} elements have {} gains and {} biases",
        x.len(),
        gain.len(),
        bias.len()
    );
    let n = x.len() as f64;
    let mut sum = 0.0;
    for &x in x {
        sum += x;
    }
    let mean = sum / n;
    let mut squares = 0.0;
    for &x in x {
        squares += (x - mean) * (x - mean);
    }
    let scale = 1.0 / (squares / n + epsilon).sqrt();
    let mut out = vec![0.0; x.len()];
    for i in 0..x.len() {
        out[i] = gain[i] * (x[i] - mean) * scale + bias[i];
    }
    out
}

/// `x[i] / keep` where `mask[i]` is set, and 0 elsewhere (Srivastava et al., 2014).
///
/// The mask is drawn by the caller, each element set with the probability `keep`: then the result has
/// the mean `x`, and nothing is to be done when the network is used.
///
/// ```
/// let y = autodiff::nn::dropout(&[1.0, 2.0], &[true, false], 0.5);
/// assert_eq!(y, [2.0, 0.0]);
/// ```
///
/// # Panics
///
/// If the lengths of `x` and `mask` differ.
#[differentiate]
#[must_use]
pub fn dropout(x: &[f64], mask: &[bool], keep: f64) -> Vec<f64> {
    assert!(
        x.len() == mask.len(),
        "dropout: {} elements have a mask of {}",
        x.len(),
        mask.len()
    );
    let mut out = vec![0.0; x.len()];
    for i in 0..x.len() {
        if mask[i] {
            out[i] = x[i] / keep;
        }
    }
    out
}
