//! Closures that change what they capture, passed to functions and methods, whose calls are read as their bodies.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
fn each(v: &[f64], f: &mut impl FnMut(f64)) {
    for &x in v {
        f(x * x);
    }
}

#[differentiate]
fn twice<F: FnMut(f64)>(v: &[f64], mut f: F) {
    each(v, &mut f);
    each(&v[1..], &mut |x| f(2.0 * x));
    (&mut f)(0.5);
}

/// Has a derivative of its own, too.
#[differentiate]
fn observed(y0: f64, k: f64, steps: usize, mut seen: impl FnMut(usize, f64)) -> f64 {
    let mut y = y0;
    for i in 0..steps {
        if y.abs() > 50.0 {
            return y0;
        }
        y -= 0.1 * k * y;
        seen(i, y);
    }
    y
}

#[differentiate]
fn fill<F>(out: &mut [f64], mut f: F)
where
    F: FnMut() -> f64,
{
    for o in out.iter_mut() {
        *o += f();
    }
}

#[derive(Differentiable, Clone, Debug)]
struct Mesh {
    h: f64,
    nodes: Vec<f64>,
}

#[differentiate]
impl Mesh {
    fn visit(&self, mut f: impl FnMut(usize, f64)) {
        for (i, x) in self.nodes.iter().enumerate() {
            f(i, self.h * x);
        }
    }
    fn change<F: FnMut(&mut f64)>(&mut self, mut f: F) {
        self.h *= 2.0;
        self.nodes.iter_mut().for_each(|x| f(x));
    }
    fn fold(&self, start: f64, f: &mut dyn FnMut(f64, f64) -> f64) -> f64 {
        let mut s = start;
        for &x in &self.nodes {
            if x < -20.0 {
                return s * self.h;
            }
            s = f(s, x);
        }
        s
    }
    fn moment(&self) -> f64 {
        let mut s = 0.0;
        self.visit(|i, x| s += x * i as f64);
        Self::visit(self, |_, x| s *= 1.0 + x);
        s
    }
}

#[derive(Differentiable, Clone, Debug)]
struct Mean {
    sum: f64,
    count: usize,
}

#[differentiate]
impl Mean {
    fn add(&mut self, x: f64) {
        self.sum += x;
        self.count += 1;
    }
}

#[differentiate]
fn summed(a: &[f64]) -> f64 {
    let (mut s, mut product) = (0.5, 1.0);
    let mut mean = Mean { sum: 0.0, count: 0 };
    twice(a, |x| s += x.sin());
    let mut add = |x: f64| mean.add(x * s);
    each(a, &mut add);
    add(a[1]);
    each(a, &mut |x| {
        if x > 0.1 {
            product *= x;
        }
    });
    s * product + mean.sum / mean.count as f64
}

#[differentiate]
fn recorded(a: &[f64]) -> f64 {
    let (mut path, mut worst): (Vec<f64>, f64) = (Vec::new(), 0.0);
    let y = observed(a[0], a[1], 4, |i, y| {
        if i % 2 == 0 {
            path.push(y);
        }
        if y > worst {
            worst = y;
        }
    });
    let unseen = observed(a[1], y, 2, |_, _| {});
    let mut last = None;
    each(&path, &mut |x| last = Some(x * y));
    let (mut out, mut k) = ([a[0]; 3], a[1]);
    fill(&mut out, || {
        k *= a[0];
        k
    });
    fill(&mut out[1..], || 2.0);
    unseen + worst + last.unwrap_or(y) + path.iter().sum::<f64>() * out[2] * k
}

#[differentiate]
fn by_methods(a: &[f64]) -> f64 {
    let mut mesh = Mesh {
        h: a[0],
        nodes: a.to_vec(),
    };
    let mut weights = vec![1.0; a.len()];
    for k in 0..2 {
        mesh.visit(|i, x| weights[i] += x * k as f64);
        mesh.change(|x| {
            *x *= a[1];
            weights[0] += *x;
        });
    }
    let mut calls = 0;
    let s = mesh.fold(a[1], &mut |s, x| {
        calls += 1;
        s * x + a[0]
    });
    weights[0] * weights[1] + s * calls as f64 + mesh.moment()
}

#[differentiate]
fn put(out: &mut [f64], x: f64) {
    out[0] += x * x;
}

/// Closures that end in calls of what gives nothing.
#[differentiate]
fn ends_in_calls(a: &[f64]) -> f64 {
    let mut out = a.to_vec();
    let mut mean = Mean { sum: 0.0, count: 0 };
    let mut add = |x: f64| put(&mut out, x);
    add(a[0]);
    add(0.5);
    each(a, &mut |x| put(&mut out, x));
    each(a, &mut |x| {
        if x > 0.1 {
            mean.add(x)
        } else {
            let half = 0.5 * x;
            mean.add(half)
        }
    });
    let mut stack = vec![a[1]];
    each(a, &mut |x| match x > 0.2 {
        true => stack.push(x * a[0]),
        false => put(&mut out, x),
    });
    let lent = &mut out;
    each(a, &mut |x| put(lent, x));
    let f = put;
    f(&mut out, a[1]);
    out[0] * out[1] + mean.sum * mean.count as f64 + stack.iter().sum::<f64>()
}

slices! {
    ending(a) { ends_in_calls(a).sin() } at [0.4, -0.3], [-0.5, 0.6];
    all(a) { (summed(a) + recorded(a) * by_methods(a)).sin() } at [0.4, -0.3], [-0.5, 0.6];
}
