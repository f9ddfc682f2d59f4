//! Linear least squares.

use super::{Evaluation, Runs, no_function, read, require};
use crate::objectives::llsq::misfit;
use serde::Deserialize;
use serde_json::Value;
use std::hint::black_box;

#[derive(Deserialize)]
struct Input {
    x: Vec<f64>,
    n: usize,
}

pub fn evaluate(function: &str, input: &Value) -> Result<Evaluation, String> {
    let runs: Runs = read(input)?;
    let Input { x, n } = read(input)?;
    require(n >= 2, "`n` has to be 2 or more")?;
    match function {
        "primal" => runs.value(|| misfit(black_box(&x), n)),
        "gradient" => runs.buffer(x.len(), |gradient| {
            misfit::value_and_gradient_into(black_box(&x), gradient, n);
        }),
        _ => no_function(function),
    }
}
