//! Functions generic over the type of their floats, as the optimisation literature writes them.

use num_traits::{Float, FloatConst, FromPrimitive, NumAssign, NumCast};
use std::iter::Sum;

/// Constructs over a slice of a float type: `name(T, x) { body } at [1.0, 2.0], …;`, each at least
/// two elements long, instantiated for `f64` and for `f32`.
macro_rules! generics {
    ($($(#[$doc:meta])* $name:ident($T:ident, $a:ident) { $($body:tt)* } at $([$($v:expr),*]),+;)*) => {$(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            #[::autodiff::differentiate]
            pub fn alone<$T: Float + FloatConst + FromPrimitive + Sum>($a: &[$T]) -> $T { $($body)* }

            generics!(@loop in_loop () $T $a { $($body)* });
            generics!(@loop unoptimised
                (without(recompute, order, spans, simplify, fuse, share)) $T $a { $($body)* });

            #[::autodiff::differentiate]
            pub fn in_branch<$T: Float + FloatConst + FromPrimitive + Sum>($a: &[$T]) -> $T {
                if $a[0] > $T::zero() {
                    let inner = { $($body)* };
                    inner * $a[1]
                } else {
                    let inner = { $($body)* };
                    $a[0] * $a[1] - inner
                }
            }

            #[::autodiff::differentiate]
            pub fn in_call<$T: Float + FloatConst + FromPrimitive + Sum>($a: &[$T]) -> $T {
                let mut local = $a.to_vec();
                let mut total = alone($a);
                for trip in 0..2 {
                    let inner = alone::<$T>(&local);
                    local[trip] = local[trip] + $T::from_f64(0.0625).unwrap() * inner;
                    total = total + inner * $a[trip];
                }
                total * alone(&local)
            }

            #[::autodiff::differentiate]
            pub fn in_concrete_call($a: &[f64]) -> f64 {
                let mut local = $a.to_vec();
                for trip in 0..2 {
                    local[trip] += 0.0625 * alone(&local);
                }
                alone::<f64>($a) * alone(&local)
            }

            #[::autodiff::differentiate]
            pub fn twice<$T: Float + FloatConst + FromPrimitive + Sum>($a: &[$T]) -> $T {
                let used = { $($body)* };
                used * used + used * $a[1]
            }

            #[test]
            fn checked() {
                $(generics!(@check [$($v),*]
                    alone in_loop unoptimised in_branch in_call twice in_concrete_call);
                generics!(@single [$($v),*] alone in_loop in_branch in_call twice);)+
            }
        }
    )*};

    (@loop $name:ident $off:tt $T:ident $a:ident { $($body:tt)* }) => {
        #[::autodiff::differentiate $off]
        pub fn $name<$T>($a: &[$T]) -> $T
        where
            $T: Float + FloatConst + FromPrimitive + Sum,
        {
            let mut total = $T::one();
            for trip in 0..2 {
                let inner = { $($body)* };
                total = total + inner * $a[trip];
            }
            total
        }
    };

    (@check $point:tt $($context:ident)+) => {
        $crate::support::slices!(@check $point $($context)+);
    };

    (@single $point:tt $($context:ident)+) => {$(
        let point: [f64; _] = $point;
        let single = point.map(|x| x as f32);
        let (value, _) = $context::forward(&single);
        assert_eq!(value.to_bits(), $context(&single).to_bits());
        let got: Vec<f64> = $context::gradient(&single).into_iter().map(|x| x as f64).collect();
        let expected = $context::gradient(&single.map(|x| x as f64));
        let name = concat!(module_path!(), "::", stringify!($context));
        $crate::support::assert_close(name, &point, &got, &expected, 2e-4);
    )+};
}

