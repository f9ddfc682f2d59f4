//! Variables that are mutable references, passed where shared ones are taken and where mutable ones
//! are: the call shows neither.

use crate::support::{in_place, slices};
use autodiff::{Differentiable, differentiate};
use num_traits::Float;

#[differentiate]
fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

#[differentiate]
fn product<T: Float>(x: &[T]) -> T {
    x[0] * x[1]
}

#[differentiate]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[differentiate]
fn scaled(x: &mut [f64], k: f64) -> f64 {
    for v in x.iter_mut() {
        *v *= k;
    }
    x[0] * x[1]
}

#[differentiate]
fn moved_into(from: &[f64], to: &mut [f64], k: f64) -> (f64, usize) {
    to[0] += from[0] * k;
    (to[0] * from[1], to.len())
}

#[differentiate]
fn normalised(x: &mut [f64], weights: &[f64]) {
    let mu = mean(x);
    let spread = (dot(x, x) + 0.5).sqrt();
    for (v, w) in x.iter_mut().zip(weights) {
        *v = (*v - mu) / spread * w;
    }
}

#[differentiate]
fn both_ways(x: &mut [f64], y: &mut [f64]) -> f64 {
    let mut total = product(x);
    for _ in 0..2 {
        let k = scaled(x, total);
        let (m, n) = moved_into(x, y, k);
        if m > 0.0 {
            total += mean(y) * n as f64;
        }
        total += dot(x, y) + m;
    }
    total.sin()
}

#[differentiate]
fn repeated(x: &mut [f64], n: usize) -> f64 {
    if n == 0 {
        return product(x);
    }
    x[0] *= x[1];
    let rest = repeated(x, n - 1);
    rest + mean(x)
}

#[differentiate]
fn rows(m: &mut [[f64; 2]; 2]) -> f64 {
    let mut s = 0.0;
    for row in m.iter_mut() {
        let k = mean(row);
        row[0] *= k;
        s += product(row) * k;
    }
    s
}

#[derive(Differentiable, Clone, Debug)]
struct State {
    k: f64,
    v: Vec<f64>,
}

#[differentiate]
fn energy(s: &State) -> f64 {
    s.k * s.v[0] * s.v[1]
}

#[differentiate]
fn kicked(s: &mut State, x: f64) -> f64 {
    let before = energy(s);
    s.k += x * before;
    s.v[0] *= s.k;
    energy(s) - before + square(&s.k)
}

#[differentiate]
fn square(x: &f64) -> f64 {
    *x * *x
}

#[differentiate]
impl State {
    fn changed(&mut self, x: &mut [f64]) -> f64 {
        self.k *= mean(x);
        let first = self.weighed(x);
        x[0] = first + Self::sum(x);
        x[0] * first
    }

    fn weighed(&self, x: &[f64]) -> f64 {
        x[0] * self.k
    }

    fn sum(x: &[f64]) -> f64 {
        x[0] + x[1] * x[1]
    }
}

in_place! {
    shared_arguments(x) { normalised(x, &[0.5, 2.0]); } at [1.5, -0.75], [-0.5, 0.25];
}

slices! {
    arguments_of_both_kinds(a) {
        let (mut x, mut y) = ([a[0], a[1]], vec![a[1], 0.5]);
        let total = both_ways(&mut x, &mut y) + repeated(&mut x, 2);
        let mut m = [x, [a[1], a[0]]];
        total * x[0] + y[0] + rows(&mut m) * m[1][0]
    } at [1.5, -0.75], [-0.5, 0.25];

    structs(a) {
        let mut s = State { k: a[0], v: a.to_vec() };
        let mut x = [a[1], 0.5];
        let change = kicked(&mut s, a[1]) + s.changed(&mut x);
        change * x[0] + s.k
    } at [1.5, -0.75], [-0.5, 0.25];
}

/// References to references, which are taken as one.
mod lent_twice {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct Held {
        k: f64,
        v: Vec<f64>,
    }

    #[differentiate]
    fn read(x: f64, held: &Held, list: &[f64]) -> f64 {
        held.k * x + held.v[0] * list[1]
    }

    #[differentiate]
    fn scale(held: &mut Held, list: &mut [f64]) {
        held.v[1] *= list[0];
        list[0] += held.k;
    }

    #[differentiate]
    fn changed(held: &mut Held, list: &mut [f64], x: f64) -> f64 {
        let mut total = 0.0;
        for i in 0..2 {
            held.v[1] += read(held.k, &held, &list);
            if total < x {
                scale(&mut *held, list);
                total += read(x, &held, &&list[i..]);
            }
        }
        total * held.v[1]
    }

    #[differentiate]
    fn whole(p: &[f64]) -> f64 {
        let (mut held, mut list) = (
            Held {
                k: p[0],
                v: p.to_vec(),
            },
            vec![p[1], 0.5, p[0]],
        );
        changed(&mut held, &mut list, p[1]) + held.v[1] * list[0] + read(p[0], &&held, &list)
    }

    crate::support::whole_functions! { whole => [1.5, -0.75], [-0.5, 0.25], [0.4, 0.7] }
}
