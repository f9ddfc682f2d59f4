//! Conversions that may fail, `impl TryFrom`, and those into numbers.

use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
struct Garch {
    omega: f64,
    alpha: Vec<f64>,
    beta: Vec<f64>,
}

#[differentiate]
impl TryFrom<&[f64]> for Garch {
    type Error = String;
    fn try_from(p: &[f64]) -> Result<Self, Self::Error> {
        let &[omega, ref rest @ ..] = p else {
            return Err("no parameters".into());
        };
        let (alpha, beta) = rest.split_at(rest.len() / 2);
        if alpha.iter().chain(beta).sum::<f64>() >= 5.0 {
            return Err(String::from("not stationary"));
        }
        Ok(Garch {
            omega,
            alpha: alpha.to_vec(),
            beta: beta.into(),
        })
    }
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Share(f64);

#[differentiate]
impl TryFrom<f64> for Share {
    type Error = f64;
    fn try_from(p: f64) -> Result<Self, f64> {
        if p > 0.0 && p < 1.0 {
            Ok(Share(p))
        } else {
            Err(p)
        }
    }
}

#[differentiate]
fn entropy(p: f64) -> Result<f64, f64> {
    let Share(q) = Share::try_from(p)?;
    Ok(-q * q.ln())
}

#[differentiate]
fn top(p: &[f64]) -> f64 {
    let model = match Garch::try_from(p) {
        Ok(model) => model,
        Err(_) => return p[0],
    };
    let mut sum = 0.0;
    for x in p {
        sum += entropy(*x).unwrap_or(0.5 * p[1]);
    }
    let doubled: Vec<f64> = p.iter().map(|x| 4.0 * x).collect();
    if let Ok(other) = Garch::try_from(&doubled[..]) {
        sum += other.omega;
    }
    model.omega * model.alpha[0] + model.beta.iter().sum::<f64>() * sum
}

#[derive(Differentiable, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Win,
    Loss,
    Draw,
}

#[differentiate]
impl From<Outcome> for f64 {
    fn from(outcome: Outcome) -> f64 {
        match outcome {
            Outcome::Win => 1.0,
            Outcome::Loss => 0.25,
            Outcome::Draw => 0.5,
        }
    }
}

#[derive(Differentiable, Debug, Clone, Copy)]
pub struct Inches(f64);

#[differentiate]
impl From<Inches> for f64 {
    fn from(length: Inches) -> f64 {
        length.0 * 2.54
    }
}

#[differentiate]
fn into_numbers(p: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (n, outcome) in [Outcome::Win, Outcome::Draw, Outcome::Loss]
        .into_iter()
        .enumerate()
    {
        let score: f64 = outcome.into();
        let late: u8 = (n > 1).into();
        let late: f64 = late.into();
        let length: f64 = Inches(p[n] * score).into();
        sum += f64::from(outcome) * p[n] + late * length * p[0];
    }
    sum
}

crate::support::whole_functions! { top into_numbers => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
