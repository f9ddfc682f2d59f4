//! Where differentiated functions may stand, and what of theirs is kept.

use super::elsewhere::layers::{self, dense, sigmoid};
use autodiff::differentiate;

#[differentiate]
fn network(w: &[f64], x: &[f64]) -> f64 {
    let mut hidden = [0.0; 2];
    dense(w, x, &mut hidden);
    let mut out = [0.0];
    layers::dense(&hidden, &hidden, &mut out);
    sigmoid(out[0]) + self::layers::sigmoid(x[0])
}

#[test]
fn calls_across_modules_four_deep() {
    let (w, x) = ([0.5, -1.0, 0.25, 2.0], [1.0, -0.5]);
    let (_, gradient) = network::value_and_gradient(&w, &x);
    let both: Vec<f64> = w.iter().chain(&x).copied().collect();
    let numeric = crate::support::gradient_by_differences(&|p| network(&p[..4], &p[4..]), &both);
    let analytic = [gradient.0, gradient.1].concat();
    crate::support::assert_close("network", &both, &analytic, &numeric, 1e-9);
}

/// One import of the function brought its derivative along.
#[test]
fn the_companion_comes_with_the_import() {
    assert_eq!(sigmoid::gradient(0.0), 0.25);
    let (value, cache): (f64, layers::SigmoidCache) = sigmoid::forward(0.0);
    assert_eq!((value, sigmoid::backward(&cache.clone(), 4.0)), (0.5, 1.0));
    assert!(format!("{cache:?}").starts_with("SigmoidCache"));
}

macro_rules! powers {
    ($($name:ident: $real:ty = $n:expr;)*) => {$(
        #[differentiate]
        fn $name(x: $real) -> $real {
            let mut p = 1.0;
            for _ in 0..$n {
                p *= x;
            }
            p
        }
    )*};
}

powers! {
    squared: f64 = 2;
    cubed: f32 = 1 + 2;
}

macro_rules! binary {
    ($name:ident($x:ident, $y:ident) = $body:expr) => {
        #[differentiate]
        fn $name($x: f64, $y: f64) -> f64 {
            let total = $body;
            total * $x
        }
    };
}

binary!(weighted_sum(a, b) = a * 2.0 + b);
// The macro's `total` is not this one.
const TOTAL: f64 = 3.0;
binary!(product_of_constant(total, b) = total * b * TOTAL);

#[test]
fn functions_made_by_macros() {
    assert_eq!(squared::gradient(3.0), 6.0);
    assert_eq!(cubed::gradient(2.0), 12.0);
    assert_eq!(weighted_sum::gradient(3.0, 5.0), (17.0, 3.0));
    assert_eq!(product_of_constant::gradient(2.0, 5.0), (60.0, 12.0));
}

#[test]
fn functions_inside_function_bodies() {
    #[differentiate]
    fn local(x: f64) -> f64 {
        x * x * x
    }

    #[differentiate]
    fn caller(x: f64) -> f64 {
        local(x) * 2.0
    }

    assert_eq!(local::gradient(2.0), 12.0);
    assert_eq!(caller::gradient(2.0), 24.0);
}

type Real = f64;
type Mat3 = [[f64; 3]; 3];
const SIZE: usize = 3;
const HALF: Real = 0.5;
const WEIGHTS: [f64; SIZE] = [1.0, 2.0, 3.0];
static TABLE: Mat3 = [[1.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 3.0]];

#[differentiate]
fn aliased(x: Real, y: Real) -> Real {
    let s: Real = x * y;
    if s > 1.0 { s.sqrt() + HALF } else { HALF * s }
}

#[differentiate]
fn quadratic(m: &Mat3, v: &[f64; SIZE]) -> f64 {
    let mut s = 0.0;
    for i in 0..SIZE {
        for j in 0..SIZE {
            s += (m[i][j] + TABLE[i][j]) * v[i] * v[j] * WEIGHTS[j];
        }
    }
    s
}

#[test]
fn aliases_constants_and_statics() {
    assert_eq!(aliased::gradient(2.0, 8.0), (1.0, 0.25));
    assert_eq!(aliased::gradient(0.5, 0.5), (0.25, 0.25));
    let (dm, dv) = quadratic::gradient(&[[0.0; 3]; 3], &[1.0, 1.0, 2.0]);
    assert_eq!(dm, [[1.0, 2.0, 6.0], [1.0, 2.0, 6.0], [2.0, 4.0, 12.0]]);
    assert_eq!(dv, [2.0, 8.0, 36.0]);
}

#[differentiate]
fn with_items(x: f64) -> f64 {
    use std::f64::consts::TAU;
    const K: f64 = 2.0;
    (TAU * x).sin() * K
}

#[test]
fn items_inside_the_body() {
    assert_eq!(with_items::gradient(0.0), 2.0 * std::f64::consts::TAU);
}

mod taken {
    //! A module of the same name as a function takes the companion's place.
    #![allow(dead_code)]
    pub(super) const SCALE: f64 = 2.0;
}

#[differentiate(companion = taken_gradient)]
fn taken(x: f64) -> f64 {
    taken::SCALE * x * x
}

#[test]
fn a_companion_of_another_name() {
    let (value, cache): (f64, TakenGradientCache) = taken_gradient::forward(3.0);
    assert_eq!((value, taken(3.0)), (18.0, 18.0));
    assert_eq!(taken_gradient::backward(&cache, 1.0), 12.0);
    assert_eq!(taken_gradient::gradient(3.0), 12.0);
}

/// Documentation that links to [`kept()`], and attributes that stay.
#[differentiate]
#[must_use = "it is computed for its value"]
#[inline(never)]
#[allow(non_snake_case, clippy::many_single_char_names)]
#[deny(unused_variables)]
fn kept(X: f64) -> f64 {
    let Y = X * X;
    Y
}

#[test]
fn attributes_are_kept() {
    assert_eq!(kept(3.0), 9.0);
    assert_eq!(kept::gradient(3.0), 6.0);
}

/// A caller that knows nothing of derivatives may use the function as ever.
const fn plain_caller() -> fn(f64) -> f64 {
    kept
}

#[test]
fn the_function_itself_is_untouched() {
    assert_eq!(plain_caller()(2.0), 4.0);
    assert_eq!([1.0, 2.0].map(kept), [1.0, 4.0]);
}

#[differentiate]
const fn constant_function(x: f64) -> f64 {
    x * x
}

#[test]
fn constant_functions_stay_constant() {
    const NINE: f64 = constant_function(3.0);
    assert_eq!((NINE, constant_function::gradient(3.0)), (9.0, 6.0));
}
