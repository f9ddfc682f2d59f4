//! `Result`s whose error an alias says: of methods, functions, functions that give the type itself, with `?`, with an
//! error converted, in an alias that has a default and of an imported one.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Debug, Clone, PartialEq)]
pub enum Problem {
    Singular(usize),
    Shape { rows: usize },
}

pub type Result<T> = std::result::Result<T, Problem>;

#[derive(Debug, Clone)]
pub struct Outer(String);

impl From<Problem> for Outer {
    fn from(p: Problem) -> Self {
        Outer(format!("{p:?}"))
    }
}

mod with_default {
    pub type Result<T, E = super::Outer> = core::result::Result<T, E>;
}

#[derive(Differentiable, Clone, Debug)]
pub struct Pair {
    data: Vec<f64>,
}

#[differentiate]
impl Pair {
    fn new(data: Vec<f64>) -> Result<Self> {
        if data.len() != 2 {
            return Err(Problem::Shape { rows: data.len() });
        }
        Ok(Pair { data })
    }

    fn ratio(&self) -> Result<f64> {
        if self.data[1].abs() < 1e-3 {
            return Err(Problem::Singular(1));
        }
        Ok(self.data[0] / self.data[1])
    }

    fn inverse(&self) -> Result<Pair> {
        let r = self.ratio()?;
        Ok(Pair {
            data: vec![1.0 / self.data[0], r],
        })
    }

    fn parts(&self) -> with_default::Result<(f64, Vec<f64>)> {
        let r = self.ratio()?;
        let twice = self.data.iter().map(|x| 2.0 * x).collect();
        Ok((r * r, twice))
    }
}

#[differentiate]
fn tried(a: &[f64], x: f64) -> Result<f64> {
    let pair = Pair::new(vec![a[0], x])?;
    let inverse = pair.inverse()?;
    Ok(inverse.data[0] * inverse.ratio()? + pair.ratio()?)
}

#[differentiate]
fn converted(a: &[f64]) -> with_default::Result<f64> {
    let pair = Pair::new(a.to_vec())?;
    let (r, twice) = pair.parts()?;
    Ok(r * twice[0] + tried(a, twice[1])?)
}

slices! {
    found(a) {
        tried(a, a[1]).unwrap() + converted(a).unwrap_or(a[0])
    } at [0.5, -0.75], [-0.25, 0.5];

    failing(a) {
        let mut s = a[0];
        for x in [0.0, a[1], 1e-4] {
            match tried(a, x) {
                Ok(v) => s += v * a[1],
                Err(Problem::Singular(at)) => s *= 1.0 + a[0] * at as f64,
                Err(Problem::Shape { .. }) => s = 0.0,
            }
        }
        s
    } at [0.5, -0.75], [-0.25, 0.5];
}
