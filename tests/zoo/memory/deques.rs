//! `VecDeque`s in a function.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use std::collections::VecDeque;

#[differentiate]
pub fn filtered(b: &[f64], x: &[f64]) -> Vec<f64> {
    let mut xs: VecDeque<f64> = VecDeque::from(vec![0.0; b.len()]);
    let mut out = Vec::with_capacity(x.len());
    for &v in x {
        xs.pop_back();
        xs.push_front(v);
        out.push(b.iter().zip(xs.iter()).map(|(b, x)| b * x).sum::<f64>());
    }
    out
}

/// It is held, and left alone.
#[derive(Differentiable, Clone)]
struct Held {
    past: VecDeque<f64>,
    gain: f64,
}

#[differentiate]
impl Held {
    fn scaled(&self, x: f64) -> f64 {
        self.gain * x
    }
}

#[differentiate]
fn beside(held: &Held, x: f64) -> f64 {
    held.scaled(x) * held.gain
}

#[test]
fn gradients_have_lists_in_their_places() {
    let held = Held {
        past: VecDeque::from([1.0, 2.0]),
        gain: 2.0,
    };
    let (d_held, d_x) = beside::gradient(&held, 3.0);
    assert_eq!(d_held.past, [0.0, 0.0]);
    assert_eq!((d_held.gain, d_x), (12.0, 4.0));
}

/// What the error of a changed one says instead.
#[derive(Differentiable, Clone)]
struct Comb {
    past: Vec<f64>,
    at: usize,
    gain: f64,
}

#[differentiate]
impl Comb {
    fn tick(&mut self, x: f64) -> f64 {
        let delayed = self.past[self.at];
        self.past[self.at] = x + self.gain * delayed;
        self.at = (self.at + 1) % self.past.len();
        delayed
    }
}

#[differentiate]
fn combed(a: &[f64]) -> f64 {
    let mut comb = Comb {
        past: vec![a[1]; 3],
        at: 0,
        gain: a[0],
    };
    let mut sum = 0.0;
    for i in 0..8 {
        sum += comb.tick(a[i % a.len()] * i as f64) * a[0];
    }
    sum
}

slices! {
    rings(a) { combed(a) } at [0.7, -0.4], [-1.2, 0.3];

    /// The window of a moving mean.
    window(a) {
        let mut queue = VecDeque::with_capacity(2);
        let mut s = 0.0;
        for i in 0..6 {
            queue.push_back(a[i % 2] * (i as f64 + 1.0));
            if queue.len() > 2 {
                if let Some(old) = queue.pop_front() {
                    s -= 0.5 * old * old;
                }
            }
            s += queue.iter().map(|x| x.sin()).sum::<f64>() * queue[0];
        }
        s + queue.back().unwrap() * queue.front().copied().unwrap_or(0.0)
    } at [0.7, -0.4], [-1.2, 0.3];

    /// Work that is taken from one end and put to the other, of pairs.
    work(a) {
        let mut todo: VecDeque<(usize, f64)> = VecDeque::new();
        todo.push_back((0, a[0]));
        let mut s = 0.0;
        while let Some((depth, x)) = todo.pop_front() {
            s += x * x;
            if depth < 3 {
                todo.push_back((depth + 1, x * a[1]));
                if x > 0.0 { todo.push_front((depth + 2, x - a[1])); }
            }
        }
        s
    } at [0.7, -0.4], [-1.2, 0.3];

    changed(a) {
        let mut d: VecDeque<f64> = a.iter().map(|x| x * x).collect();
        d.extend([a[0], 2.0 * a[1]]);
        d.rotate_left(1);
        if let Some(first) = d.front_mut() { *first *= a[0]; }
        *d.back_mut().unwrap() += a[1];
        d[1] = d[0] * d[2];
        let mut e = VecDeque::from([a[1], 1.0]);
        e.append(&mut d);
        e.truncate(5);
        for x in e.iter_mut().rev().skip(1) { *x = x.sin(); }
        let all: Vec<f64> = e.into_iter().rev().collect();
        filtered(&[a[0], a[1]], &all).iter().product::<f64>()
    } at [0.7, -0.4], [-1.2, 0.3];

    called_by_whole_paths(a) {
        let mut d = std::collections::VecDeque::from(vec![a[0], a[1]]);
        let mut s = 0.0;
        for i in 0..3 {
            let squares = std::array::from_fn::<f64, 3, _>(|j| a[j % 2] * (i + j) as f64);
            if i > 0 {
                let halves = std::array::from_fn::<_, 2, _>(|j| 0.5 * squares[j + 1]);
                d.push_back(halves[0] * halves[1]);
            }
            s += d.pop_front().unwrap() * squares[1] + d.iter().sum::<f64>();
        }
        let mut left = std::vec::Vec::with_capacity(2);
        left.push(s);
        left[0]
    } at [0.7, -0.4], [-1.2, 0.3];
}