generics! {
    sphere(T, x) {
        x.iter().fold(T::zero(), |acc, &xi| acc + xi * xi)
    } at [0.5, -1.25], [0.125, 2.0, 1.0];

    rastrigin(T, x) {
        let ten = T::from(10.0).unwrap();
        let two_pi = T::from(2.0 * std::f64::consts::PI).unwrap();
        T::from_usize(x.len()).unwrap() * ten
            + x.iter().map(|&xi| xi.powi(2) - ten * (two_pi * xi).cos()).sum::<T>()
    } at [0.375, -1.25], [0.0625, 2.0, 1.0];

    rastrigin_inline(T, x) {
        let two_pi = T::PI() + T::PI();
        x.iter().map(|&xi| xi.powi(2) - T::from(10.0).unwrap() * (two_pi * xi).cos()).sum::<T>()
    } at [0.375, -1.25];

    ackley(T, x) {
        let n = T::from_usize(x.len()).unwrap();
        let a = T::from_f64(20.0).unwrap();
        let b = T::from_f64(0.2).unwrap();
        let squares = x.iter().map(|&xi| xi * xi).sum::<T>();
        let cosines: T = x.iter().map(|&xi| (T::TAU() * xi).cos()).sum();
        -a * (-b * (squares / n).sqrt()).exp() - (cosines / n).exp() + a + T::E()
    } at [0.375, -1.25], [0.5, 0.25, -0.125];

    rosenbrock(T, x) {
        let hundred = T::from_i32(100).unwrap();
        x.windows(2)
            .map(|w| hundred * (w[1] - w[0].powi(2)).powi(2) + (T::one() - w[0]).powi(2))
            .fold(T::zero(), |a, b| a + b)
    } at [0.5, -1.25], [0.25, 1.0, 0.75];

    griewank(T, x) {
        let sum: T = x.iter().map(|&xi| xi * xi / T::from(4000).unwrap()).sum();
        let product = x
            .iter()
            .enumerate()
            .map(|(i, &xi)| (xi / T::from_usize(i + 1).unwrap().sqrt()).cos())
            .fold(T::one(), |a, b| a * b);
        sum - product + T::one()
    } at [0.5, -1.25], [0.25, 1.0, 0.75];

    levy(T, x) {
        let one = T::one();
        let ten = T::from_f64(10.0).unwrap();
        let w = |x: T| one + (x - one) / T::from_f64(4.0).unwrap();
        let head = (T::PI() * w(x[0])).sin().powi(2);
        let body: T = x[..x.len() - 1]
            .iter()
            .map(|&xi| (w(xi) - one).powi(2) * (one + ten * (T::PI() * w(xi) + one).sin().powi(2)))
            .sum();
        head + body
    } at [0.5, -1.25], [0.25, 1.0, 0.75];

    schwefel(T, x) {
        let mut total = T::zero();
        for &xi in x {
            total = total - xi * xi.abs().sqrt().sin();
        }
        total
    } at [0.5, -1.25], [0.25, 1.0, 0.75];

    styblinski_tang(T, x) {
        let half: T = T::from(0.5).expect("a number");
        half * x.iter().map(|x| x.powi(4) - T::from(16.0).unwrap() * x.powi(2) + T::from(5.0).unwrap() * *x).sum()
    } at [0.5, -1.25], [0.25, 1.0, 0.75];

    functions_of_the_parameter(T, x) {
        let larger = T::max(x[0], x[1]);
        let root = T::sqrt(T::abs(x[0]) + T::one());
        larger * root + Float::sin(x[1]) + <T as Float>::exp(x[0]) + num_traits::Float::powi(x[1], 3)
    } at [0.5, -1.25], [-0.25, 1.0];

    named_functions(T, x) {
        let largest = x.iter().copied().fold(T::neg_infinity(), T::max);
        x.iter().copied().map(T::sin).sum::<T>() + largest * x.iter().map(|&x| x).fold(T::infinity(), Float::min)
    } at [0.5, -1.25], [-0.25, 1.0, 0.5];

    constants(T, x) {
        let tiny = T::epsilon();
        let scale = <T as NumCast>::from(3u8).unwrap();
        let other = num_traits::cast::<f64, T>(0.25).unwrap();
        (x[0] * x[0] + tiny).ln() * scale + x[1] * other * T::LN_2() + num_traits::one::<T>()
    } at [0.5, -1.25], [-0.25, 1.0];

    by_way_of_double_precision(T, x) {
        let double = x[0].to_f64().unwrap();
        T::from(double * double).unwrap() * x[1]
    } at [0.5, -1.25], [-0.25, 1.0];

    many_partials(T, x) {
        let y = x[0] * x[0] + T::from(0.5).unwrap();
        y.ln() + y.recip() + y.tan().atan2(x[1]) + y.powf(x[1]) + (x[1] / y).tanh() + y.cbrt()
            + y.exp2() + y.log10() + x[1].hypot(y) + y.asinh() + x[1].to_radians() + y.sinh()
    } at [0.5, -1.25], [-0.25, 1.0];

    assigned_memory(T, x) {
        let mut buffer = vec![T::zero(); x.len()];
        for i in 0..x.len() {
            buffer[i] = x[i] * x[i];
            if i > 0 {
                buffer[i] = buffer[i] + buffer[i - 1].sin();
            }
        }
        let mut pair = [T::one(); 2];
        pair[1] = buffer[x.len() - 1] * pair[0];
        std::mem::swap(&mut pair[0], &mut buffer[0]);
        pair[0] * pair[1] + buffer[0]
    } at [0.5, -1.25], [-0.25, 1.0, 2.0];

    branches(T, x) {
        let small = T::from(0.1).unwrap();
        let mut state = x[0];
        let mut rounds = 0;
        while state.abs() > small && rounds < 6 {
            state = state * T::from(0.5).unwrap() + x[1] * small;
            rounds += 1;
        }
        if state.is_zero() || x[1].is_nan() { x[0] } else { state / (x[1] * x[1] + T::one()) }
    } at [0.75, -0.5], [-2.5, 0.25];
}

