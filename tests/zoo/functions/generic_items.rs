//! Generic functions of other shapes: bounds of all kinds, parameters by value and `&mut`, const
//! parameters, generic structs, and calls between generic and concrete functions.

use crate::support::{Subject, assert_close, gradient_by_differences};
use autodiff::{Differentiable, differentiate};
use num_traits::{Float, FloatConst, Num, NumAssign};
use std::fmt::Debug;
use std::iter::Sum;
use std::ops::{Add, Mul};

/// A trait of the user's own.
trait Real: Float + NumAssign + FloatConst + Sum + Debug + 'static {
    fn half() -> Self {
        Self::from(0.5).unwrap()
    }
    fn lit(x: f64) -> Self {
        Self::from(x).unwrap()
    }
}
impl Real for f32 {}
impl Real for f64 {}

#[differentiate]
fn own_trait<T: Real>(x: &[T]) -> T {
    let mut total = T::half();
    for &xi in x {
        let scale = T::lit(1.5);
        total += (xi * T::half()).sin() * scale * xi;
        total *= T::lit(0.9) + T::half() * xi;
    }
    total
}

#[differentiate]
fn operators_only<T: Copy + Add<Output = T> + Mul<Output = T>>(x: &[T], y: T) -> T {
    let mut total = y;
    for i in 0..x.len() {
        total = total * x[i] + y * x[i];
    }
    total
}

#[differentiate]
fn anonymous(x: &[impl Float + Into<f64>], y: impl Float + Into<f64>) -> f64 {
    let mut total = 0.0;
    for &xi in x {
        total += (xi * xi).to_f64().unwrap() * f64::from(y.to_f64().unwrap()).sin();
    }
    total
}

#[differentiate]
fn sigmoid<T: Float>(x: T) -> T {
    T::one() / (T::one() + (-x).exp())
}

#[differentiate]
fn scale_in_place<T: Float + NumAssign>(x: &mut [T], by: T) {
    for xi in x.iter_mut() {
        *xi *= sigmoid(by) + by;
    }
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct V2<T> {
    x: T,
    y: T,
}

#[differentiate]
impl<T: Float> Mul<T> for V2<T> {
    type Output = Self;
    fn mul(self, k: T) -> Self {
        V2 {
            x: self.x * k,
            y: self.y * k,
        }
    }
}

#[differentiate]
impl<T: Float> Add for V2<T> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        V2 {
            x: self.x + other.x,
            y: self.y + other.y,
        }
    }
}

#[differentiate]
fn pulls<T: Float>(at: &[V2<T>], strength: T) -> Vec<V2<T>> {
    at.iter()
        .map(|&p| p * (-strength / (p.x * p.x + p.y * p.y + T::one())))
        .collect()
}

#[differentiate]
fn pull<T: Float>(at: V2<T>, strength: T) -> V2<T> {
    at * (strength / (at.x * at.x + T::one()))
}

/// The definitions say of what the lists are that generic functions give.
#[differentiate]
pub fn pulled(p: &[f64]) -> f64 {
    let mut at = vec![V2 { x: p[0], y: 0.2 }, V2 { x: -0.7, y: p[1] }];
    for _ in 0..3 {
        let forces = pulls(&at, p[2]);
        for k in 0..2 {
            let more = pull(at[k], p[2]);
            at[k] = at[k] + forces[k] * 0.1 + more * p[0];
        }
    }
    at[0].x * at[1].y
}

#[test]
fn lists_of_generic_structs_are_known_by_their_definitions() {
    let p = [0.5, 1.25, 0.75];
    let expected = gradient_by_differences(&|p| pulled(p), &p);
    assert_close("pulled", &p, &pulled::gradient(&p), &expected, 1e-8);
}

#[differentiate]
fn layered<T: Float + NumAssign + Sum>(x: &[T]) -> T {
    let mut hidden = x.to_vec();
    scale_in_place(&mut hidden, x[1]);
    hidden.iter().copied().map(sigmoid).sum::<T>()
        + hidden.iter().map(|&h| sigmoid::<T>(h * h)).sum()
}

#[differentiate]
fn inner_product<T: Float, const R: usize, const C: usize>(a: &[[T; C]; R], b: &[[T; C]; R]) -> T {
    let mut s = T::zero();
    for i in 0..R {
        for j in 0..C {
            s = s + a[i][j] * b[i][j];
        }
    }
    s.sqrt()
}

#[differentiate]
fn matrices<'a, T: Float + Num + 'a>(x: &'a [T]) -> T {
    let a = [[x[0], x[1], x[0]], [x[1], x[1], x[0] * x[1]]];
    let b = [[x[1]; 3]; 2];
    inner_product(&a, &a) * x[0] + inner_product(&a, &b).powi(2)
}

#[differentiate]
fn mean_of<T: Float, const N: usize>(x: [T; N]) -> T {
    let mut s = T::zero();
    for xi in x {
        s = s + xi.tanh();
    }
    s / T::from(N).unwrap()
}

#[differentiate]
fn of_arrays<T: Float>(x: &[T]) -> T {
    mean_of([x[0], x[1], x[0] * x[1]]) * mean_of([x[1]])
}

#[differentiate]
fn pair<T: Float>(x: T, y: T) -> (T, [T; 2]) {
    (x * y, [x.sin(), y.cos()])
}

#[differentiate]
fn of_pairs<T: Float>(x: &[T]) -> T {
    let (product, [sine, cosine]) = pair(x[0], x[1]);
    product * sine + cosine
}

