//! Lists of tuples with a reference to an object that is made there: arrays and `Vec`s, gone over by value and by
//! reference, with numbers and names beside the objects.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
trait Shape {
    fn of(&self, x: f64) -> f64;
}

#[derive(Differentiable, Clone, Debug)]
struct Square;

#[derive(Differentiable, Clone, Debug)]
struct Line(f64);

#[differentiate]
impl Shape for Square {
    fn of(&self, x: f64) -> f64 {
        x * x
    }
}

#[differentiate]
impl Shape for Line {
    fn of(&self, x: f64) -> f64 {
        x * self.0
    }
}

#[differentiate]
fn weighted(a: &[f64]) -> f64 {
    let shapes: [(&dyn Shape, f64); 2] = [(&Square, 0.7), (&Line(a[1]), a[0])];
    let mut s = 0.0;
    for (shape, weight) in shapes {
        s += weight * shape.of(a[0]);
    }
    s
}

#[differentiate]
fn counted(a: &[f64]) -> f64 {
    let shapes: [(usize, &dyn Shape); 3] = [(1, &Line(a[0])), (2, &Square), (3, &Line(2.0))];
    let mut s = a[0];
    for _ in 0..2 {
        s *= shapes
            .iter()
            .map(|(n, shape)| *n as f64 * shape.of(a[1]))
            .sum::<f64>();
    }
    if s > 0.0 { s } else { s * shapes[1].1.of(a[0]) }
}

slices! {
    in_arrays(a) { weighted(a) } at [0.5, -0.75], [-0.25, 0.5];

    in_lists(a) { counted(a) } at [0.5, -0.75], [-0.25, 0.5];
}
