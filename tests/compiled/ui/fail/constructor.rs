use autodiff::differentiate;

#[differentiate]
fn boxed(x: f64) -> f64 {
    let b = Box::new(x * x);
    *b
}

fn main() {}
