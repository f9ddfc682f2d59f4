//! The data sets in `examples/data`.

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use std::io::Read;

/// Something that was measured, and the class it belongs to.
#[derive(Clone, Debug)]
pub struct Sample {
    pub x: Vec<f64>,
    pub label: usize,
}

/// 150 irises: sepal length and width, petal length and width in centimetres; three species.
pub fn iris() -> Result<Vec<Sample>> {
    let lines = include_str!("../data/iris.csv").lines().skip(1);
    lines.map(sample).collect()
}

/// One of the four measurements of each iris.
pub fn iris_column(column: usize) -> Result<Vec<f64>> {
    Ok(iris()?.iter().map(|flower| flower.x[column]).collect())
}

/// 1,797 handwritten digits: 64 pixels between 0 and 1, row by row; ten classes.
pub fn digits() -> Result<Vec<Sample>> {
    let mut text = String::new();
    GzDecoder::new(&include_bytes!("../data/digits.csv.gz")[..]).read_to_string(&mut text)?;
    let mut digits = text.lines().map(sample).collect::<Result<Vec<_>>>()?;
    for digit in &mut digits {
        ensure!(digit.x.len() == 64, "a digit has {} pixels", digit.x.len());
        digit.x.iter_mut().for_each(|pixel| *pixel /= 16.0);
    }
    Ok(digits)
}

/// Numbers, then the class.
fn sample(line: &str) -> Result<Sample> {
    let (numbers, label) = line.rsplit_once(',').context("a line has no class")?;
    let x = numbers
        .split(',')
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    Ok(Sample {
        x,
        label: label.parse()?,
    })
}

/// Each feature moved and scaled to mean 0 and variance 1.
pub fn standardise(samples: &mut [Sample]) {
    let n = samples.len() as f64;
    for k in 0..samples[0].x.len() {
        let mean = samples.iter().map(|s| s.x[k]).sum::<f64>() / n;
        let variance = samples.iter().map(|s| (s.x[k] - mean).powi(2)).sum::<f64>() / n;
        for sample in &mut *samples {
            sample.x[k] = (sample.x[k] - mean) / variance.sqrt();
        }
    }
}

/// Two thirds to learn from, and every third sample held out.
pub fn split(samples: &[Sample]) -> (Vec<Sample>, Vec<Sample>) {
    let held_out = samples.iter().skip(2).step_by(3).cloned().collect();
    let others = samples.iter().enumerate().filter(|(i, _)| i % 3 != 2);
    (others.map(|(_, sample)| sample.clone()).collect(), held_out)
}

/// The share of the samples of which the class has the highest score.
pub fn accuracy(samples: &[Sample], scores: impl Fn(&[f64]) -> Vec<f64>) -> f64 {
    let right = samples.iter().filter(|s| best(&scores(&s.x)) == s.label);
    right.count() as f64 / samples.len() as f64
}

/// Where the highest score is.
pub fn best(scores: &[f64]) -> usize {
    let by_score = |&a: &usize, &b: &usize| scores[a].total_cmp(&scores[b]);
    (0..scores.len()).max_by(by_score).unwrap_or(0)
}
