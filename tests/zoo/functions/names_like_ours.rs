//! Types of the user's that are called like what is generated, or like what stands in its bounds.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone)]
struct Args {
    x: f64,
}

#[derive(Differentiable, Clone)]
struct Output {
    y: f64,
}

#[derive(Differentiable, Clone)]
struct Cache {
    kept: Vec<f64>,
}

#[derive(Differentiable, Clone)]
struct Calls(f64);

#[derive(Differentiable, Clone)]
struct Named {
    call: Call,
}

#[derive(Differentiable, Clone)]
struct Call {
    strike: f64,
}

#[differentiate]
impl Args {
    fn run(&self, times: f64) -> Output {
        Output { y: self.x * times }
    }
}

#[differentiate]
impl Output {
    fn cached(self) -> Cache {
        Cache {
            kept: vec![self.y, self.y.sin()],
        }
    }
}

#[differentiate]
impl Cache {
    fn grow(&mut self, by: f64) -> Calls {
        self.kept.push(by * self.kept[0]);
        Calls(self.kept.iter().sum())
    }
}

#[differentiate]
impl Calls {
    fn squared(&self) -> f64 {
        self.0 * self.0
    }
}

#[differentiate]
impl Named {
    fn payoff(&self, x: f64) -> Args {
        Args {
            x: self.call.worth(x),
        }
    }
}

#[differentiate]
impl Call {
    fn worth(&self, x: f64) -> f64 {
        (x - self.strike).exp()
    }
}

#[differentiate]
fn all(p: &[f64]) -> f64 {
    let named = Named {
        call: Call { strike: p[0] },
    };
    let mut total = 0.0;
    for x in &p[1..] {
        let mut cache = named.payoff(*x).run(p[1]).cached();
        let calls = cache.grow(*x);
        total += calls.squared() * cache.kept[1];
    }
    total
}

#[test]
fn have_the_gradients() {
    slices!(@check [0.7, 1.3, -0.4, 0.9] all);
    slices!(@check [-0.6, 0.8, 0.5, 1.9] all);
}
