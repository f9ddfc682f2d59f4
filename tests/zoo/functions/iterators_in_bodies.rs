//! Functions and methods that take iterators as they are: lent, without an end, by methods, or with effects.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
struct Model {
    k: f64,
    log: Vec<f64>,
}

#[differentiate]
impl Model {
    fn total(&self, it: impl Iterator<Item = f64>) -> f64 {
        let mut s = 0.0;
        for x in it {
            s += self.k * x * x;
        }
        s
    }
    fn feed<'a, I: IntoIterator<Item = &'a f64>>(&mut self, it: I) {
        for x in it {
            self.log.push(x * self.k);
        }
    }
    fn of(it: impl Iterator<Item = f64>) -> Self {
        let log: Vec<f64> = it.collect();
        Model { k: log[0], log }
    }
    fn some(&mut self, it: &mut dyn Iterator<Item = f64>) -> f64 {
        let a = it.next().unwrap_or(1.0);
        self.k *= a;
        it.take(1).sum::<f64>() * a
    }
    fn own(&self, v: &[f64]) -> f64 {
        self.total(v.iter().map(|x| x * 2.0))
    }
}

#[differentiate]
fn below(it: impl Iterator<Item = f64>, limit: f64) -> f64 {
    for x in it {
        if x < limit {
            return x;
        }
    }
    limit
}

#[differentiate]
fn large<I>(it: &mut I) -> Option<f64>
where
    I: Iterator<Item = f64>,
{
    while let Some(x) = it.next() {
        if x > 0.25 {
            return Some(x);
        }
    }
    None
}

#[differentiate]
fn total(it: impl Iterator<Item = f64>) -> f64 {
    it.map(|x| x * x).sum()
}

/// Holds references, and is an iterator.
#[derive(Differentiable)]
struct Pairs<'a> {
    v: &'a [f64],
    at: usize,
    k: f64,
}

#[differentiate]
impl<'a> Pairs<'a> {
    fn new(v: &'a [f64], k: f64) -> Self {
        Pairs { v, at: 0, k }
    }
}

#[differentiate]
impl Iterator for Pairs<'_> {
    type Item = (f64, usize);

    fn next(&mut self) -> Option<Self::Item> {
        if self.at + 1 >= self.v.len() {
            return None;
        }
        self.at += 1;
        self.k *= 1.5;
        Some((self.v[self.at] * self.v[self.at - 1] * self.k, self.at))
    }
}

#[differentiate]
fn by_methods(a: &[f64]) -> f64 {
    let mut m = Model {
        k: a[0],
        log: Vec::new(),
    };
    m.feed(a);
    m.feed(&vec![a[1], 2.0]);
    m.feed(a.iter().skip(1));
    let mut it = a.iter().map(|x| x * x);
    let some = m.some(&mut it) + it.next().unwrap_or(a[1]);
    let made = Model::of(m.log.iter().map(|x| x + a[0]));
    some * m.total(a.iter().map(|x| x.sin())) + made.own(&m.log) * made.k
}

#[differentiate]
fn by_functions(a: &[f64]) -> f64 {
    let small = below(std::iter::successors(Some(a[0]), |x| Some(x * a[0])), 0.01);
    let mut n = 0.0;
    let mut s = 0.0;
    for k in 0..2 {
        s += below(
            a.iter().map(|x| {
                n += x;
                x * k as f64
            }),
            -0.2,
        );
        let mut it = a.iter().copied();
        s *= large(&mut it).unwrap_or(a[0]);
        if k > 0 {
            s += large(&mut it).unwrap_or(a[0] * n);
        }
    }
    s + n * small
}

#[differentiate]
fn over_own(a: &[f64]) -> f64 {
    let mut p = Pairs::new(a, a[0]);
    let (first, _) = p.next().unwrap();
    let mut s = 0.0;
    for (x, i) in p.by_ref() {
        s += x * i as f64;
        if s > 0.1 {
            break;
        }
    }
    while let Some((x, _)) = p.next() {
        s *= x + 1.0;
    }
    for (i, (x, _)) in Pairs::new(&a[1..], s).enumerate() {
        s += x * i as f64;
    }
    let q = Pairs {
        v: a,
        at: 1,
        k: 2.0,
    };
    first * s * p.k + total(q.map(|(x, _)| x))
}

slices! {
    all(a) {
        by_methods(a).sin() + by_functions(a) * over_own(a)
    } at [0.5, 0.75, -0.25, 0.4], [0.2, 0.3, 0.45, -0.3];
}

/// In a module, a function that only an iterator gives floats is a function of floats.
mod of_a_module {
    use autodiff::differentiate;

    #[differentiate]
    mod stable {
        pub fn log_sum_exp(values: impl Iterator<Item = f64> + Clone) -> f64 {
            let max = values.clone().fold(f64::NEG_INFINITY, f64::max);
            max + values.map(|v| (v - max).exp()).sum::<f64>().ln()
        }

        pub fn top(p: &[f64]) -> f64 {
            log_sum_exp(p.windows(2).map(|w| w[0] * w[1])) + log_sum_exp(p.iter().map(|x| x * x))
        }
    }

    use stable::top;
    crate::support::whole_functions! { top }
}
