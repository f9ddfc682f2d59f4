//! `Option`s that are gone over like lists.

#![allow(for_loops_over_fallibles)]

use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug)]
struct Pair {
    a: f64,
    b: f64,
}

#[differentiate]
fn root(x: f64) -> Option<f64> {
    if x > 0.0 { Some(x.sqrt()) } else { None }
}

#[differentiate]
fn pair(x: f64, y: f64) -> Option<Pair> {
    (x < y).then(|| Pair {
        a: x * y,
        b: y.sin(),
    })
}

/// Extended by what is there.
#[differentiate]
fn extended(p: &[f64]) -> f64 {
    let mut out = vec![p[0]];
    out.extend(p.last());
    for x in p {
        out.extend(root(*x));
        out.extend(if *x > 0.5 { Some(x * p[1]) } else { None });
    }
    let mut pairs = Vec::new();
    pairs.extend(pair(p[0], p[1]));
    pairs.extend(pair(p[1], p[0]));
    let sum: f64 = pairs.iter().map(|q| q.a * q.b).sum();
    out.iter()
        .enumerate()
        .map(|(i, x)| (i + 1) as f64 * x * x)
        .sum::<f64>()
        + sum
}

/// In loops and chains.
#[differentiate]
fn chained(p: &[f64]) -> f64 {
    let mut total = 0.0;
    for r in root(p[0]) {
        total += r * p[1];
    }
    let kept = root(p[2]);
    for r in &kept {
        total += r.ln();
    }
    total += p
        .iter()
        .copied()
        .chain(root(p[1]))
        .map(|x| x.sin())
        .sum::<f64>();
    total += p.iter().flat_map(|&x| root(x)).sum::<f64>();
    total
        * root(p[0])
            .into_iter()
            .chain(kept)
            .map(|r| r + 1.0)
            .product::<f64>()
}

/// Written through.
#[differentiate]
fn written(p: &[f64]) -> f64 {
    let mut best = if p[0] > p[1] { Some(p[0] * p[2]) } else { None };
    for b in &mut best {
        *b *= p[1];
    }
    match best {
        Some(b) => b * p[0],
        None => p[1].cos(),
    }
}

#[derive(Differentiable, Clone, Debug)]
struct Held {
    o: Option<f64>,
    k: f64,
}

/// What an iterator has taken stays in it.
#[differentiate]
fn emptied(p: &[f64]) -> f64 {
    let mut held = Held {
        o: root(p[0]),
        k: p[1],
    };
    let mut total = 0.0;
    for _ in 0..2 {
        let items = held.o.into_iter();
        held.o = if held.k > 0.5 {
            Some(held.k * p[2])
        } else {
            None
        };
        total += items.map(|r| r * held.k).sum::<f64>();
    }
    total + held.o.unwrap_or(p[2] * p[2])
}

/// What is never written has the type that the user wrote.
#[differentiate]
fn of_nothing(p: &[f64]) -> f64 {
    let list: Vec<Option<f64>> = vec![None; 3];
    let array: [Option<f64>; 2] = [None, None];
    let mut filled: Vec<Option<(f64, usize)>> = vec![None; 3];
    for (i, x) in p.iter().enumerate().skip(1) {
        filled[i] = filled[i - 1].map(|(y, n)| (x * y, n + 1)).or(Some((*x, i)));
    }
    let sum: f64 = list.iter().chain(&array).flatten().sum();
    let last = filled[2].map_or(0.0, |(x, n)| x * n as f64);
    p[0] * p[0] + sum + last + array[1].unwrap_or(p[1])
}

crate::support::whole_functions! { extended chained written emptied of_nothing =>
[0.7, 0.45, -0.3], [1.3, -0.6, 0.8], [-0.4, 0.8, 1.1], [0.9, 1.2, 0.35] }
