//! Constants that are structs, of the file, of a module in it and of a type, as operands, receivers and starts of folds.

use crate::support::{scalars, slices};
use autodiff::{Differentiable, differentiate};
use std::ops::{Add, Mul, Sub};

#[differentiate]
mod complex {
    use super::*;

    #[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
    pub struct Complex {
        pub re: f64,
        pub im: f64,
    }
    pub const I: Complex = Complex { re: 0.0, im: 1.0 };

    impl Complex {
        pub const ONE: Complex = Complex { re: 1.0, im: 0.0 };
        pub const TURNS: [Complex; 2] =
            [Complex { re: 0.6, im: 0.8 }, Complex { re: 0.8, im: -0.6 }];

        pub fn norm_sqr(self) -> f64 {
            self.re * self.re + self.im * self.im
        }
    }
    impl Add for Complex {
        type Output = Complex;
        fn add(self, o: Complex) -> Complex {
            Complex {
                re: self.re + o.re,
                im: self.im + o.im,
            }
        }
    }
    impl Sub for Complex {
        type Output = Complex;
        fn sub(self, o: Complex) -> Complex {
            Complex {
                re: self.re - o.re,
                im: self.im - o.im,
            }
        }
    }
    impl Mul for Complex {
        type Output = Complex;
        fn mul(self, o: Complex) -> Complex {
            Complex {
                re: self.re * o.re - self.im * o.im,
                im: self.re * o.im + self.im * o.re,
            }
        }
    }
    impl Mul<f64> for Complex {
        type Output = Complex;
        fn mul(self, s: f64) -> Complex {
            Complex {
                re: self.re * s,
                im: self.im * s,
            }
        }
    }
}
use complex::{Complex, I};

static START: Complex = Complex { re: 0.5, im: -0.25 };

scalars! {
    an_operand(x: f64, y: f64) {
        let q = I * x + Complex::ONE * y;
        let r = q * q - I;
        r.im * q.re + r.norm_sqr()
    } at (1.25, 0.5), (-0.75, 1.5);

    carried(x: f64, y: f64) {
        let mut q = START;
        let mut p = I;
        for _ in 0..3 {
            q = q * (I * y + Complex::ONE * x) + p;
            p = p * q;
        }
        q.re * x + q.im + p.re
    } at (0.5, 0.75), (-0.25, 0.5);

    chosen(x: f64, y: f64) {
        let unit = if x > 0.0 { I } else { Complex::ONE };
        (unit * x + I * y).norm_sqr() + (unit * y).re
    } at (1.25, 0.5), (-0.75, 1.5);

    listed(x: f64, y: f64) {
        let mut s = Complex::TURNS[0] * x;
        for turn in Complex::TURNS {
            s = s * turn + turn * y;
        }
        s.re * s.im
    } at (1.25, 0.5), (-0.75, 1.5);
}

slices! {
    start_of_a_fold(x) {
        let q = x.iter().fold(I * 0.8, |q, e| q * *e + Complex::ONE);
        let p = x.iter().fold(I, |q, e| q + I * *e * q.re);
        q.im.exp() + q.re + p.im
    } at [0.5, -1.25, 0.75], [1.5, 0.5];
}
