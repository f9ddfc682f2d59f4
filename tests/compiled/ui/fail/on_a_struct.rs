use autodiff::differentiate;

#[differentiate]
struct Model {
    scale: f64,
}

fn main() {}
