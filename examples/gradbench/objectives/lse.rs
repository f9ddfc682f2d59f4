//! The logarithm of a sum of exponentials.

use autodiff::differentiate;

#[differentiate]
pub fn log_sum_exp(x: &[f64]) -> f64 {
    let mut max = x[0];
    for &v in x {
        if v > max {
            max = v;
        }
    }
    let mut sum = 0.0;
    for v in x {
        sum += (v - max).exp();
    }
    max + sum.ln()
}
