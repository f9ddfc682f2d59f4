//! Methods that are called with generic arguments, which are read as their bodies.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

const COUNT: usize = 3;

trait Shape {
    const SLOPE: f64;
}

struct Flat;
struct Steep;

impl Shape for Flat {
    const SLOPE: f64 = 0.5;
}

impl Shape for Steep {
    const SLOPE: f64 = 2.0;
}

#[derive(Differentiable, Clone, Debug)]
struct Rule {
    k: f64,
    w: Vec<f64>,
}

#[differentiate]
impl Rule {
    fn integral<const N: usize>(&self, x: f64) -> f64 {
        let mut nodes = [0.0; N];
        let mut s = 0.0;
        for i in 0..N {
            nodes[i] = (i as f64 + 0.5) / N as f64;
            s += self.k * (x * nodes[i]).sin() / N as f64;
        }
        if s > 100.0 {
            return 0.0;
        }
        s
    }
    fn sloped<S: Shape>(&self, x: f64) -> f64 {
        S::SLOPE * x * self.k
    }
    fn fill<const N: usize>(&mut self, x: f64) {
        for i in 0..N {
            self.w.push(x * i as f64);
        }
    }
    fn first<const N: usize>(v: &[f64]) -> [f64; N] {
        let mut out = [0.0; N];
        out.copy_from_slice(&v[..N]);
        out
    }
    fn signed<const N: i32>(&self, x: f64) -> f64 {
        x.powi(N.pow(2)) * (N - 3) as f64 + self.k * N.abs() as f64
    }
    fn typed<const N: u8>(&self, x: f64) -> f64 {
        x * (!N) as f64 / 256.0 + self.k * N.leading_zeros() as f64
    }
    fn listed<const N: usize, const NEGATIVE: bool>(&self, x: f64) -> [f64; N] {
        let mut out = vec![x; N];
        out[N - 1] *= self.k;
        if NEGATIVE {
            out[0] = -out[0];
        }
        assert!(out.len() == N);
        std::array::from_fn(|i| out[i] * (N - i) as f64)
    }
    fn own(&self, x: f64) -> f64 {
        self.integral::<2>(x) * self.integral::<3>(x) + Self::first::<1>(&self.w)[0]
    }
}

#[differentiate]
fn told(a: &[f64]) -> f64 {
    let mut rule = Rule {
        k: a[0],
        w: vec![a[1]],
    };
    let mut s = 0.0;
    for i in 0..2 {
        rule.fill::<2>(a[i]);
        s += rule.integral::<4>(a[1]) * rule.integral::<1>(s + a[0]);
    }
    s += rule.signed::<-2>(a[1]) + rule.signed::<{ 1 + COUNT as i32 }>(a[0]) * rule.typed::<4>(s);
    s *= rule.listed::<{ COUNT - 1 }, true>(a[0])[1] + rule.listed::<COUNT, false>(s)[0];
    rule.fill::<{ COUNT - 2 }>(s);
    if a[0] > 0.0 {
        s += rule.sloped::<Flat>(a[1]);
    }
    s + rule.sloped::<Steep>(s)
        + rule.w.iter().sum::<f64>()
        + Rule::first::<2>(a)[1] * rule.own(a[0])
}

slices! {
    all(a) { told(a).sin() } at [0.3, 0.7], [-0.5, 0.25];
}
