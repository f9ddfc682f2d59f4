//! Functions whose kind of float only the result tells: `literal::<T>(x)`, `literal(0.5)`, in the same module, in another
//! one, and without an argument that holds floats.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use num_traits::{Float, FromPrimitive};

trait Real: Float + FromPrimitive {}
impl Real for f64 {}
impl Real for f32 {}

#[differentiate]
fn literal<T: Real>(x: f64) -> T {
    T::from_f64(x).unwrap()
}

fn integer<T: Float>(n: i32) -> T {
    T::from(n).unwrap()
}

#[differentiate]
fn also_integer<T: Float>(n: i32) -> T {
    T::from(n).unwrap()
}

#[differentiate]
fn multiples<T: Real>(x: f64, n: usize) -> [T; 2] {
    let mut out = [T::zero(); 2];
    for (i, item) in out.iter_mut().enumerate() {
        *item = T::from_f64(x + i as f64).unwrap() * T::from_usize(n).unwrap();
    }
    out
}

mod elsewhere {
    use autodiff::differentiate;
    use num_traits::{Float, FromPrimitive};

    #[differentiate]
    pub fn half<T: Float + FromPrimitive>(x: f64) -> T {
        let half = x * 0.5;
        T::from_f64(half).unwrap()
    }
}
use elsewhere::half;

#[differentiate]
mod inside {
    use num_traits::Float;

    pub fn literal<T: Float>(x: f64) -> T {
        if x < 0.0 {
            return T::from(-x * x).unwrap();
        }
        T::from(x).unwrap()
    }

    pub fn one<T: Float>() -> T {
        T::one()
    }

    pub fn series<T: Float>(x: T) -> T {
        let mut sum: T = one();
        for k in 1..4 {
            sum = sum * literal(0.5 - k as f64) + x.powi(k) * one::<T>();
        }
        sum
    }
}

#[derive(Clone, Copy, Differentiable)]
struct Scale<T> {
    by: T,
}

#[differentiate]
impl<T: Real> Scale<T> {
    fn apply(&self, x: T) -> T {
        let two: T = literal(2.0);
        let three = literal::<T>(3.0);
        self.by * x * two + three * x.powi(2) + literal(0.5)
    }
}

#[differentiate]
fn of_parameter<T: Real>(x: T, y: T) -> T {
    let [a, b]: [T; 2] = multiples(1.5, 2);
    let mut sum: T = literal(0.0);
    for i in 0..3 {
        if x > literal(0.2) {
            sum = sum + literal::<T>(1.0 + i as f64) * x * y * a;
        } else {
            sum = sum - y * integer(2) * b * also_integer(3);
        }
    }
    sum + half::<T>(0.3) * x + y * half(0.7)
}

#[differentiate]
fn single(x: f32) -> f32 {
    let weight: f32 = literal(1.25);
    of_parameter(x, 0.5) * weight + literal::<f32>(0.25) * x
}

slices! {
    of_parameters(x) { of_parameter(x[0], x[1]) } at [0.42, 0.7], [0.1, 0.6];
    of_methods(x) { Scale { by: x[0] }.apply(x[1]) } at [0.42, 0.7];
    of_modules(x) { inside::series(x[0] * x[1]) } at [0.42, 0.7];
    of_written_types(x) {
        let weight: f64 = literal(1.25);
        literal::<f64>(x[0] * x[1]) * weight + literal::<f64>(x[1].floor() + 2.0) * x[0]
    } at [0.42, 0.7];
    of_the_only_float(x) { x[0] * literal::<f64>(x[1]).sin() + x[1].max(literal(0.1)) } at [0.42, 0.7], [0.3, 0.05];
}

#[test]
fn of_single_precision() {
    let (value, gradient) = single::value_and_gradient(0.4);
    assert_eq!(value, single(0.4));
    let numeric = (single(0.41) - single(0.39)) / 0.02;
    assert!((gradient - numeric).abs() < 1e-2, "{gradient} {numeric}");
}
