//! Operands that leave the function or a loop, values behind panics, and gathering what may be missing.

use crate::support::whole_functions;
use autodiff::{Differentiable, differentiate};

#[differentiate]
fn piecewise(p: &[f64], x: f64) -> Option<f64> {
    Some(match x {
        v if v < 0.3 => return None,
        v if v < 1.0 => p[0] * v,
        v => p[1] + if v > 5.0 { return None } else { v * v },
    })
}

/// `return` in `Some(match …)` and in the operand of a sum.
#[differentiate]
pub fn returned(p: &[f64]) -> f64 {
    p.iter()
        .filter_map(|&x| piecewise(p, x))
        .map(|y| y * y.sin())
        .sum()
}

/// `break` and `continue` in operands.
#[differentiate]
pub fn left(p: &[f64]) -> f64 {
    let mut sum = 0.0;
    for x in p {
        sum += 2.0
            * match x {
                x if *x > 2.2 => break,
                x if *x < 0.5 => continue,
                x => x.sin(),
            };
        sum = p[0].mul_add(sum, if sum > 4.0 { break } else { x * x });
    }
    sum
}

/// What an operand that leaves changes is changed after what stands before it was read.
#[differentiate]
fn in_order(p: &[f64]) -> Option<f64> {
    let mut rest = p.to_vec();
    let size = rest.len() as f64;
    let last = rest.pop()?;
    let next = rest.pop()? * last;
    Some(size * next + rest.pop()? * p[0])
}

#[differentiate]
pub fn popped(p: &[f64]) -> f64 {
    in_order(p).unwrap_or(0.0) + in_order(&p[..1]).unwrap_or(p[1])
}

#[derive(Differentiable, Clone, Copy)]
struct Unit {
    b: f64,
    c: f64,
}

/// Structs, where other arms panic.
#[differentiate]
pub fn behind_panics(p: &[f64]) -> f64 {
    let units: Vec<Unit> = p
        .chunks_exact(2)
        .map(|c| match c {
            [b, c] => Unit { b: *b, c: *c },
            _ => unreachable!(),
        })
        .collect();
    let first = match p.len() {
        4 => Unit { b: p[0], c: p[1] },
        n => panic!("{n} numbers"),
    };
    let chosen = |x: f64| {
        if x > -10.0 {
            Unit { b: x, c: x * x }
        } else {
            panic!("too small")
        }
    };
    units.iter().map(|u| u.b * u.c).sum::<f64>() + first.b * chosen(p[2]).c
}

#[differentiate]
fn root(x: f64) -> Result<f64, String> {
    if x < 0.0 {
        Err(format!("negative: {x}"))
    } else {
        Ok(x.sqrt())
    }
}

/// Items that may be missing, added up or collected.
#[differentiate]
pub fn gathered(p: &[f64]) -> f64 {
    let all: f64 = p.iter().map(|&x| root(x)).sum::<Result<f64, _>>().unwrap();
    let none: f64 = p
        .iter()
        .map(|&x| root(x - 1.0))
        .sum::<Result<f64, _>>()
        .unwrap_or(p[1]);
    let product: Option<f64> = p.iter().map(|x| (*x > 0.0).then(|| x * x)).product();
    let list = p
        .iter()
        .map(|&x| root(x + 1.0))
        .collect::<Result<Vec<f64>, String>>();
    let list = match list {
        Ok(list) => list,
        Err(_) => vec![0.0],
    };
    let short: Vec<f64> = p
        .iter()
        .map(|x| (*x > 1.0).then(|| x * x))
        .collect::<Option<_>>()
        .unwrap_or_default();
    let roots: Result<Vec<f64>, String> = p.iter().map(|&x| root(x)).collect();
    all * none
        + product.unwrap_or(0.0)
        + list[1] * list[2]
        + short.len() as f64 * p[0]
        + roots.unwrap()[3]
}

#[differentiate]
fn total(p: &[f64]) -> Result<f64, String> {
    let half = p
        .iter()
        .map(|&x| root(x / 2.0))
        .product::<Result<f64, String>>()?;
    let spread = p
        .iter()
        .map(|&x| root(x - p[0] + 0.3))
        .sum::<Result<f64, String>>()?;
    p.iter().map(|&x| root(x * half + spread)).sum()
}

#[differentiate]
pub fn tried(p: &[f64]) -> f64 {
    total(p).unwrap_or(0.0) + total(&p[1..]).unwrap_or(p[3])
}

whole_functions! { returned left popped behind_panics gathered tried =>
[0.6, 1.3, 0.4, 2.1], [0.2, 5.5, 0.9, 1.7], [0.9, 2.5, 1.05, 1.1], [1.4, 1.9, 2.1, 2.0] }
