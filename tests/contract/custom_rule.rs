//! Functions whose derivative the user states, because their bodies cannot be read or should not be.

use autodiff::{check, differentiate};

/// The logarithm of the gamma function, for positive `x`: Stirling's series (Abramowitz and Stegun
/// 6.1.40), reached by the recurrence. Its loop could be differentiated, but digamma is the better
/// derivative.
#[differentiate(backward = lgamma_backward)]
fn lgamma(x: f64) -> f64 {
    let mut shifted = x;
    let mut product = 1.0;
    while shifted < 12.0 {
        product *= shifted;
        shifted += 1.0;
    }
    let z = 1.0 / (shifted * shifted);
    let series =
        1.0 / 12.0 - z * (1.0 / 360.0 - z * (1.0 / 1260.0 - z * (1.0 / 1680.0 - z / 1188.0)));
    let half_ln_tau = 0.5 * std::f64::consts::TAU.ln();
    (shifted - 0.5) * shifted.ln() - shifted + half_ln_tau + series / shifted - product.ln()
}

/// The derivative of `lgamma` (Abramowitz and Stegun 6.3.18).
fn digamma(x: f64) -> f64 {
    let mut shifted = x;
    let mut sum = 0.0;
    while shifted < 12.0 {
        sum += 1.0 / shifted;
        shifted += 1.0;
    }
    let z = 1.0 / (shifted * shifted);
    let series =
        z * (1.0 / 12.0 - z * (1.0 / 120.0 - z * (1.0 / 252.0 - z * (1.0 / 240.0 - z / 132.0))));
    shifted.ln() - 0.5 / shifted - series - sum
}

fn lgamma_backward(x: f64, _result: f64, d_result: f64) -> f64 {
    d_result * digamma(x)
}

#[differentiate]
fn ln_beta(a: f64, b: f64) -> f64 {
    lgamma(a) + lgamma(b) - lgamma(a + b)
}

/// The logarithm of the density of a Dirichlet distribution with parameters `alpha` at `p`.
#[differentiate]
fn dirichlet(alpha: &[f64], p: &[f64]) -> f64 {
    let mut total = 0.0;
    let mut ln_density = 0.0;
    for i in 0..alpha.len() {
        total += alpha[i];
        ln_density += (alpha[i] - 1.0) * p[i].ln() - lgamma(alpha[i]);
    }
    ln_density + lgamma(total)
}

/// `ln Σ exp(x)`: its gradient comes from its result.
#[differentiate(backward = log_sum_exp_backward)]
fn log_sum_exp(x: &[f64]) -> f64 {
    let max = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    max + x.iter().map(|x| (x - max).exp()).sum::<f64>().ln()
}

fn log_sum_exp_backward(x: &[f64], d_x: &mut [f64], result: f64, d_result: f64) {
    for (x, d_x) in x.iter().zip(d_x) {
        *d_x += d_result * (x - result).exp();
    }
}

/// `scale · Σ wᵢⁿ`: arguments by value and by reference, and one that carries no gradient.
#[differentiate(backward = power_sum_backward)]
fn power_sum(scale: f64, w: &[f64], n: i32) -> f64 {
    scale * w.iter().map(|w| w.powi(n)).sum::<f64>()
}

fn power_sum_backward(
    scale: f64,
    w: &[f64],
    d_w: &mut [f64],
    n: i32,
    result: f64,
    d_result: f64,
) -> f64 {
    for (w, d_w) in w.iter().zip(d_w) {
        *d_w += d_result * scale * f64::from(n) * w.powi(n - 1);
    }
    d_result * result / scale
}

#[differentiate]
fn uses_everything(x: &[f64], scale: f64) -> f64 {
    let sum = power_sum(scale * 2.0, x, 3);
    sum * log_sum_exp(x)
}

#[test]
fn the_stated_derivative_is_used() {
    let euler_gamma = 0.577_215_664_901_532_9;
    assert!((lgamma::gradient(1.0) + euler_gamma).abs() < 1e-13);
    assert!((lgamma::gradient(0.5) + euler_gamma + 2.0 * 2f64.ln()).abs() < 1e-13);
    let (value, cache) = lgamma::forward(5.0);
    assert!((value - 24f64.ln()).abs() < 1e-13);
    assert_eq!(value, lgamma(5.0));
    assert_eq!(lgamma::backward(&cache, -2.0), -2.0 * digamma(5.0));
}

#[test]
fn callers_use_it_like_any_other() {
    for point in [[0.3, 4.0], [1.0, 1.0], [20.0, 0.1]] {
        check::scalars(
            |[a, b]| ln_beta(a, b),
            |[a, b]| ln_beta::gradient(a, b),
            point,
        )
        .unwrap();
    }
    let p = [0.2, 0.5, 0.3];
    check::gradient(
        |alpha: &[f64]| dirichlet(alpha, &p),
        |alpha: &[f64]| dirichlet::gradient(alpha, &p).0,
        &[0.7, 2.0, 3.5],
    )
    .unwrap();
}

#[test]
fn slices_come_with_their_shadows() {
    let x = [0.3, -1.2, 2.0, 0.0];
    check::gradient(log_sum_exp, log_sum_exp::gradient, &x).unwrap();
    let (d_scale, d_w) = power_sum::gradient(1.5, &x, 3);
    assert!((d_scale - power_sum(1.0, &x, 3)).abs() < 1e-13);
    assert_eq!(d_w.len(), x.len());
    check::gradient(
        |x: &[f64]| uses_everything(x, 0.7),
        |x: &[f64]| uses_everything::gradient(x, 0.7).0,
        &x,
    )
    .unwrap();
    check::scalar(
        |scale| uses_everything(&x, scale),
        |scale| uses_everything::gradient(&x, scale).1,
        0.7,
    )
    .unwrap();
}

#[test]
fn shadows_are_added_to() {
    let x = [1.0, 2.0];
    let (_, cache) = log_sum_exp::forward(&x);
    let mut d_x = [10.0, 20.0];
    log_sum_exp::backward(&cache, &x, &mut d_x, 1.0);
    let total = d_x[0] + d_x[1];
    assert!((total - 31.0).abs() < 1e-12, "{total}");
}
