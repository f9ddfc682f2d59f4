//! Fields of types that `impl Index` and `impl IndexMut`.

use autodiff::{Differentiable, differentiate};
use std::ops::{Index, IndexMut};
#[derive(Clone, Copy, Debug, Default, PartialEq, Differentiable)]
struct V3([f64; 3]);
#[differentiate]
impl Index<usize> for V3 {
    type Output = f64;
    fn index(&self, i: usize) -> &f64 {
        &self.0[i]
    }
}
#[differentiate]
impl IndexMut<usize> for V3 {
    fn index_mut(&mut self, i: usize) -> &mut f64 {
        &mut self.0[i]
    }
}
#[derive(Clone, Differentiable)]
struct Body {
    m: f64,
    x: V3,
    v: V3,
    n: usize,
}
#[differentiate]
impl Body {
    fn energy(&self) -> f64 {
        (0..3)
            .map(|i| self.v[i] * self.v[i] * self.x[2 - i])
            .sum::<f64>()
            * self.m
    }
    fn kick(&mut self, by: f64) {
        for i in 0..3 {
            self.v[i] += by * self.x[(i + 1) % 3];
        }
        self.x[self.n] = by;
        self.x[0] *= self.m;
    }
}
#[differentiate]
fn top(p: &[f64]) -> f64 {
    let mut bodies = vec![
        Body {
            m: p[0],
            x: V3([p[1], 0.3, p[2]]),
            v: V3::default(),
            n: 1,
        },
        Body {
            m: 0.4,
            x: V3([1.0, p[0], 0.2]),
            v: V3([0.1, p[1], p[2]]),
            n: 2,
        },
    ];
    bodies[0].v[1] = p[2] * 2.0;
    bodies[1].x[2] += p[0];
    bodies[0].x[0] -= bodies[1].v[0] * p[1];
    for b in bodies.iter_mut() {
        b.kick(p[1]);
        b.v[2] = b.v[2] * b.x[0];
    }
    let mut s = 0.0;
    for k in 0..2 {
        s += bodies[k].x[k] * bodies[1 - k].v[2];
    }
    bodies.iter().map(|b| b.energy() + b.x[1]).sum::<f64>() + s
}

#[differentiate]
fn made(x: f64, y: f64) -> V3 {
    V3([x, x * y, y])
}

#[differentiate]
fn of_what_was_given(p: &[f64]) -> f64 {
    let v = made(p[0], p[1]);
    let mut s = 0.0;
    for i in 0..3 {
        s += v[i] * v[(i + 1) % 3];
    }
    s * p[2]
}

crate::support::whole_functions! { top of_what_was_given }
