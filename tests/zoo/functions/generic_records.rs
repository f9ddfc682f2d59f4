//! Records of functions that are generic over numbers and over a trait: copies of slices and the caches of callees.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use num_traits::Float;

#[differentiate]
pub trait Slope<T: Float> {
    fn slope(&self, t: T, y: &[T], i: usize) -> T;
}

#[derive(Differentiable, Clone)]
pub struct Decay<T> {
    rate: T,
}

#[differentiate]
impl<T: Float> Slope<T> for Decay<T> {
    fn slope(&self, t: T, y: &[T], i: usize) -> T {
        (t * y[i]).sin() - self.rate * y[i] * y[0]
    }
}

#[differentiate]
pub fn step<T: Float, S: Slope<T>>(s: &S, t: T, y: &[T], h: T) -> Vec<T> {
    let mut out = y.to_vec();
    for i in 0..y.len() {
        out[i] = y[i] + h * s.slope(t, y, i);
    }
    out
}

#[differentiate]
pub fn integrate<T: Float, S: Slope<T>>(s: &S, y0: &[T], h: T) -> Vec<T> {
    let mut y = y0.to_vec();
    let mut t = T::zero();
    let mut steps = 0;
    while steps < 5 {
        steps += 1;
        let candidate = step(s, t, &y, h);
        if candidate[0] < T::from(4.0).unwrap() {
            t = t + h;
            y = candidate;
        }
    }
    y
}

slices! {
    integrated(a) {
        let y = integrate(&Decay { rate: a[0] }, a, 0.25 * a[1]);
        y[0] * y[1]
    } at [0.5, 0.75], [0.25, -0.5, 0.5];
}
