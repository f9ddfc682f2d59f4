//! Methods of the user's that share their names with those of numbers and arrays, on structs of the same file.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use std::ops::{Add, Mul, Neg};

#[derive(Debug, Clone, Copy, PartialEq, Differentiable)]
pub struct Dual {
    pub re: f64,
    pub eps: f64,
}

#[differentiate]
impl Dual {
    pub fn constant(re: f64) -> Self {
        Dual { re, eps: 0.0 }
    }

    pub fn exp(self) -> Self {
        let e = self.re.exp();
        Dual {
            re: e,
            eps: self.eps * e,
        }
    }

    pub fn sin(self) -> Self {
        Dual {
            re: self.re.sin(),
            eps: self.eps * self.re.cos(),
        }
    }

    pub fn max(self, other: f64) -> f64 {
        self.re.max(other) * self.eps
    }

    pub fn len(&self) -> f64 {
        self.re.hypot(self.eps)
    }
}

#[differentiate]
impl Add for Dual {
    type Output = Dual;
    fn add(self, o: Dual) -> Dual {
        Dual {
            re: self.re + o.re,
            eps: self.eps + o.eps,
        }
    }
}

#[differentiate]
impl Mul for Dual {
    type Output = Self;
    fn mul(self, o: Dual) -> Dual {
        Dual {
            re: self.re * o.re,
            eps: self.re * o.eps + self.eps * o.re,
        }
    }
}

#[differentiate]
impl Neg for Dual {
    type Output = Dual;
    fn neg(self) -> Dual {
        Dual {
            re: -self.re,
            eps: -self.eps,
        }
    }
}

#[differentiate]
fn equation(x: Dual, a: f64) -> Dual {
    x * (-(Dual::constant(a) * x)).exp().sin() + x * x
}

#[derive(Clone, Debug, Differentiable)]
pub struct Tensor {
    shape: Vec<usize>,
    data: Vec<f64>,
}

#[differentiate]
impl Tensor {
    pub fn from_slice(shape: &[usize], data: &[f64]) -> Tensor {
        Tensor {
            shape: shape.to_vec(),
            data: data.to_vec(),
        }
    }

    pub fn map<F: Fn(f64) -> f64>(&self, f: F) -> Tensor {
        Tensor {
            data: self.data.iter().map(|&x| f(x)).collect(),
            ..self.clone()
        }
    }

    pub fn swap(&mut self, i: usize, j: usize) {
        let kept = self.data[i];
        self.data[i] = self.data[j] * kept;
        self.data[j] = kept;
    }

    pub fn sum(&self) -> f64 {
        self.data
            .iter()
            .zip(0..)
            .map(|(x, i)| x * x * i as f64)
            .sum()
    }
}

slices! {
    methods_called_like_those_of_floats(x) {
        let y = equation(Dual { re: x[0], eps: 1.0 }, x[1]);
        y.re * y.max(0.3) + y.eps * y.len()
    } at [1.3, 0.7], [0.4, -0.6];

    methods_called_like_those_of_arrays(x) {
        let mut t = Tensor::from_slice(&[1, 3], &[x[0], x[1], x[0] * x[1]]);
        let scale = x[1];
        t.swap(0, 2);
        let s = t.map(|v| v.sin() * scale);
        s.sum() + t.map(f64::tanh).sum()
    } at [1.3, 0.7], [0.4, -0.6];
}
