//! Types and operators that macros of the same file make.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use std::ops::{Add, AddAssign, Mul, Neg, Sub};

macro_rules! vec3 {
    ($name:ident) => {
        #[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
        pub struct $name {
            pub x: f64,
            pub y: f64,
            pub z: f64,
        }
        #[differentiate]
        impl $name {
            pub fn new(x: f64, y: f64, z: f64) -> Self {
                Self { x, y, z }
            }
            pub fn dot(self, o: Self) -> f64 {
                self.x * o.x + self.y * o.y + self.z * o.z
            }
            pub fn norm(self) -> f64 {
                self.dot(self).sqrt()
            }
            pub fn zero() -> Self {
                Self {
                    x: 0.0,
                    y: 0.0,
                    z: 0.0,
                }
            }
        }
        #[differentiate]
        impl Add for $name {
            type Output = $name;
            fn add(self, o: $name) -> $name {
                $name {
                    x: self.x + o.x,
                    y: self.y + o.y,
                    z: self.z + o.z,
                }
            }
        }
        #[differentiate]
        impl Sub for $name {
            type Output = $name;
            fn sub(self, o: $name) -> $name {
                $name {
                    x: self.x - o.x,
                    y: self.y - o.y,
                    z: self.z - o.z,
                }
            }
        }
        #[differentiate]
        impl Mul<f64> for $name {
            type Output = $name;
            fn mul(self, k: f64) -> $name {
                $name {
                    x: self.x * k,
                    y: self.y * k,
                    z: self.z * k,
                }
            }
        }
        #[differentiate]
        impl AddAssign for $name {
            fn add_assign(&mut self, o: $name) {
                self.x += o.x;
                self.y += o.y;
                self.z += o.z;
            }
        }
        #[differentiate]
        impl Neg for $name {
            type Output = $name;
            fn neg(self) -> $name {
                $name {
                    x: -self.x,
                    y: -self.y,
                    z: -self.z,
                }
            }
        }
    };
}
vec3!(Pos);
#[derive(Differentiable, Clone, Copy, Debug)]
pub struct C {
    re: f64,
    im: f64,
}
macro_rules! impl_op {
    ($tr:ident, $f:ident, $ty:ty, |$a:ident, $b:ident| $body:expr) => {
        #[differentiate]
        impl $tr for $ty {
            type Output = $ty;
            fn $f(self, other: $ty) -> $ty {
                let ($a, $b) = (self, other);
                $body
            }
        }
    };
}
impl_op!(Add, add, C, |a, b| C {
    re: a.re + b.re,
    im: a.im + b.im
});
impl_op!(Sub, sub, C, |a, b| C {
    re: a.re - b.re,
    im: a.im - b.im
});
impl_op!(Mul, mul, C, |a, b| C {
    re: a.re * b.re - a.im * b.im,
    im: a.re * b.im + a.im * b.re
});
macro_rules! unit {
    ($($n:ident),*) => { $(
        #[derive(Differentiable, Clone, Copy, Debug, PartialEq, PartialOrd)]
        pub struct $n(pub f64);
        #[differentiate]
        impl Add for $n { type Output = Self; fn add(self, o: Self) -> Self { $n(self.0 + o.0) } }
        #[differentiate]
        impl Mul<f64> for $n { type Output = Self; fn mul(self, k: f64) -> Self { $n(self.0 * k) } }
    )* };
}
unit!(Meters, Seconds);
#[derive(Differentiable, Clone, Debug)]
struct Body {
    pos: Pos,
    vel: Pos,
    m: f64,
}
#[differentiate]
fn by_slice(ps: &[Pos]) -> Pos {
    let mut c = Pos::zero();
    for p in ps {
        c = c + *p;
    }
    let d = ps[0] - ps[1];
    c * (1.0 / ps.len() as f64) + d
}
#[differentiate]
fn args(a: Pos, b: Pos, k: f64) -> Pos {
    a * k - b
}
#[differentiate]
impl Body {
    fn step(&mut self, h: f64) {
        self.pos += self.vel * h;
        self.vel = self.vel - self.pos * h;
    }
    fn at(&self, t: f64) -> Pos {
        self.pos + self.vel * t
    }
}
/// What stands for an expression holds together, in the function as in its passes.
macro_rules! of_operands {
    ($name:ident, $plain:ident, $x:ident, $e:expr, $n:expr, $literal:literal) => {
        #[differentiate]
        fn $name($x: &[f64]) -> f64 {
            assert!($e * 2.0 != 17.0 && $n * 2 < 17);
            let s = (0..$n).map(|i| $x[i % 3] * $e).sum::<f64>();
            let w = [0.5; $n * 2];
            let m = ($literal as f64).abs() + $x[0] * $literal;
            -$e * s + $e.powi(2) * m + w[1] * $x[0] + ($e - $e) * $x[1]
        }
        fn $plain($x: &[f64]) -> f64 {
            let s = (0..$n).map(|i| $x[i % 3] * $e).sum::<f64>();
            let w = [0.5; $n * 2];
            let m = ($literal as f64).abs() + $x[0] * $literal;
            -$e * s + $e.powi(2) * m + w[1] * $x[0] + ($e - $e) * $x[1]
        }
    };
}
of_operands!(of_sum, of_sum_alone, x, x[0] + x[1], 1 + 2, -2.0);
of_operands!(
    of_branch,
    of_branch_alone,
    x,
    if x[0] > 1.0 { x[1] } else { x[2] },
    2,
    1.5
);
of_operands!(of_negative, of_negative_alone, x, -x[0], 3 - 1, -1.5);

