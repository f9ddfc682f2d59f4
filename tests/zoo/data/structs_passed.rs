//! Structs as arguments: by reference and by value, in slices, arrays and `Vec`s.

use super::structs::*;
use crate::support::Subject;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
pub struct Model {
    layers: Vec<Layer>,
    offset: [f64; 2],
    gain: Option<f64>,
    steps: usize,
    r#type: bool,
}

#[derive(Differentiable)]
pub struct View<'a> {
    data: &'a [f64],
    scale: f64,
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
pub struct Nothing;

#[derive(Differentiable)]
pub struct Wrapped<T>
where
    T: Clone,
{
    inner: Vec<T>,
    kind: core::marker::PhantomData<T>,
}

#[differentiate]
fn predict(model: &Model, x: &[f64]) -> f64 {
    let mut s = model.offset[0];
    for layer in &model.layers {
        s += neuron(layer, x) * model.offset[1];
    }
    for i in 0..model.steps {
        s *= model.layers[i].bias;
    }
    if model.r#type { s * s } else { -s }
}

#[differentiate]
fn penalty(model: &Model) -> f64 {
    let mut s = 0.0;
    for i in 0..model.layers.len() {
        for j in 0..model.layers[i].weights.len() {
            let w = model.layers[i].weights[j];
            s += w * w * model.layers[i].bias;
        }
    }
    s
}

#[differentiate]
fn consumed(layer: Layer, k: f64) -> f64 {
    let mut layer = layer;
    layer.weights[0] *= k;
    layer.bias += layer.weights[0];
    neuron(&layer, &[k, 0.5])
}

#[differentiate]
fn taken_apart(layer: Layer, k: f64) -> f64 {
    let Layer { weights, bias } = layer;
    let mut s = bias;
    for w in &weights {
        s += w * w * k;
    }
    s * bias
}

#[differentiate]
fn length(points: &[Point]) -> f64 {
    let mut sum = 0.0;
    for pair in points.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        sum += ((a.x - b.x).powi(2) + (a.y - b.y).powi(2)).sqrt();
    }
    sum + between(&points[0], &points[1])
}

#[differentiate]
fn triangle(corners: [Point; 3]) -> f64 {
    let [a, b, c] = corners;
    let side = |p: &Point, q: &Point| (p.x - q.x) * (p.y + q.y);
    side(&a, &b) + side(&b, &c) + side(&c, &a) + a.x * a.y
}

#[differentiate]
fn viewed<'a>(view: &View<'a>, k: f64) -> f64 {
    let mut s = k;
    for i in 0..view.data.len() {
        s += view.data[i] * view.scale * s;
    }
    s
}

#[differentiate]
fn newton(start: Point) -> f64 {
    let mut p = start;
    while p.x * p.x - p.y > 1e-3 {
        p.x = 0.5 * (p.x + p.y / p.x);
    }
    p.x
}

pub(super) fn layer(p: &[f64]) -> Layer {
    Layer {
        weights: vec![p[0], p[1]],
        bias: p[2],
    }
}

pub(super) fn flat_layer(d: &LayerGradient) -> Vec<f64> {
    d.weights.iter().copied().chain([d.bias]).collect()
}

pub(super) fn points(p: &[f64]) -> Vec<Point> {
    p.chunks(2).map(|p| Point { x: p[0], y: p[1] }).collect()
}

pub(super) fn flat_points(d: &[PointGradient]) -> Vec<f64> {
    d.iter().flat_map(|d| [d.x, d.y]).collect()
}

fn model(p: &[f64], r#type: bool) -> Model {
    Model {
        layers: vec![layer(&p[..3]), layer(&p[3..6])],
        offset: [p[6], p[7]],
        gain: Some(1.0),
        steps: 2,
        r#type,
    }
}

