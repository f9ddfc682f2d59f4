//! Functions that are generic over what is added and scaled, in lists and behind references.

use super::phases::{Phase, phase};
use crate::support::scalars;
use autodiff::differentiate;
use nalgebra::Vector2;
use num_traits::{Float, Zero};
use std::ops::{Add, Div, Mul, MulAssign, Neg, Sub, SubAssign};

#[differentiate]
fn mean<S: Copy + Default + Add<Output = S> + Div<f64, Output = S>>(items: &[S]) -> S {
    let mut sum = S::default();
    for item in items {
        sum = sum + *item;
    }
    sum / items.len() as f64
}

#[differentiate]
fn doubled<S: Zero + Copy + Mul<f64, Output = S>>(items: &[S]) -> S {
    let mut sum = S::zero();
    for item in items {
        sum = sum + *item * 2.0;
    }
    sum
}

/// It is only added.
#[differentiate]
fn alternating<S: Copy + Add<Output = S> + Sub<Output = S> + Neg<Output = S>>(items: &[S]) -> S {
    let mut sum = -items[0];
    for i in 1..items.len() {
        if i % 2 == 0 {
            sum = sum + items[i];
        } else {
            sum = sum - items[i];
        }
    }
    sum
}

/// What scales it is a type parameter, too.
#[differentiate]
fn mix<T: Float, S: Copy + Add<Output = S> + Mul<T, Output = S>>(a: S, b: S, t: T) -> S {
    a * (T::one() - t) + b * t
}

#[differentiate]
fn relax<S: Copy + MulAssign<f64> + SubAssign + Add<Output = S>>(items: &mut [S], by: f64) {
    for i in 1..items.len() {
        items[i] *= by;
        let before = items[i - 1];
        items[i] -= before;
        items[i] = items[i] + before + before;
    }
}

#[differentiate]
fn path<S: Copy + Add<Output = S> + Mul<f64, Output = S>>(
    f: impl Fn(S) -> S,
    y0: S,
    h: f64,
    steps: usize,
) -> Vec<S> {
    let mut all = vec![y0];
    for i in 0..steps {
        let y = all[i];
        all.push(y + f(y) * h);
    }
    all
}

#[differentiate]
fn of_references<S>(a: &S, b: &S, h: f64) -> S
where
    for<'a> &'a S: Add<&'a S, Output = S> + Mul<f64, Output = S>,
{
    &(a + b) + &(b * h)
}

/// It cannot be copied.
#[differentiate]
fn cloned<S: Clone + Add<Output = S> + Mul<f64, Output = S>>(
    f: impl Fn(&S) -> S,
    y0: &S,
    h: f64,
    steps: usize,
) -> S {
    let mut y = y0.clone();
    for _ in 0..steps {
        let k = f(&y);
        y = y.clone() + (k.clone() + f(&(y + k * h))) * (h / 2.0);
    }
    y
}

/// A method of the user's beside the operators.
#[differentiate]
trait Norm {
    fn norm2(&self) -> f64;
}

#[differentiate]
impl Norm for Phase {
    fn norm2(&self) -> f64 {
        self.x * self.x + self.v * self.v
    }
}

#[differentiate]
fn energy<S: Norm + Copy + Add<Output = S> + Mul<f64, Output = S>>(xs: &[S], w: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..xs.len() {
        let between = xs[i] + xs[i - 1] * w[i];
        if w[i] > 0.5 {
            sum += between.norm2();
        } else {
            sum -= xs[i].norm2().sin();
        }
    }
    sum
}

scalars! {
    lists(x: f64, y: f64) {
        let items = [phase(x, y), phase(y * y, x), phase(x * y, 1.0)];
        let (a, b) = (mean(&items), alternating(&items));
        let c = mix(a, b, x);
        a.x * b.v + c.x * c.v + mean(&[x, y, x * y]) * alternating(&[y, x, x]) + doubled(&[x, y * x])
    } at (0.75, 1.5), (0.25, -0.5);

    changed_lists(x: f64, y: f64) {
        let mut items = vec![phase(x, y), phase(y * y, x), phase(x * y, 1.0)];
        relax(&mut items, y);
        let mut numbers = [x, y, x * y];
        relax(&mut numbers, x);
        items[1].x * items[2].v + items[2].x + numbers[1] * numbers[2]
    } at (0.75, 1.5), (0.25, -0.5);

    references(x: f64, y: f64) {
        let a = of_references(&phase(x, y), &phase(y, x * y), x);
        a.x * a.v + of_references(&x, &y, x * y)
    } at (0.75, 1.5), (0.25, -0.5);

    clones_and_matrices(x: f64, y: f64) {
        let a = cloned(|s: &Phase| phase(s.v, -y * s.x), &phase(x, y), 0.25, 2);
        let b = cloned(|s: &Vector2<f64>| Vector2::new(s[1], -y * s[0]), &Vector2::new(x, y), 0.25, 2);
        a.x * b[1] + a.v * b[0]
    } at (0.75, 1.5), (0.25, -0.5);

    methods_beside_operators(x: f64, y: f64) {
        energy(&[phase(x, y), phase(y, x * x), phase(x * y, 0.5)], &[1.0, x, y])
    } at (0.75, 1.5), (0.25, -0.5);

    paths(x: f64, y: f64) {
        let all = path(|s: Phase| phase(s.v, -y * s.x), phase(x, y), 0.25, 3);
        all[3].x * all[2].v + path(|s: f64| y * s.cos(), x, 0.25, 2)[2]
    } at (0.75, 1.5), (0.25, -0.5);
}

#[test]
fn into_buffers_and_with_a_cache() {
    let (xs, w) = ([phase(0.5, 1.0), phase(-0.5, 2.0)], [1.0, 0.75]);
    let (d_xs, d_w) = energy::gradient(&xs, &w);
    let mut buffers = (autodiff::zero_gradient(&xs), [0.0; 2]);
    let mut cache = autodiff::Record::new();
    for _ in 0..2 {
        let (into_xs, into_w) = (&mut buffers.0, &mut buffers.1);
        let value = energy::value_and_gradient_with(&mut cache, &xs, into_xs, &w, into_w);
        assert_eq!(value, energy(&xs, &w));
        assert_eq!(
            (buffers.0.to_vec(), buffers.1.to_vec()),
            (d_xs.clone(), d_w.clone())
        );
    }
    let mut again = (autodiff::zero_gradient(&xs), [0.0; 2]);
    energy::value_and_gradient_into(&xs, &mut again.0, &w, &mut again.1);
    assert_eq!(again, buffers);
}
