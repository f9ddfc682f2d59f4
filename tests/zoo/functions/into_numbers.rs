//! Arguments that are converted to numbers: `limit: impl Into<f64>`.

use crate::support::{scalars, slices};
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy)]
struct Pid {
    gain: f64,
    limit: f64,
    sum: f64,
}

#[differentiate]
impl Pid {
    fn new(gain: impl Into<f64>) -> Self {
        let gain = gain.into();
        Pid {
            gain,
            limit: 10.0,
            sum: 0.0,
        }
    }

    fn limit(&mut self, limit: impl Into<f64>) -> &mut Self {
        self.limit = limit.into();
        self
    }

    fn step(&mut self, error: impl Into<f64>, dt: f64) -> f64 {
        let error: f64 = error.into();
        self.sum = (self.sum + error * dt).clamp(-self.limit, self.limit);
        self.gain * self.sum
    }
}

#[differentiate]
fn scaled(x: impl Into<f64>, by: impl core::convert::Into<f64>) -> f64 {
    x.into().sin() * (by.into() + 1.0)
}

scalars! {
    methods(a: f64, b: f64) {
        let mut pid = Pid::new(a);
        pid.limit(b);
        let mut y = 0.0;
        for _ in 0..4 {
            y += pid.step(1.0 - y, 0.5);
        }
        pid.limit(a * b).limit(b * b);
        y * pid.limit
    } at (0.6, 0.7), (1.5, 0.25);
    free(a: f64, b: f64) { scaled(a * b, scaled(b, 2.0)) } at (0.5, 0.75), (1.5, 0.25);
}

slices! {
    of_items(p) {
        let mut sum = 0.0;
        for x in p {
            if *x > 0.0 {
                sum += scaled(*x, sum);
            }
        }
        sum
    } at [0.5, -0.25, 1.25], [0.5, 0.75];
}
