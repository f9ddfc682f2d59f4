//! Other names of structs, with and without generic arguments: made, taken apart, in operators, as arguments and fields.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use num_traits::Float;
use std::ops::{Add, Mul};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Complex<T> {
    re: T,
    im: T,
}

type C = Complex<f64>;

#[differentiate]
impl<T: Float> Complex<T> {
    fn new(re: T, im: T) -> Self {
        Self { re, im }
    }
    fn cos(self) -> Self {
        Self::new(
            self.re.cos() * self.im.cosh(),
            -self.re.sin() * self.im.sinh(),
        )
    }
    fn exp(self) -> Self {
        let r = self.re.exp();
        Self::new(r * self.im.cos(), r * self.im.sin())
    }
    fn norm_sqr(self) -> T {
        self.re * self.re + self.im * self.im
    }
}

#[differentiate]
impl<T: Float> Add for Complex<T> {
    type Output = Self;
    fn add(self, o: Self) -> Self {
        Self::new(self.re + o.re, self.im + o.im)
    }
}

#[differentiate]
impl<T: Float> Mul for Complex<T> {
    type Output = Self;
    fn mul(self, o: Self) -> Self {
        Self::new(
            self.re * o.re - self.im * o.im,
            self.re * o.im + self.im * o.re,
        )
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Polynomial<const N: usize> {
    coefficients: [f64; N],
}

type Cubic = Polynomial<4>;

#[differentiate]
impl<const N: usize> Polynomial<N> {
    fn at(&self, x: f64) -> f64 {
        self.coefficients
            .iter()
            .rev()
            .fold(0.0, |sum, c| sum * x + c)
    }
    fn of(x: f64) -> Self {
        Polynomial {
            coefficients: [x; N],
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Vector {
    x: f64,
    y: f64,
}

type V = Vector;

#[differentiate]
impl Add for Vector {
    type Output = Vector;
    fn add(self, o: Vector) -> Vector {
        Vector {
            x: self.x + o.x,
            y: self.y + o.y,
        }
    }
}

#[differentiate]
impl V {
    fn unit(angle: f64) -> V {
        V {
            x: angle.cos(),
            y: angle.sin(),
        }
    }
}

/// A parameter by the name of an alias.
#[differentiate]
fn squared<C: Float>(x: C) -> C {
    let y: C = x * x;
    y + C::one()
}

#[differentiate]
fn turned(z: &C, by: &[C]) -> C {
    let mut w = *z;
    for step in by {
        w = w * *step + C::new(0.1, 0.0);
    }
    w
}

slices! {
    methods_like_those_of_floats(x) {
        let n = C::new(x[0], x[1]);
        let phase = n * C::new(x[1], 0.0);
        let l = [[phase.cos(), C::new(0.0, 1.0) * phase.exp()], [n * phase.cos(), n]];
        let mut next = [[C::new(0.0, 0.0); 2]; 2];
        for r in 0..2 {
            for c in 0..2 {
                next[r][c] = l[r][0] * l[0][c] + l[r][1] * l[1][c];
            }
        }
        next[0][1].norm_sqr() + next[1][1].re
    } at [0.3, 0.7], [1.1, -0.4];
    literals_and_patterns(x) {
        let z = C { re: x[0], im: x[1] * x[1] };
        let C { re, im } = z * z;
        re * im
    } at [0.3, 0.7];
    arguments(x) { turned(&C::new(x[0], x[1]), &[C::new(x[1], 0.5), C::new(1.0, x[0])]).norm_sqr() } at [0.3, 0.7];
    lengths(x) {
        let p = Cubic { coefficients: [x[0], x[1], x[0] * x[1], 1.0] };
        p.at(x[1]) + Cubic::of(x[0]).at(0.5)
    } at [0.3, 0.7];
    without_arguments(x) {
        let v = V::unit(x[0]) + V { x: x[1], y: 1.0 };
        let mut sum = V { x: 0.0, y: 0.0 };
        for _ in 0..2 {
            sum = sum + v;
        }
        sum.x * sum.y
    } at [0.3, 0.7];
    parameters_by_their_names(x) { squared(x[0]) * V::unit(x[1]).x } at [0.3, 0.7];
}
