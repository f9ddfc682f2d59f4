//! Enums: as arguments, in slices, made, changed and returned.

use crate::support::scalars;
use crate::support::{Subject, assert_close};
use autodiff::{Differentiable, differentiate};

#[derive(Clone, Copy, Debug, Differentiable, PartialEq)]
pub enum Activation {
    Relu,
    Leaky(f64),
    Scaled { gain: f64 },
    Affine(f64, f64),
}

#[derive(Clone, Copy, Debug, Differentiable, PartialEq)]
pub enum Kind {
    Call,
    Put,
}
use Kind::*;

#[differentiate]
pub fn apply(activation: &Activation, x: f64) -> f64 {
    match activation {
        Activation::Relu => x.max(0.0),
        Activation::Leaky(a) if x < 0.0 => a * x * a,
        Activation::Leaky(_) => x,
        Activation::Scaled { gain } => (gain * x).tanh(),
        Activation::Affine(p, q) => p * x + q * q,
    }
}

#[differentiate]
pub fn by_value(activation: Activation, x: f64) -> f64 {
    match activation {
        Activation::Relu => x * x,
        Activation::Leaky(a) | Activation::Scaled { gain: a } => a * x * a,
        Activation::Affine(p, q) if p > q => p * x + q,
        _ => 2.0 * x,
    }
}

#[differentiate]
pub fn price(kind: Kind, s: f64, k: f64) -> f64 {
    let sign = match kind {
        Call => 1.0,
        Put => -1.0,
    };
    let payoff = (sign * (s - k)).exp();
    if kind == Kind::Call {
        payoff * s
    } else {
        payoff
    }
}

#[differentiate]
pub fn steepened(activation: &mut Activation, x: f64) {
    match activation {
        Activation::Leaky(slope) => *slope *= x,
        Activation::Scaled { gain } => {
            let before = *gain;
            *gain = x * before * before;
        }
        Activation::Affine(p, q) => {
            *p = *p * *q;
            *q += x * *p;
        }
        _ => {}
    }
}

#[differentiate]
pub fn fitted(x: f64, y: f64) -> Activation {
    if x > y {
        return Activation::Affine(x * y, y.sin());
    }
    Activation::Scaled { gain: x * x }
}

scalars! {
    /// Each variant, made here and handed over.
    handed_over(x: f64, y: f64) {
        let leaky = Activation::Leaky(x * y);
        let scaled = Activation::Scaled { gain: y };
        let relu = Activation::Relu;
        apply(&leaky, -x) + apply(&scaled, x) * apply(&relu, y)
            + by_value(Activation::Affine(x, y), x * y) + by_value(leaky, y)
    } at (1.5, 0.75), (0.5, 2.0);
    /// An enum that a branch chooses.
    chosen(x: f64, y: f64) {
        let gain = y * y;
        let activation = if x > y { Activation::Leaky(x) } else { Activation::Scaled { gain } };
        apply(&activation, -x) * y
    } at (1.5, 0.75), (0.5, 2.0);
    /// Made, changed and taken apart.
    changed(x: f64, y: f64) {
        let mut activation = Activation::Affine(x, y);
        steepened(&mut activation, y);
        match activation {
            Activation::Affine(p, q) => p * q,
            _ => 0.0,
        }
    } at (1.5, 0.75), (0.5, 2.0);
    /// A function's result.
    returned(x: f64, y: f64) {
        match fitted(x, y) {
            Activation::Affine(p, q) => p * q * x,
            Activation::Scaled { gain } if gain > 1.0 => gain,
            Activation::Scaled { gain } => gain * y,
            _ => 1.0,
        }
    } at (1.5, 0.75), (0.5, 2.0), (1.25, 2.0);
    /// An enum without numbers.
    without_numbers(x: f64, y: f64) {
        price(Kind::Call, x, y) * price(if x > y { Kind::Put } else { Kind::Call }, y, x)
    } at (1.5, 0.75), (0.5, 2.0);
    /// `matches!`, `if let`, `let … else`.
    looked_at(x: f64, y: f64) {
        let activation = Activation::Affine(x, y);
        let weight = if matches!(activation, Activation::Affine(p, _) if p > 1.0) { x } else { y };
        let first = if let Activation::Affine(p, q) = &activation { p * q } else { x };
        let Activation::Affine(p, q) = activation else { panic!("another one") };
        weight * first + p * q * q
    } at (1.5, 0.75), (0.5, 2.0);
}

