//! Elements of types of the user's by arrays of positions: `m[[i, j]]`.

use autodiff::{Differentiable, differentiate};
use std::ops::{Index, IndexMut};

#[derive(Differentiable, Clone)]
pub struct Mat {
    n: usize,
    data: Vec<f64>,
}

#[differentiate]
impl Index<[usize; 2]> for Mat {
    type Output = f64;
    fn index(&self, [i, j]: [usize; 2]) -> &Self::Output {
        &self.data[i * self.n + j]
    }
}

#[differentiate]
impl IndexMut<[usize; 2]> for Mat {
    fn index_mut(&mut self, [i, j]: [usize; 2]) -> &mut Self::Output {
        &mut self.data[i * self.n + j]
    }
}

#[differentiate]
impl Mat {
    fn zeros(n: usize) -> Self {
        Mat {
            n,
            data: vec![0.0; n * n],
        }
    }
    fn symmetric(n: usize, upper: &[f64]) -> Self {
        let mut m = Self::zeros(n);
        let mut next = upper.iter();
        for i in 0..n {
            for j in i..n {
                let &v = next.next().unwrap();
                m[[i, j]] = v;
                m[[j, i]] += v * m[[i, i]];
            }
        }
        m
    }
    fn trace(&self) -> f64 {
        (0..self.n).map(|i| self[[i, i]]).sum()
    }
    fn add_products(&mut self, x: f64) {
        for i in 0..self.n {
            for j in i..self.n {
                self[[i, j]] += x * self[[j, i]];
            }
        }
    }
}

#[differentiate]
fn top(p: &[f64]) -> f64 {
    let mut m = Mat::symmetric(2, p);
    m[[0, 1]] = p[2] * m[[1, 1]];
    if p[0] > 0.0 {
        m.add_products(p[0]);
    }
    let below = [1, 0];
    m.trace() * m[below] + m[[0, 1]]
}

crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
