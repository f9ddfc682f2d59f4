//! Structs and enums that a branch or an early exit leaves unset: what fails, breaks or is not there.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Normal {
    mean: f64,
    deviation: f64,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Counted {
    weights: Vec<f64>,
    corner: [f64; 2],
    of: (usize, bool),
    kind: Kind,
    next: Option<Box<Normal>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
enum Kind {
    Scaled(f64),
    Plain,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Mixture<A, B> {
    weight: f64,
    first: A,
    second: B,
}

#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Default, Differentiable)]
struct Seconds(f64);

#[differentiate]
impl Normal {
    fn new(mean: f64, deviation: f64) -> Result<Self, &'static str> {
        if deviation <= 0.0 {
            Err("the deviation must be positive")
        } else {
            Ok(Normal { mean, deviation })
        }
    }
    fn at(&self, x: f64) -> f64 {
        let d = (x - self.mean) / self.deviation;
        -0.5 * d * d - self.deviation.ln()
    }
}

#[differentiate]
fn build(theta: &[f64]) -> Result<Mixture<Normal, Normal>, &'static str> {
    let [w, m, s] = *theta else {
        return Err("three are expected");
    };
    Ok(Mixture {
        weight: w * w,
        first: Normal::new(m, s)?,
        second: Normal::new(w, s * s)?,
    })
}

#[differentiate]
fn counted(x: f64, n: usize) -> Option<Counted> {
    if n == 0 {
        return None;
    }
    let first = Normal::new(x, x).ok()?;
    Some(Counted {
        weights: vec![x * x; n],
        corner: [x, 2.0 * x],
        of: (n, n > 1),
        kind: if n > 2 { Kind::Scaled(x) } else { Kind::Plain },
        next: Some(Box::new(first)),
    })
}

#[differentiate]
fn time_to(ratio: f64, tau: Seconds) -> Option<Seconds> {
    if ratio > 0.0 {
        Some(Seconds(tau.0 * ratio.ln()))
    } else {
        None
    }
}

#[differentiate]
fn worth(c: &Counted) -> f64 {
    let kind = match c.kind {
        Kind::Scaled(by) => by,
        Kind::Plain => 2.0,
    };
    let next = c.next.as_ref().map_or(0.0, |next| next.mean);
    c.weights.iter().sum::<f64>() * c.corner[1] * kind + next
}

slices! {
    results(x) {
        match build(&[x[0], x[1], x[0]]) {
            Ok(m) => m.weight * m.first.at(0.3) + (1.0 - m.weight) * m.second.at(x[1]),
            Err(_) => -x[0],
        }
    } at [0.3, 0.7], [-0.3, 0.7];
    patterns(x) {
        let Seconds(wait) = time_to(x[0], Seconds(x[1])).unwrap_or_default();
        wait * x[1] + x[0]
    } at [0.3, 0.7], [-0.3, 0.7];
    options(x) {
        let mut sum = x[1];
        for n in 0..4 {
            if let Some(c) = counted(x[0] * n as f64, n) {
                sum += worth(&c);
            }
        }
        sum
    } at [0.3, 0.7], [-0.3, 0.7];
    carried(x) {
        let mut found = None;
        for n in 1..4 {
            let n = Normal::new(x[0] * n as f64, x[1] * n as f64);
            if let Ok(n) = n {
                if n.mean > 0.5 {
                    found = Some(n);
                    break;
                }
            }
        }
        found.map_or(x[0], |n| n.at(x[1]) * x[0])
    } at [0.3, 0.7], [0.1, 0.7], [0.3, -0.7];
}
