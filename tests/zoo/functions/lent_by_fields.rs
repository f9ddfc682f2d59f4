//! Methods that lend a part, called on fields: of the receiver, of fields of fields, of items of lists, behind
//! references, to read and to change; methods that take functions which change what they capture, on fields.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
struct Matrix {
    cols: usize,
    data: Vec<f64>,
}

#[derive(Differentiable, Clone, Debug)]
struct Factors {
    packed: Matrix,
    order: Vec<usize>,
    more: Vec<Matrix>,
}

#[derive(Differentiable, Clone, Debug)]
struct Solver {
    factors: Factors,
    scale: f64,
}

#[differentiate]
impl Matrix {
    fn row(&self, i: usize) -> &[f64] {
        &self.data[i * self.cols..][..self.cols]
    }

    fn at_mut(&mut self, i: usize, j: usize) -> &mut f64 {
        &mut self.data[i * self.cols + j]
    }

    fn items(&self) -> impl Iterator<Item = f64> + '_ {
        self.data.iter().map(|x| 2.0 * x)
    }

    fn visit(&self, mut f: impl FnMut(usize, f64)) {
        for (i, x) in self.data.iter().enumerate() {
            f(i, *x);
        }
    }
}

#[differentiate]
impl Factors {
    fn product(&self, b: &[f64]) -> Vec<f64> {
        let mut x: Vec<f64> = self.order.iter().map(|&p| b[p]).collect();
        for i in 0..x.len() {
            let (done, rest) = x.split_at_mut(i);
            rest[0] -= done
                .iter()
                .zip(self.packed.row(i))
                .map(|(x, l)| x * l)
                .sum::<f64>();
            if i > 0 {
                rest[0] *= self.more[i - 1].row(0)[1] + self.packed.row(i)[i];
            }
        }
        x
    }

    fn shift(&mut self, by: f64) {
        for i in 0..2 {
            *self.packed.at_mut(i, 1) += by * self.packed.row(1)[0];
            *self.more[0].at_mut(0, i) *= by;
        }
    }

    fn moment(&self) -> f64 {
        let mut s = 0.0;
        self.packed.visit(|i, x| s += x * x * i as f64);
        for m in &self.more {
            m.visit(|i, x| s *= 1.0 + 0.1 * x * i as f64);
        }
        s
    }
}

#[differentiate]
impl Solver {
    fn total(&self) -> f64 {
        let first = self.factors.packed.row(0);
        let own: f64 = self
            .factors
            .packed
            .items()
            .zip(first)
            .map(|(x, y)| x * y)
            .sum();
        let more: f64 = self.factors.more.iter().flat_map(|m| m.items()).sum();
        self.scale * own + more
    }
}

#[derive(Differentiable, Clone, Copy)]
struct Viewed<'m> {
    matrix: &'m Matrix,
    factor: f64,
}

#[differentiate]
fn viewed(m: &Matrix, factor: f64) -> f64 {
    let view = Viewed { matrix: m, factor };
    view.factor * view.matrix.row(1).iter().sum::<f64>()
}

#[differentiate]
fn factors(a: &[f64]) -> Factors {
    let packed = Matrix {
        cols: 2,
        data: vec![a[0], a[1], 0.5, a[0] * a[1]],
    };
    let more = Matrix {
        cols: 2,
        data: vec![a[1], 0.25],
    };
    Factors {
        packed,
        order: vec![1, 0],
        more: vec![more],
    }
}

#[differentiate]
fn read_of_fields(a: &[f64]) -> f64 {
    let f = factors(a);
    f.product(a).iter().map(|x| x * x).sum::<f64>() + f.packed.row(1)[1]
}

#[differentiate]
fn changed_of_fields(a: &[f64]) -> f64 {
    let mut f = factors(a);
    f.shift(a[1]);
    *f.packed.at_mut(0, 0) *= 3.0;
    let solver = Solver {
        factors: f,
        scale: a[0],
    };
    solver.total() + solver.factors.packed.row(0).iter().product::<f64>()
}

#[differentiate]
fn visited_of_fields(a: &[f64]) -> f64 {
    let f = factors(a);
    f.moment() + viewed(&f.packed, a[0])
}

slices! {
    read(a) { read_of_fields(a) } at [0.5, -0.75], [-0.25, 0.5];
    changed(a) { changed_of_fields(a) } at [0.5, -0.75], [-0.25, 0.5];
    visited(a) { visited_of_fields(a) } at [0.5, -0.75], [-0.25, 0.5];
}