fn flat_model(d: &ModelGradient) -> Vec<f64> {
    assert_eq!((d.gain, d.steps, d.r#type), (Some(0.0), (), ()));
    d.layers
        .iter()
        .flat_map(flat_layer)
        .chain(d.offset)
        .collect()
}

pub(super) const MODEL: [f64; 8] = [0.5, -0.25, 0.75, 1.25, 0.5, -0.5, 0.25, 1.5];

#[test]
fn a_model() {
    for kind in [true, false] {
        Subject {
            name: "predict",
            plain: &|p| vec![predict(&model(p, kind), &p[8..])],
            derived: &|p, seeds| {
                let (model, x) = (model(p, kind), &p[8..]);
                let (value, cache) = predict::forward(&model, x);
                let backward = |seed: &Vec<f64>| {
                    let mut d_model = autodiff::zero_gradient(&model);
                    let mut d_x = vec![0.0; x.len()];
                    predict::backward(&cache, &model, &mut d_model, x, &mut d_x, seed[0]);
                    [flat_model(&d_model), d_x].concat()
                };
                let (d_model, d_x) = predict::gradient(&model, x);
                assert_eq!([flat_model(&d_model), d_x].concat(), backward(&vec![1.0]));
                (vec![value], seeds.iter().map(backward).collect())
            },
        }
        .check(&[&MODEL[..], &[0.5, 0.75]].concat());
    }
}

/// A function of a reference that gives a number.
macro_rules! by_reference {
    ($f:ident, $make:expr, $flat:expr, $at:expr) => {
        Subject {
            name: stringify!($f),
            plain: &|p| vec![$f(&$make(p))],
            derived: &|p, seeds| {
                let (value, _) = $f::forward(&$make(p));
                let gradient = $flat(&$f::gradient(&$make(p)));
                let by = |seed: &Vec<f64>| gradient.iter().map(|d| d * seed[0]).collect();
                (vec![value], seeds.iter().map(by).collect())
            },
        }
        .check(&$at)
    };
}

#[test]
fn references() {
    by_reference!(penalty, |p: &[f64]| model(p, true), flat_model, MODEL);
    let slices = |d: &Vec<PointGradient>| flat_points(d);
    by_reference!(
        length,
        |p: &[f64]| points(p),
        slices,
        [0.5, 1.0, 2.0, -0.5, 0.25, 1.5]
    );
}

#[test]
fn a_view() {
    let data = [0.5, 1.5, -0.25];
    let view = View {
        data: &data,
        scale: 0.75,
    };
    let (d_view, d_k) = viewed::gradient(&view, 1.25);
    let numeric = crate::support::gradient_by_differences(
        &|p| {
            viewed(
                &View {
                    data: &p[..3],
                    scale: p[3],
                },
                p[4],
            )
        },
        &[0.5, 1.5, -0.25, 0.75, 1.25],
    );
    let got = [d_view.data, vec![d_view.scale, d_k]].concat();
    crate::support::assert_close("viewed", &data, &got, &numeric, 1e-8);
}

/// A function of a struct by value and a number that gives a number.
macro_rules! by_value {
    ($f:ident, $p:ident => $value:expr, $($k:expr)?; $flat:expr, $at:expr) => {
        Subject {
            name: stringify!($f),
            plain: &|$p| vec![$f($value $(, $k)?)],
            derived: &|$p, seeds| {
                let (value, cache) = $f::forward($value $(, $k)?);
                let (again, _) = $f::value_and_gradient($value $(, $k)?);
                assert_eq!(value.to_bits(), again.to_bits());
                let backward = |seed: &Vec<f64>| $flat($f::backward(&cache, seed[0]));
                (vec![value], seeds.iter().map(backward).collect())
            },
        }
        .check(&$at)
    };
}

pub(super) fn flat_layer_and((d, d_k): (LayerGradient, f64)) -> Vec<f64> {
    [flat_layer(&d), vec![d_k]].concat()
}

#[test]
fn values() {
    by_value!(consumed, p => layer(p), p[3]; flat_layer_and, [0.5, -0.25, 0.75, 1.25]);
    by_value!(taken_apart, p => layer(p), p[3]; flat_layer_and, [0.5, -0.25, 0.75, 1.25]);
    let corners = |d: [PointGradient; 3]| flat_points(&d);
    by_value!(triangle, p => points(p).try_into().unwrap(), ; corners,
        [0.5, 1.0, 2.0, -0.5, 0.25, 1.5]);
    let one = |d: PointGradient| vec![d.x, d.y];
    by_value!(newton, p => points(p)[0], ; one, [3.0, 2.0]);
}

#[test]
fn the_gradient_struct() {
    let d = autodiff::zero_gradient(&Nothing);
    assert_eq!(d, NothingGradient {});
    let wrapped = Wrapped {
        inner: vec![[1.0, 2.0]],
        kind: core::marker::PhantomData,
    };
    let mut d = autodiff::zero_gradient(&wrapped);
    d.inner[0][1] = 2.0;
    let mut total = d.clone();
    autodiff::accumulate(&mut total, &d);
    assert_eq!(
        format!("{total:?}"),
        "WrappedGradient { inner: [[0.0, 4.0]], kind: () }"
    );
    autodiff::set_zero(&mut total);
    assert_eq!(total.inner, [[0.0, 0.0]]);
    let pair = autodiff::zero_gradient(&Pair(1.0, [2.0, 3.0]));
    assert_eq!(format!("{pair:?}"), "PairGradient(0.0, [0.0, 0.0])");
    assert!(pair == PairGradient(0.0, [0.0; 2]));
}
