//! Orders of two keys, items selected by their order, and slices taken apart by what is in them.

use crate::support::whole_functions;
use autodiff::{Differentiable, differentiate};
use std::cmp::{Ordering, Reverse};

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
struct Point {
    x: f64,
    y: f64,
    rank: u8,
}

fn points(p: &[f64]) -> usize {
    p.len()
}

/// By one key, then by another one; also where `match` says how.
#[differentiate]
pub fn two_keys(p: &[f64]) -> f64 {
    let mut all: Vec<Point> = (0..4)
        .map(|i| Point {
            x: p[i] * p[(i + 1) % 4],
            y: p[i] - 0.5,
            rank: (i % 2) as u8,
        })
        .collect();
    all.sort_by(|a, b| a.rank.cmp(&b.rank).then(b.x.partial_cmp(&a.x).unwrap()));
    let first: f64 = all
        .iter()
        .enumerate()
        .map(|(i, q)| (i + 1) as f64 * q.x * q.y)
        .sum();
    all.sort_by(|a, b| b.rank.cmp(&a.rank).then_with(|| a.y.total_cmp(&b.y)));
    let second: f64 = all
        .iter()
        .enumerate()
        .map(|(i, q)| (i + 2) as f64 * q.x)
        .sum();
    all.sort_by(|a, b| match a.rank.cmp(&b.rank) {
        Ordering::Equal => a.x.partial_cmp(&b.x).unwrap_or(Ordering::Equal),
        other => other.reverse(),
    });
    let least = all
        .iter()
        .min_by(|a, b| a.rank.cmp(&b.rank).reverse().then(a.y.total_cmp(&b.y)));
    first * second + all[0].x * all[3].y + least.map_or(0.0, |q| q.x)
}

/// The median, and what stands on its sides.
#[differentiate]
pub fn selected(p: &[f64]) -> f64 {
    let mut all: Vec<f64> = (0..9).map(|i| p[i % 4] * (i as f64 + 1.0).sin()).collect();
    let (below, median, above) = all.select_nth_unstable_by(4, |a, b| a.total_cmp(b));
    let sides = below.iter().sum::<f64>() * above.iter().map(|x| x * x).sum::<f64>();
    let value = *median * sides;
    all.select_nth_unstable_by(2, |a, b| b.partial_cmp(a).unwrap());
    let mut marks: Vec<usize> = (0..7).map(|i| i * 5 % 7).collect();
    let (_, mark, _) = marks.select_nth_unstable(3);
    value + all[2] * p[*mark]
}

/// Runs, and what stands between separators.
#[differentiate]
pub fn apart(p: &[f64]) -> f64 {
    let list: Vec<f64> = (0..10).map(|i| p[i % 4] + 0.1 * (i as f64).cos()).collect();
    let runs: f64 = list
        .chunk_by(|a, b| a < b)
        .map(|run| run.iter().product::<f64>())
        .sum();
    let mut parts = 0.0;
    for (i, part) in list.split(|x| *x > 2.0).enumerate() {
        parts += (i + 1) as f64 * part.iter().sum::<f64>().powi(2);
    }
    let (pairs, rest) = list[1..].as_chunks::<2>();
    let crossed: f64 = pairs.iter().map(|[a, b]| a * b.sin()).sum();
    let bent: f64 = list
        .array_windows::<3>()
        .map(|[a, b, c]| (a - 2.0 * b + c).powi(2))
        .sum();
    runs + parts * crossed + bent * rest[0] * pairs.len() as f64
}

/// What is in an `Option` in parts that are lent.
#[differentiate]
pub fn lent_in_parts(p: &[f64]) -> f64 {
    let (x, others) = p.split_last().map(|(x, c)| (*x, c)).unwrap();
    let tail = p.get(1).map(|a| (a, &p[points(p) - 2..])).unwrap();
    let (head, rest) = others.split_first().map_or((&x, others), |(h, r)| (h, r));
    others
        .iter()
        .enumerate()
        .map(|(i, c)| c * x.powi(i as i32))
        .sum::<f64>()
        + tail.0 * tail.1[1]
        + head * rest[0]
}

/// One list behind the other, changed in turn.
#[differentiate]
pub fn chained(p: &[f64]) -> f64 {
    let mut list = p.to_vec();
    let (head, tail) = list.split_at_mut(1);
    for (x, q) in head
        .iter_mut()
        .chain(tail.iter_mut())
        .zip([p[3], p[2], p[1], p[0]])
    {
        *x = x.sin() * q;
    }
    let (mut left, mut right) = ([p[0]; 2], vec![p[1]; 3]);
    for (i, x) in left.iter_mut().chain(&mut right).enumerate() {
        if i == 4 {
            break;
        }
        *x *= p[i % 4] + i as f64;
    }
    let mut more = vec![p[0]];
    more.append(&mut list.iter().map(|x| x * x).collect());
    list.iter().sum::<f64>() * left[1] + right.iter().product::<f64>() + more[3]
}

/// By tuples, the other way round, and by an order of one's own.
#[differentiate]
pub fn by_tuples(p: &[f64]) -> f64 {
    let mut order: Vec<usize> = (0..4).collect();
    order.sort_by_key(|&i| (Reverse(i % 3), i));
    let first: f64 = order
        .iter()
        .enumerate()
        .map(|(k, &i)| (k + 1) as f64 * p[i])
        .sum();
    let best = (0..4).min_by_key(|&i| (i * 3 % 2, Reverse(i))).unwrap();
    let mut pairs: Vec<(f64, f64)> = p.iter().map(|x| ((x * 2.0).floor(), x * x)).collect();
    pairs.sort_by(|a, b| (b.0, a.1).partial_cmp(&(a.0, b.1)).unwrap());
    let lower = if (p[0], 1) < (p[1], 0) { p[2] } else { p[3] };
    let mut all: Vec<Ranked> = p
        .iter()
        .enumerate()
        .map(|(i, x)| Ranked { a: *x, tag: i })
        .collect();
    all.sort_by(|a, b| b.partial_cmp(a).unwrap());
    first * p[best] + pairs[1].1 * pairs[2].0 + lower * all[0].a + all[2].a * all[3].tag as f64
}

#[derive(Differentiable, Clone, PartialEq)]
struct Ranked {
    a: f64,
    tag: usize,
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.a * self.a).partial_cmp(&(other.a * other.a))
    }
}

/// Elements of two parts of one list.
#[differentiate]
pub fn exchanged(p: &[f64]) -> f64 {
    let mut list = p.to_vec();
    for k in 1..4 {
        let (left, right) = list.split_at_mut(k);
        std::mem::swap(&mut left[0], &mut right[0]);
        left[0] *= 2.0;
    }
    let mut all: Vec<Ranked> = list.iter().map(|x| Ranked { a: *x, tag: 1 }).collect();
    let (left, right) = all.split_at_mut(2);
    std::mem::swap(&mut left[0].a, &mut right[1].a);
    let mut pairs = vec![Pair { a: p[0], b: p[1] }, Pair { a: p[2], b: p[3] }];
    for k in 0..2 {
        match &mut pairs[k] {
            Pair { a, b } => std::mem::swap(a, b),
        }
    }
    list[0] * list[3] + list[1].sin() * list[2] + all[0].a * pairs[0].a + pairs[1].b * pairs[0].b
}

#[derive(Differentiable, Clone)]
struct Pair {
    a: f64,
    b: f64,
}

whole_functions! { two_keys selected apart lent_in_parts chained by_tuples exchanged =>
[0.6, 1.3, 0.4, 2.1], [1.6, 0.3, 1.4, -2.1], [1.6, 2.3, 1.4, 2.05] }
