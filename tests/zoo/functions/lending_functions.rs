//! Functions that lend a part of what they are given, under the attribute and in the same module.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

const DIM: usize = 2;
#[differentiate]
pub fn row(table: &[f64], token: usize) -> &[f64] {
    &table[token * DIM..(token + 1) * DIM]
}
#[differentiate]
pub fn row_mut(table: &mut [f64], token: usize) -> &mut [f64] {
    let start = token * DIM;
    &mut table[start..start + DIM]
}
#[differentiate]
pub fn cell<'a>(table: &'a [Vec<f64>], i: usize, j: usize) -> &'a f64 {
    &table[i][j]
}
#[differentiate]
pub fn context(table: &[f64], tokens: &[usize]) -> [f64; DIM] {
    let mut acc = [0.0; DIM];
    for (pos, &t) in tokens.iter().enumerate() {
        let decay = 1.0 / (pos + 1) as f64;
        for (a, e) in acc.iter_mut().zip(row(table, t)) {
            *a += decay * e;
        }
    }
    acc
}
#[differentiate]
pub fn loss(p: &[f64]) -> f64 {
    let ctx = context(p, &[0, 2, 1]);
    let score = |t: usize| {
        row(p, t)
            .iter()
            .zip(ctx.iter())
            .map(|(a, b)| a * b)
            .sum::<f64>()
    };
    score(1) * score(2) + row(p, 0)[1]
}
#[differentiate]
pub fn norm(v: &[f64]) -> f64 {
    v.iter().map(|x| x * x).sum::<f64>().sqrt()
}
#[differentiate]
pub fn scaled(v: &mut [f64], by: f64) {
    for x in v.iter_mut() {
        *x *= by;
    }
}
#[differentiate]
pub fn changed(p: &[f64]) -> f64 {
    let mut t = p.to_vec();
    for i in 0..3 {
        scaled(row_mut(&mut t, i), p[i]);
        row_mut(&mut t, i)[0] += norm(row(p, 2 - i));
        let r = row_mut(&mut t, 1);
        r[1] *= r[0];
    }
    norm(&t) + norm(row(&t, 1))
}
#[derive(Differentiable, Clone, Debug)]
pub struct Pair {
    pub a: Vec<f64>,
    pub b: f64,
}
#[differentiate]
pub fn first(pair: &Pair) -> &Vec<f64> {
    &pair.a
}
#[differentiate]
pub fn fields(p: &[f64]) -> f64 {
    let pair = Pair {
        a: p[1..].to_vec(),
        b: p[0],
    };
    let rows: Vec<Vec<f64>> = vec![p.to_vec(), p[2..].to_vec()];
    let mut s = 0.0;
    for i in 0..2 {
        s += *cell(&rows, i, 1) * cell(&rows, 1 - i, i).sin();
    }
    norm(first(&pair)) * pair.b + first(&pair)[2] + s
}

/// Rows of a sparse matrix: several parts in a tuple.
#[derive(Differentiable, Clone, Debug)]
pub struct Sparse {
    starts: Vec<usize>,
    columns: Vec<usize>,
    cells: Vec<f64>,
}

#[differentiate]
impl Sparse {
    fn row(&self, i: usize) -> (&[usize], &[f64]) {
        let span = self.starts[i]..self.starts[i + 1];
        (&self.columns[span.clone()], &self.cells[span])
    }
    fn times(&self, x: &[f64], y: &mut [f64]) {
        for i in 0..y.len() {
            let (columns, cells) = self.row(i);
            y[i] = columns.iter().zip(cells).map(|(&j, v)| v * x[j]).sum();
        }
    }
}
#[differentiate]
pub fn parted(x: &[f64], at: usize) -> (f64, &[f64], &[f64]) {
    let (left, right) = x.split_at(at);
    (left[0] * right[0], left, right)
}
#[differentiate]
pub fn several(p: &[f64]) -> f64 {
    let m = Sparse {
        starts: vec![0, 2, 3],
        columns: vec![0, 2, 1],
        cells: vec![p[0] * p[1], p[2], p[1]],
    };
    let mut y = vec![0.0; 2];
    m.times(p, &mut y);
    let mut s = y[0] * y[1];
    for at in 1..4 {
        let (ends, left, right) = parted(p, at);
        s += ends * left.iter().sum::<f64>() * right[1];
    }
    let (_, cells) = m.row(0);
    let all = parted(cells, 1);
    s + all.0 * all.1[0] + all.2[0] * cells[1]
}

#[differentiate]
mod inside {
    pub fn tail(t: &[f64], i: usize) -> &[f64] {
        let (_, behind) = t.split_at(i);
        behind
    }
    pub fn of_tails(p: &[f64]) -> f64 {
        let mut s = 0.0;
        for i in 0..3 {
            s += tail(tail(p, i), 1)[0] * tail(p, i).iter().sum::<f64>();
        }
        s
    }
}
use inside::of_tails;

#[derive(Debug)]
struct TooShort;

#[differentiate]
fn behind(x: &[f64], from: usize) -> Option<&[f64]> {
    x.get(from..)
}

#[differentiate]
fn apart(x: &[f64]) -> Option<(&f64, &[f64])> {
    x.split_first()
}

#[differentiate]
fn surely_behind(x: &[f64]) -> Result<&[f64], TooShort> {
    x.get(1..).ok_or(TooShort)
}

#[differentiate]
fn first_two(x: &[f64]) -> Result<f64, TooShort> {
    let rest = surely_behind(x)?;
    Ok(x[0] * rest[0])
}

#[derive(Differentiable, Clone, Debug)]
struct Layers {
    rows: Vec<Vec<f64>>,
}
#[differentiate]
impl Layers {
    fn row(&self, at: usize) -> Option<&Vec<f64>> {
        self.rows.get(at)
    }
    fn last(&self) -> Option<&[f64]> {
        self.rows.last().map(|row| row.as_slice())
    }
    fn ends(&self) -> f64 {
        self.row(0).unwrap()[1] * self.last().unwrap()[0]
    }
}

#[differentiate]
pub fn perhaps(p: &[f64]) -> f64 {
    let layers = Layers {
        rows: vec![p.to_vec(), vec![p[1] * p[2]]],
    };
    let mut s = layers.ends() + first_two(p).unwrap();
    for at in 0..8 {
        if let Some(rest) = behind(p, at) {
            s += rest.iter().sum::<f64>() * p[0];
        }
        match layers.row(at) {
            Some(row) => s += row[0] * s,
            None => s += p[1],
        }
    }
    let (first, rest) = apart(p).unwrap();
    s * first + rest[1]
}

#[test]
fn have_the_gradients() {
    slices!(@check [0.7, 1.3, -0.4, 0.9, 0.35, 1.1] loss changed fields several of_tails perhaps);
    slices!(@check [-0.6, 0.8, 0.5, 1.9, 0.7, -1.2] loss changed fields several of_tails perhaps);
}
