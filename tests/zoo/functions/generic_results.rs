//! What generic functions give: a parameter, which literals and casts follow, and generic enums and structs whose
//! arguments nothing writes, made by functions of traits and of certain arguments.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};
use num_traits::Float;

#[differentiate]
fn squared<T: Float>(a: T, b: T) -> T {
    a * a + b
}

#[derive(Differentiable, Clone, Debug)]
enum Found<T> {
    Value(T),
    Missing,
    Pair { a: T, b: Vec<T> },
}
#[differentiate]
fn look<T: Float>(x: T, y: T) -> Found<T> {
    if x > T::one() {
        Found::Value(x * y)
    } else if x > T::zero() {
        Found::Pair {
            a: x,
            b: vec![y * x],
        }
    } else {
        Found::Missing
    }
}

#[derive(Differentiable, Clone, Debug)]
enum Nested {
    Plain(f64),
    Inner { k: f64, found: Found<f64> },
}

#[derive(Differentiable, Clone, Debug)]
struct Average<T> {
    s: T,
    a: T,
}
#[differentiate]
trait Filter<T> {
    fn init(x: T, a: T) -> Self;
    fn next(&mut self, x: T) -> T;
}
#[differentiate]
impl Filter<f64> for Average<f64> {
    fn init(x: f64, a: f64) -> Self {
        Average { s: x, a }
    }
    fn next(&mut self, x: f64) -> f64 {
        self.s += self.a * (x - self.s);
        self.s
    }
}
#[differentiate]
impl Average<f64> {
    fn zero() -> Self {
        Average { s: 0.0, a: 0.5 }
    }
}

#[derive(Differentiable, Clone, Debug)]
struct Ring<T, const N: usize> {
    items: [T; N],
}
#[differentiate]
impl<T: Float, const N: usize> Ring<T, N> {
    fn filled(x: T) -> Self {
        Ring { items: [x; N] }
    }
    fn sum(&self) -> T {
        let mut s = self.items[0];
        for x in &self.items {
            s = s + *x;
        }
        s
    }
}

#[differentiate]
fn shares<const N: usize>(logits: [f64; N]) -> [f64; N] {
    let powers = logits.map(f64::exp);
    let total: f64 = powers.iter().sum();
    powers.map(|x| x / total)
}

scalars! {
    parameters_given(x, y) {
        let k = squared(0.5, 2.0);
        squared(x, 1.5) * y + squared(squared(0.5, y), k)
    } at (1.25, 0.5), (0.75, 1.5);

    cast_as_given(x: f64, y: f64) {
        let a = squared::<f32>(1.5, 0.25);
        x * a as f64 + squared::<f64>(y, 2.0) * squared::<f32>(0.5, 0.5) as f64
    } at (1.25, 0.5), (0.75, 1.5);

    enums_given(x: f64, y: f64) {
        let mut s = 0.0;
        for i in 0..3 {
            let found = look(x * i as f64, y);
            s += match found {
                Found::Value(v) => v * x,
                Found::Pair { a, b } => a * b[0],
                Found::Missing => y * y,
            };
        }
        if let Found::Pair { a, .. } = look::<f64>(y, x) {
            s *= a;
        }
        for part in [Nested::Plain(y), Nested::Inner { k: x, found: Found::Value(s) }] {
            s += match part {
                Nested::Plain(a) => a * x,
                Nested::Inner { k, found: Found::Value(v) } => k * v,
                Nested::Inner { k, .. } => k,
            };
        }
        s
    } at (1.25, 0.5), (0.75, 1.5);

    made_by_traits(x: f64, y: f64) {
        let mut e = Average::init(x, y);
        let mut z = Average::zero();
        let ring: Ring<f64, 3> = Ring::filled(x);
        e.next(x * y) * z.next(y) + e.next(z.s) * ring.sum()
    } at (1.25, 0.5), (0.75, 1.5);

    copied_to_vecs(x: f64, y: f64) {
        let rows: Vec<Vec<f64>> = [[x, y], [y * y, x]].iter().map(|r| shares([r[0], r[1], 0.5]).to_vec()).collect();
        let other = shares([x * y, y]).to_vec();
        rows[0][1] * rows[1][2] + other[0]
    } at (1.25, 0.5), (0.75, 1.5);
}
