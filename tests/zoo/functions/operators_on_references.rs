//! Operators on references to types of the user's.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};
use core::ops::{Add, Div, Mul, Neg, Sub};

/// A polynomial, which is not `Copy`.
#[derive(Differentiable, Clone, Debug)]
pub struct Poly {
    pub c: Vec<f64>,
}

#[differentiate]
impl Poly {
    pub fn at(&self, x: f64) -> f64 {
        let mut sum = 0.0;
        for i in (0..self.c.len()).rev() {
            sum = sum * x + self.c[i];
        }
        sum
    }
}

#[differentiate]
impl<'a> Add<&'a Poly> for &'a Poly {
    type Output = Poly;

    fn add(self, other: &'a Poly) -> Poly {
        let mut c = self.c.clone();
        for i in 0..c.len() {
            c[i] += other.c[i];
        }
        Poly { c }
    }
}

#[differentiate]
impl Mul<&Poly> for &Poly {
    type Output = Poly;

    fn mul(self, other: &Poly) -> Self::Output {
        let mut c = vec![0.0; self.c.len()];
        for i in 0..c.len() {
            for j in 0..c.len() - i {
                c[i + j] += self.c[i] * other.c[j];
            }
        }
        Poly { c }
    }
}

#[differentiate]
impl Mul<f64> for &Poly {
    type Output = Poly;

    fn mul(self, by: f64) -> Poly {
        let mut c = self.c.clone();
        for i in 0..c.len() {
            c[i] *= by;
        }
        Poly { c }
    }
}

#[differentiate]
impl Mul<&Poly> for f64 {
    type Output = Poly;

    fn mul(self, p: &Poly) -> Poly {
        p * self
    }
}

#[differentiate]
impl Sub<Poly> for &Poly {
    type Output = Poly;

    fn sub(self, other: Poly) -> Poly {
        let back = &other * -1.0;
        self + &back
    }
}

#[differentiate]
impl Div<&Poly> for Poly {
    type Output = f64;

    fn div(self, other: &Poly) -> f64 {
        self.at(1.0) / other.at(1.0)
    }
}

#[differentiate]
impl Neg for &Poly {
    type Output = Poly;

    fn neg(self) -> Poly {
        self * -1.0
    }
}

#[differentiate]
fn scaled_square(p: &Poly) -> Poly {
    let by = p.at(1.0);
    let q: Poly = p * p;
    &q * by
}

scalars! {
    of_two_references(x: f64, y: f64) {
        let p = Poly { c: vec![x, y, 1.0] };
        let q = Poly { c: vec![y, 2.0, x] };
        let s: Poly = &p * &q;
        let t: Poly = &s + &p;
        t.at(x)
    } at (0.5, 1.25), (-0.75, 0.5);
    of_one_reference(x: f64, y: f64) {
        let p = Poly { c: vec![x, y, 1.0] };
        let q = Poly { c: vec![y, 2.0, x] };
        let r: Poly = &p * y;
        let s: Poly = x * &q;
        let d: Poly = &r - s.clone();
        let n: Poly = -&d;
        let k: f64 = n.clone() / &q;
        k + d.at(y)
    } at (0.5, 1.25), (-0.75, 0.5);
    in_functions(x: f64, y: f64) {
        let p = Poly { c: vec![x, y, 1.0] };
        let s: Poly = scaled_square(&p);
        s.at(y) * p.at(x)
    } at (0.5, 1.25), (-0.75, 0.5);
}
