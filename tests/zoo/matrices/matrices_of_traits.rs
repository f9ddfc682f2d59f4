//! Methods with a default body that make types whose generic arguments are not written.

use crate::support::slices;
use autodiff::differentiate;
use nalgebra::{DMatrix, Matrix2};
use ndarray::{Array2, ArrayView1, aview1};
use std::collections::VecDeque;

#[derive(Clone, autodiff::Differentiable)]
struct Pair<T> {
    left: T,
    right: T,
}

#[differentiate]
impl<T: autodiff::Scalar> Pair<T> {
    fn of(left: T, right: T) -> Pair<T> {
        Pair { left, right }
    }
}

#[differentiate]
trait Kernel {
    fn of(&self, a: ArrayView1<f64>, b: ArrayView1<f64>) -> f64;

    fn gram(&self, x: &Array2<f64>) -> Array2<f64> {
        Array2::from_shape_fn((x.nrows(), x.nrows()), |(i, j)| self.of(x.row(i), x.row(j)))
    }

    fn trace(&self, x: &Array2<f64>) -> f64 {
        let mut m = DMatrix::zeros(2, 2);
        for i in 0..2 {
            m[(i, i)] = self.of(x.row(i), x.row(0));
        }
        let turned = Matrix2::new(0.0, m[(1, 1)], m[(0, 0)], 1.0);
        m.trace() * turned.determinant()
    }

    fn queued(&self, x: &Array2<f64>) -> f64 {
        let mut waiting = VecDeque::new();
        waiting.push_back(self.of(x.row(0), x.row(1)));
        waiting.push_back(self.of(x.row(1), x.row(1)));
        waiting[0] * waiting[1]
    }
}

#[derive(Clone, autodiff::Differentiable)]
struct Rbf {
    gamma: f64,
}

#[differentiate]
impl Kernel for Rbf {
    fn of(&self, a: ArrayView1<f64>, b: ArrayView1<f64>) -> f64 {
        let d2: f64 = a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum();
        (-self.gamma * d2).exp()
    }
}

slices! {
    default_bodies(a) {
        let kernel = Rbf { gamma: 0.3 + a[0] * a[0] };
        let x = Array2::from_shape_fn((2, 2), |(i, j)| a[i] * (j as f64 - 0.3) + i as f64);
        let gram = kernel.gram(&x);
        gram.dot(&aview1(&[0.7, -0.4])).sum() + kernel.trace(&x) + kernel.queued(&x)
    } at [0.5, 1.25], [-0.75, 0.5];
}
