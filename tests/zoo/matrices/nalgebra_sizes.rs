//! Sizes that are parameters of types: products of square ones, what traits give, and literals whose sizes follow from
//! their fields.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use nalgebra::{Dyn, Matrix2, OMatrix, SMatrix, SVector, U2, Vector2};

type Square = SMatrix<f64, 4, 4>;

#[differentiate]
pub trait Process<const N: usize> {
    fn advance(&self, x: &SVector<f64, N>) -> SVector<f64, N>;
    fn jacobian(&self, x: &SVector<f64, N>) -> SMatrix<f64, N, N>;
}

#[derive(Clone, Debug, Differentiable)]
pub struct Pendulum {
    pub length: f64,
}

#[differentiate]
impl Process<2> for Pendulum {
    fn advance(&self, x: &SVector<f64, 2>) -> SVector<f64, 2> {
        SVector::<f64, 2>::new(x[0] + 0.1 * x[1], x[1] - 0.1 / self.length * x[0].sin())
    }

    fn jacobian(&self, x: &SVector<f64, 2>) -> SMatrix<f64, 2, 2> {
        SMatrix::<f64, 2, 2>::new(1.0, 0.1, -0.1 / self.length * x[0].cos(), 1.0)
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct Line {
    pub dt: f64,
}

#[differentiate]
impl Process<4> for Line {
    fn advance(&self, x: &SVector<f64, 4>) -> SVector<f64, 4> {
        self.jacobian(x) * x
    }

    fn jacobian(&self, _: &SVector<f64, 4>) -> SMatrix<f64, 4, 4> {
        let mut f = SMatrix::<f64, 4, 4>::identity();
        f[(0, 2)] = self.dt;
        f[(1, 3)] = self.dt;
        f
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct Filter<const N: usize> {
    pub x: SVector<f64, N>,
    pub p: SMatrix<f64, N, N>,
}

#[differentiate]
impl<const N: usize> Filter<N> {
    pub fn predict<P: Process<N>>(&mut self, process: &P, q: f64) {
        let f = process.jacobian(&self.x);
        self.x = process.advance(&self.x);
        self.p = f * self.p * f.transpose() + SMatrix::<f64, N, N>::identity() * q;
    }
}

#[differentiate]
fn descend<const N: usize>(
    a: &SMatrix<f64, N, N>,
    start: SVector<f64, N>,
    rate: f64,
) -> SVector<f64, N> {
    let mut x = start;
    for _ in 0..3 {
        x -= (a * x) * rate;
    }
    x
}

#[differentiate]
fn of_three(x: &SVector<f64, 3>, y: SMatrix<f64, 1, 2>) -> f64 {
    x[0] * y[1] + x[2] * y[0]
}

slices! {
    filters(a) {
        let mut swing = Filter { x: Vector2::new(a[0], 0.3), p: Matrix2::identity() };
        let mut walk = Filter { x: SVector::<f64, 4>::from_element(a[1]), p: Square::identity() };
        let pendulum = Pendulum { length: 1.0 + a[1] * a[1] };
        for _ in 0..2 {
            swing.predict(&pendulum, a[0] * a[0]);
            walk.predict(&Line { dt: a[1] }, 0.2);
        }
        swing.x.norm() + swing.p.determinant() + walk.p.trace() * walk.x[0]
    } at [0.5, 1.25], [-0.75, 0.5];
    parts_of_products(a) {
        let k = Square::from_fn(|i, j| a[i % 2] * (j as f64 - 0.7) + 0.2 * i as f64);
        let v = SVector::<f64, 4>::from_fn(|i, _| a[0] + a[1] * i as f64);
        let part = (k * v).fixed_rows::<2>(1).norm();
        let square = k * k.transpose();
        part + square.fixed_view::<2, 3>(0, 1).sum() + (square * k * v)[2]
    } at [0.5, 1.25], [-0.75, 0.5];
    sizes_of_open_types(a) {
        let x = OMatrix::<f64, Dyn, U2>::from_fn(3, |i, j| a[j] * i as f64 + 0.3);
        let mean = x.row_mean();
        let centred = OMatrix::<f64, Dyn, U2>::from_fn(x.nrows(), |i, j| x[(i, j)] - mean[j]);
        let cov = centred.transpose() * &centred / 2.0 + OMatrix::<f64, U2, U2>::identity();
        let w = Vector2::new(a[0], 0.4);
        w.dot(&(cov * w)).sqrt() + OMatrix::<f64, U2, U2>::from_element(a[1]).determinant()
    } at [0.5, 1.25], [-0.75, 0.5];
    left_out_in_arguments(a) {
        let m = SMatrix::<f64, 3, 3>::from_fn(|i, j| a[i % 2] * 0.2 + (i * j) as f64 * 0.1);
        let first = descend(&m, SVector::repeat(a[1]), 0.3);
        let mut total = 0.0;
        for k in 0..3 {
            if k != 1 {
                total += first.dot(&descend(&m, SVector::from_fn(|i, _| a[0] * i as f64), 0.1 * k as f64));
            }
        }
        total + of_three(&SVector::repeat(a[0]), SMatrix::from_fn(|_, j| a[j])) * first[2]
    } at [0.5, 1.25], [-0.75, 0.5];
    put_in(a) {
        let mut m = SMatrix::<f64, 2, 2>::new(a[0], 0.3, a[1], -0.2);
        let mut total = 0.0;
        for i in 0..3 {
            let taller = m.insert_row(i, a[1]);
            let square = taller.insert_column(2, 1.5);
            m[(1, 0)] *= a[0];
            if i != 1 {
                total += square.determinant() * taller[(i, 1)];
            }
            let v = (m * Vector2::new(a[0], 1.0)).insert_row(i, total);
            total += v.norm() + taller.remove_row(0)[(1, 0)];
        }
        total
    } at [0.5, 1.25], [-0.75, 0.5];
}
