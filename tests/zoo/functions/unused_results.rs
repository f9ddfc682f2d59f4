//! Calls whose result nobody looks at, for what they change.

use crate::support::whole_functions;
use autodiff::{Differentiable, differentiate};
use nalgebra::DVector;

#[derive(Clone, Debug, Differentiable)]
pub struct Step {
    parts: Vec<f64>,
    size: f64,
    rest: Option<f64>,
}

#[differentiate]
pub fn moved(x: f64, m: &mut [f64]) -> Step {
    m[0] = x * m[1] + m[0];
    Step {
        parts: vec![x, m[0] * 2.0, 0.5],
        size: m[0],
        rest: Some(x),
    }
}

#[differentiate]
pub fn scaled(m: &mut [f64], by: f64) -> Vec<f64> {
    m.iter_mut().for_each(|e| *e *= by);
    m.to_vec()
}

#[derive(Clone, Debug, Differentiable)]
pub struct Filter {
    state: f64,
    seen: Vec<f64>,
}

#[differentiate]
impl Filter {
    fn tick(&mut self, x: f64) -> Vec<f64> {
        self.state = 0.5 * self.state + x.sin();
        self.seen.push(self.state);
        self.seen.clone()
    }
}

/// A name for what is not used, no name, and what a branch alone uses.
#[differentiate]
pub fn named(p: &[f64]) -> f64 {
    let mut m = p.to_vec();
    let _first = moved(p[0], &mut m);
    let _ = moved(p[1] * 0.5, &mut m);
    let _copy = scaled(&mut m, p[2] + 1.5);
    m[0] * m[1] + m[2]
}

#[differentiate]
pub fn repeated(p: &[f64]) -> f64 {
    let mut m = p.to_vec();
    let mut total = 0.0;
    for i in 0..4 {
        let step = moved(p[1] + i as f64 * 0.3, &mut m);
        if i == 2 {
            let _ = scaled(&mut m, p[0]);
        } else if i == 3 {
            total += step.parts[1] * step.size;
        }
        total += m[0].sin();
    }
    total
}

#[differentiate]
pub fn of_methods(p: &[f64]) -> f64 {
    let mut filter = Filter {
        state: p[0],
        seen: vec![p[1]],
    };
    let _first = filter.tick(p[1]);
    let _second = filter.tick(p[2] * p[0]);
    filter.state * filter.seen[2] + filter.seen[1]
}

#[differentiate]
pub fn normalize(v: &mut DVector<f64>) -> f64 {
    let norm = v.norm();
    *v /= norm;
    norm
}

#[differentiate]
pub fn shifted(v: &mut DVector<f64>, by: f64) -> DVector<f64> {
    v[0] += by * by;
    v.clone()
}

mod other {
    /// Another function of this name gives something.
    #[autodiff::differentiate]
    pub fn stepped(m: &mut [f64]) {
        m[1] += m[0] * m[0];
    }
}

#[differentiate]
pub fn stepped(m: &mut [f64]) -> f64 {
    m[0] *= m[1];
    m[0]
}

#[differentiate]
pub fn nothing(m: &mut [f64]) -> () {
    m[2] *= m[0];
}

/// Statements that call functions, in a loop, a branch and a closure.
#[differentiate]
pub fn as_statements(p: &[f64]) -> f64 {
    let mut m = p.to_vec();
    let mut v = DVector::from_column_slice(p);
    moved(p[0], &mut m);
    scaled(&mut m, p[2] + 1.5);
    for i in 0..3 {
        if m[0] > 0.0 {
            normalize(&mut v);
        }
        shifted(&mut v, m[i]);
        stepped(&mut m);
        other::stepped(&mut m);
        nothing(&mut m);
    }
    let mut twice = |by: f64| {
        scaled(&mut m, by);
        shifted(&mut v, by);
    };
    twice(p[0]);
    twice(p[1]);
    m[0] * v[0] + m[1] * v[2] + m[2]
}

whole_functions! { named repeated of_methods as_statements }
