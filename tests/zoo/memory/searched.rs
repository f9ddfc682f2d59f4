//! Binary search, arrays at the ends of slices, and what a deque gives up in its middle.

use crate::support::whole_functions;
use autodiff::differentiate;
use std::collections::VecDeque;

/// Linear interpolation on knots that depend on the arguments: found, in between, and outside.
#[differentiate]
pub fn interpolated(p: &[f64]) -> f64 {
    let knots = [0.0, 0.5 + 0.1 * p[0].sin(), 1.0, p[1] * p[1] + 2.0, 4.0];
    let heights = [p[0], p[1], p[2], p[0] * p[1], 1.5];
    let at = |t: f64| {
        let i = match knots.binary_search_by(|probe| probe.partial_cmp(&t).unwrap()) {
            Ok(i) => return heights[i] * 2.0,
            Err(i) => i.clamp(1, knots.len() - 1),
        };
        let w = (t - knots[i - 1]) / (knots[i] - knots[i - 1]);
        heights[i - 1] * (1.0 - w) + heights[i] * w
    };
    let mut total = 0.0;
    for t in [-0.5, 0.0, 0.3, 1.0, 1.6, 3.1, 4.0, 5.0] {
        total += at(t) * (1.0 + t);
    }
    total + at(p[2].abs() + 0.05)
}

/// By integers, also of an empty slice, with what is done with either index.
#[differentiate]
pub fn placed(p: &[f64]) -> f64 {
    let marks = [2, 3, 5, 8, 8, 8, 13];
    let mut sum = 0.0;
    for n in 0..15 {
        let (Ok(i) | Err(i)) = marks.binary_search(&n);
        sum += p[i % 3] * (n as f64 + i as f64).sin();
        let key = marks.binary_search_by_key(&(n / 2), |m| m / 2);
        if key.is_ok() {
            sum *= p[1];
        }
        sum += match key {
            Ok(i) if i > 3 => p[0],
            Ok(_) => p[1].cos(),
            Err(0) => p[2] * p[2],
            Err(i) => p[i % 3] * 0.5,
        };
        let missing = marks[..0].binary_search(&n).unwrap_or_else(|i| i + 2);
        sum += p[missing] * marks.binary_search(&n).map_or(0.25, |i| i as f64);
    }
    sum
}

#[differentiate]
pub fn triple(a: &[f64; 2], by: f64) -> f64 {
    a[0] * a[1] * by
}

#[differentiate]
pub fn split(p: &[f64]) -> f64 {
    let (head, rest) = p.split_first_chunk::<2>().unwrap();
    let [a, b] = *head;
    let (front, [last]) = p.split_last_chunk::<1>().unwrap();
    let mut total = triple(head, rest[0]) + a.sin() * b + front[1] * last;
    for n in 1..p.len() {
        let part = &p[n..];
        total += match part.first_chunk::<2>() {
            Some([x, y]) => x * y.exp(),
            None => part[0] * 3.0,
        };
        if let Some((_, [x, y])) = part.split_last_chunk::<2>() {
            total *= x - y;
        }
    }
    total
}

#[differentiate]
pub fn withdrawn(p: &[f64]) -> f64 {
    let mut queue: VecDeque<f64> = p.iter().map(|x| x * x).collect();
    queue.push_back(p[0] * p[1]);
    let mut total = 0.0;
    if let Some(x) = queue.remove(1) {
        total += x.sin();
    }
    if let Some(x) = queue.remove(7) {
        total += x * 100.0;
    }
    let last = queue.remove(queue.len() - 1).unwrap();
    let none = queue.remove(5).unwrap_or(p[2]);
    total * last + none * queue.iter().sum::<f64>()
}

whole_functions! { interpolated placed split withdrawn }
