//! Methods with the names of those that numbers and arrays have, on values whose type is only a name.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Clone, Copy, Differentiable)]
struct Complex {
    re: f64,
    im: f64,
}

#[differentiate]
impl Complex {
    fn mul(self, o: Complex) -> Complex {
        Complex {
            re: self.re * o.re - self.im * o.im,
            im: self.re * o.im + self.im * o.re,
        }
    }

    fn exp(self) -> Complex {
        let e = self.re.exp();
        Complex {
            re: e * self.im.cos(),
            im: e * self.im.sin(),
        }
    }

    fn sqrt(self) -> Complex {
        let r = self.re.hypot(self.im);
        let re = ((r + self.re) / 2.0).sqrt();
        Complex {
            re,
            im: self.im / (2.0 * re),
        }
    }

    fn abs(self) -> f64 {
        self.re.hypot(self.im)
    }
}

#[derive(Clone, Differentiable)]
struct Line {
    held: Vec<f64>,
    at: usize,
}

#[differentiate]
impl Line {
    fn new(n: usize) -> Self {
        Line {
            held: vec![0.0; n],
            at: 0,
        }
    }

    fn push(&mut self, x: f64) -> f64 {
        let old = self.held[self.at];
        self.held[self.at] = x;
        self.at = (self.at + 1) % self.held.len();
        old
    }
}

#[differentiate]
fn complex(re: f64, im: f64) -> Complex {
    Complex { re, im }
}

/// What a function gives decides what its last method is.
#[differentiate]
fn root(a: f64, b: f64) -> Complex {
    complex(a, b).mul(complex(b, a)).sqrt()
}

#[differentiate]
trait Plant {
    fn advance(&mut self, u: f64);
    fn output(&self) -> f64;
}

/// It is not `Clone`.
#[derive(Differentiable)]
struct Mass {
    x: f64,
    v: f64,
}

#[differentiate]
impl Plant for Mass {
    fn advance(&mut self, u: f64) {
        self.v += 0.25 * (u - self.x);
        self.x += 0.25 * self.v;
    }

    fn output(&self) -> f64 {
        self.x * self.x
    }
}

#[differentiate]
fn rollout<P: Plant>(plant: &mut P, target: f64, steps: usize) -> f64 {
    let mut cost = 0.0;
    for _ in 0..steps {
        let e = target - plant.output();
        plant.advance(e);
        cost += e * e;
    }
    cost
}

#[differentiate]
fn norm(a: &[f64], b: &[f64]) -> f64 {
    a.iter()
        .zip(b)
        .map(|(a, b)| a * b)
        .sum::<f64>()
        .abs()
        .sqrt()
}

/// What is lent twice is kept before it is split.
#[differentiate]
fn orthogonal(v: &mut [Vec<f64>]) -> f64 {
    let mut total = 0.0;
    for i in 0..v.len() {
        let (head, tail) = v.split_at_mut(i + 1);
        let q = &mut head[i];
        let n = norm(q, q);
        q.iter_mut().for_each(|x| *x /= n);
        for w in tail {
            let r = norm(q, w);
            total += r * n;
            for (wi, qi) in w.iter_mut().zip(q.iter()) {
                *wi -= r * qi;
            }
        }
    }
    total
}

#[derive(Clone, Differentiable)]
struct Filter {
    x: f64,
    p: f64,
}

#[differentiate]
impl Filter {
    fn predict(&mut self, q: f64) -> &mut Self {
        self.p += q * q;
        self
    }

    fn update(&mut self, z: Option<f64>) -> &mut Self {
        let Some(z) = z else { return self };
        let k = self.p / (self.p + 0.5);
        self.x += k * (z - self.x);
        self.p *= 1.0 - k;
        self
    }

    fn scaled(&self, k: f64) -> Filter {
        Filter {
            x: self.x * k,
            p: self.p * k,
        }
    }

    fn add_to(&self, out: &mut [f64]) {
        out[0] += self.x * self.p;
    }

    fn rank(&self) -> usize {
        if self.p > 0.0 { 2 } else { 3 }
    }
}

#[differentiate]
fn fallible(x: f64) -> Result<f64, String> {
    if x < -2.0 {
        Err(format!("{x} is negative"))
    } else {
        Ok((x + 2.0).sqrt())
    }
}

slices! {
    /// What changes something else is not taken for one that gives its receiver back.
    fluent(a) {
        let mut filter = Filter { x: a[0], p: 1.0 };
        let mut out = vec![0.0; 2];
        for z in [Some(0.25), None, Some(a[1])] {
            filter.predict(a[1]).update(z);
            filter.predict(0.25);
        }
        filter.scaled(a[0]).add_to(&mut out);
        filter.x * filter.p + out[0] * filter.rank() as f64
    } at [0.5, 0.75], [0.25, -0.5];

    named_errors(a) {
        match fallible(a[0]) {
            Ok(v) => v * a[1],
            Err(e) => panic!("{e}"),
        }
    } at [0.5, 0.75], [0.25, -0.5];

    fields_and_chains(a) {
        let z = complex(a[0], a[1]);
        let q = z.sqrt();
        let w = complex(a[1], a[0]);
        q.mul(w).re + z.exp().sqrt().im + q.mul(w).abs() * root(a[0], a[1]).re
    } at [0.5, 0.75], [0.25, 0.5];

    lines(a) {
        let mut line = Line::new(2);
        let mut s = 0.0;
        for i in 0..5 {
            s += line.push(a[i % 2] * i as f64).powi(2);
            let y = line.push(a[0]);
            s += y * a[1];
        }
        s
    } at [0.5, 0.75], [0.25, -0.5];

    plants(a) {
        let mut mass = Mass { x: a[0], v: a[1] };
        rollout(&mut mass, 1.0, 3) + mass.x
    } at [0.5, 0.75], [0.25, -0.5];

    halves(a) {
        let mut v = vec![vec![a[0], 1.0], vec![0.5, a[1]]];
        let total = orthogonal(&mut v);
        total + v[1][0] * v[0][1] + v[1][1]
    } at [0.5, 0.75], [0.25, -1.5];
}
