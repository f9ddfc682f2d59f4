use autodiff::Differentiable;

#[derive(Differentiable)]
union Number {
    double: f64,
}

fn main() {}
