//! Variables that are references and come to refer to something else: slices that get shorter, the best of a list, the one
//! before, and references that are exchanged.

use crate::support::{in_place, slices};
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy)]
pub struct Particle {
    x: f64,
    w: f64,
}

/// A layer's weights, taken off the parameters.
#[differentiate]
pub fn taken<'a>(rest: &mut &'a [f64], count: usize) -> &'a [f64] {
    let (head, tail) = rest.split_at(count);
    *rest = tail;
    head
}

#[differentiate]
pub fn dense(parameters: &mut &[f64], x: [f64; 2]) -> [f64; 2] {
    let w = taken(parameters, 2);
    let (b, tail) = parameters.split_at(1);
    *parameters = tail;
    [(w[0] * x[0] + b[0]).tanh(), w[1] * x[1]]
}

#[differentiate]
pub fn layers(a: &[f64]) -> f64 {
    let mut rest = a;
    let mut x = [0.5, a[1]];
    while rest.len() >= 3 {
        x = dense(&mut rest, x);
    }
    x[0] * x[1] + rest.iter().sum::<f64>()
}

#[differentiate]
pub fn numbers(it: &mut std::slice::Iter<'_, f64>, count: usize) -> Vec<f64> {
    it.by_ref().take(count).copied().collect()
}

#[differentiate]
pub fn unpacked(a: &[f64]) -> f64 {
    let mut it = a.iter();
    let w = numbers(&mut it, 2);
    let b = numbers(&mut it, 1);
    w[0] * b.first().unwrap_or(&1.5) + w[1] * it.map(|x| x * x).sum::<f64>()
}

#[differentiate]
pub fn shortened(mut a: &[f64]) -> f64 {
    let mut s = 1.0;
    while let [x, y, tail @ ..] = a {
        s = (s * x + y).sin();
        a = if s > 0.0 { &a[1..] } else { tail };
    }
    s + a[0]
}

/// `rest` is longer than what is asked of it.
#[differentiate]
pub fn too_long(a: &[f64], count: usize) -> f64 {
    let mut rest = &a[1..];
    rest = &rest[1..3];
    rest = &rest[..count];
    rest.iter().map(|x| x * x).sum()
}

#[differentiate]
pub fn buffers(a: &[f64], count: usize) -> f64 {
    let (mut x, mut y) = (a.to_vec(), vec![0.0; a.len()]);
    let mut now = &mut x;
    let mut next = &mut y;
    for _ in 0..count {
        for i in 0..a.len() {
            next[i] = (now[i] * a[0] + now[a.len() - 1 - i]).sin();
        }
        std::mem::swap(&mut now, &mut next);
    }
    now[0] * next[1]
}

/// A slice of parameters that is read piece by piece.
#[derive(Differentiable, Clone)]
pub struct Reader<'a> {
    rest: &'a [f64],
    scale: f64,
}

#[differentiate]
impl<'a> Reader<'a> {
    fn new(all: &'a [f64], scale: f64) -> Self {
        Reader { rest: all, scale }
    }

    fn take(&mut self, count: usize) -> &'a [f64] {
        let (head, tail) = self.rest.split_at(count);
        self.rest = tail;
        head
    }

    fn next(&mut self) -> f64 {
        let x = self.rest[0] * self.scale;
        self.rest = &self.rest[1..];
        self.scale += x;
        x
    }

    fn sum(&self) -> f64 {
        self.rest.iter().map(|x| x * self.scale).sum()
    }
}

#[differentiate]
pub fn read(a: &[f64]) -> f64 {
    let mut reader = Reader::new(a, a[1]);
    let w = reader.take(1);
    let before = reader.clone();
    let mut s = before.sum();
    while !reader.rest.is_empty() {
        if s > 0.5 {
            reader.scale += a[0];
        }
        s = (s + reader.next() * w[0]).sin() + reader.sum();
    }
    s + before.sum() * before.rest[0]
}

#[differentiate]
pub fn read_from_a_vec(a: &[f64]) -> f64 {
    let all: Vec<f64> = a.iter().map(|x| x * x).collect();
    let mut reader = Reader {
        rest: &all,
        scale: a[0],
    };
    let first = reader.next();
    let mut other = Reader::new(a, first);
    first * reader.next() + other.next() + reader.sum()
}

/// Made anew in each iteration, and shadowed by a number at its end.
#[differentiate]
pub fn shadowed(x: &[f64]) -> f64 {
    let mut s = 0.5;
    for i in 0..3 {
        let mut rest = &x[i..];
        while rest.len() > 1 {
            let rest2 = rest;
            rest = &rest[1..];
            if rest[0] < 0.0 {
                continue;
            }
            s = (s + rest2[0] * rest[0]).sin();
        }
        let rest = rest[0] * s;
        s += rest;
    }
    s
}

/// In one branch.
#[differentiate]
pub fn branched(x: &[f64]) -> f64 {
    let mut s = 0.0;
    if x[0] > 0.0 {
        let mut best = &x[0];
        for y in x {
            if y * y > best * best {
                best = y;
            }
            s += best;
        }
        let old = best;
        best = &x[3];
        s += old * best;
    }
    s
}

