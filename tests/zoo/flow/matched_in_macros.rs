//! What `matches!` looks at is found there by whatever looks for what is matched and changed.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
enum Shape {
    Ball(f64),
    Many(Vec<f64>),
    Flat,
}

#[differentiate]
fn shape(x: f64) -> Shape {
    if x > 1.0 {
        Shape::Ball(x)
    } else if x > 0.0 {
        Shape::Many(vec![x, 0.5])
    } else {
        Shape::Flat
    }
}

#[derive(Differentiable, Clone, Debug)]
struct Store {
    level: f64,
}

#[differentiate]
impl Store {
    fn pull(&mut self) -> Option<f64> {
        self.level *= 1.5;
        if self.level > 0.25 {
            Some(self.level)
        } else {
            None
        }
    }
}

slices! {
    /// An enum that stays where it is, looked at in each iteration.
    looked_at_again(a) {
        let e = shape(a[0]);
        let mut sum = a[1];
        for x in a {
            if matches!(e, Shape::Ball(_) | Shape::Flat) {
                sum *= x;
            }
        }
        sum
    } at [1.25, -0.75, 0.5], [0.5, 1.25, 0.75], [-0.5, 0.75, 1.25];

    /// The value is a guard's, and an enum that is used afterwards.
    with_a_guard(a) {
        let e = shape(a[0]);
        let mut sum = 0.0;
        for x in a {
            sum += if matches!(e, Shape::Ball(r) if r > *x) { x * x } else { 0.5 * x };
        }
        match &e {
            Shape::Ball(r) => r * sum,
            Shape::Many(v) => v[0] + sum,
            Shape::Flat => sum,
        }
    } at [1.25, 0.75, 2.5], [0.5, 1.25, 0.75], [-0.5, 0.75, 1.25];

    /// What is looked at changes what stands in front of it and behind it.
    changed_while_looking(a) {
        let mut store = Store { level: a[0] };
        let first = store.level * if matches!(store.pull(), Some(q) if q > 0.75) { store.level * a[1] } else { a[1] };
        let mut rest = a.to_vec();
        let second = rest[0] * if matches!(rest.pop(), Some(q) if q > 0.5) { rest[1] } else { a[0] };
        first + store.level * second * rest.len() as f64
    } at [0.75, -1.25, 0.875], [0.25, 1.5, 0.25], [0.125, 0.5, 1.75];

    /// Written out, it is read the same.
    written_out(a) {
        let e = shape(a[0] + a[1]);
        let mut sum = a[1];
        while sum < 4.0 {
            let flat = match e {
                Shape::Many(_) | Shape::Flat => true,
                _ => false,
            };
            sum += if flat { a[0] * a[0] + 0.5 } else { 1.0 + a[1] * a[1] };
        }
        sum
    } at [1.25, -0.75, 0.5], [0.5, 1.25, 0.75], [-0.5, 0.75, 1.25];
}
