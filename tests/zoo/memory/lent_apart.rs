//! Elements and parts of one list that are lent to one call at once, some of them to be written.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Clone, Copy, Differentiable)]
struct Body {
    p: f64,
    v: f64,
}

#[differentiate]
fn pull(a: &mut Body, b: &mut Body) {
    let d = a.p - b.p;
    a.v += 0.1 * d * d;
    b.v = (b.v - d * a.v).sin();
    a.p = (a.p + b.v).cos();
}

#[differentiate]
fn mix(a: &mut f64, b: &mut [f64]) {
    *a *= b[0];
    b[1] += a.sin();
}

#[differentiate]
fn rows(a: &mut [f64], b: &mut [Vec<f64>]) {
    a[0] *= b[0][1];
    b[0][0] += a[1] * a[0];
}

#[differentiate]
fn three(a: &Body, b: &mut Body, rest: &mut [Body]) {
    b.v += 0.1 * (a.p + 1.0) * a.p;
    b.p += (a.p + rest[0].v).sin();
    rest[0].p *= b.p;
}

#[differentiate]
fn bodies(a: &[f64], scale: f64) -> Vec<Body> {
    a.iter()
        .map(|x| Body {
            p: *x,
            v: scale * x,
        })
        .collect()
}

#[differentiate]
fn state(bodies: &[Body]) -> f64 {
    bodies
        .iter()
        .enumerate()
        .map(|(i, b)| (b.p + i as f64).sin() * b.v.cos())
        .sum()
}

slices! {
    first_and_rest(a) {
        let mut b = a.to_vec();
        let (first, rest) = b.split_first_mut().unwrap();
        mix(first, rest);
        let (last, rest) = b.split_last_mut().unwrap();
        mix(last, rest);
        if let [first, second, rest @ ..] = &mut b[..] {
            mix(second, rest);
            std::mem::swap(first, &mut rest[0]);
        }
        b[0] * b[1] + b[2] * b[3]
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    of_lists(a) {
        let mut b = vec![a[..2].to_vec(), a[1..3].to_vec(), a[2..].to_vec()];
        for i in 0..3 {
            let (top, rest) = b.split_first_mut().unwrap();
            rows(top, rest);
            if i != 1 {
                std::mem::swap(top, &mut rest[i / 2]);
            }
            let (bottom, rest) = b.split_last_mut().unwrap();
            rows(bottom, rest);
        }
        b[0][0] * b[1][0] + b[2][0] * b[0][1]
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    in_loops(a) {
        let mut b = bodies(a, a[1]);
        for i in 0..4 {
            let (before, behind) = b.split_at_mut(i);
            for c in before.iter_mut() { for d in behind.iter_mut() { pull(c, d); } }
            if let Some((first, rest)) = b.split_first_mut() { for r in rest { pull(first, r); } }
            if let Some((last, rest)) = b.split_last_mut() { for r in rest { pull(r, last); } }
        }
        let [first, .., last] = &mut b[..] else { return a[0] };
        pull(first, last);
        state(&b)
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    three_at_once(a) {
        let mut b = bodies(a, 2.0);
        for i in 0..3 {
            if let [one, two, rest @ ..] = &mut b[..] {
                three(one, two, rest);
                if i > 0 { three(two, one, rest); }
            }
            let [one, middle @ .., last] = &mut b[..] else { return 0.0 };
            three(one, last, middle);
            three(&middle[0], one, &mut [*last]);
        }
        state(&b)
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    /// What is only read may be the same twice.
    read_twice(a) {
        let mut b = bodies(a, 0.5);
        let (left, right) = b.split_at_mut(2);
        for i in 0..2 { for j in 0..2 {
            three(&left[i], &mut right[j], &mut [left[i], left[j]]);
            let same = left[j];
            three(&same, &mut left[i], &mut right[j..]);
        } }
        state(&b)
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];
}
