//! `take` of an `Option` of a `Vec` in loops that may end with what was taken.

use autodiff::differentiate;

#[differentiate]
fn grown(x: &[f64]) -> Vec<f64> {
    let mut open: Option<Vec<f64>> = None;
    for i in 0..x.len() {
        let new = match open.take() {
            Some(mut before) => {
                before.push(x[i] * before[0]);
                before
            }
            None => vec![x[i]],
        };
        if i == 2 {
            return new;
        }
        open = Some(new);
    }
    vec![x[0]]
}

#[differentiate]
fn handed_out(x: &[f64], at: usize) -> Option<Vec<f64>> {
    let mut open: Option<Vec<f64>> = None;
    for i in 0..x.len() {
        if i == at {
            return open.take();
        }
        open = Some(vec![x[i].sin(), x[i]]);
    }
    open
}

#[differentiate]
fn until_empty(x: &[f64]) -> f64 {
    let mut open: Option<Vec<f64>> = Some(x.to_vec());
    let mut rounds = 0;
    loop {
        let Some(items) = open.take() else {
            return x[0];
        };
        rounds += 1;
        if rounds > 2 {
            return items.iter().sum();
        }
        open = Some(items.iter().map(|x| x * x).collect());
    }
}

#[differentiate]
fn left_by_value(x: &[f64]) -> f64 {
    let mut open: Option<Vec<f64>> = None;
    let mut s = 0.0;
    for i in 0..x.len() {
        if let Some(items) = open.take() {
            s += items[0] * x[i];
            if i > 1 {
                return s;
            }
        }
        let rest = open.take().unwrap_or_default();
        open = Some(vec![x[i] * x[i] + rest.len() as f64]);
    }
    s
}

#[differentiate]
fn all(x: &[f64]) -> f64 {
    let mut s = grown(x)[1] + until_empty(x) * left_by_value(x);
    for at in 0..4 {
        if let Some(found) = handed_out(x, at) {
            s += found[0] * found[1] * at as f64;
        }
    }
    s
}

crate::support::whole_functions! { until_empty left_by_value all }