#[differentiate]
fn power<T: Float>(x: T, n: u32) -> T {
    if n == 0 {
        T::one()
    } else if n % 2 == 1 {
        x * power(x, n - 1)
    } else {
        let half = power::<T>(x, n / 2);
        half * half
    }
}

#[differentiate]
fn of_powers<T: Float>(x: &[T]) -> T {
    power(x[0], 5) * x[1] + power(x[1], 2)
}

#[differentiate]
fn concrete(x: &[f64]) -> f64 {
    let (product, parts) = pair(x[0], x[1]);
    let array = [x[0], x[1], product];
    layered(&array)
        + layered::<f64>(x) * own_trait(&parts)
        + mean_of([parts[0]])
        + operators_only(x, 2.0)
}

#[derive(Differentiable, Clone, Debug)]
struct Params<T: Float> {
    weights: Vec<T>,
    bias: T,
}

#[differentiate]
fn linear<T: Float + Sum>(params: &Params<T>, x: &[T]) -> T {
    let dot = params
        .weights
        .iter()
        .zip(x)
        .map(|(&w, &xi)| w * xi)
        .sum::<T>();
    (dot + params.bias).tanh() + params.bias.powi(2)
}

#[differentiate]
fn network<T: Float + Sum>(params: &Params<T>, x: &[T]) -> T {
    linear(params, x) * params.bias + linear::<T>(params, x).exp()
}

#[differentiate]
fn of_params(x: &[f64]) -> f64 {
    let params: Params<f64> = Params {
        weights: x.to_vec(),
        bias: x[0] * x[1],
    };
    network(&params, x) + params.bias
}

macro_rules! check_slices {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            for point in [[0.5, -1.25], [1.5, 0.75]] {
                Subject {
                    name: stringify!($name),
                    plain: &|x| vec![super::$name(x)],
                    derived: &|x, seeds| {
                        let (value, cache) = super::$name::forward(x);
                        let (fused, gradient) = super::$name::value_and_gradient(x);
                        assert_eq!(fused.to_bits(), value.to_bits());
                        let backward = |seed: &Vec<f64>| {
                            let mut adjoint = vec![0.0; x.len()];
                            super::$name::backward(&cache, x, &mut adjoint, seed[0]);
                            adjoint
                        };
                        assert_close(stringify!($name), x, &gradient, &backward(&vec![1.0]), 1e-12);
                        (vec![value], seeds.iter().map(backward).collect())
                    },
                }
                .check(&point);
            }
        }
    )*};
}

mod gradients {
    use super::*;

    check_slices!(own_trait layered matrices of_arrays of_pairs of_powers concrete of_params);

    #[test]
    fn of_several_parameters() {
        let (x, y) = ([0.5, -1.25], 0.75);
        let (d_x, d_y) = operators_only::gradient(&x, y);
        let expected =
            gradient_by_differences(&|p| super::operators_only(&p[..2], p[2]), &[x[0], x[1], y]);
        assert_close(
            "operators_only",
            &x,
            &[d_x[0], d_x[1], d_y],
            &expected,
            1e-8,
        );
        let (d_x, d_y) = anonymous::gradient(&x, y);
        let expected =
            gradient_by_differences(&|p| super::anonymous(&p[..2], p[2]), &[x[0], x[1], y]);
        assert_close("anonymous", &x, &[d_x[0], d_x[1], d_y], &expected, 1e-8);
        let (d_x, d_y) = anonymous::gradient(&x.map(|x| x as f32), y);
        let (_, _): (&Vec<f32>, f64) = (&d_x, d_y);
        assert_close(
            "anonymous",
            &x,
            &[d_x[0] as f64, d_x[1] as f64, d_y],
            &expected,
            1e-6,
        );
    }

    #[test]
    fn of_a_generic_struct() {
        let params = |p: &[f64]| Params {
            weights: p[..2].to_vec(),
            bias: p[2],
        };
        let (p, x) = ([0.5, -1.25, 0.25], [0.75, 0.3]);
        let (d_params, d_x) = network::gradient(&params(&p), &x);
        let expected = gradient_by_differences(&|p| super::network(&params(p), &x), &p);
        let got = [d_params.weights[0], d_params.weights[1], d_params.bias];
        assert_close("network", &p, &got, &expected, 1e-8);
        let expected = gradient_by_differences(&|x| super::network(&params(&p), x), &x);
        assert_close("network", &x, &d_x, &expected, 1e-8);
        let single = Params {
            weights: vec![0.5f32, -1.25],
            bias: 0.25,
        };
        let (d_single, _) = network::gradient(&single, &x.map(|x| x as f32));
        assert_close(
            "network",
            &p,
            &[d_single.bias as f64],
            &[d_params.bias],
            1e-5,
        );
    }

    #[test]
    fn of_memory_in_place() {
        let (x, by) = ([0.5f32, -1.25], 0.75f32);
        let mut y = x;
        let ((), cache) = scale_in_place::forward(&mut y, by);
        let mut d = [1.0f32, 2.0];
        let d_by = scale_in_place::backward(&cache, &mut d);
        let scaled = |by: f64| {
            let mut x = x.map(|x| x as f64);
            super::scale_in_place(&mut x, by);
            x[0] + 2.0 * x[1]
        };
        let expected = gradient_by_differences(&|by| scaled(by[0]), &[by as f64]);
        assert_close("scale_in_place", &[], &[d_by as f64], &expected, 1e-6);
    }
}
