//! What patterns bind: `ref mut` where only some fit, and the rest of an array.

#![allow(irrefutable_let_patterns)]

use crate::support::whole_functions;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy)]
enum Kind {
    Alone(f64),
    Many { k: f64, n: usize },
    Nothing,
}

#[derive(Differentiable, Clone)]
struct Holder {
    kind: Kind,
    more: Option<f64>,
}

#[differentiate]
impl Holder {
    fn grow(&mut self, x: f64) -> f64 {
        match self.kind {
            Kind::Alone(ref mut a) => *a *= x,
            Kind::Many { ref mut k, n } if n > 1 => *k += x * n as f64,
            _ => {}
        }
        if let Some(ref mut more) = self.more {
            *more *= x;
        }
        match self.kind {
            Kind::Alone(a) => a,
            Kind::Many { ref k, .. } => *k,
            Kind::Nothing => 1.0,
        }
    }
}

/// In `match`, of elements and fields, beside names that are bound by value.
#[differentiate]
pub fn matched(p: &[f64]) -> f64 {
    let mut kinds = [
        Kind::Alone(p[0]),
        Kind::Many { k: p[2], n: 3 },
        Kind::Nothing,
    ];
    for i in 0..3 {
        match kinds[i] {
            Kind::Many { ref mut k, mut n } => {
                n += 1;
                *k = k.sin() * n as f64;
            }
            Kind::Alone(ref mut a) => *a = *a * *a,
            Kind::Nothing => {}
        }
    }
    let mut holder = Holder {
        kind: kinds[1],
        more: Some(p[1]),
    };
    let mut sum = holder.grow(p[2]) + holder.grow(p[0]) * holder.more.unwrap();
    for kind in &kinds {
        sum += match *kind {
            Kind::Alone(a) => a * p[1],
            Kind::Many { k, n } => k * n as f64,
            Kind::Nothing => p[2],
        };
    }
    sum
}

/// In `if let`, `while let` and `let … else`.
#[differentiate]
pub fn optional(p: &[f64]) -> f64 {
    let mut first = Some(p[0]);
    if let Some(ref mut x) = first
        && p[1] > -10.0
    {
        *x *= p[1];
    }
    let mut sum = first.unwrap();
    let mut left = Some(3.0 + p[2] * p[2]);
    while let Some(ref mut l) = left {
        *l -= 1.0;
        sum += *l * p[0];
        if *l < 0.0 {
            left = None;
        }
    }
    let Some(ref mut last) = first else {
        return 0.0;
    };
    *last += p[2];
    sum * first.unwrap()
}

/// The rest of an array that is taken by value is a copy; of what is lent it is a part.
#[differentiate]
pub fn rests(p: &[f64]) -> f64 {
    let mut list = [p[0], p[1], p[2]];
    let [first, rest @ ..] = list;
    list[2] = 9.0 * p[0];
    let mut rows = [[p[0], p[1]], [p[2], p[0]]];
    let [a, r @ ..] = rows[1];
    rows[1][1] = 6.0;
    let [b, s @ ..] = &mut rows[0];
    s[0] *= *b;
    let other = if let [x, .., z] = list {
        list[0] = 9.0;
        x * z
    } else {
        0.0
    };
    first * rest[1] * list[2] + a * r[0] * rows[1][1] + rows[0][1] + other * list[0]
}

whole_functions! { matched optional rests }
