//! An ordinary differential equation, by the classical method of Runge and Kutta.

use autodiff::differentiate;

/// The slope of the state: that of its first component is `x[0]`, that of any other `x[i]` times the
/// component before it.
#[differentiate]
pub fn slope(x: &[f64], y: &[f64], out: &mut [f64]) {
    out[0] = x[0];
    for i in 1..x.len() {
        out[i] = x[i] * y[i - 1];
    }
}

/// `base` moved by `h` along `direction`.
#[differentiate]
pub fn moved(base: &[f64], h: f64, direction: &[f64], out: &mut [f64]) {
    for i in 0..base.len() {
        out[i] = base[i] + h * direction[i];
    }
}

/// The state at time 2, after `s` steps from the origin.
#[differentiate]
pub fn solution(x: &[f64], s: usize) -> Vec<f64> {
    let n = x.len();
    let h = 2.0 / s as f64;
    let mut y = vec![0.0; n];
    let mut at = vec![0.0; n];
    let mut k1 = vec![0.0; n];
    let mut k2 = vec![0.0; n];
    let mut k3 = vec![0.0; n];
    let mut k4 = vec![0.0; n];
    for _ in 0..s {
        slope(x, &y, &mut k1);
        moved(&y, 0.5 * h, &k1, &mut at);
        slope(x, &at, &mut k2);
        moved(&y, 0.5 * h, &k2, &mut at);
        slope(x, &at, &mut k3);
        moved(&y, h, &k3, &mut at);
        slope(x, &at, &mut k4);
        for i in 0..n {
            y[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    y
}

/// The last component of the solution.
#[differentiate]
pub fn last(x: &[f64], s: usize) -> f64 {
    let y = solution(x, s);
    y[x.len() - 1]
}
