//! Arguments that are iterators, by value and over references.

use crate::support::slices;
use autodiff::differentiate;
use num_traits::Float;

#[differentiate]
fn log_sum_exp<I: Iterator<Item = f64>>(it: I) -> f64 {
    let v: Vec<f64> = it.collect();
    let m = v.iter().cloned().fold(f64::NEG_INFINITY, f64::max);
    m + v.iter().map(|x| (x - m).exp()).sum::<f64>().ln()
}

#[differentiate]
fn scaled_squares(it: impl Iterator<Item = f64>, k: f64) -> f64 {
    let mut s = 0.0;
    for x in it {
        s += x * x * k;
    }
    s
}

#[differentiate]
fn moments<'a>(it: impl Iterator<Item = &'a f64> + Clone) -> f64 {
    it.clone().map(|x| x * x).sum::<f64>() * it.map(|x| *x).sum::<f64>()
}

#[differentiate]
fn centroid<'a>(points: impl ExactSizeIterator<Item = &'a [f64; 2]>, k: usize) -> [f64; 2] {
    let mut s = [0.0; 2];
    let mut n = 0.0;
    for p in points {
        s[0] += p[0];
        s[1] += p[1] * p[k];
        n += 1.0;
    }
    [s[0] / n, s[1] / n]
}

#[differentiate]
fn generic<T, I>(it: I) -> T
where
    T: Float,
    I: Iterator<Item = T>,
{
    let mut s = T::zero();
    for x in it {
        s = s + x * x;
    }
    s
}

#[differentiate]
fn stepped(mut it: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (a, b) = it.next().unwrap_or((0.0, 0.0));
    let mut s = a * b;
    for (i, (x, y)) in it.enumerate() {
        s += x * y * i as f64 * a;
    }
    s
}

/// Nothing is differentiated of the call.
#[differentiate]
fn constant(n: usize, x: f64) -> f64 {
    scaled_squares((0..n).map(|i| i as f64), 2.0) * x
}

slices! {
    values(a) {
        let mut s = scaled_squares(a.iter().copied().skip(1), a[0]) + constant(3, a[1]);
        for i in 0..2 {
            s += log_sum_exp((0..2).map(|j| a[j] * a[i]));
        }
        s + generic(a.to_vec().into_iter())
    } at [1.5, -0.75], [-0.5, 0.25];

    references_and_pairs(a) {
        let points = [[a[0], a[1]], [a[1], 0.5]];
        let c = centroid(points.iter(), 1);
        moments(a.iter()) + c[0] * c[1] + stepped(a.iter().zip(c.iter()).map(|(x, y)| (*x, *y)))
    } at [1.5, -0.75], [-0.5, 0.25];
}

#[differentiate]
fn row(it: &mut std::slice::Iter<'_, f64>, n: usize) -> Vec<f64> {
    it.by_ref().take(n).map(|x| x * x).collect()
}

#[differentiate]
fn rows(p: &[f64]) -> f64 {
    let mut it = p.iter();
    let (first, second) = (row(&mut it, 2), row(&mut it, 1));
    let rest = it.next().copied().unwrap_or(p[0]);
    first[0] * first[1] + second[0] * rest
}

mod lent_by_their_names {
    use super::rows;
    crate::support::whole_functions! { rows }
}

#[test]
fn called_by_hand() {
    let gradient = scaled_squares::gradient(vec![1.0, 2.0], 3.0);
    assert_eq!(gradient, (vec![6.0, 12.0], 5.0));
}
