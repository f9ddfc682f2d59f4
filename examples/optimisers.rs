//! Optimisers of other crates on one problem: the width of iris petals as a logistic function of their
//! length, by gradient steps, the L-BFGS of argmin, and the Levenberg–Marquardt method.
//!
//! `cargo run --release --example optimisers`

mod support;

use anyhow::{Result, ensure};
use autodiff::{check, differentiate};
use levenberg_marquardt::{LeastSquaresProblem, LevenbergMarquardt};
use nalgebra::{DVector, Dyn, Matrix, Owned, U4, Vector4};
use std::cell::Cell;
use support::{data, minimise};

/// Rises from `p[0]` by `p[1]` around `p[2]`, over a length of about `p[3]`.
#[differentiate(wrt(p))]
fn curve(p: &[f64], length: f64) -> f64 {
    p[0] + p[1] / (1.0 + (-(length - p[2]) / p[3]).exp())
}

#[differentiate(wrt(p))]
fn line(p: &[f64], length: f64) -> f64 {
    p[0] + p[1] * length
}

/// Half the sum of the squared errors of the curve.
#[differentiate(wrt(p))]
fn misfit(p: &[f64], lengths: &[f64], widths: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (&length, &width) in lengths.iter().zip(widths) {
        let error = curve(p, length) - width;
        sum += error * error;
    }
    0.5 * sum
}

/// The same for a straight line.
#[differentiate(wrt(p))]
fn misfit_of_line(p: &[f64], lengths: &[f64], widths: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (&length, &width) in lengths.iter().zip(widths) {
        let error = line(p, length) - width;
        sum += error * error;
    }
    0.5 * sum
}

/// The errors of the curve, and their Jacobian, whose rows are gradients of the curve.
struct Residuals<'a> {
    p: Vector4<f64>,
    lengths: &'a [f64],
    widths: &'a [f64],
    passes: &'a Cell<usize>,
}

impl LeastSquaresProblem<f64, Dyn, U4> for Residuals<'_> {
    type ParameterStorage = Owned<f64, U4>;
    type ResidualStorage = Owned<f64, Dyn>;
    type JacobianStorage = Owned<f64, Dyn, U4>;

    fn set_params(&mut self, p: &Vector4<f64>) {
        self.p = *p;
    }

    fn params(&self) -> Vector4<f64> {
        self.p
    }

    fn residuals(&self) -> Option<DVector<f64>> {
        let errors = self.lengths.iter().zip(self.widths);
        let errors = errors.map(|(&length, width)| curve(self.p.as_slice(), length) - width);
        Some(DVector::from_iterator(self.lengths.len(), errors))
    }

    fn jacobian(&self) -> Option<Matrix<f64, Dyn, U4, Self::JacobianStorage>> {
        self.passes.set(self.passes.get() + 1);
        let mut jacobian = Matrix::zeros_generic(Dyn(self.lengths.len()), U4);
        for (mut row, &length) in jacobian.row_iter_mut().zip(self.lengths) {
            row.copy_from_slice(&curve::gradient(self.p.as_slice(), length));
        }
        Some(jacobian)
    }
}

fn main() -> Result<()> {
    let (lengths, widths) = (data::iris_column(2)?, data::iris_column(3)?);
    let n = lengths.len() as f64;
    let start = [0.0, 2.5, 4.0, 1.0];
    let report = check::gradient(
        |p| misfit(p, &lengths, &widths),
        |p| misfit::gradient(p, &lengths, &widths),
        &start,
    )?;
    println!("gradient against central differences: {report}");

    let passes = Cell::new(0);
    let objective = |p: &[f64], gradient: &mut [f64]| {
        passes.set(passes.get() + 1);
        misfit::value_and_gradient_into(p, gradient, &lengths, &widths)
    };
    let mut found = Vec::new();

    let (mut p, mut gradient) = (start, [0.0; 4]);
    for _ in 0..20_000 {
        objective(&p, &mut gradient);
        for (p, d) in p.iter_mut().zip(gradient) {
            *p -= 5e-3 * d;
        }
    }
    found.push(("gradient steps", p, passes.take()));

    let mut p = start;
    minimise::lbfgs(objective, &mut p, 200)?;
    found.push(("L-BFGS", p, passes.take()));

    let problem = Residuals {
        p: start.into(),
        lengths: &lengths,
        widths: &widths,
        passes: &passes,
    };
    let (problem, report) = LevenbergMarquardt::new().minimize(problem);
    ensure!(report.termination.was_successful(), "{report:?}");
    found.push(("Levenberg–Marquardt", problem.p.into(), passes.take()));

    println!("width = a + b / (1 + exp(-(length - c) / d))");
    for (name, p, passes) in &found {
        let off = (2.0 * misfit(p, &lengths, &widths) / n).sqrt();
        println!("{name:<20} {p:.6?}, off by {off:.6} cm, {passes} backward passes");
        for (p, expected) in p.iter().zip(found[2].1) {
            ensure!(
                (p - expected).abs() < 1e-5,
                "{name} should find the same minimum"
            );
        }
    }

    // A line has a closed form: the covariance over the variance.
    let mut p = [0.0, 0.0];
    let of_line = |p: &[f64], gradient: &mut [f64]| {
        misfit_of_line::value_and_gradient_into(p, gradient, &lengths, &widths)
    };
    let least = minimise::lbfgs(of_line, &mut p, 100)?;
    let mean = |v: &[f64]| v.iter().sum::<f64>() / n;
    let (mean_length, mean_width) = (mean(&lengths), mean(&widths));
    let (mut covariance, mut variance) = (0.0, 0.0);
    for (length, width) in lengths.iter().zip(&widths) {
        covariance += (length - mean_length) * (width - mean_width);
        variance += (length - mean_length).powi(2);
    }
    println!(
        "a line: slope {:.6}, off by {:.6} cm",
        p[1],
        (2.0 * least / n).sqrt()
    );
    ensure!(
        (p[1] - covariance / variance).abs() < 1e-6,
        "the slope should be {}",
        covariance / variance
    );
    ensure!(
        misfit(&found[2].1, &lengths, &widths) < least,
        "the curve should fit better"
    );
    Ok(())
}
