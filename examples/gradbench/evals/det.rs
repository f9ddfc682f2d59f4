//! The determinant by minors.

use super::{Evaluation, Runs, no_function, read, require};
use crate::objectives::det::determinant;
use serde::Deserialize;
use serde_json::Value;
use std::hint::black_box;

#[derive(Deserialize)]
struct Input {
    #[serde(rename = "A")]
    a: Vec<f64>,
    ell: usize,
}

pub fn evaluate(function: &str, input: &Value) -> Result<Evaluation, String> {
    let runs: Runs = read(input)?;
    let Input { a, ell } = read(input)?;
    let square = ell.checked_mul(ell) == Some(a.len());
    require(square, "`A` has to be `ell` by `ell`")?;
    match function {
        "primal" => runs.value(|| determinant(black_box(&a), ell)),
        "gradient" => runs.buffer(a.len(), |gradient| {
            determinant::value_and_gradient_into(black_box(&a), gradient, ell);
        }),
        _ => no_function(function),
    }
}
