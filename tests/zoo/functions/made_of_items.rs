//! Types of the user's that are made of items, or give them: `Sum`, `FromIterator`, `IntoIterator`, and functions
//! that give iterators.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use std::iter::Sum;
use std::ops::{Add, Mul};

#[derive(Differentiable, Clone, Copy, Default, Debug)]
pub struct V2 {
    x: f64,
    y: f64,
}
#[differentiate]
impl Add for V2 {
    type Output = V2;
    fn add(self, o: V2) -> V2 {
        V2 {
            x: self.x + o.x,
            y: self.y + o.y,
        }
    }
}
#[differentiate]
impl Mul<f64> for V2 {
    type Output = V2;
    fn mul(self, k: f64) -> V2 {
        V2 {
            x: self.x * k,
            y: self.y * k,
        }
    }
}
#[differentiate]
impl V2 {
    fn dot(&self, o: &V2) -> f64 {
        self.x * o.x + self.y * o.y
    }
}
#[differentiate]
impl Sum for V2 {
    fn sum<I: Iterator<Item = V2>>(iter: I) -> V2 {
        iter.fold(V2::default(), |a, b| a + b)
    }
}
#[differentiate]
impl<'a> Sum<&'a V2> for V2 {
    fn sum<I: Iterator<Item = &'a V2>>(iter: I) -> Self {
        iter.fold(V2::default(), |a, b| a + *b)
    }
}

#[derive(Differentiable, Clone, Debug)]
pub struct Path {
    points: Vec<V2>,
    closed: bool,
}
#[differentiate]
impl FromIterator<V2> for Path {
    fn from_iter<I: IntoIterator<Item = V2>>(iter: I) -> Self {
        let points: Vec<V2> = iter.into_iter().collect();
        Self {
            points,
            closed: true,
        }
    }
}
#[differentiate]
impl<'a> IntoIterator for &'a Path {
    type Item = &'a V2;
    type IntoIter = std::slice::Iter<'a, V2>;
    fn into_iter(self) -> Self::IntoIter {
        self.points.iter()
    }
}
#[differentiate]
impl IntoIterator for Path {
    type Item = V2;
    type IntoIter = std::vec::IntoIter<V2>;
    fn into_iter(self) -> Self::IntoIter {
        self.points.into_iter()
    }
}
#[differentiate]
impl Path {
    fn sides(&self) -> impl Iterator<Item = f64> + '_ {
        self.points
            .windows(2)
            .map(|w| (w[1].x - w[0].x).hypot(w[1].y - w[0].y))
    }
    fn long<'a>(&'a self, least: f64) -> impl Iterator<Item = (usize, f64)> + 'a {
        self.sides()
            .enumerate()
            .filter(move |(_, side)| *side > least)
    }
    fn length(&self) -> f64 {
        self.sides().sum()
    }
}
/// Made of items of either type.
#[derive(Differentiable, Clone, Debug)]
pub struct Polygon {
    corners: Vec<V2>,
}
#[differentiate]
impl FromIterator<V2> for Polygon {
    fn from_iter<I: IntoIterator<Item = V2>>(iter: I) -> Self {
        let corners = iter.into_iter().collect();
        Polygon { corners }
    }
}
#[differentiate]
impl FromIterator<(f64, f64)> for Polygon {
    fn from_iter<I: IntoIterator<Item = (f64, f64)>>(iter: I) -> Self {
        let corners = iter.into_iter().map(|(x, y)| V2 { x, y }).collect();
        Polygon { corners }
    }
}
#[differentiate]
pub fn window(n: usize) -> impl Iterator<Item = f64> {
    (0..n).map(move |i| 0.5 - 0.5 * (i as f64).cos())
}
#[differentiate]
pub fn scaled<'a>(xs: &'a [f64], by: f64) -> impl Iterator<Item = f64> + 'a {
    xs.iter().map(move |x| x * by)
}
#[differentiate]
pub fn path(a: &[f64]) -> Path {
    (0..4)
        .map(|i| V2 {
            x: a[0] * i as f64,
            y: (a[1] * i as f64).sin(),
        })
        .collect()
}

#[differentiate]
pub fn sums(a: &[f64]) -> f64 {
    let points = [
        V2 { x: a[0], y: a[1] },
        V2 {
            x: 1.0,
            y: a[0] * a[1],
        },
    ];
    let total: V2 = points.iter().map(|p| *p * p.x).sum();
    let plain: V2 = points.iter().sum();
    let again = points.iter().copied().sum::<V2>();
    total.dot(&plain) + again.x
}
#[differentiate]
pub fn collected(a: &[f64]) -> f64 {
    let p = path(a);
    let doubled: Path = p.points.iter().map(|q| *q * a[0]).collect();
    let mut s = p.length() + doubled.length();
    for q in &p {
        s += q.x * q.y;
    }
    for (i, q) in doubled.into_iter().enumerate() {
        s += q.y * i as f64;
    }
    s
}
#[differentiate]
pub fn given(a: &[f64]) -> f64 {
    let p = path(a);
    let long: f64 = p
        .long(0.1)
        .map(|(i, side)| side * side * (i + 1) as f64)
        .sum();
    let mut s = long;
    for (w, x) in window(3).zip(scaled(a, a[1])) {
        s += w * x;
    }
    let most = scaled(a, 2.0).fold(0.0, |m: f64, x| m.max(x));
    s + p.sides().skip(1).sum::<f64>() * most
}
/// The same in a branch in a loop, with names that are in use here.
#[differentiate]
pub fn surrounded(a: &[f64]) -> f64 {
    let (points, side, w) = (a[0] * a[1], 0.5, a[1]);
    let mut total = points;
    for trip in 0..3 {
        if total > side * trip as f64 {
            let p = path(&[a[0] * w, a[1] + total]);
            let both: V2 = p
                .points
                .iter()
                .map(|q| *q * side)
                .chain(p.points.iter().copied())
                .sum();
            total += p.sides().sum::<f64>() * both.x;
        } else {
            let more: Path = [V2 { x: total, y: w }, V2 { x: w, y: a[0] }]
                .into_iter()
                .collect();
            total -= more.long(0.0).map(|(_, side)| side * w).sum::<f64>();
        }
    }
    total * total
}

#[test]
fn have_the_gradients() {
    slices!(@check [0.7, -0.4] sums collected given surrounded);
    slices!(@check [-1.2, 0.3] sums collected given surrounded);
    slices!(@check [1.2, 0.3] sums collected given surrounded);
}
