use autodiff::differentiate;

#[differentiate]
fn applied(x: f64, f: fn(f64) -> f64) -> f64 {
    f(x) * x
}

fn main() {}
