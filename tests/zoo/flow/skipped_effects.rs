//! Iterators whose closures change what they capture: what is passed over is evaluated, too.

use crate::support::whole_functions;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable)]
struct Noise {
    state: f64,
}

#[differentiate]
impl Noise {
    fn next(&mut self) -> f64 {
        self.state = (self.state * 1.7).sin() + 1.1;
        self.state
    }
}

/// A sequence without its beginning, and each third of another one.
#[differentiate]
pub fn burnt_in(p: &[f64]) -> f64 {
    let mut x = 0.3 + 0.1 * p[0];
    let burnt: f64 = (0..10)
        .map(|_| {
            x = (1.5 + p[1]) * x * (1.0 - x);
            x
        })
        .skip(5)
        .sum();
    let mut noise = Noise { state: p[2] };
    let drawn: Vec<f64> = (0..9).map(|_| noise.next()).step_by(3).collect();
    burnt * drawn[2] + drawn[1] + x * noise.state
}

/// An accumulator behind everything that passes over items.
#[differentiate]
pub fn accumulated(p: &[f64]) -> f64 {
    let mut acc = 0.1;
    let skipped: f64 = p
        .iter()
        .map(|x| {
            acc += x;
            acc * x
        })
        .skip(2)
        .sum();
    let third = p
        .iter()
        .map(|x| {
            acc *= x;
            acc
        })
        .nth(2)
        .unwrap();
    let count = p
        .iter()
        .map(|x| {
            acc += x;
            acc
        })
        .count() as f64;
    let repeated: f64 = std::iter::repeat_with(|| {
        acc += p[1];
        acc
    })
    .skip(2)
    .take(3)
    .sum();
    let mut total = 0.0;
    for (i, y) in p
        .iter()
        .map(|x| {
            acc += x;
            acc * x
        })
        .enumerate()
        .skip(1)
    {
        total += i as f64 * y;
    }
    let backwards: f64 = p
        .iter()
        .map(|x| {
            acc -= x;
            acc * x
        })
        .rev()
        .skip(1)
        .sum();
    let taken: f64 = p
        .iter()
        .map(|x| {
            acc -= x;
            acc * x
        })
        .take(2)
        .skip(1)
        .sum();
    let mut seen = 0.0;
    let inspected: f64 = p
        .iter()
        .inspect(|x| seen += **x)
        .skip(1)
        .map(|x| x * x)
        .sum();
    let mut add = |x: f64| {
        acc += x;
        acc
    };
    let called: f64 = p.iter().map(|x| add(*x)).skip(1).sum();
    skipped + third * count + repeated + total + backwards * taken + inspected * seen + called * acc
}

/// Nothing is evaluated for an item that is not asked for, also where the last one is left by `continue`.
#[differentiate]
pub fn no_more_than_asked_for(p: &[f64]) -> f64 {
    let mut seen = p[0];
    let none = p.iter().filter(|x| {
        seen += **x;
        true
    });
    let nothing: f64 = none.take(0).sum();
    let mut sum = nothing;
    for x in p.iter().filter(|x| {
        seen = seen * 0.5 + **x;
        **x > -0.5
    }) {
        sum += x;
    }
    for x in p
        .iter()
        .flat_map(|x| [*x, x * 2.0, 0.25])
        .filter(|x| {
            seen += 0.5 * x;
            *x > -0.5
        })
        .take(4)
    {
        if x > 0.6 {
            continue;
        }
        sum += x * x;
    }
    for (i, x) in (0..2).zip(p.iter().filter(|x| {
        seen *= 1.0 + 0.25 * **x;
        true
    })) {
        sum += i as f64 * x;
    }
    sum * seen
}

whole_functions! { burnt_in accumulated no_more_than_asked_for }
