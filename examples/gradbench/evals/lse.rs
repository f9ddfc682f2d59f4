//! The logarithm of a sum of exponentials.

use super::{Evaluation, Runs, no_function, read, require};
use crate::objectives::lse::log_sum_exp;
use serde::Deserialize;
use serde_json::Value;
use std::hint::black_box;

#[derive(Deserialize)]
struct Input {
    x: Vec<f64>,
}

pub fn evaluate(function: &str, input: &Value) -> Result<Evaluation, String> {
    let runs: Runs = read(input)?;
    let Input { x } = read(input)?;
    require(!x.is_empty(), "`x` has to hold a number")?;
    match function {
        "primal" => runs.value(|| log_sum_exp(black_box(&x))),
        "gradient" => runs.buffer(x.len(), |gradient| {
            log_sum_exp::value_and_gradient_into(black_box(&x), gradient);
        }),
        _ => no_function(function),
    }
}
