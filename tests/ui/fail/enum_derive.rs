use autodiff::Differentiable;

#[derive(Differentiable)]
enum Shape {
    Circle(f64),
}

fn main() {}
