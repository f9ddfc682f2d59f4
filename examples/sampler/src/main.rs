//! The posterior distribution of a regression line, drawn by the No-U-Turn sampler of `nuts-rs`: how wide
//! are the petals of irises that are so long, and how sure is that?
//!
//! `cargo run --release -p autodiff-sampler`

use anyhow::{Context, Result, ensure};
use autodiff::differentiate;
use nuts_rs::{
    Chain, CpuLogpFunc, CpuMath, CpuMathError, DiagNutsSettings, HasDims, LogpError, Settings,
};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::collections::HashMap;
use std::fmt;

/// The logarithm of the posterior density, but for a constant. Parameters: intercept, slope, and the
/// logarithm of the standard deviation of the noise; their priors are wide.
#[differentiate(wrt(parameters))]
fn log_posterior(parameters: &[f64], x: &[f64], y: &[f64]) -> f64 {
    let (intercept, slope, log_noise) = (parameters[0], parameters[1], parameters[2]);
    let precision = (-2.0 * log_noise).exp();
    let mut sum = -0.5 * (intercept * intercept + slope * slope) / 100.0;
    for (x, y) in x.iter().zip(y) {
        let residual = y - intercept - slope * x;
        sum -= 0.5 * residual * residual * precision + log_noise;
    }
    sum
}

/// A column of the measurements of irises.
fn iris_column(column: usize) -> Result<Vec<f64>> {
    let lines = include_str!("../../data/iris.csv").lines().skip(1);
    let numbers = lines.map(|line| {
        let number = line.split(',').nth(column).context("a line is short")?;
        Ok(number.parse()?)
    });
    numbers.collect()
}

struct Posterior {
    x: Vec<f64>,
    y: Vec<f64>,
}

/// The sampler may step where the density is no number; it turns back there.
#[derive(Debug)]
struct NotFinite;

impl fmt::Display for NotFinite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the density is not finite")
    }
}

impl std::error::Error for NotFinite {}

impl LogpError for NotFinite {
    fn is_recoverable(&self) -> bool {
        true
    }
}

impl HasDims for Posterior {
    fn dim_sizes(&self) -> HashMap<String, u64> {
        HashMap::from([("unconstrained_parameter".into(), 3)])
    }
}

impl CpuLogpFunc for Posterior {
    type LogpError = NotFinite;
    type FlowParameters = ();
    type ExpandedVector = Vec<f64>;

    fn dim(&self) -> usize {
        3
    }

    /// The generated function has the shape that a sampler asks for.
    fn logp(&mut self, at: &[f64], gradient: &mut [f64]) -> Result<f64, NotFinite> {
        let value = log_posterior::value_and_gradient_into(at, gradient, &self.x, &self.y);
        if value.is_finite() {
            Ok(value)
        } else {
            Err(NotFinite)
        }
    }

    fn expand_vector<R: Rng + ?Sized>(
        &mut self,
        _: &mut R,
        at: &[f64],
    ) -> Result<Vec<f64>, CpuMathError> {
        Ok(at.to_vec())
    }
}

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

fn deviation(x: &[f64]) -> f64 {
    let m = mean(x);
    (x.iter().map(|x| (x - m).powi(2)).sum::<f64>() / (x.len() - 1) as f64).sqrt()
}

fn main() -> Result<()> {
    let (x, y) = (iris_column(2)?, iris_column(3)?);
    let count = x.len() as f64;

    // What least squares says, with its standard errors.
    let (x_mean, y_mean, spread) = (mean(&x), mean(&y), deviation(&x).powi(2) * (count - 1.0));
    let products = x.iter().zip(&y).map(|(x, y)| (x - x_mean) * (y - y_mean));
    let slope = products.sum::<f64>() / spread;
    let intercept = y_mean - slope * x_mean;
    let squares = x
        .iter()
        .zip(&y)
        .map(|(x, y)| (y - intercept - slope * x).powi(2));
    let noise = (squares.sum::<f64>() / (count - 2.0)).sqrt();
    let slope_error = noise / spread.sqrt();
    let intercept_error = noise * (1.0 / count + x_mean * x_mean / spread).sqrt();

    let mut rng = StdRng::seed_from_u64(7);
    let settings = DiagNutsSettings {
        num_tune: 500,
        ..DiagNutsSettings::default()
    };
    let mut chain = settings.new_chain(0, CpuMath::new(Posterior { x, y }), &mut rng)?;
    chain.set_position(&[0.0; 3])?;
    let mut draws = vec![Vec::new(); 3];
    for step in 0..settings.num_tune + 4000 {
        let (draw, _) = chain.draw()?;
        if step >= settings.num_tune {
            for (parameter, value) in draws.iter_mut().zip(draw.iter()) {
                parameter.push(*value);
            }
        }
    }

    println!("               posterior            least squares");
    let noises: Vec<f64> = draws[2].iter().map(|log| log.exp()).collect();
    let noise_error = noise / (2.0 * (count - 2.0)).sqrt();
    for (name, draws, estimate, error) in [
        ("intercept", &draws[0], intercept, intercept_error),
        ("slope", &draws[1], slope, slope_error),
        ("noise", &noises, noise, noise_error),
    ] {
        let (mean, deviation) = (mean(draws), deviation(draws));
        println!("{name:<10} {mean:>8.4} ± {deviation:.4}    {estimate:>8.4} ± {error:.4}");
        ensure!(
            (mean - estimate).abs() < 0.2 * error,
            "{name}: the mean is off"
        );
        ensure!(
            (deviation / error - 1.0).abs() < 0.15,
            "{name}: the deviation is off"
        );
    }
    Ok(())
}