#[differentiate]
fn stack(layers: &[Activation], x: f64) -> f64 {
    let mut y = x;
    for layer in layers {
        y += apply(layer, y);
    }
    y
}

#[differentiate]
fn inlined(layers: &[Activation], x: f64) -> f64 {
    let mut y = x;
    for (i, layer) in layers.iter().enumerate() {
        y += match *layer {
            Activation::Relu => y.max(0.0),
            Activation::Leaky(a) if y < 0.0 => a * y * a,
            Activation::Leaky(_) => y,
            Activation::Scaled { gain } => (gain * y).tanh(),
            Activation::Affine(p, q) if i > 7 => p * q,
            Activation::Affine(p, q) => p * y + q * q,
        };
    }
    y
}

#[differentiate]
fn first_scaled(layers: &[Activation], x: f64) -> Option<f64> {
    for layer in layers {
        let Activation::Scaled { gain } = layer else {
            continue;
        };
        return Some(gain * gain * x);
    }
    None
}

fn layers(p: &[f64]) -> Vec<Activation> {
    vec![
        Activation::Leaky(p[0]),
        Activation::Relu,
        Activation::Scaled { gain: p[1] },
        Activation::Affine(p[2], p[3]),
    ]
}

fn flat(d: &[ActivationGradient]) -> Vec<f64> {
    let mut all = Vec::new();
    for d in d {
        match d {
            ActivationGradient::Relu => {}
            ActivationGradient::Leaky(a) => all.push(*a),
            ActivationGradient::Scaled { gain } => all.push(*gain),
            ActivationGradient::Affine(p, q) => all.extend([p, q]),
        }
    }
    all
}

#[test]
fn slices() {
    macro_rules! check {
        ($($f:ident),*) => {$(
            for x in [0.5, -0.75] {
                Subject {
                    name: stringify!($f),
                    plain: &|p| vec![$f(&layers(p), p[4])],
                    derived: &|p, seeds| {
                        let at = layers(p);
                        let (value, cache) = $f::forward(&at, p[4]);
                        let backward = |seed: &Vec<f64>| {
                            let mut d = autodiff::zero_gradient(&at[..]);
                            let d_x = $f::backward(&cache, &at, &mut d, seed[0]);
                            [flat(&d), vec![d_x]].concat()
                        };
                        (vec![value], seeds.iter().map(backward).collect())
                    },
                }
                .check(&[0.25, 1.5, -0.5, 0.75, x]);
            }
        )*};
    }
    check!(stack, inlined);
    let (d, d_x) = first_scaled::gradient(&layers(&[0.25, 1.5, -0.5, 0.75]), 2.0).unwrap();
    assert_close(
        "first_scaled",
        &[],
        &[flat(&d), vec![d_x]].concat(),
        &[0.0, 6.0, 0.0, 0.0, 2.25],
        1e-12,
    );
    assert_eq!(first_scaled::gradient(&[Activation::Relu], 2.0), None);
}

