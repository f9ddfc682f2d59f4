//! References to structs that are no `Copy`, chosen by a branch.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
struct Series {
    c: Vec<f64>,
    d: (f64, f64),
}

#[differentiate]
impl Series {
    fn plus(&self, rhs: &Series) -> f64 {
        let (long, short) = if self.c.len() >= rhs.c.len() {
            (self, rhs)
        } else {
            (rhs, self)
        };
        let mut out = long.clone();
        for (o, s) in out.c.iter_mut().zip(short.c.iter()) {
            *o += s * s;
        }
        out.c.iter().sum::<f64>() * short.d.1
    }
}

#[differentiate]
impl std::ops::Mul<f64> for &Series {
    type Output = Series;
    fn mul(self, k: f64) -> Series {
        Series {
            c: self.c.iter().map(|c| c * k).collect(),
            ..self.clone()
        }
    }
}

#[differentiate]
fn first(s: &Series, k: f64) -> f64 {
    s.c[0] * s.d.0 * k
}

#[differentiate]
fn pick(all: &[Series], x: f64) -> f64 {
    let a = if x > 0.0 { &all[0] } else { &all[1] };
    let b = match all.len() {
        2 => &all[1],
        _ => &all[0],
    };
    a.c[0] * b.c[0] * x + first(if x > 0.5 { a } else { b }, x)
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Stage {
    dry: f64,
    fuel: f64,
}

#[differentiate]
fn ascend(stages: &[Stage], payload: f64) -> Result<f64, i32> {
    let mass = payload + stages.iter().map(|s| s.dry + s.fuel).sum::<f64>();
    let mut height = 0.0;
    let mut queue = stages.iter().peekable();
    if queue.peek().is_none() {
        return Err(1);
    }
    while let Some(stage) = queue.next() {
        let mut left: f64 = 1.0;
        loop {
            height += stage.fuel * left;
            left -= 0.4 * stage.dry.abs();
            if left <= 0.0 {
                break;
            }
        }
    }
    Ok(height * mass)
}

slices! {
    taken_from_an_iterator(p) {
        let stages = [Stage { dry: p[0], fuel: p[1] }, Stage { dry: 1.0, fuel: p[0] * p[1] }];
        ascend(&stages, p[1]).unwrap_or(0.0)
    } at [0.7, -0.4], [-1.2, 0.3];

    chosen(p) {
        let a = Series { c: vec![p[0], p[1]], d: (p[1], p[0]) };
        let b = Series { c: vec![p[1], p[1], p[0]], d: (p[0], p[0] * p[1]) };
        let c = &b * p[1];
        let both = vec![a.clone(), c.clone()];
        a.plus(&b) + b.plus(&a) * c.plus(&a) + pick(&both, p[0]) - pick(&both, -p[1])
    } at [0.7, -0.4], [-1.2, 0.3];

    in_each_iteration(p) {
        let a = Series { c: vec![p[0], p[1]], d: (p[1], p[0]) };
        let b = &a * 0.5;
        let mut s = 0.0;
        for (i, x) in p.iter().enumerate() {
            let one = if i == 0 { &a } else { &b };
            let other = if *x > 0.0 { one } else { &a };
            s += one.c[1] * x + other.d.0 * other.c[0];
        }
        s
    } at [0.7, -0.4], [-1.2, 0.3];
}
