//! What the definitions of the file say of structs: how they compare, what numbers make of them and what is made
//! of numbers, and which of a generic type a function belongs to.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use std::ops::{Add, Div, Mul, Sub};

#[derive(Differentiable, Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Way(f64);
#[derive(Differentiable, Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Speed(f64);

#[differentiate]
impl Sub for Way {
    type Output = Way;
    fn sub(self, other: Way) -> Way {
        Way(self.0 - other.0)
    }
}

#[differentiate]
impl Div<f64> for Way {
    type Output = Speed;
    fn div(self, time: f64) -> Speed {
        Speed(self.0 / time)
    }
}

#[differentiate]
impl From<Speed> for f64 {
    fn from(speed: Speed) -> f64 {
        speed.0 * 1.5
    }
}

#[differentiate]
fn fastest(ways: &[Way], time: f64) -> Option<Speed> {
    ways.windows(2)
        .map(|w| (w[1] - w[0]) / time)
        .max_by(|a, b| a.partial_cmp(b).unwrap())
}

/// A number and its slope.
#[derive(Differentiable, Clone, Copy, Debug)]
struct Dual {
    v: f64,
    d: f64,
}

#[differentiate]
impl Dual {
    fn sin(self) -> Dual {
        Dual {
            v: self.v.sin(),
            d: self.d * self.v.cos(),
        }
    }
}

#[differentiate]
impl Mul for Dual {
    type Output = Dual;
    fn mul(self, o: Dual) -> Dual {
        Dual {
            v: self.v * o.v,
            d: self.d * o.v + self.v * o.d,
        }
    }
}

#[differentiate]
impl Mul<Dual> for f64 {
    type Output = Dual;
    fn mul(self, o: Dual) -> Dual {
        Dual {
            v: self * o.v,
            d: self * o.d,
        }
    }
}

#[differentiate]
impl Add<Dual> for f64 {
    type Output = Dual;
    fn add(self, o: Dual) -> Dual {
        Dual {
            v: self + o.v,
            d: o.d,
        }
    }
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Matrix<const R: usize, const C: usize>([[f64; C]; R]);

#[differentiate]
impl<const R: usize, const K: usize, const C: usize> Mul<Matrix<K, C>> for Matrix<R, K> {
    type Output = Matrix<R, C>;
    fn mul(self, o: Matrix<K, C>) -> Matrix<R, C> {
        let mut out = [[0.0; C]; R];
        for i in 0..R {
            for j in 0..C {
                for k in 0..K {
                    out[i][j] += self.0[i][k] * o.0[k][j];
                }
            }
        }
        Matrix(out)
    }
}

#[differentiate]
impl Matrix<2, 2> {
    fn identity() -> Self {
        Matrix([[1.0, 0.0], [0.0, 1.0]])
    }
    fn turned(by: f64) -> Self {
        let (s, c) = by.sin_cos();
        Matrix([[c, -s], [s, c]])
    }
}

slices! {
    compared(a) {
        let ways = [Way(a[0]), Way(a[1]), Way(0.25), Way(a[0] * 0.5)];
        let top: f64 = fastest(&ways, a[0]).map(f64::from).unwrap_or_default();
        let least = ways.iter().min_by(|p, q| p.partial_cmp(q).unwrap()).unwrap();
        let mut sorted = ways.to_vec();
        sorted.sort_by(|p, q| q.partial_cmp(p).unwrap());
        let mut s = top * least.0 + f64::from(Speed(a[1]));
        for (i, w) in sorted.iter().enumerate() {
            if *w > ways[2] { s += w.0 * w.0 * i as f64; }
        }
        s
    } at [0.7, -0.4], [1.2, 0.3];

    scaled(a) {
        let x = Dual { v: a[0], d: 1.0 };
        let y = (a[1] * x).sin() * (0.5 + x);
        y.d + y.v
    } at [0.7, -0.4], [1.2, 0.3];

    of_a_generic_type(a) {
        let m = a.iter().fold(Matrix::identity(), |m, &by| m * Matrix::turned(by));
        m.0[0][1] * a[0]
    } at [0.7, -0.4], [1.2, 0.3];
}
