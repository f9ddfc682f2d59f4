//! Structs that a function returns, and structs that it changes behind `&mut`.

use super::structs::*;
use super::structs_passed::{MODEL, flat_layer_and, flat_points, layer, points};
use crate::support::Subject;
use autodiff::differentiate;

#[differentiate]
fn handed_on(layer: Layer, k: f64) -> Layer {
    let mut scaled = layer;
    for w in scaled.weights.iter_mut() {
        *w *= k * scaled.bias;
    }
    scaled
}

#[differentiate]
fn same(layer: Layer) -> Layer {
    layer
}

#[differentiate]
fn built(layer: &Layer, k: f64) -> Layer {
    let mut weights = vec![0.0; layer.weights.len()];
    for i in 0..weights.len() {
        weights[i] = layer.weights[i] * k;
    }
    Layer {
        weights,
        bias: layer.bias * layer.bias,
    }
}

#[differentiate]
fn trained(layer: &mut Layer, rate: f64) {
    let total = neuron(&*layer, &[0.5, 0.25]);
    for w in layer.weights.iter_mut() {
        *w -= rate * total * *w;
    }
    layer.bias = layer.bias * total;
    layer.weights[1] += layer.bias * layer.weights[0];
}

#[differentiate]
fn replaced(layer: &mut Layer, k: f64) {
    let doubled = vec![k * layer.bias, layer.weights[0], k];
    layer.weights = doubled;
    layer.weights[2] *= layer.weights[0];
}

#[differentiate]
fn pulled(points: &mut [Point], k: f64) {
    for i in 1..points.len() {
        points[i].x += k * (points[i - 1].x - points[i].x);
        points[i].y *= points[i - 1].y;
    }
    for p in points.iter_mut() {
        p.x *= k;
        advance(p, k);
    }
    points.swap(0, 1);
}

#[differentiate]
fn centroid(points: Vec<Point>) -> Point {
    let mut sum = Point { x: 0.0, y: 0.0 };
    for p in &points {
        sum.x += p.x * p.y;
        sum.y += p.y;
    }
    let n = points.len() as f64;
    Point {
        x: sum.x / n,
        y: sum.y / n,
    }
}

#[differentiate]
fn several(a: &Point, k: f64) -> (Point, f64) {
    let p = Point { x: a.x * k, y: a.y };
    let norm = p.x * p.x + p.y * p.y;
    (p, norm)
}

#[test]
fn results() {
    Subject {
        name: "handed_on",
        plain: &|p| {
            let out = handed_on(layer(p), p[3]);
            [out.weights, vec![out.bias]].concat()
        },
        derived: &|p, seeds| {
            let (out, cache) = handed_on::forward(layer(p), p[3]);
            let backward =
                |seed: &Vec<f64>| flat_layer_and(handed_on::backward(&cache, seeded(seed)));
            (
                [out.weights, vec![out.bias]].concat(),
                seeds.iter().map(backward).collect(),
            )
        },
    }
    .check(&[0.5, -0.25, 0.75, 1.25]);
    Subject {
        name: "built",
        plain: &|p| {
            let out = built(&layer(p), p[3]);
            [out.weights, vec![out.bias]].concat()
        },
        derived: &|p, seeds| {
            let from = layer(p);
            let (out, cache) = built::forward(&from, p[3]);
            let backward = |seed: &Vec<f64>| {
                let mut d = autodiff::zero_gradient(&from);
                let d_k = built::backward(&cache, &from, &mut d, seeded(seed));
                flat_layer_and((d, d_k))
            };
            (
                [out.weights, vec![out.bias]].concat(),
                seeds.iter().map(backward).collect(),
            )
        },
    }
    .check(&[0.5, -0.25, 0.75, 1.25]);
    let (_, cache) = same::forward(layer(&MODEL));
    assert_eq!(
        same::backward(&cache, seeded(&[1.0, 2.0, 3.0])),
        seeded(&[1.0, 2.0, 3.0])
    );
    Subject {
        name: "centroid",
        plain: &|p| {
            let c = centroid(points(p));
            vec![c.x, c.y]
        },
        derived: &|p, seeds| {
            let (c, cache) = centroid::forward(points(p));
            let backward = |s: &Vec<f64>| {
                flat_points(&centroid::backward(
                    &cache,
                    PointGradient { x: s[0], y: s[1] },
                ))
            };
            (vec![c.x, c.y], seeds.iter().map(backward).collect())
        },
    }
    .check(&[0.5, 1.0, 2.0, -0.5, 0.25, 1.5]);
    Subject {
        name: "several",
        plain: &|p| {
            let (c, n) = several(&Point { x: p[0], y: p[1] }, p[2]);
            vec![c.x, c.y, n]
        },
        derived: &|p, seeds| {
            let a = Point { x: p[0], y: p[1] };
            let ((c, n), cache) = several::forward(&a, p[2]);
            let backward = |s: &Vec<f64>| {
                let mut d = autodiff::zero_gradient(&a);
                let seed = (PointGradient { x: s[0], y: s[1] }, s[2]);
                let d_k = several::backward(&cache, &a, &mut d, seed);
                vec![d.x, d.y, d_k]
            };
            (vec![c.x, c.y, n], seeds.iter().map(backward).collect())
        },
    }
    .check(&[0.5, 1.0, 2.0]);
}