#[test]
fn operands_hold_together() {
    let x = [0.73, 1.13, 0.91];
    assert_eq!(of_sum(&x), of_sum_alone(&x));
    assert_eq!(of_branch(&x), of_branch_alone(&x));
    assert_eq!(of_negative(&x), of_negative_alone(&x));
}

slices! {
    operands(x) { of_sum(x) * of_branch(x) + of_negative(x) } at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    field(x) {
    let b = Body { pos: Pos::new(x[0], x[1], x[2]), vel: Pos::new(x[1], x[0], 1.0), m: x[2] };
    let p = b.pos + b.vel * b.m;
    p.dot(b.pos)
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    lists(x) {
    let ps = [Pos::new(x[0], x[1], x[2]), Pos::new(1.0, x[0], 0.0), Pos::new(x[1], x[1], 0.5)];
    let mut s = Pos::zero();
    for i in 1..3 { s += ps[i] - ps[i - 1]; let d = ps[i] + ps[0]; s = s + d * d.norm(); }
    s.norm()
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    slices(x) {
    let ps = vec![Pos::new(x[0], x[1], x[2]), Pos::new(1.0, x[0], 0.0)];
    by_slice(&ps).norm()
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    called(x) { let a = Pos::new(x[0], x[1], x[2]); (args(a, -a, x[0]) + args(a, a, x[1])).norm() } at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    units(x) {
    let ms = [Meters(x[0]), Meters(x[1])];
    let mut t = Meters(0.0);
    for m in &ms { t = t + *m * x[2]; }
    let u = ms.iter().fold(Meters(0.0), |a, b| a + *b);
    (t + u).0 * (Seconds(x[0]) * 2.0).0
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    steps(x) {
    let mut b = Body { pos: Pos::new(x[0], x[1], x[2]), vel: Pos::new(x[1], x[0], 1.0), m: x[2] };
    for _ in 0..3 { b.step(0.1); }
    (b.at(0.5) - b.at(0.1)).norm() * b.m
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    closures(x) {
    let a = Pos::new(x[0], x[1], x[2]);
    let f = |p: Pos, k: f64| p * k + a;
    let g = |p, k| f(p, k) - a;
    g(a, x[0]).norm() + f(a, x[1]).x
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    complex(x) {
    let a = C { re: x[0], im: x[1] };
    let b = C { re: x[2], im: 0.3 };
    let mut z = a;
    for _ in 0..3 { z = z * z + b; }
    z.re - (a - b).im
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

}

/// Ranges that a macro is given, in macros inside of it.
macro_rules! of_ranges {
    ($name:ident, $range:expr) => {
        #[differentiate]
        fn $name(x: &[f64]) -> f64 {
            assert!($range.contains(&1));
            let w = vec![$range.len() as f64; 2];
            w[0] * x[0] * x[1]
        }
    };
}
of_ranges!(of_range, 0..3_usize);

#[test]
fn ranges_hold_together() {
    assert_eq!(of_range(&[0.5, 2.0]), 3.0);
    assert_eq!(of_range::gradient(&[0.5, 2.0]), [6.0, 1.5]);
}
