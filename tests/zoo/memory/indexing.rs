//! `Index` and `IndexMut` of types of the user's.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};
use core::ops::{Index, IndexMut};

#[derive(Differentiable, Clone, Debug)]
pub struct Matrix {
    pub columns: usize,
    pub data: Vec<f64>,
}

#[differentiate]
impl Index<(usize, usize)> for Matrix {
    type Output = f64;
    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        &self.data[i * self.columns + j]
    }
}

#[differentiate]
impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut Self::Output {
        let at = i * self.columns + j;
        &mut self.data[at]
    }
}

#[differentiate]
impl Matrix {
    pub fn trace(&self) -> f64 {
        (0..self.columns).map(|i| self[(i, i)]).sum()
    }

    pub fn scale(&mut self, by: f64) {
        for i in 0..self.columns {
            self[(i, 0)] *= by * self[(0, i)];
        }
    }
}

#[differentiate]
fn product(a: &Matrix, b: &Matrix) -> Matrix {
    let mut c = a.clone();
    for i in 0..a.columns {
        for j in 0..a.columns {
            let mut s = 0.0;
            for k in 0..a.columns {
                s += a[(i, k)] * b[(k, j)];
            }
            c[(i, j)] = s;
        }
    }
    c
}

scalars! {
    read(x: f64, y: f64) {
        let m = Matrix { columns: 2, data: vec![x, y, 0.5, x * y] };
        m[(0, 0)] * m[(1, 1)] - m[(0, 1)] * m[(1, 0)] + m.trace()
    } at (0.5, 1.25), (-0.75, 0.5);
    written(x: f64, y: f64) {
        let mut m = Matrix { columns: 2, data: vec![x, y, 0.5, x * y] };
        m[(0, 1)] = x * x;
        m[(1, 1)] += m[(0, 0)] * m[(0, 1)];
        m[(0, 1)] = y;
        m.scale(y);
        m.trace() * m[(0, 1)] * m[(1, 0)]
    } at (0.5, 1.25), (-0.75, 0.5);
    products(x: f64, y: f64) {
        let m = Matrix { columns: 2, data: vec![x, y, 0.5, x * y] };
        let n = Matrix { columns: 2, data: vec![y, 1.0, x, 2.0] };
        let c: Matrix = product(&m, &n);
        c[(0, 0)] * c[(1, 1)] + c[(0, 1)] * c[(1, 0)]
    } at (0.5, 1.25), (-0.75, 0.5);
}
