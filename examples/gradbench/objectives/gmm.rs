//! The log posterior of a mixture of Gaussians, with a Wishart prior on the precisions.

use crate::objectives::lse::log_sum_exp;
use autodiff::differentiate;
use std::f64::consts::{LN_2, PI};

/// `out` becomes the lower triangular matrix times `x`: `diagonal` is its diagonal, `below` what
/// stands below it, column by column.
#[differentiate]
pub fn triangular(diagonal: &[f64], below: &[f64], x: &[f64], out: &mut [f64]) {
    for i in 0..x.len() {
        out[i] = diagonal[i] * x[i];
    }
    let mut at = 0;
    for (column, &coordinate) in x.iter().enumerate() {
        for (sum, entry) in out[column + 1..].iter_mut().zip(&below[at..]) {
            *sum += entry * coordinate;
        }
        at += x.len() - column - 1;
    }
}

#[differentiate]
pub fn squared_norm(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v;
    }
    sum
}

/// ln Γ for arguments that are whole multiples of one half, which carry no derivative here.
pub fn ln_gamma_of_halves(twice: i64) -> f64 {
    let (mut sum, mut x) = if twice % 2 == 0 {
        (0.0, 1.0)
    } else {
        (0.5 * PI.ln(), 0.5)
    };
    let end = 0.5 * twice as f64;
    while x < end - 0.25 {
        sum += f64::ln(x);
        x += 1.0;
    }
    sum
}

/// What the prior adds for each component, whatever its parameters.
#[differentiate]
pub fn wishart_constant(d: usize, m: i64, gamma: f64) -> f64 {
    let dim = d as f64;
    let nu = d as i64 + m + 1;
    let mut ln_gamma_d = 0.25 * dim * (dim - 1.0) * PI.ln();
    for j in 1..=d as i64 {
        ln_gamma_d += ln_gamma_of_halves(nu + 1 - j);
    }
    nu as f64 * dim * (gamma.ln() - 0.5 * LN_2) - ln_gamma_d
}

/// The points `x` have `d` coordinates each; component `k` has the weight `alpha[k]`, the mean `mu`,
/// and the triangular root of its precision: `q` holds the logarithms of the diagonal, `l` what stands
/// below it.
#[differentiate(wrt(alpha, mu, q, l))]
#[allow(clippy::too_many_arguments)]
pub fn log_posterior(
    d: usize,
    x: &[f64],
    m: i64,
    gamma: f64,
    alpha: &[f64],
    mu: &[f64],
    q: &[f64],
    l: &[f64],
) -> f64 {
    let k = alpha.len();
    let n = x.len() / d;
    let below = d * (d - 1) / 2;

    let mut exp_q = vec![0.0; k * d];
    let mut sum_q = vec![0.0; k];
    for j in 0..k {
        for i in 0..d {
            exp_q[j * d + i] = q[j * d + i].exp();
            sum_q[j] += q[j * d + i];
        }
    }

    let mut centred = vec![0.0; d];
    let mut scaled = vec![0.0; d];
    let mut beta = vec![0.0; k];
    let mut likelihood = 0.0;
    for point in x.chunks_exact(d) {
        for j in 0..k {
            for i in 0..d {
                centred[i] = point[i] - mu[j * d + i];
            }
            triangular(
                &exp_q[j * d..(j + 1) * d],
                &l[j * below..(j + 1) * below],
                &centred,
                &mut scaled,
            );
            beta[j] = alpha[j] + sum_q[j] - 0.5 * squared_norm(&scaled);
        }
        likelihood += log_sum_exp(&beta);
    }

    let mut prior = k as f64 * wishart_constant(d, m, gamma);
    for j in 0..k {
        let frobenius =
            squared_norm(&exp_q[j * d..(j + 1) * d]) + squared_norm(&l[j * below..(j + 1) * below]);
        prior -= 0.5 * gamma * gamma * frobenius - m as f64 * sum_q[j];
    }

    let normaliser = 0.5 * d as f64 * (2.0 * PI).ln() + log_sum_exp(alpha);
    likelihood - n as f64 * normaliser + prior
}
