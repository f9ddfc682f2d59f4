use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
struct Point {
    x: f64,
    y: f64,
}

#[differentiate]
fn restart(p: &mut Point, k: f64) {
    *p = Point { x: k, y: k * p.x };
}

fn main() {}
