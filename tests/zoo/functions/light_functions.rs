//! Functions of a few operations on numbers, which loops read as their bodies, beside others of which they do not.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[inline]
#[must_use]
#[autodiff::differentiate]
pub(crate) fn between(a: f64, b: f64, t: f64) -> f64 {
    let i = b - a;
    a + i * t
}

#[differentiate]
fn halved(exp: f64) -> f64 {
    0.5 * exp
}

#[differentiate]
fn leaky(x: f64) -> f64 {
    if x > 0.0 { x } else { 0.01 * x }
}

#[differentiate]
fn huber(x: f64, d: f64) -> f64 {
    if x * x < d * d {
        0.5 * x * x
    } else if x > 0.0 {
        let i = x - 0.5 * d;
        d * i
    } else {
        -d * (x + 0.5 * d)
    }
}

#[differentiate]
fn single(x: f32) -> f32 {
    x.tanh() * x
}

/// Has the slope that it is told, not the one of its body.
#[differentiate(backward = tripled_slope)]
fn tripled(x: f64) -> f64 {
    3.0 * x
}

fn tripled_slope(_x: f64, _result: f64, d: f64) -> f64 {
    7.0 * d
}

mod elsewhere {
    use autodiff::differentiate;

    #[differentiate]
    pub(super) fn squared(x: f64) -> f64 {
        x * x
    }

    /// Another one of the same name stands outside.
    #[differentiate]
    pub(super) fn turned(x: f64) -> f64 {
        x.sin()
    }

    #[differentiate]
    pub(super) fn of_module(a: &[f64]) -> f64 {
        let mut s = 0.0;
        for x in a {
            s += turned(*x);
        }
        s
    }
}
use elsewhere::squared;

#[differentiate]
fn turned(x: f64) -> f64 {
    x.cos()
}

mod outer {
    use super::*;

    #[differentiate]
    pub(super) fn brought_in(a: &[f64]) -> f64 {
        let mut s = 0.0;
        for x in a {
            s += logistic(*x) * squared(*x);
        }
        s
    }
}

#[derive(Clone, Copy, Differentiable)]
struct Scale {
    by: f64,
}

slices! {
    of_elements(a) {
        let mut s = 0.0;
        for i in 0..a.len() { s += logistic(a[i]) * a[i]; }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0], [800.0, -800.0];
    carried_on(a) {
        let mut x = 0.5;
        for y in a {
            x = logistic(x * y);
            x = between(x, halved(x), *y) + x;
        }
        x
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    nested(a) {
        let mut s = 0.0;
        for (i, x) in a.iter().enumerate() {
            let exp = i as f64;
            s += logistic(between(logistic(*x), halved(halved(*x)), exp)) + exp * x;
        }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    in_their_places(a) {
        let mut v = a.to_vec();
        for i in 1..v.len() {
            v[i] = between(v[i - 1], v[i], a[i]);
            v[i - 1] *= logistic(v[i]);
        }
        let mut s = 0.0;
        for x in &v { s += x * x; }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    in_an_iterator(a) {
        a.iter().map(|x| logistic(*x)).zip(a).map(|(x, t)| between(x, *t, 0.25)).sum::<f64>()
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    in_branches(a) {
        let mut s = 1.0;
        for x in a {
            if logistic(*x) > 0.5 { s *= between(s, *x, 0.5); }
            if *x > 1.5 { break; }
            s += if *x < 0.0 { logistic(s) } else { halved(s) };
        }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0], [2.0, 1.0];
    while_it_lasts(a) {
        let (mut x, mut n) = (a[0], 0);
        while logistic(x) < 0.9 && n < 20 {
            x += halved(logistic(x)) * a[1] * a[1] + 0.1;
            n += 1;
        }
        x * a[1]
    } at [0.5, -0.75], [1.0, 2.0], [-3.0, 0.3];
    hidden_by_a_closure(a) {
        let halved = |x: f64| x * x * x;
        let mut s = 0.0;
        for x in a { s += halved(*x); }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    of_other_modules(a) {
        let mut s = elsewhere::of_module(a) * outer::brought_in(a);
        for x in a { s += squared(*x) * elsewhere::turned(*x) * turned(*x); }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    of_fields(a) {
        let scales = [Scale { by: a[0] }, Scale { by: a[1] }];
        let mut s = 0.0;
        for scale in &scales { s += logistic(scale.by) * between(scale.by, s, scale.by); }
        s
    } at [0.5, -0.75], [1.0, 2.0];
    of_branches(a) {
        let mut v = a.to_vec();
        for k in 0..3 {
            for i in 0..v.len() { v[i] = huber(v[i] * a[i] - k as f64, 0.5) + leaky(v[i]) * a[1]; }
        }
        let mut s = 0.0;
        for x in &v {
            if leaky(*x) < 0.3 { s += leaky(*x) * leaky(-x); }
            if huber(*x, s) > 9.0 { break; }
            s += x;
        }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0], [0.3, 3.0];
    greatest_of_branches(a) {
        let mut s = leaky(a[0]);
        for x in a { s = s.max(leaky(*x)) + huber(s, leaky(*x) + 2.0); }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    changed_between_arguments(a) {
        let mut v = a.to_vec();
        let mut s = 0.5;
        for i in 0..v.len() {
            s += between(v[i], { v[i] *= 2.0; v[i] }, halved(v[i]));
            s = between(s, { s = s * a[0]; s }, { v[i] += s; s }) + v[i];
        }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    no_iterations(a) {
        let mut s = a[0];
        for i in 0..a.len() - a.len() { s += logistic(a[i + 7]) * a[i]; }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    outside_of_loops(a) {
        logistic(a[0]) * between(a[0], a[1], logistic(a[1]))
    } at [0.5, -0.75], [1.0, 2.0];
}

#[differentiate]
fn with_its_own_slope(a: &[f64]) -> f64 {
    let mut s = 0.0;
    for x in a {
        s += tripled(*x);
    }
    s
}

#[differentiate]
fn of_single_precision(a: &[f32]) -> f32 {
    let mut s = 0.0;
    for x in a {
        s += single(*x);
    }
    s
}

macro_rules! both_ways {
    ($($name:ident { $($without:tt)* })*) => {$(
        #[differentiate($($without)*)]
        fn $name(a: &[f64], rate: f64) -> f64 {
            let mut state = 0.25;
            for x in a {
                state = between(state, logistic(*x * rate), halved(rate));
            }
            state
        }
    )*};
}
both_ways! { read {} called { without(inline) } }

#[test]
fn a_slope_that_is_told_is_taken() {
    assert_eq!(with_its_own_slope::gradient(&[0.5, 2.0]), [7.0, 7.0]);
}

#[test]
fn numbers_are_the_same_for_calls() {
    let a = [0.5, -0.75, 1.25];
    let (value, (d_a, d_rate)) = read::value_and_gradient(&a, 0.75);
    let (same, (d_a_called, d_rate_called)) = called::value_and_gradient(&a, 0.75);
    assert_eq!(value, same);
    approx::assert_relative_eq!(d_rate, d_rate_called, max_relative = 1e-14);
    approx::assert_relative_eq!(&d_a[..], &d_a_called[..], max_relative = 1e-14);
}

#[test]
fn single_precision() {
    let slope = |x: f32| x.tanh() + x * (1.0 - x.tanh() * x.tanh());
    let gradient = of_single_precision::gradient(&[0.5, -2.0]);
    approx::assert_relative_eq!(
        &gradient[..],
        &[slope(0.5), slope(-2.0)][..],
        epsilon = 1e-6
    );
}
