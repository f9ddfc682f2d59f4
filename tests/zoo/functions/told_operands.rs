//! Generic arguments of operands that are left out, and conversions: the other operand tells them.

use crate::support::slices;
use autodiff::differentiate;

#[differentiate]
mod mat {
    use std::ops::*;
    #[derive(autodiff::Differentiable, Clone, Copy, Debug, PartialEq)]
    pub struct Mat<const R: usize, const C: usize>(pub [[f64; C]; R]);
    impl<const R: usize, const C: usize> Mat<R, C> {
        pub fn zeros() -> Self {
            Mat([[0.0; C]; R])
        }
        pub fn transpose(&self) -> Mat<C, R> {
            let mut t = Mat::<C, R>::zeros();
            for i in 0..R {
                for j in 0..C {
                    t.0[j][i] = self.0[i][j];
                }
            }
            t
        }
    }
    impl<const N: usize> Mat<N, N> {
        pub fn identity() -> Self {
            let mut m = Self::zeros();
            for i in 0..N {
                m.0[i][i] = 1.0;
            }
            m
        }
        pub fn eye() -> Self {
            let mut m = Self::zeros();
            for i in 0..N {
                m.0[i][i] = 1.0;
            }
            m
        }
        pub fn scaled(k: f64) -> Self {
            let mut m = Self::zeros();
            for i in 0..N {
                m.0[i][i] = k;
            }
            m
        }
        pub fn trace(&self) -> f64 {
            (0..N).map(|i| self.0[i][i]).sum()
        }
    }
    impl<const R: usize, const C: usize> Add for Mat<R, C> {
        type Output = Self;
        fn add(self, o: Self) -> Self {
            let mut t = self;
            for i in 0..R {
                for j in 0..C {
                    t.0[i][j] += o.0[i][j];
                }
            }
            t
        }
    }
    impl<const R: usize, const C: usize> Sub for Mat<R, C> {
        type Output = Self;
        fn sub(self, o: Self) -> Self {
            let mut t = self;
            for i in 0..R {
                for j in 0..C {
                    t.0[i][j] -= o.0[i][j];
                }
            }
            t
        }
    }
    impl<const R: usize, const C: usize> Mul<f64> for Mat<R, C> {
        type Output = Self;
        fn mul(self, k: f64) -> Self {
            let mut t = self;
            for i in 0..R {
                for j in 0..C {
                    t.0[i][j] *= k;
                }
            }
            t
        }
    }
    impl<const R: usize, const C: usize> AddAssign for Mat<R, C> {
        fn add_assign(&mut self, o: Self) {
            for i in 0..R {
                for j in 0..C {
                    self.0[i][j] += o.0[i][j];
                }
            }
        }
    }
    impl<const R: usize, const K: usize, const C: usize> Mul<Mat<K, C>> for Mat<R, K> {
        type Output = Mat<R, C>;
        fn mul(self, o: Mat<K, C>) -> Mat<R, C> {
            let mut out = Mat::zeros();
            for i in 0..R {
                for j in 0..C {
                    for k in 0..K {
                        out.0[i][j] += self.0[i][k] * o.0[k][j];
                    }
                }
            }
            out
        }
    }
}
use mat::Mat;
#[differentiate]
mod ops {
    use std::ops::*;
    #[derive(autodiff::Differentiable, Clone, Copy, Debug, PartialEq, Default)]
    pub struct V {
        pub x: f64,
        pub y: f64,
    }
    impl V {
        pub fn zero() -> Self {
            V { x: 0.0, y: 0.0 }
        }
        pub fn unit() -> Self {
            V { x: 1.0, y: 1.0 }
        }
        pub fn splat(k: f64) -> Self {
            V { x: k, y: k }
        }
        pub fn dot(&self, o: &V) -> f64 {
            self.x * o.x + self.y * o.y
        }
    }
    impl Add for V {
        type Output = V;
        fn add(self, o: V) -> V {
            V {
                x: self.x + o.x,
                y: self.y + o.y,
            }
        }
    }
    impl Sub for V {
        type Output = V;
        fn sub(self, o: V) -> V {
            V {
                x: self.x - o.x,
                y: self.y - o.y,
            }
        }
    }
    impl Mul<f64> for V {
        type Output = V;
        fn mul(self, k: f64) -> V {
            V {
                x: self.x * k,
                y: self.y * k,
            }
        }
    }
    impl Mul<V> for f64 {
        type Output = V;
        fn mul(self, v: V) -> V {
            V {
                x: self * v.x,
                y: self * v.y,
            }
        }
    }
    impl From<f64> for V {
        fn from(k: f64) -> V {
            V { x: k, y: 2.0 * k }
        }
    }
    impl From<(f64, f64)> for V {
        fn from((x, y): (f64, f64)) -> V {
            V { x, y }
        }
    }
}
use ops::V;
#[differentiate]
fn orbit(yaw: f64, d: f64) -> Mat<3, 3> {
    let mut about = Mat::<3, 3>::identity();
    about.0[0][1] = yaw.sin();
    let mut back = Mat::identity();
    back.0[2][1] -= d;
    back * about.transpose() * about
}
#[differentiate]
fn cast<T: num_traits::Float>(x: T, y: T) -> T {
    T::from(2.0).unwrap() * y + x * T::from(3).unwrap() / T::one()
}
#[differentiate]
fn converted<T: num_traits::Float + From<f64>>(x: T, y: T) -> T {
    x * 2.0.into() + y * x
}
slices! {
    minus_identity(x) {
    let a = Mat([[x[0], x[1]], [x[2], 0.3]]);
    let b = Mat::identity() - a;
    b.trace() * b.0[0][1]
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    update(x) {
    let k = Mat([[x[0]], [x[1]]]);
    let h = Mat([[1.0, x[2]]]);
    let p = Mat([[2.0, x[0]], [0.1, x[1]]]);
    let q = (Mat::identity() - k * h) * p;
    q.trace()
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    right_operand(x) {
    let a = Mat([[x[0], x[1]], [x[2], 0.3]]);
    let b = a - Mat::eye();
    let c = Mat::eye() * 0.5 + b;
    (b * c.transpose()).trace()
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    behind_a_product(x) {
    let a = Mat([[x[0], x[1]], [x[2], 0.3]]);
    let v = Mat([[x[0]], [x[1]]]);
    let w = (Mat::identity() + a.transpose() * a) * v;
    w.0[0][0] * w.0[1][0]
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    assigned(x) {
    let a = Mat([[x[0], x[1]], [x[2], 0.3]]);
    let mut s = Mat::zeros();
    for k in 0..3 { s += a * (k as f64); s = s * 0.5 + a; }
    s.trace() * s.0[0][1]
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    two_sizes(x) {
    let a = Mat([[x[0], x[1]], [x[2], 0.3]]);
    let b = Mat([[x[0], x[1], 0.1], [x[2], 0.3, 1.0], [x[1], 0.2, x[2]]]);
    let c = Mat::identity() - a;
    let d = Mat::identity() - b;
    c.trace() * d.trace() * d.0[0][2]
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    declared_before(x) {
    let a = Mat([[x[0], x[1]], [x[2], 0.3]]);
    let mut back = Mat::identity();
    back.0[0][1] -= x[1];
    (back * a.transpose() * a).trace()
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    with_arguments(x) {
    let a = Mat([[x[0], x[1]], [x[2], 0.3]]);
    let b = Mat::scaled(x[0]) - a;
    let c = a * Mat::scaled(x[1]);
    (b * c).trace()
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    by_a_function(x) { let m = orbit(x[0], x[1]); m.trace() * m.0[2][1] * x[2] } at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    defaults(x) {
    let v = V { x: x[0], y: x[1] };
    let w: V = Default::default();
    let u = V::default() + v * x[2];
    let t = V::zero() * x[0] + u + w;
    t.dot(&u)
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    converted_right(x) {
    let v = V { x: x[0], y: x[1] };
    let t = v + x[2].into();
    let u = v - (x[0], x[1] * x[2]).into();
    t.dot(&u)
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    default_right(x) {
    let v = V { x: x[0], y: x[1] };
    let u = v + Default::default();
    u.dot(&v) * x[2]
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    scaled(x) {
    let u = V::splat(x[0]) - V::unit() * x[1];
    let w = x[2] * V::unit();
    (2.0 * u + w).dot(&V::unit())
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    of_generic_numbers(x) { cast(x[0], x[1]) * converted(x[2], x[1]) } at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

}
