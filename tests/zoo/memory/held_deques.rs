//! `VecDeque`s that are arguments, results and fields.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use std::collections::VecDeque;

#[derive(Differentiable, Clone)]
struct Delay {
    buf: VecDeque<f64>,
    gain: f64,
}

#[differentiate]
impl Delay {
    fn new(n: usize, gain: f64) -> Self {
        Self {
            buf: VecDeque::from(vec![0.0; n]),
            gain,
        }
    }

    fn process(&mut self, x: f64) -> f64 {
        let d = self.buf.pop_front().unwrap_or(0.0);
        self.buf.push_back(x + self.gain * d);
        d
    }

    fn dot(&self, w: &[f64]) -> f64 {
        w.iter()
            .zip(self.buf.iter().rev())
            .map(|(a, b)| a * b)
            .sum()
    }
}

#[derive(Differentiable, Clone, Copy)]
struct Point {
    x: f64,
    y: f64,
}

#[derive(Differentiable, Clone)]
struct Sim {
    pairs: VecDeque<[f64; 2]>,
    points: VecDeque<Point>,
    past: VecDeque<f64>,
    cap: usize,
}

#[differentiate]
impl Sim {
    fn new(n: usize, x0: f64) -> Self {
        let mut past = VecDeque::with_capacity(n);
        for i in 0..n {
            past.push_back(x0 * i as f64);
        }
        let points = VecDeque::from([Point { x: x0, y: 1.0 }]);
        Sim {
            pairs: VecDeque::new(),
            points,
            past,
            cap: n,
        }
    }

    fn step(&mut self, u: f64) -> f64 {
        self.pairs.push_back([u, u * u]);
        if self.pairs.len() > self.cap {
            self.pairs.pop_front();
        }
        self.points.push_front(Point {
            x: u,
            y: self.past[0],
        });
        while self.points.len() > 3 {
            self.points.pop_back();
        }
        self.past.rotate_left(1);
        *self.past.back_mut().unwrap() = u.sin();
        self.past[0] *= u;
        if let Some(p) = self.points.back() {
            if p.x > 0.31 {
                return p.x * p.y;
            }
        }
        let mut s = 0.0;
        for pair in &self.pairs {
            s += pair[0] * pair[1];
        }
        for (a, b) in self.past.iter().zip(self.past.iter().skip(1)) {
            s += a * b;
        }
        for p in self.points.iter() {
            s += p.x * p.y;
        }
        s
    }

    fn energy(&self) -> f64 {
        let past = self.past.iter().rev().enumerate();
        past.map(|(i, x)| x * x * (i as f64 + 1.0)).sum::<f64>()
            + self.pairs.back().map_or(0.0, |pair| pair[1])
            + self.pairs.front().unwrap()[0]
    }
}

/// Its length is another one in each place where it is asked for.
#[differentiate]
fn smooth(window: &mut VecDeque<f64>, x: f64) -> f64 {
    window.push_back(x);
    if window.len() > 3 {
        window.pop_front();
    }
    window.iter().map(|v| v * v).sum::<f64>() / window.len() as f64
}

#[differentiate]
fn product(q: &VecDeque<f64>) -> f64 {
    let last = if q.is_empty() { 0.0 } else { q[q.len() - 1] };
    q.iter().fold(1.0, |a, x| a * (x + 2.0)) + last
}

#[differentiate]
fn changed(mut q: VecDeque<f64>, x: f64) -> VecDeque<f64> {
    q.push_front(x * q[0]);
    q.swap(0, 1);
    q
}

/// What comes in at the front is gone before its end is read.
#[differentiate]
fn ends(q: &mut VecDeque<f64>, x: f64) -> f64 {
    q.push_back(x * x);
    let first = q.pop_front().unwrap_or(0.0);
    q.clear();
    q.extend([x, first * x]);
    q.resize(4, x);
    first * q.back().unwrap() + q.front().copied().unwrap_or(0.0) + q.get(9).copied().unwrap_or(x)
}

/// The adjoint of what is there before goes back to where it was, and the lengths are those of then.
#[test]
fn adjoints_of_arguments() {
    let value = |q: &[f64], x: f64| smooth(&mut q.iter().copied().collect(), x);
    let mut window = VecDeque::from([0.5, -1.0, 2.0]);
    window.rotate_left(1);
    let now = Vec::from(window.clone());
    let (y, cache) = smooth::forward(&mut window, 0.7);
    assert_eq!(y, value(&now, 0.7));
    assert_eq!(window, [2.0, 0.5, 0.7]);
    let mut d_window = vec![0.0; 3];
    let d_x = smooth::backward(&cache, &mut d_window, 1.0);
    let close = |a: f64, b: f64| (a - b).abs() < 1e-12;
    assert!(close(d_x, 2.0 * 0.7 / 3.0));
    assert_eq!(d_window[0], 0.0);
    assert!(close(d_window[1], 2.0 * 2.0 / 3.0));
    assert!(close(d_window[2], 2.0 * 0.5 / 3.0));
    let d_product = product::gradient(&VecDeque::from([0.0, 1.0]));
    assert_eq!(d_product, [3.0, 3.0]);
}

/// What is exchanged with it may be a list that the function made.
#[derive(Differentiable, Clone)]
struct Exchanged {
    items: VecDeque<f64>,
    gain: f64,
}

#[differentiate]
impl Exchanged {
    fn taken(&mut self) -> VecDeque<f64> {
        std::mem::take(&mut self.items)
    }

