//! Integers in the errors of calls, which are read back.

use crate::support::whole_functions;
use autodiff::{Differentiable, differentiate};

#[derive(Clone, Debug, Differentiable)]
pub enum Failed {
    Slow { after: usize, at: f64 },
    Sunk(i32),
    Unknown,
}

#[derive(Clone, Debug, Differentiable)]
pub struct Stopped {
    step: usize,
    value: f64,
}

#[differentiate]
pub fn root(x: f64, limit: usize) -> Result<f64, Failed> {
    let mut guess = 1.0;
    for step in 0..limit {
        if x + guess < -0.03 {
            return Err(Failed::Sunk(step as i32 - 3));
        }
        guess = 0.5 * (guess + (x + 2.0) / guess);
        if (guess * guess - x - 2.0).abs() < 1e-3 {
            return Ok(guess);
        }
    }
    if limit == 0 {
        return Err(Failed::Unknown);
    }
    Err(Failed::Slow {
        after: limit,
        at: guess,
    })
}

#[differentiate]
pub fn stepped(x: f64, n: usize) -> Result<(f64, f64), Stopped> {
    let mut sum = x;
    for step in 0..n {
        sum += sum * x;
        if sum > 2.0 {
            return Err(Stopped { step, value: sum });
        }
    }
    Ok((sum, x))
}

#[differentiate]
pub fn matched(p: &[f64]) -> f64 {
    let mut total = 0.0;
    for limit in 0..5 {
        let x = p[limit % 3] - 0.4 * limit as f64;
        total += match root(x, limit) {
            Ok(root) => root * p[0],
            Err(Failed::Slow { after, .. }) => after as f64 * p[1],
            Err(Failed::Sunk(depth)) if depth > -2 => p[2].sin(),
            Err(Failed::Unknown) => p[1] * p[2],
            Err(Failed::Sunk(depth)) if depth < -3 => p[2] * depth as f64,
            Err(_) => p[0] * p[1],
        };
    }
    total
}

#[differentiate]
pub fn only_errors(p: &[f64]) -> f64 {
    let mut total = p[0];
    if let Err(Failed::Slow { after: n, .. }) = root(p[1], 1) {
        total *= p[2] + n as f64;
    }
    for n in 0..6 {
        let found = stepped(p[0].abs(), n);
        if let Err(Stopped { step, .. }) = found {
            total += p[step % 3];
            continue;
        }
        total *= match stepped(p[1], n) {
            Ok((a, b)) => a - b * 0.5,
            Err(Stopped { step: 0 | 1, .. }) => p[2],
            Err(Stopped { step, .. }) => p[1].powi(step as i32),
        };
    }
    total
}

/// Closures that take the error: one that looks away, one that looks at what it is.
#[differentiate]
pub fn instead(p: &[f64]) -> f64 {
    let mut total = p[1];
    for n in 0..4 {
        total += stepped(p[0], n)
            .map(|(a, b)| a * b)
            .unwrap_or_else(|_| p[2] * p[2]);
        total *= root(p[1] - 0.7 * n as f64, n + 1).unwrap_or_else(|failed| match failed {
            Failed::Sunk(depth) => p[0] + depth as f64,
            _ => p[0].cos(),
        });
        let mapped = root(p[0], n).map(|root| root * root);
        total += match mapped {
            Ok(square) => square * p[1],
            Err(_) => p[2],
        };
        total += root(p[2] - n as f64, n)
            .map(|root| root * p[1])
            .map(f64::sin)
            .unwrap_or_else(|failed| match failed {
                Failed::Slow { after, .. } => after as f64 * p[2],
                _ => p[0] * p[2],
            });
    }
    total
}

whole_functions! { matched only_errors instead }
