//! An ordinary differential equation.

use super::{Evaluation, Runs, no_function, output, read, require};
use crate::objectives::ode::{last, solution};
use serde::Deserialize;
use serde_json::Value;
use std::hint::black_box;

#[derive(Deserialize)]
struct Input {
    x: Vec<f64>,
    s: usize,
}

pub fn evaluate(function: &str, input: &Value) -> Result<Evaluation, String> {
    let runs: Runs = read(input)?;
    let Input { x, s } = read(input)?;
    require(!x.is_empty(), "`x` has to hold a number")?;
    require(s >= 1, "`s` has to be 1 or more")?;
    match function {
        "primal" => {
            let (y, times) = runs.time(|| solution(black_box(&x), s));
            output(&y, times)
        }
        "gradient" => runs.buffer(x.len(), |gradient| {
            last::value_and_gradient_into(black_box(&x), gradient, s);
        }),
        _ => no_function(function),
    }
}
