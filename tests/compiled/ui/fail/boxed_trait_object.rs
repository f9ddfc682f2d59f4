use autodiff::differentiate;

#[differentiate]
fn applied(x: f64, f: Box<dyn Fn(f64) -> f64>) -> f64 {
    f(x) * x
}

fn main() {}