#[test]
fn arguments_and_results() {
    let (d, d_x) = by_value::gradient(Activation::Leaky(3.0), 2.0);
    assert_eq!((d, d_x), (ActivationGradient::Leaky(12.0), 9.0));
    let (d, d_x) = by_value::gradient(Activation::Relu, 2.0);
    assert_eq!((d, d_x), (ActivationGradient::Relu, 4.0));
    let ((), d_s, _) = price::gradient(Kind::Put, 2.0, 1.0);
    assert!((d_s + (-1.0f64).exp()).abs() < 1e-12);
    let mut at = Activation::Affine(2.0, 3.0);
    let ((), cache) = steepened::forward(&mut at, 5.0);
    assert_eq!(at, Activation::Affine(6.0, 33.0));
    let mut d = ActivationGradient::Affine(1.0, 2.0);
    // p = a b, q = b + x a b
    assert_eq!(steepened::backward(&cache, &mut d), 12.0);
    assert_eq!(d, ActivationGradient::Affine(3.0 + 30.0, 2.0 + 2.0 + 20.0));
    let (value, cache) = fitted::forward(2.0, 1.0);
    assert_eq!(value, fitted(2.0, 1.0));
    let d = fitted::backward(&cache, ActivationGradient::Affine(1.0, 0.0));
    assert_eq!(d, (1.0, 2.0));
    let (_, cache) = fitted::forward(1.0, 2.0);
    let d = fitted::backward(&cache, ActivationGradient::Scaled { gain: 1.0 });
    assert_eq!(d, (2.0, 0.0));
}

#[derive(Clone, Debug, Differentiable)]
pub enum Shape<T> {
    Empty,
    Circle { center: (f64, f64), radius: T },
    Polygon(Vec<f64>),
    Named(String, Option<f64>),
    Nested(Activation),
}

#[differentiate]
fn area(shape: &Shape<f64>, k: f64) -> f64 {
    match shape {
        Shape::Circle { radius, .. } if *radius < 0.0 => 0.0,
        Shape::Circle { center, radius } => radius * radius * k + center.0 * center.1,
        Shape::Polygon(sides) => {
            let mut sum = 0.0;
            for side in sides {
                sum += side * side * k;
            }
            sum * sides[0]
        }
        Shape::Named(_, Some(size)) => size * size * k,
        Shape::Named(_, None) => k,
        Shape::Nested(Activation::Leaky(slope)) => slope * k * k,
        Shape::Nested(other) => apply(other, k),
        Shape::Empty => 0.0,
    }
}

#[test]
fn payloads_of_all_kinds() {
    let circle = Shape::Circle {
        center: (2.0, 3.0),
        radius: 5.0,
    };
    let (d, d_k) = area::gradient(&circle, 7.0);
    let ShapeGradient::Circle { center, radius } = d else {
        panic!("another variant");
    };
    assert_eq!((center, radius, d_k), ((3.0, 2.0), 70.0, 25.0));
    let (d, d_k) = area::gradient(&Shape::Polygon(vec![1.0, 2.0]), 3.0);
    let ShapeGradient::Polygon(sides) = d else {
        panic!("another variant");
    };
    assert_eq!((sides, d_k), (vec![15.0 + 6.0, 12.0], 5.0));
    let (d, d_k) = area::gradient(&Shape::Named("a".into(), Some(2.0)), 3.0);
    let ShapeGradient::Named((), Some(size)) = d else {
        panic!("another variant");
    };
    assert_eq!((size, d_k), (12.0, 4.0));
    let (d, d_k) = area::gradient(&Shape::Nested(Activation::Leaky(2.0)), 3.0);
    let ShapeGradient::Nested(ActivationGradient::Leaky(slope)) = d else {
        panic!("another variant");
    };
    assert_eq!((slope, d_k), (9.0, 12.0));
    let (d, d_k) = area::gradient(&Shape::Nested(Activation::Affine(2.0, 4.0)), 3.0);
    let ShapeGradient::Nested(ActivationGradient::Affine(p, q)) = d else {
        panic!("another variant");
    };
    assert_eq!((p, q, d_k), (3.0, 8.0, 2.0));
    assert_eq!(area::gradient(&Shape::Empty, 3.0).1, 0.0);
    assert_eq!(area::gradient(&Shape::Named("a".into(), None), 3.0).1, 1.0);
}
