//! Closures that are passed on in operators, conversions and implementations of traits.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};
use std::ops::{Mul, MulAssign};

#[derive(Clone, Debug, Differentiable)]
struct Values {
    all: Vec<f64>,
}

#[differentiate]
impl Values {
    fn map(&self, f: impl Fn(f64) -> f64) -> Values {
        Values {
            all: self.all.iter().map(|&x| f(x)).collect(),
        }
    }
}

#[differentiate]
impl Mul<f64> for &Values {
    type Output = Values;
    fn mul(self, k: f64) -> Values {
        self.map(|x| k * x)
    }
}

#[differentiate]
impl MulAssign<f64> for Values {
    fn mul_assign(&mut self, k: f64) {
        let scaled = self.map(|x| x * k.sin());
        for (x, new) in self.all.iter_mut().zip(scaled.all) {
            *x *= new;
        }
    }
}

#[differentiate]
impl From<f64> for Values {
    fn from(k: f64) -> Values {
        let ones = Values {
            all: vec![1.0, 2.0],
        };
        ones.map(|x| k * x)
    }
}

#[differentiate]
trait Weighed {
    fn weight(&self) -> f64 {
        0.5
    }
    fn scaled(&self, k: f64) -> f64;
}

#[differentiate]
impl Weighed for Values {
    fn weight(&self) -> f64 {
        self.all[0] * self.all[1]
    }
    fn scaled(&self, k: f64) -> f64 {
        let mapped = self.map(|x| k * x * x);
        let mut s = 0.0;
        #[checkpoint(snapshots = 2)]
        for i in 0..4 {
            s += mapped.all[i % 2] * (s + k).sin();
        }
        s
    }
}

#[differentiate]
fn total<W: Weighed>(w: &W, k: f64) -> f64 {
    w.scaled(k) * w.weight()
}

scalars! {
    in_operators(x: f64, y: f64) {
        let mut values = Values { all: vec![x, 2.0 * y] };
        let mut sum = 0.0;
        for i in 0..3 {
            if i > 0 {
                values *= y;
            }
            let scaled = &values * x;
            sum += scaled.all[0] * scaled.all[1];
        }
        sum
    } at (0.7, 1.2), (-0.4, 0.9);

    in_conversions(x: f64, y: f64) {
        let values = Values::from(x * y);
        values.all[0] * values.all[1] * y
    } at (0.7, 1.2), (-0.4, 0.9);

    in_implementations(x: f64, y: f64) {
        let values = Values { all: vec![x, 2.0 * y] };
        let list = vec![values.clone(), Values::from(y)];
        total(&values, y) + list.iter().map(Weighed::weight).sum::<f64>() * list[1].scaled(x)
    } at (0.7, 1.2), (-0.4, 0.9);
}
