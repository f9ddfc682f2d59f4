//! Functions as arguments of methods, and closures that methods pass on.

use super::functions::rk4;
use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
pub struct Oscillator {
    stiffness: f64,
    damping: [f64; 2],
}

#[differentiate]
impl Oscillator {
    fn end(&self, y0: f64) -> f64 {
        rk4(
            |t: f64, y: f64| self.damping[0] * t.sin() - self.stiffness * y,
            y0,
            0.125,
            3,
        )
    }

    fn scaled(&self, f: impl Fn(f64) -> f64, x: f64) -> f64 {
        f(x * self.stiffness) * self.damping[1]
    }

    fn scaled_twice(&self, x: f64) -> f64 {
        let once = self.scaled(|y: f64| y.sin() * self.stiffness, x);
        self.scaled(|y: f64| y * once, x)
    }
}

slices! {
    closures_that_capture_the_receiver(a) {
        let oscillator = Oscillator { stiffness: a[0], damping: [a[1], 0.5] };
        oscillator.end(a[1]) * a[0]
    } at [0.5, -1.25], [-0.75, 0.5];

    methods_that_take_functions(a) {
        let oscillator: Oscillator = Oscillator { stiffness: a[0], damping: [0.25, a[1]] };
        oscillator.scaled(|x: f64| x * x + a[0], a[1]) + oscillator.scaled_twice(a[0])
    } at [0.5, -1.25], [-0.75, 0.5];
}
