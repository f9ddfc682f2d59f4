//! A function whose derivative is stated rather than read: the logarithm of the gamma function, in a
//! maximum-likelihood fit of a gamma distribution.
//!
//! `cargo run --release --example custom_rule`

mod support;

use anyhow::Result;
use autodiff::{check, differentiate};
use std::f64::consts::TAU;

/// ln Γ(x) for x > 0: Stirling's series after moving the argument up.
///
/// The body is not read: the attribute names the backward pass.
#[differentiate(backward = lgamma_backward)]
fn lgamma(x: f64) -> f64 {
    let (mut z, mut shift) = (x, 0.0);
    while z < 12.0 {
        shift += z.ln();
        z += 1.0;
    }
    let y = 1.0 / (z * z);
    let series = (1.0 / 12.0 - y * (1.0 / 360.0 - y * (1.0 / 1260.0 - y / 1680.0))) / z;
    (z - 0.5) * z.ln() - z + 0.5 * TAU.ln() + series - shift
}

/// The argument, the result, and the adjoint of the result give the adjoint of the argument.
fn lgamma_backward(x: f64, _result: f64, d_result: f64) -> f64 {
    d_result * digamma(x)
}

fn digamma(x: f64) -> f64 {
    let (mut z, mut shift) = (x, 0.0);
    while z < 12.0 {
        shift += 1.0 / z;
        z += 1.0;
    }
    let y = 1.0 / (z * z);
    let series = y * (1.0 / 12.0 - y * (1.0 / 120.0 - y * (1.0 / 252.0 - y / 240.0)));
    z.ln() - 0.5 / z - series - shift
}

/// The mean negative log-likelihood of a gamma distribution, whose shape and scale are exponentials
/// of the parameters: so both stay positive.
#[differentiate(wrt(p))]
fn negative_log_likelihood(p: &[f64], data: &[f64]) -> f64 {
    let shape = p[0].exp();
    let scale = p[1].exp();
    let mut sum = 0.0;
    for &x in data {
        sum += (shape - 1.0) * x.ln() - x / scale;
    }
    let n = data.len() as f64;
    lgamma(shape) + shape * scale.ln() - sum / n
}

fn main() -> Result<()> {
    let data = support::data::iris_column(1)?;
    let mut p = [0.0, 0.0];
    let report = check::gradient(
        |p| negative_log_likelihood(p, &data),
        |p| negative_log_likelihood::gradient(p, &data),
        &p,
    )?;
    println!("gradient against central differences: {report}");

    let objective = |p: &[f64], gradient: &mut [f64]| {
        negative_log_likelihood::value_and_gradient_into(p, gradient, &data)
    };
    let least = support::minimise::lbfgs(objective, &mut p, 100)?;
    let [shape, scale] = p.map(f64::exp);
    println!("sepal widths: shape {shape:.3}, scale {scale:.5} cm, {least:.5} nats a flower");

    // At the maximum, the mean of the distribution is that of the data, and so is that of the
    // logarithm.
    let n = data.len() as f64;
    let mean = data.iter().sum::<f64>() / n;
    let mean_ln = data.iter().map(|x| x.ln()).sum::<f64>() / n;
    assert!((shape * scale - mean).abs() < 1e-6, "{}", shape * scale);
    assert!((digamma(shape) + scale.ln() - mean_ln).abs() < 1e-6);
    Ok(())
}
