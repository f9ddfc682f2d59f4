//! Structs and enums that `then` and `then_some` make.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Hit {
    pub t: f64,
    pub n: [f64; 2],
}
#[derive(Differentiable, Clone, Copy, Debug)]
pub enum Kind {
    Near(f64),
    Far { d: f64, w: f64 },
}
#[differentiate]
pub fn hit(x: f64, y: f64) -> Option<Hit> {
    if x > 10.0 {
        return None;
    }
    let t = x * y;
    (t > 0.2).then(|| {
        let n = [t.sin(), x];
        Hit { t, n }
    })
}
#[differentiate]
pub fn kind(x: f64, y: f64) -> Option<Kind> {
    (x > 0.0).then(|| {
        if y > 1.0 {
            Kind::Near(x * y)
        } else {
            Kind::Far { d: x, w: y }
        }
    })
}
#[differentiate]
pub fn some(x: f64, y: f64) -> Option<Hit> {
    (x > y).then_some(Hit {
        t: x * x,
        n: [y, x],
    })
}
#[differentiate]
pub fn made(x: f64) -> Hit {
    Hit {
        t: x.exp(),
        n: [x, x * x],
    }
}
#[differentiate]
pub fn top(p: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..5 {
        if let Some(h) = hit(p[i], p[i + 1]) {
            s += h.t * h.n[0] + h.n[1];
        }
        match kind(p[i], p[i + 1]) {
            Some(Kind::Near(x)) => s += x * x,
            Some(Kind::Far { d, w }) => s += d * w.sin(),
            None => s -= p[i],
        }
        if let Some(h) = some(p[i], p[i + 1]) {
            s *= 1.0 + h.t * 0.1 + h.n[0];
        }
    }
    s
}
#[differentiate]
pub fn local(p: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..5 {
        let h = (p[i] > 0.5).then(|| Hit {
            t: p[i] * p[i + 1],
            n: [p[i], 1.0],
        });
        if let Some(h) = h {
            s += h.t * h.n[0];
        }
        let g = (p[i] > 0.1)
            .then(|| made(p[i]))
            .map(|h| h.t * h.n[1])
            .unwrap_or(p[0]);
        let k = (p[i] < 0.3).then_some(made(p[i + 1]));
        if let Some(b) = k {
            s += b.n[1] * g;
        }
    }
    s
}
#[differentiate]
pub fn folded(p: &[f64]) -> f64 {
    let hits: Vec<Hit> = p
        .windows(2)
        .filter_map(|w| {
            (w[0] > 0.1).then(|| Hit {
                t: w[0] * w[1],
                n: [w[1], w[0]],
            })
        })
        .collect();
    hits.iter().map(|h| h.t * h.n[1]).sum::<f64>()
}

#[test]
fn have_the_gradients() {
    slices!(@check [0.7, 1.3, -0.4, 0.9, 0.35, 1.1] top local folded);
    slices!(@check [-0.6, 0.8, 0.55, 1.9, 0.7, -1.2] top local folded);
}
