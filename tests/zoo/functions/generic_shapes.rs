//! Enums, traits and results with constants for lengths, indices that are arrays, and conversions of references.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use std::ops::{Index, IndexMut};

#[derive(Debug, Differentiable)]
enum Outcome<const N: usize> {
    Converged { x: [f64; N], steps: usize },
    Stopped([f64; N]),
}

#[differentiate]
impl<const N: usize> Outcome<N> {
    fn point(self) -> [f64; N] {
        match self {
            Outcome::Converged { x, .. } | Outcome::Stopped(x) => x,
        }
    }
}

#[differentiate]
trait Smooth<const N: usize> {
    fn slope(&self, x: &[f64; N]) -> [f64; N];
}

#[derive(Differentiable, Clone)]
struct Bowl<const N: usize> {
    steep: [f64; N],
}

#[differentiate]
impl<const N: usize> Smooth<N> for Bowl<N> {
    fn slope(&self, x: &[f64; N]) -> [f64; N] {
        std::array::from_fn(|i| self.steep[i] * x[i])
    }
}

#[differentiate]
fn descend<const N: usize, S: Smooth<N>>(s: &S, start: [f64; N]) -> Outcome<N> {
    let mut x = start;
    for steps in 0..4 {
        let g = s.slope(&x);
        let norm: f64 = g.iter().map(|v| v * v).sum();
        if norm < 1e-3 {
            return Outcome::Converged { x, steps };
        }
        let mut next = x;
        for i in 0..N {
            next[i] -= 0.2 * g[i];
        }
        x = next;
    }
    Outcome::Stopped(x)
}

#[differentiate]
fn descent(p: &[f64]) -> f64 {
    let bowl = Bowl {
        steep: [p[0] * p[0], 1.0 + p[1] * p[1]],
    };
    let end = descend(&bowl, [p[2], p[3]]).point();
    end[0] * end[1] + end[0].sin()
}

#[derive(Debug)]
enum Failure {
    Singular,
    Diverged { residual: f64 },
}

#[differentiate]
fn halved<const N: usize>(a: [[f64; N]; N], b: [f64; N]) -> Result<[f64; N], Failure> {
    let mut x = [0.0; N];
    for i in 0..N {
        if a[i][i] == 0.0 {
            return Err(Failure::Singular);
        }
        x[i] = 0.5 * b[i] / a[i][i];
    }
    Ok(x)
}

/// Leaves from the loop, and its last `if` gives arrays.
#[differentiate]
fn refined<const N: usize>(a: [[f64; N]; N], y: [f64; N]) -> Result<[f64; N], Failure> {
    let mut next = y;
    let mut size = f64::INFINITY;
    for _ in 0..3 {
        let delta = halved(a, next)?;
        for (n, d) in next.iter_mut().zip(&delta) {
            *n += 0.1 * d;
        }
        size = delta.iter().map(|d| d.abs()).fold(0.0, f64::max);
        if size < 1e-14 {
            return Ok(next);
        }
    }
    if size < 1e9 {
        Ok(next)
    } else if size > 1e12 {
        Err(Failure::Singular)
    } else {
        Err(Failure::Diverged { residual: size })
    }
}

#[differentiate]
fn refinement(p: &[f64]) -> f64 {
    match refined([[1.0 + p[0] * p[0], 0.0], [0.0, 2.0]], [p[1], p[2]]) {
        Ok([a, b]) => a * b + p[3],
        Err(_) => 0.0,
    }
}

#[derive(Differentiable, Clone, Debug)]
struct Table {
    width: usize,
    cells: Vec<f64>,
}

#[differentiate]
impl Index<[usize; 2]> for Table {
    type Output = f64;
    fn index(&self, [i, j]: [usize; 2]) -> &f64 {
        &self.cells[i * self.width + j]
    }
}

#[differentiate]
impl IndexMut<[usize; 2]> for Table {
    fn index_mut(&mut self, [i, j]: [usize; 2]) -> &mut f64 {
        &mut self.cells[i * self.width + j]
    }
}

#[derive(Differentiable, Clone)]
struct Holder {
    table: Table,
}

#[differentiate]
impl Table {
    /// Only the function holds floats.
    fn from_fn(n: usize, f: impl Fn(usize, usize) -> f64) -> Table {
        let mut cells = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..n {
                cells[i * n + j] = f(i, j);
            }
        }
        Table { width: n, cells }
    }
}

#[differentiate]
impl Holder {
    fn trace(&self) -> f64 {
        (0..self.table.width).map(|i| self.table[[i, i]]).sum()
    }
}

#[differentiate]
fn table(p: &[f64]) -> f64 {
    let mut t = Table::from_fn(2, |i, j| p[i + j] * p[3]);
    for i in 0..2 {
        let u = t[[i, 0]];
        t[[0, i]] += u * t[[1, 1]];
        t[[1, i]] *= p[i];
    }
    let corner = t[[0, 1]];
    corner * Holder { table: t }.trace()
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Pose {
    x: f64,
    y: f64,
}

#[differentiate]
impl From<&[f64]> for Pose {
    fn from(s: &[f64]) -> Pose {
        Pose {
            x: s[0] * s[1],
            y: s[1],
        }
    }
}

#[differentiate]
fn poses(p: &[f64]) -> f64 {
    let all: Vec<Pose> = p.chunks(2).map(Pose::from).collect();
    let last: Pose = (&p[2..]).into();
    let first = Pose::from(&p[1..]);
    all.iter().map(|q| q.x * q.y).sum::<f64>() + last.x * first.y
}

#[differentiate]
trait Payoff {
    fn value(&self, path: &[f64]) -> f64;
}

#[derive(Differentiable, Clone)]
struct Call {
    strike: f64,
}

#[differentiate]
impl Payoff for Call {
    fn value(&self, path: &[f64]) -> f64 {
        (path.iter().sum::<f64>() - self.strike).sin()
    }
}

#[derive(Differentiable)]
struct Market<'a> {
    spots: &'a [f64],
}

#[differentiate]
impl<'a> Market<'a> {
    fn moved(&self, z: &[f64]) -> Vec<f64> {
        let mut s = self.spots.to_vec();
        for x in z {
            for s in s.iter_mut() {
                *s *= 1.0 + x * x;
            }
        }
        s
    }
}

#[derive(Differentiable, Clone, Default)]
struct Average {
    sum: f64,
    count: usize,
}

#[differentiate]
impl Average {
    fn starting(sum: f64) -> Average {
        Average { sum, count: 1 }
    }
    fn add(&mut self, x: f64) -> f64 {
        self.sum += x;
        self.count += 1;
        self.sum / self.count as f64
    }
}

#[differentiate]
fn priced<P: Payoff>(payoff: &P, market: &Market, z: &[f64], into: &mut Average) -> f64
where
    P: ?Sized,
{
    let path = market.moved(z);
    into.add(payoff.value(&path))
}

#[differentiate]
fn prices(p: &[f64]) -> f64 {
    let market = Market { spots: &p[..2] };
    let call = Call { strike: p[3] };
    let first = priced(&call, &market, &p[2..], &mut Average::starting(p[0]));
    first * priced(&call, &market, &p[1..], &mut Average::default())
}

#[test]
fn have_the_gradients() {
    slices!(@check [0.7, 1.3, -0.4, 0.9] descent refinement table poses prices);
    slices!(@check [-0.6, 0.8, 0.5, 1.9] descent refinement table poses prices);
}
