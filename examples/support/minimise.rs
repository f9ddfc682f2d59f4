//! Minimising a differentiated function with the optimiser of another crate.

use anyhow::{Context, Result};
use argmin::core::{CostFunction, Error, Executor, Gradient, State};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use std::cell::RefCell;

/// Where an objective was looked at last, and what it was there.
#[derive(Default)]
struct Evaluation {
    point: Vec<f64>,
    value: f64,
    gradient: Vec<f64>,
}

/// argmin asks for the cost and for the gradient one after the other, but at the same points: both
/// come from a single evaluation.
struct Shared<F> {
    objective: F,
    last: RefCell<Evaluation>,
}

impl<F: Fn(&[f64], &mut [f64]) -> f64> Shared<F> {
    fn at<R>(&self, point: &[f64], read: impl FnOnce(&Evaluation) -> R) -> R {
        let mut last = self.last.borrow_mut();
        if last.point != point {
            let mut gradient = vec![0.0; point.len()];
            last.value = (self.objective)(point, &mut gradient);
            last.gradient = gradient;
            last.point = point.to_vec();
        }
        read(&last)
    }
}

impl<F: Fn(&[f64], &mut [f64]) -> f64> CostFunction for Shared<F> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, point: &Vec<f64>) -> Result<f64, Error> {
        Ok(self.at(point, |evaluation| evaluation.value))
    }
}

impl<F: Fn(&[f64], &mut [f64]) -> f64> Gradient for Shared<F> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, point: &Vec<f64>) -> Result<Vec<f64>, Error> {
        Ok(self.at(point, |evaluation| evaluation.gradient.clone()))
    }
}

/// Minimises `objective`, which returns its value and overwrites its gradient, with the L-BFGS of
/// argmin. `x` becomes the best point, whose value is returned.
pub fn lbfgs(
    objective: impl Fn(&[f64], &mut [f64]) -> f64,
    x: &mut [f64],
    iterations: u64,
) -> Result<f64> {
    let problem = Shared {
        objective,
        last: RefCell::default(),
    };
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 10).with_tolerance_grad(1e-9)?;
    let run = Executor::new(problem, solver)
        .configure(|state| state.param(x.to_vec()).max_iters(iterations))
        .run()?;
    let best = run.state().get_best_param().context("no point was tried")?;
    x.copy_from_slice(best);
    Ok(run.state().get_best_cost())
}
