//! Least squares: a polynomial against the sign function.

use autodiff::differentiate;

/// Half the squared misfit of the polynomial with coefficients `x` at `n` points of [-1, 1].
#[differentiate]
pub fn misfit(x: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        let t = -1.0 + 2.0 * i as f64 / (n as f64 - 1.0);
        let sign = if t > 0.0 {
            1.0
        } else if t < 0.0 {
            -1.0
        } else {
            0.0
        };
        let mut value = 0.0;
        let mut power = 1.0;
        for c in x {
            value += c * power;
            power *= t;
        }
        let residual = sign - value;
        sum += residual * residual;
    }
    0.5 * sum
}