fn seeded(seed: &[f64]) -> LayerGradient {
    LayerGradient {
        weights: seed[..seed.len() - 1].to_vec(),
        bias: seed[seed.len() - 1],
    }
}

#[test]
fn changed_in_place() {
    for (name, f, forward) in [
        (
            "trained",
            trained as fn(&mut Layer, f64),
            (|l, k| {
                let ((), cache) = trained::forward(l, k);
                Box::new(move |d: &mut LayerGradient| trained::backward(&cache, d)) as Box<_>
            }) as fn(&mut Layer, f64) -> Box<dyn Fn(&mut LayerGradient) -> f64>,
        ),
        ("replaced", replaced, |l, k| {
            let ((), cache) = replaced::forward(l, k);
            Box::new(move |d: &mut LayerGradient| replaced::backward(&cache, d))
        }),
    ] {
        Subject {
            name,
            plain: &|p| {
                let mut l = layer(p);
                f(&mut l, p[3]);
                [l.weights, vec![l.bias]].concat()
            },
            derived: &|p, seeds| {
                let mut l = layer(p);
                let backward = forward(&mut l, p[3]);
                let backward = |seed: &Vec<f64>| {
                    let mut d = seeded(seed);
                    let d_k = backward(&mut d);
                    flat_layer_and((d, d_k))
                };
                (
                    [l.weights, vec![l.bias]].concat(),
                    seeds.iter().map(backward).collect(),
                )
            },
        }
        .check(&[0.5, -0.25, 0.75, 1.25]);
    }
    Subject {
        name: "pulled",
        plain: &|p| {
            let mut all = points(&p[..6]);
            pulled(&mut all, p[6]);
            all.iter().flat_map(|p| [p.x, p.y]).collect()
        },
        derived: &|p, seeds| {
            let mut all = points(&p[..6]);
            let ((), cache) = pulled::forward(&mut all, p[6]);
            let backward = |s: &Vec<f64>| {
                let mut d: Vec<_> = s
                    .chunks(2)
                    .map(|s| PointGradient { x: s[0], y: s[1] })
                    .collect();
                let d_k = pulled::backward(&cache, &mut d);
                [flat_points(&d), vec![d_k]].concat()
            };
            (
                all.iter().flat_map(|p| [p.x, p.y]).collect(),
                seeds.iter().map(backward).collect(),
            )
        },
    }
    .check(&[0.5, 1.0, 2.0, -0.5, 0.25, 1.5, 0.75]);
}
