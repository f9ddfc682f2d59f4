//! Matrices of faer in differentiated functions: the traits that make a type one that derivatives flow
//! through, one rule for each operator, and stated backward passes of what the operators do not cover.
//!
//! The traits belong to `autodiff` and the matrix to `faer`, so that a type of one's own stands around it.

use autodiff::library::{BinaryRule, Library};
use autodiff::{Accumulate, Differentiable, Zero, differentiate, name};
use faer::linalg::solvers::{Llt, Solve};
use faer::{Mat, Scale, Side};
use std::ops::Mul;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dense(pub(crate) Mat<f64>);

impl Dense {
    pub(crate) fn from_fn(rows: usize, columns: usize, f: impl FnMut(usize, usize) -> f64) -> Self {
        Dense(Mat::from_fn(rows, columns, f))
    }
}

/// The gradient is a matrix of the same shape: such can be added up and set to zero.
impl Differentiable for Dense {
    type Gradient = Dense;
    type Shadow = Dense;
    fn zero_gradient(&self) -> Dense {
        Dense(Mat::zeros(self.0.nrows(), self.0.ncols()))
    }
}

impl Accumulate for Dense {
    fn accumulate(&mut self, part: &Dense) {
        self.0 += &part.0;
    }
}

impl Zero for Dense {
    fn set_zero(&mut self) {
        self.0.fill(0.0);
    }
}

impl Mul for &Dense {
    type Output = Dense;
    fn mul(self, rhs: &Dense) -> Dense {
        Dense(&self.0 * &rhs.0)
    }
}

/// Its operators have their derivatives by the rules below.
impl Library for Dense {}

/// `c = a b`: the adjoint of `a` grows by that of `c` times `bᵀ`, that of `b` by `aᵀ` times that of `c`.
impl BinaryRule<{ name("mul") }, Dense> for Dense {
    type Output = Dense;
    type Kept = ();
    fn forward(&self, rhs: &Dense) -> (Dense, ()) {
        (self * rhs, ())
    }
    fn left(&self, rhs: &Dense, _kept: &(), d_result: &Dense, d_self: &mut Dense) {
        d_self.0 += &d_result.0 * rhs.0.transpose();
    }
    fn right(&self, _rhs: &Dense, _kept: &(), d_result: &Dense, d_rhs: &mut Dense) {
        d_rhs.0 += self.0.transpose() * &d_result.0;
    }
}

impl Mul<f64> for &Dense {
    type Output = Dense;
    fn mul(self, rhs: f64) -> Dense {
        Dense(Scale(rhs) * &self.0)
    }
}

impl BinaryRule<{ name("mul") }, f64> for Dense {
    type Output = Dense;
    type Kept = ();
    fn forward(&self, rhs: &f64) -> (Dense, ()) {
        (self * *rhs, ())
    }
    fn left(&self, rhs: &f64, _kept: &(), d_result: &Dense, d_self: &mut Dense) {
        d_self.0 += Scale(*rhs) * &d_result.0;
    }
    fn right(&self, _rhs: &f64, _kept: &(), d_result: &Dense, d_rhs: &mut f64) {
        *d_rhs += (0..self.0.ncols())
            .map(|j| self.0.col(j).transpose() * d_result.0.col(j))
            .sum::<f64>();
    }
}

/// `exp(-|zᵢ - zⱼ|² / 2)` of each two rows.
#[differentiate(backward = similarities_backward)]
pub(crate) fn similarities(z: &Dense) -> Dense {
    let z = &z.0;
    Dense::from_fn(z.nrows(), z.nrows(), |i, j| {
        let differences = (0..z.ncols()).map(|k| z[(i, k)] - z[(j, k)]);
        (-0.5 * differences.map(|d| d * d).sum::<f64>()).exp()
    })
}

fn similarities_backward(z: &Dense, d_z: &mut Dense, result: &Dense, d_result: Dense) {
    let z = &z.0;
    for i in 0..z.nrows() {
        for j in 0..z.nrows() {
            let slope = -d_result.0[(i, j)] * result.0[(i, j)];
            for k in 0..z.ncols() {
                let part = slope * (z[(i, k)] - z[(j, k)]);
                d_z.0[(i, k)] += part;
                d_z.0[(j, k)] -= part;
            }
        }
    }
}

/// `k + noise · 1`, taken apart.
pub(crate) fn factors(k: &Dense, noise: f64) -> Llt<f64> {
    let mut sum = k.0.clone();
    for i in 0..sum.nrows() {
        sum[(i, i)] += noise;
    }
    match sum.llt(Side::Lower) {
        Ok(factors) => factors,
        Err(error) => panic!("the covariance is not positive definite: {error:?}"),
    }
}

/// The negative logarithm of the density of `y` under the normal distribution of covariance
/// `k + noise · 1`, but for a constant: `(yᵀ c⁻¹ y + ln det c) / 2`.
#[differentiate(backward = surprise_backward)]
pub(crate) fn surprise(k: &Dense, noise: f64, y: &Dense) -> f64 {
    let factors = factors(k, noise);
    let lower = factors.L();
    let ln_root = (0..y.0.nrows()).map(|i| lower[(i, i)].ln()).sum::<f64>();
    0.5 * (y.0.transpose() * factors.solve(&y.0))[(0, 0)] + ln_root
}

/// `(c⁻¹ - a aᵀ) / 2` for `k`, where `a = c⁻¹ y`; the trace of that for the noise, and `a` for `y`.
fn surprise_backward(
    k: &Dense,
    d_k: &mut Dense,
    noise: f64,
    y: &Dense,
    d_y: &mut Dense,
    _result: f64,
    d_result: f64,
) -> f64 {
    let factors = factors(k, noise);
    let a = factors.solve(&y.0);
    let identity = Mat::<f64>::identity(k.0.nrows(), k.0.nrows());
    let part = Scale(0.5 * d_result) * (factors.solve(&identity) - &a * a.transpose());
    d_k.0 += &part;
    d_y.0 += Scale(d_result) * &a;
    (0..k.0.nrows()).map(|i| part[(i, i)]).sum()
}
