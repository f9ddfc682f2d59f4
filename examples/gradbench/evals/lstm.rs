//! A long short-term memory.

use super::{Evaluation, Runs, flat, no_function, read, require};
use crate::objectives::lstm::loss;
use serde::Deserialize;
use serde_json::Value;
use std::hint::black_box;

#[derive(Deserialize)]
struct Input {
    main_params: Vec<Vec<f64>>,
    extra_params: Vec<Vec<f64>>,
    state: Vec<Vec<f64>>,
    sequence: Vec<Vec<f64>>,
}

pub fn evaluate(function: &str, input: &Value) -> Result<Evaluation, String> {
    let runs: Runs = read(input)?;
    let input: Input = read(input)?;
    let rows = input.main_params.len();
    require(rows.is_multiple_of(2), "`main_params` has two rows a layer")?;
    let b = input.sequence.first().map_or(0, Vec::len);
    require(b >= 1, "`sequence` has to hold a number")?;
    let count = input.sequence.len();
    require(count >= 2, "`sequence` has to hold 2 items or more")?;
    let main = flat(&input.main_params, rows, 4 * b, "main_params")?;
    let extra = flat(&input.extra_params, 3, b, "extra_params")?;
    let state = flat(&input.state, rows, b, "state")?;
    let sequence = flat(&input.sequence, count, b, "sequence")?;
    match function {
        "objective" => runs.value(|| loss(black_box(&main), &extra, &state, &sequence, b)),
        "jacobian" => runs.buffer(main.len() + extra.len(), |gradient| {
            let (d_main, d_extra) = gradient.split_at_mut(main.len());
            let main = black_box(&main);
            loss::value_and_gradient_into(main, d_main, &extra, d_extra, &state, &sequence, b);
        }),
        _ => no_function(function),
    }
}
