use autodiff::{Differentiable, differentiate};

#[differentiate]
trait Cell {
    fn weights(&self) -> &[f64];
}

#[derive(Differentiable, Clone)]
struct Unit {
    weights: Vec<f64>,
}

#[differentiate]
impl Cell for Unit {
    fn weights(&self) -> &[f64] {
        &self.weights
    }
}

#[differentiate]
fn first<C: Cell>(cell: &C, x: f64) -> f64 {
    cell.weights()[0] * x
}

fn main() {
    let unit = Unit { weights: vec![2.0] };
    first::gradient(&unit, 1.0);
}
