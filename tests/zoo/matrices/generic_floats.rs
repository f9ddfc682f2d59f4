//! Functions of matrices whose elements are a type parameter: what is generated is about `f64`.

use crate::support::slices;
use autodiff::differentiate;
use nalgebra as na;
use nalgebra::{DMatrix, DVector, Matrix3, RealField, SVector, Vector3};
use ndarray::{Array1, Array2, ArrayView1, LinalgScalar};
use num_traits::{Float, FromPrimitive};

#[differentiate]
fn rosenbrock<T: RealField + Copy>(x: &DVector<T>) -> T {
    let mut sum = T::zero();
    let hundred: T = nalgebra::convert(100.0);
    for i in 0..x.len() - 1 {
        sum += hundred * (x[i + 1] - x[i] * x[i]).powi(2) + (T::one() - x[i]).powi(2);
    }
    sum * na::convert::<f64, T>(0.5)
}

#[differentiate]
fn mahalanobis<T>(x: &DVector<T>, m: &DMatrix<T>) -> T
where
    T: RealField + Copy,
{
    if x.norm() > T::frac_pi_2() {
        return x.norm_squared();
    }
    (x.transpose() * m * x)[(0, 0)].sqrt() * T::from_f64(0.5).unwrap() + x.norm()
}

#[differentiate]
fn rotate<T: na::RealField + Copy>(v: &Vector3<T>, angle: T) -> Vector3<T> {
    let (s, c) = angle.sin_cos();
    let (o, z) = (T::one(), T::zero());
    Matrix3::new(c, -s, z, s, c, z, z, z, o) * v
}

#[differentiate]
fn descend<T: RealField + Copy, const N: usize>(x: SVector<T, N>, by: T) -> SVector<T, N> {
    let mut x = x;
    for _ in 0..3 {
        x = x - x.map(|v| v.sin()) * by;
    }
    x
}

#[differentiate]
fn softmax<F: Float>(x: &Array1<F>) -> Array1<F> {
    let max = x.iter().copied().fold(F::neg_infinity(), F::max);
    let e = x.mapv(|v| (v - max).exp());
    let mut total = F::zero();
    for v in e.iter() {
        total = total + *v;
    }
    e.mapv(|v| v / total)
}

#[differentiate]
fn quadratic<F: Float + LinalgScalar + FromPrimitive>(x: ArrayView1<F>, m: &Array2<F>) -> F {
    let two = F::from(2.0).unwrap();
    x.dot(&m.dot(&x)) / two + F::from_usize(x.len()).unwrap()
}

/// Generic over the float alone: this one has its derivative for all of them.
#[differentiate]
fn squared<T: Float>(x: &[T]) -> T {
    x.iter().fold(T::zero(), |sum, v| sum + *v * *v)
}

slices! {
    of_nalgebra(a) {
        let x = DVector::from_vec(vec![a[0], a[1], 0.9]);
        let m = DMatrix::from_fn(3, 3, |i, j| if i == j { 2.0 + x[i] * x[i] } else { 0.1 });
        let v = rotate(&Vector3::new(x[0], x[1], x[2]), x[0]);
        let mut total = rosenbrock(&x);
        for k in 0..3 {
            let w = descend(v * (k as f64 + 1.0), 0.1);
            if k != 1 {
                total += mahalanobis(&(&x * (0.3 + k as f64)), &m) * w.dot(&v);
            }
        }
        (total * 0.01).sin()
    } at [0.5, 1.25], [-0.75, 0.5];
    of_ndarray(a) {
        let y = Array1::from_vec(vec![a[0], a[1], 0.4]);
        let q = Array2::from_shape_fn((3, 3), |(i, j)| y[i] * y[j] + 0.3);
        let s = softmax(&y);
        let mut total = 0.0;
        for p in s.iter() {
            total += p * quadratic(s.view(), &q);
        }
        total + s[0] * squared(a)
    } at [0.5, 1.25], [-0.75, 0.5];
}

#[test]
fn the_users_function_stays_generic() {
    let found: f32 = rosenbrock(&DVector::from_vec(vec![1.0_f32, 1.0]));
    assert!(found == 0.0);
    let at = DVector::from_vec(vec![1.0, 1.0]);
    assert_eq!(rosenbrock::gradient(&at), DVector::from_vec(vec![0.0, 0.0]));
}