slices! {
    made_in_a_loop(a) { shadowed(a) } at [0.7, -0.4, 1.3, 0.6], [-0.5, 0.25, 0.75, 1.5];
    made_in_a_branch(a) { branched(a) } at [0.7, -0.4, 1.3, 0.6], [-0.5, 0.25, 0.75, 1.5];
    by_reader(a) { read(a) } at [1.5, -2.0, 0.5, 0.25], [0.75, 0.25], [0.1, 0.2, 0.3, 0.4];
    by_reader_of_a_vec(a) { read_from_a_vec(a) } at [1.5, -2.0, 0.5], [0.75, 0.25];

    split_off(a) {
        let mut rest = a;
        let (w, tail) = rest.split_at(1);
        rest = tail;
        let (b, tail) = rest.split_at(1);
        rest = tail;
        w[0] * b[0] + rest.iter().map(|x| x * x).sum::<f64>() * b[0]
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25];

    by_first(a) {
        let (mut rest, mut s) = (a, 0.5);
        while let Some((x, tail)) = rest.split_first() {
            s = (s + x * x).sin() * x;
            rest = tail;
        }
        s
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25];

    by_range(a) {
        let mut rest: &[f64] = &a[..a.len()];
        let mut s = 0.5;
        while rest.len() > 1 {
            s = (s + rest[0] * rest[rest.len() - 1]).sin();
            rest = &rest[1..rest.len() - 1];
        }
        s * a[0]
    } at [1.5, -2.0, 0.5, 3.0, 0.25], [0.75, 0.25];

    by_closure(a) {
        let mut rest = a;
        let mut take = |n: usize| {
            let (head, tail) = rest.split_at(n);
            rest = tail;
            head
        };
        let first = take(1);
        let second = take(1);
        first[0] * second[0] * second[0]
    } at [1.5, -2.0, 0.5], [0.75, 0.25];

    best(a) {
        let mut best = &a[0];
        for x in a {
            if x * x > best * best { best = x; }
        }
        best * best * best + a[1]
    } at [1.5, -2.0, 0.5], [0.75, 0.25], [0.25, 0.75];

    best_struct(a) {
        let ps: Vec<Particle> = a.iter().map(|v| Particle { x: *v, w: v * v }).collect();
        let (mut best, mut last) = (&ps[0], &ps[0]);
        for p in &ps {
            if p.w > best.w {
                last = best;
                best = p;
            }
        }
        best.x * best.w + last.x
    } at [1.5, -2.0, 0.5], [0.75, 0.25], [0.25, 0.75];

    row_before(a) {
        let rows = vec![vec![a[0], a[1]], vec![a[1] * a[0], a[0]], vec![a[1], 2.0]];
        let mut before = &rows[0];
        let mut s = 0.0;
        for row in &rows[1..] {
            s += row[0] * before[1];
            before = row;
        }
        s + before[0]
    } at [1.5, -2.0], [0.75, 0.25];

    perhaps(a) {
        let ps: Vec<Particle> = a.iter().map(|v| Particle { x: *v, w: v * v }).collect();
        let mut best: Option<&Particle> = None;
        for p in &ps {
            if best.is_none_or(|b| p.w > b.w) { best = Some(p); }
        }
        let mut before: Option<Particle> = None;
        let mut s = 0.0;
        for p in &ps {
            if let Some(q) = &before { s += q.x * p.w; }
            before = Some(*p);
        }
        best.map_or(0.0, |b| b.x * b.w) + s
    } at [1.5, -2.0, 0.5], [0.75, 0.25], [0.25, 0.75];

    exchanged(a) {
        let (mut low, mut high) = (&a[0], &a[1]);
        if low > high { std::mem::swap(&mut low, &mut high); }
        let mut rest = a;
        let old = std::mem::replace(&mut rest, &a[1..]);
        let none = std::mem::take(&mut rest);
        low * low * high + old[0] * none[0] + rest.iter().sum::<f64>()
    } at [1.5, -2.0, 0.5], [0.25, 0.75];

    by_layers(a) { layers(a) } at [1.5, -2.0, 0.5, 0.25], [0.75, 0.25], [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
    by_numbers(a) { unpacked(a) } at [1.5, -2.0, 0.5, 0.25], [0.75, 0.25];
    of_a_parameter(a) { shortened(a) } at [1.5, -2.0, 0.5, 0.25], [0.75, 0.25], [0.1, 0.2, 0.3, 0.4, 0.5];
    of_buffers(a) { buffers(a, 1) + buffers(a, 2) * buffers(a, 5) } at [1.5, -2.0, 0.5, 0.25], [0.75, 0.25];
}

in_place! {
    mutable_rest(x) {
        let mut rest = &mut x[..];
        let mut s = 1.0;
        while let Some((first, tail)) = rest.split_first_mut() {
            *first *= s;
            s = first.sin() + 1.0;
            rest = tail;
        }
    } at [1.5, -2.0, 0.5], [0.75, 0.25];
}

#[test]
fn ranges_of_shorter_slices_are_checked() {
    assert_eq!(too_long(&[1.0, 2.0, 3.0, 4.0, 5.0], 2), 25.0);
    let forward =
        |count| std::panic::catch_unwind(|| too_long::forward(&[1.0, 2.0, 3.0, 4.0, 5.0], count).0);
    assert_eq!(forward(2).ok(), Some(25.0));
    assert!(forward(3).is_err());
}
