//! Least squares with a curve: the width of iris petals as a logistic function of their length.
//!
//! `cargo run --release --example fit`

mod support;

use anyhow::Result;
use autodiff::{check, differentiate};

/// Rises from `low` by `rise` around `middle`, over a length of about `spread`.
#[differentiate]
fn curve(length: f64, low: f64, rise: f64, middle: f64, spread: f64) -> f64 {
    low + rise / (1.0 + (-(length - middle) / spread).exp())
}

/// The mean squared misfit of the curve with parameters `p`.
#[differentiate(wrt(p))]
fn misfit(p: &[f64], lengths: &[f64], widths: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (&length, &width) in lengths.iter().zip(widths) {
        let error = curve(length, p[0], p[1], p[2], p[3]) - width;
        sum += error * error;
    }
    sum / lengths.len() as f64
}

/// The same for a straight line.
#[differentiate(wrt(p))]
fn misfit_of_line(p: &[f64], lengths: &[f64], widths: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..lengths.len() {
        let error = p[0] + p[1] * lengths[i] - widths[i];
        sum += error * error;
    }
    sum / lengths.len() as f64
}

fn main() -> Result<()> {
    let (lengths, widths) = (support::iris(2)?, support::iris(3)?);
    let mut p = [0.0, 2.5, 4.0, 1.0];

    let report = check::gradient(
        |p| misfit(p, &lengths, &widths),
        |p| misfit::gradient(p, &lengths, &widths),
        &p,
    )?;
    println!("gradient against central differences: {report}");

    let objective = |p: &[f64], gradient: &mut [f64]| {
        misfit::value_and_gradient_into(p, gradient, &lengths, &widths)
    };
    let of_curve = support::minimise(objective, &mut p, 20_000).sqrt();
    println!(
        "width = {:.3} + {:.3} / (1 + exp(-(length - {:.3}) / {:.3})), off by {of_curve:.4} cm",
        p[0], p[1], p[2], p[3]
    );

    let mut line = [0.0, 0.0];
    let objective = |p: &[f64], gradient: &mut [f64]| {
        misfit_of_line::value_and_gradient_into(p, gradient, &lengths, &widths)
    };
    let of_line = support::minimise(objective, &mut line, 20_000).sqrt();
    println!(
        "width = {:.3} + {:.3} length, off by {of_line:.4} cm",
        line[0], line[1]
    );

    // The line has a closed form: the covariance over the variance.
    let n = lengths.len() as f64;
    let mean = |v: &[f64]| v.iter().sum::<f64>() / n;
    let (mean_length, mean_width) = (mean(&lengths), mean(&widths));
    let (mut covariance, mut variance) = (0.0, 0.0);
    for (length, width) in lengths.iter().zip(&widths) {
        covariance += (length - mean_length) * (width - mean_width);
        variance += (length - mean_length) * (length - mean_length);
    }
    assert!((line[1] - covariance / variance).abs() < 1e-6);
    assert!(of_curve < of_line);
    Ok(())
}
