use autodiff::{Differentiable, differentiate};

#[derive(Clone, Debug, Differentiable)]
enum Shape {
    Circle(f64),
    Square { side: f64 },
}

#[differentiate]
fn area(shape: &Shape, x: f64) -> f64 {
    let Shape::Circle(r) = shape else {
        return match shape {
            Shape::Square { side } => side * side,
            Shape::Circle(.., r) => r * x,
        };
    };
    r * r
}

fn main() {}