#[::autodiff::differentiate]
fn assigning<T>(x: &[T], a: T) -> T
where
    T: Float + NumAssign + std::fmt::Debug + Send + 'static,
{
    let mut s = T::zero();
    let mut p = T::one();
    for (i, &xi) in x.iter().enumerate() {
        s += xi * a;
        p *= xi + T::from(i).unwrap();
        s -= p / a;
    }
    s
}

#[::autodiff::differentiate]
fn assigning_twin(x: &[f64], a: f64) -> f64 {
    let mut s = 0.0;
    let mut p = 1.0;
    for (i, &xi) in x.iter().enumerate() {
        s += xi * a;
        p *= xi + i as f64;
        s -= p / a;
    }
    s
}

#[::autodiff::differentiate]
fn smooth<T: Float + FloatConst + Sum>(x: &[T]) -> T {
    let half = T::from(0.5).unwrap();
    x.iter()
        .map(|&xi| half * xi.tanh() + (xi / half).exp().ln_1p().sqrt() - xi.powi(3).log2())
        .sum::<T>()
}

#[::autodiff::differentiate]
fn smooth_twin(x: &[f32]) -> f32 {
    let half = 0.5;
    x.iter()
        .map(|&xi| half * xi.tanh() + (xi / half).exp().ln_1p().sqrt() - xi.powi(3).log2())
        .sum::<f32>()
}

#[test]
fn generic_functions_are_their_concrete_twins_bit_by_bit() {
    let (x, a) = ([0.3, -1.7, 2.2, 0.11], 0.7);
    let (value, (d_x, d_a)) = assigning::value_and_gradient(&x, a);
    let (twin, (t_x, t_a)) = assigning_twin::value_and_gradient(&x, a);
    crate::support::assert_identical("assigning", &x, &d_x, &t_x);
    crate::support::assert_identical("assigning", &x, &[value, d_a], &[twin, t_a]);
    let x = [0.3f32, 1.7, 2.2, 0.11];
    assert_eq!(
        smooth::value_and_gradient(&x),
        smooth_twin::value_and_gradient(&x)
    );
}
