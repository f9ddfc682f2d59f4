//! Empty lists of which only the result of the function says what they hold.

use crate::support::slices;
use autodiff::differentiate;

#[differentiate]
fn step(x: f64, h: &[f64]) -> Vec<f64> {
    h.iter().map(|h| (h + x).tanh()).collect()
}

#[differentiate]
fn run(xs: &[f64], n: usize) -> Vec<Vec<f64>> {
    let mut h = vec![0.1; n];
    let mut all = vec![];
    for x in xs {
        h = step(*x, &h);
        all.push(h.clone());
    }
    all
}

#[differentiate]
fn with_count(xs: &[f64]) -> (Vec<Vec<f64>>, usize) {
    let all = vec![1.0, 2.0];
    let start = all[1];
    let mut all = Vec::with_capacity(xs.len());
    for x in xs {
        all.push(step(*x * start, xs));
    }
    (all, xs.len())
}

#[differentiate]
fn over(items: &mut impl Iterator<Item = f64>, h: &[f64]) -> Vec<Vec<f64>> {
    let mut all = Vec::new();
    for x in items {
        all.push(step(x, h));
    }
    all
}

#[differentiate]
fn read_as_body(x: &[f64]) -> f64 {
    let mut items = x.iter().map(|x| x * x);
    over(&mut items, x).iter().map(|row| row[0] * row[1]).sum()
}

slices! {
    loops(x) { run(x, 2).iter().map(|h| h[0] * h[1]).sum::<f64>() } at [0.3, 0.7];
    none(x) { run(&x[2..], 2).len() as f64 * x[0] + x[1] } at [0.3, 0.7];
    in_tuples(x) { let (all, n) = with_count(x); all[1][0] * n as f64 + all[0][1] } at [0.3, 0.7];
    bodies(x) { read_as_body(x) } at [0.3, 0.7];
}