    fn replaced(&mut self, x: f64) -> f64 {
        let new = VecDeque::from(vec![x; self.items.len()]);
        let old = std::mem::replace(&mut self.items, new);
        old.iter()
            .zip(&self.items)
            .map(|(a, b)| a * b * self.gain)
            .sum()
    }
}

/// What is taken off may be a list itself.
#[derive(Differentiable, Clone)]
struct Rows {
    rows: VecDeque<Vec<f64>>,
}

#[differentiate]
impl Rows {
    fn step(&mut self, k: f64) -> f64 {
        let row: Vec<f64> = self.rows[0].iter().map(|a| a * k).collect();
        self.rows.push_front(row);
        if self.rows.len() > 3 {
            let last = self.rows.pop_back().unwrap();
            return last.iter().sum();
        }
        for row in self.rows.iter_mut() {
            row[0] *= 1.1;
            row.push(k);
        }
        self.rows.iter().map(|row| row.iter().sum::<f64>()).sum()
    }
}

/// A type of ours with the name.
mod own {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    pub struct VecDeque {
        pub first: f64,
    }

    #[differentiate]
    impl VecDeque {
        pub fn push_back(&mut self, x: f64) {
            self.first = 2.0 * x;
        }
    }

    #[differentiate]
    pub fn pushed(q: &mut VecDeque, x: f64) -> f64 {
        q.push_back(x * x);
        q.first
    }
}

slices! {
    delayed(a) {
        let mut delay = Delay::new(4, a[0]);
        let mut s = 0.0;
        for i in 0..9 {
            s += delay.process(a[1] * i as f64) * a[1];
            if i > 3 { s += delay.dot(&[a[1], 1.0]); }
        }
        s * delay.dot(&[1.0; 9])
    } at [0.7, -0.4], [-1.2, 0.3];

    simulated(p) {
        let mut sim = Sim::new(4, p[0]);
        let mut s = 0.0;
        for i in 0..6 { s += sim.step(p[1] * i as f64 * 0.3) * p[0]; }
        sim.past.extend(p.iter().map(|x| x * x));
        let mut q = sim.past.clone();
        q.push_back(p[1]);
        let dropped = q.remove(2).unwrap_or(0.0);
        q.truncate(5);
        q.insert(1, p[0] * p[1]);
        let mut e = 0.0;
        while let Some(x) = q.pop_front() { e = e * 0.5 + x * x; }
        sim.past.append(&mut q);
        sim.past.rotate_right(2);
        sim.past.make_contiguous().iter().sum::<f64>() + s * sim.energy() + e * dropped
    } at [0.4, 0.7], [0.9, -0.2], [0.3, 1.7];

    /// Lists of ours are lent as what functions take.
    lent(p) {
        let mut window = VecDeque::with_capacity(3);
        let mut s = 0.0;
        for i in 0..7 {
            if i % 3 != 1 { s += smooth(&mut window, p[0] * i as f64 + p[1]); }
            s += product(&window) * p[1];
        }
        s + window[0] * p[1] + ends(&mut window, p[0]) * window[1]
    } at [0.4, 0.7], [-0.9, 0.2];

    handed_on(p) {
        let q: VecDeque<f64> = p.iter().copied().collect();
        let mut q = changed(q, p[1]);
        let last = q.pop_back().unwrap_or(1.0);
        let mut delay = Delay { buf: q, gain: last };
        delay.buf = changed(delay.buf.clone(), p[0]);
        let mut fresh: VecDeque<f64> = delay.buf.clone();
        fresh.push_front(last);
        delay.buf = fresh;
        delay.process(p[0]) * delay.buf[1] * delay.buf[2] + delay.buf.iter().sum::<f64>()
    } at [0.4, 0.7], [-0.9, 0.2];

    none_at_all(p) {
        let mut delay = Delay { buf: VecDeque::new(), gain: p[0] };
        let mut s = 0.0;
        while let Some(x) = delay.buf.pop_back() { s += x; }
        if p[1] > 0.5 { delay.buf.push_front(p[1]); } else { s -= delay.buf.pop_front().unwrap_or(p[1] * p[0]); }
        s + delay.buf.front().map_or(p[0], |x| x * x * p[0])
    } at [0.4, 0.7], [-0.9, 0.2];

    named_alike(p) {
        let mut q = own::VecDeque { first: p[1] };
        own::pushed(&mut q, p[0]) * p[1]
    } at [0.4, 0.7];

    exchanged(p) {
        let mut it = Exchanged { items: VecDeque::from([p[0], p[1]]), gain: p[1] };
        let mut list = VecDeque::from([p[1]]);
        let mut s = 0.0;
        for i in 0..3 {
            std::mem::swap(&mut it.items, &mut list);
            list.push_back(p[0] * it.items[0]);
            if i == 1 { continue; }
            std::mem::swap(&mut list, &mut it.items);
            s += it.replaced(list[0] + s) * list.len() as f64;
            if i == 2 { let old = it.taken(); s += old[0] * list[1]; }
            it.items.push_front(list[0] * p[0]);
        }
        let old = std::mem::replace(&mut list, it.items.clone());
        s * it.items.iter().sum::<f64>() + old[0] + list[0] * p[1]
    } at [0.4, 0.7], [-0.9, 0.2];

    rows(p) {
        let mut it = Rows { rows: VecDeque::from([p.to_vec()]) };
        let mut s = 0.0;
        for _ in 0..4 { s += it.step(p[1] + 0.1 * s) * p[0]; }
        s * it.rows[2][0]
    } at [0.4, 0.7], [-0.9, 0.2];
}
