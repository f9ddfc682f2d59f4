//! A mixture of Gaussians.

use super::{Evaluation, Runs, flat, no_function, output, read, require};
use crate::objectives::gmm::log_posterior;
use serde::Deserialize;
use serde_json::{Value, json};
use std::hint::black_box;

#[derive(Deserialize)]
struct Input {
    d: usize,
    k: usize,
    n: usize,
    x: Vec<Vec<f64>>,
    m: i64,
    gamma: f64,
    alpha: Vec<f64>,
    mu: Vec<Vec<f64>>,
    q: Vec<Vec<f64>>,
    l: Vec<Vec<f64>>,
}

pub fn evaluate(function: &str, input: &Value) -> Result<Evaluation, String> {
    let runs: Runs = read(input)?;
    let input: Input = read(input)?;
    let Input {
        d, k, m, gamma, n, ..
    } = input;
    require(d >= 1 && k >= 1, "`d` and `k` have to be 1 or more")?;
    require(gamma > 0.0, "`gamma` has to be positive")?;
    // The prior has a density from here on; more degrees of freedom than this are a mistake.
    let freedom = (-1..=1 << 32).contains(&m);
    require(freedom, "`m` has to be from -1 to 4294967296")?;
    require(input.alpha.len() == k, "`alpha` has to hold `k` numbers")?;
    let mu = flat(&input.mu, k, d, "mu")?;
    let q = flat(&input.q, k, d, "q")?;
    let x = flat(&input.x, n, d, "x")?;
    let below = d * (d - 1) / 2;
    let l = flat(&input.l, k, below, "l")?;
    let alpha = &input.alpha;
    match function {
        "objective" => runs.value(|| log_posterior(d, black_box(&x), m, gamma, alpha, &mu, &q, &l)),
        "jacobian" => {
            let zeros = |of: &[f64]| vec![0.0; of.len()];
            let (mut d_alpha, mut d_mu, mut d_q, mut d_l) =
                (zeros(alpha), zeros(&mu), zeros(&q), zeros(&l));
            let (_, times) = runs.time(|| {
                log_posterior::value_and_gradient_into(
                    d,
                    black_box(&x),
                    m,
                    gamma,
                    alpha,
                    &mut d_alpha,
                    &mu,
                    &mut d_mu,
                    &q,
                    &mut d_q,
                    &l,
                    &mut d_l,
                )
            });
            let rows = |of: &[f64], width: usize| -> Vec<Vec<f64>> {
                (0..k)
                    .map(|j| of[j * width..(j + 1) * width].to_vec())
                    .collect()
            };
            output(
                &json!({
                    "alpha": d_alpha,
                    "mu": rows(&d_mu, d),
                    "q": rows(&d_q, d),
                    "l": rows(&d_l, below),
                }),
                times,
            )
        }
        _ => no_function(function),
    }
}
