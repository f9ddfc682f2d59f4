//! `match` on everything that is no enum.

use crate::support::scalars;
use autodiff::differentiate;
use std::cmp::Ordering;

#[differentiate]
pub fn activation(name: &str, x: f64) -> f64 {
    match name {
        "relu" => x.max(0.0),
        "tanh" | "atan" => x.tanh(),
        _ => x * x,
    }
}

#[differentiate]
pub fn grade(letter: char, weighted: bool, x: f64) -> f64 {
    let base = match letter {
        'a' => x,
        'b'..='f' => x * x,
        other if other.is_ascii_digit() => 2.0 * x,
        _ => 1.0,
    };
    match (letter, weighted) {
        ('a', true) => base * x,
        (_, false) => base,
        _ => base * 3.0,
    }
}

const LIMIT: usize = 5;

scalars! {
    /// Literals, ranges, bindings, guards.
    integers(x: f64, y: f64) {
        let mut sum = 0.0;
        for i in 0..9usize {
            sum += match i {
                0 => x,
                n @ 1..=3 => x * y * n as f64,
                LIMIT => y * y,
                n if n % 2 == 0 => x * n as f64,
                7 | 8 => x * x,
                _ => y,
            };
        }
        sum
    } at (1.5, 0.75), (-0.5, 2.0);
    /// Tuples of conditions, and names in alternatives.
    tuples(x: f64, y: f64) {
        let signs = (x > 0.0, y > 1.0);
        let first = match signs {
            (true, true) => x * y,
            (true, false) => x * x,
            (false, _) => y * y,
        };
        let second = match (x > 1.0, x, y) {
            (true, a, _) | (false, _, a) => a * a,
        };
        first * second
    } at (1.5, 0.75), (-0.55, 2.0), (0.5, 1.5);
    /// How two numbers compare.
    ordered(x: f64, y: f64) {
        let first = match x.partial_cmp(&y) {
            Some(Ordering::Less) => x * y,
            Some(Ordering::Greater) => y * y,
            _ => 0.0,
        };
        let second = match x.total_cmp(&y) {
            Ordering::Less => x,
            Ordering::Equal => 0.0,
            Ordering::Greater => y * x,
        };
        first + second
    } at (1.5, 0.75), (-0.5, 2.0);
    /// Strings and characters.
    texts(x: f64, y: f64) {
        activation("relu", x) + activation("tanh", y) * activation("square", x)
            + grade('a', true, x) * grade('c', false, y) + grade('7', true, x) * grade('z', true, y)
    } at (1.5, 0.75), (-0.5, 2.0);
    /// `Option`s made here, nested in tuples.
    options(x: f64, y: f64) {
        let a = if x > 0.0 { Some(x * y) } else { None };
        let b = (y > 1.0).then_some(y);
        match (a, b) {
            (Some(p), Some(q)) if p > q => p * q,
            (Some(p), _) => p + y,
            (None, Some(q)) => q * q * x,
            (None, None) => x,
        }
    } at (1.5, 0.75), (-0.5, 2.0), (1.5, 1.25), (2.5, 1.25);
}
