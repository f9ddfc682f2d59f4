//! Methods that traits of the user's give to floats, without the attribute.

use crate::support::{scalars, slices};
use autodiff::{Differentiable, differentiate};

const LEAK: f64 = 0.1;

trait Activation {
    fn leaky(self) -> f64;
    fn cubed(&self, k: f64) -> f64;
    fn soft(self) -> Self;
    fn power(self, n: usize) -> f64;
}
impl Activation for f64 {
    fn leaky(self) -> f64 {
        if self > 0.0 { self } else { LEAK * self }
    }
    fn cubed(&self, k: f64) -> f64 {
        let mut s = *self;
        for _ in 0..2 {
            s *= k * self;
        }
        s + self.leaky()
    }
    fn soft(self) -> f64 {
        let x = self.exp();
        x.ln_1p()
    }
    fn power(self, n: usize) -> f64 {
        match n {
            0 => self,
            1 => self * self,
            _ => self.powi(3),
        }
    }
}

#[derive(Differentiable, Clone)]
struct Neuron {
    w: f64,
}
#[differentiate]
impl Neuron {
    fn fire(&self, x: f64) -> f64 {
        (self.w * x).leaky() + self.w.cubed(x)
    }
}

scalars! {
    of_a_trait(x: f64, y: f64) {
        let mut s = [x, y];
        for i in 0..3 {
            let k = (s[0] * i as f64).soft();
            s[i % 2] += 0.1 * (k.leaky().power(i) + Neuron { w: y }.fire(x));
        }
        s[0] * s[1].soft() + (x - y).leaky()
    } at (1.25, 0.5), (-0.75, 1.5);
}

slices! {
    of_items(x) {
        x.iter().map(|v| v.soft()).sum::<f64>() * x[1].cubed(x[0])
    } at [0.7, -1.3];
}
