//! What GradBench asks for, one file an eval: inputs are read and checked, functions timed.

mod ba;
mod det;
mod gmm;
mod hello;
mod llsq;
mod lse;
mod lstm;
mod ode;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::hint::black_box;
use std::time::Instant;

/// What a function of an eval gave, and how long each of its runs took, in nanoseconds.
pub struct Evaluation {
    pub output: Value,
    pub times: Vec<u64>,
}

/// Evaluates the function of this name on this input.
pub type Evaluate = fn(&str, &Value) -> Result<Evaluation, String>;

/// The eval of this name.
pub fn find(module: &str) -> Result<Evaluate, String> {
    Ok(match module {
        "hello" => hello::evaluate,
        "llsq" => llsq::evaluate,
        "lse" => lse::evaluate,
        "det" => det::evaluate,
        "ode" => ode::evaluate,
        "gmm" => gmm::evaluate,
        "lstm" => lstm::evaluate,
        "ba" => ba::evaluate,
        _ => return Err(format!("there is no module `{module}`")),
    })
}

fn no_function(name: &str) -> Result<Evaluation, String> {
    Err(format!("there is no function `{name}`"))
}

fn read<T: DeserializeOwned>(input: &Value) -> Result<T, String> {
    T::deserialize(input).map_err(|error| format!("the input: {error}"))
}

/// Fails with what has to hold.
fn require(holds: bool, what: &str) -> Result<(), String> {
    if holds {
        Ok(())
    } else {
        Err(format!("the input: {what}"))
    }
}

/// The rows of a matrix, one after the other, if there are `height` of them with `width` numbers each.
fn flat(rows: &[Vec<f64>], height: usize, width: usize, name: &str) -> Result<Vec<f64>, String> {
    let fits = rows.len() == height && rows.iter().all(|row| row.len() == width);
    require(fits, &format!("`{name}` has to be {height} by {width}"))?;
    Ok(rows.concat())
}

/// `count` copies of a value, if there is memory for them.
fn copies<T: Clone>(value: T, count: usize) -> Result<Vec<T>, String> {
    let mut copies = reserved(count)?;
    copies.resize(count, value);
    Ok(copies)
}

/// A vector with room for `count` values, if there is memory for them.
fn reserved<T>(count: usize) -> Result<Vec<T>, String> {
    let mut room = Vec::new();
    room.try_reserve_exact(count)
        .map_err(|error| format!("the input: {error}"))?;
    Ok(room)
}

/// How often a function is to be run.
#[derive(Deserialize)]
struct Runs {
    #[serde(default)]
    min_runs: u64,
    #[serde(default)]
    min_seconds: f64,
}

impl Runs {
    const ONCE: Runs = Runs {
        min_runs: 1,
        min_seconds: 0.0,
    };

    /// The last value of a function, and the time of each run.
    fn time<R>(&self, mut function: impl FnMut() -> R) -> (R, Vec<u64>) {
        let mut times = Vec::new();
        let mut seconds = 0.0;
        loop {
            let start = Instant::now();
            let value = black_box(function());
            let time = start.elapsed();
            times.push(time.as_nanos() as u64);
            seconds += time.as_secs_f64();
            if times.len() as u64 >= self.min_runs && seconds >= self.min_seconds {
                return (value, times);
            }
        }
    }

    /// An evaluation of a function that returns its output.
    fn value(&self, function: impl FnMut() -> f64) -> Result<Evaluation, String> {
        let (value, times) = self.time(function);
        Ok(Evaluation {
            output: value.into(),
            times,
        })
    }

    /// An evaluation of a function that overwrites a buffer, which is the output.
    fn buffer(
        &self,
        length: usize,
        mut function: impl FnMut(&mut [f64]),
    ) -> Result<Evaluation, String> {
        let mut buffer = vec![0.0; length];
        let ((), times) = self.time(|| function(&mut buffer));
        output(&buffer, times)
    }
}

fn output(value: &impl Serialize, times: Vec<u64>) -> Result<Evaluation, String> {
    let output = serde_json::to_value(value).map_err(|error| format!("the output: {error}"))?;
    Ok(Evaluation { output, times })
}
