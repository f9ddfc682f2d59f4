use autodiff::differentiate;

#[differentiate]
fn pair(x: f64) -> (f64, f64) {
    (x, x * x)
}

#[differentiate]
fn sum(x: f64) -> f64 {
    let parts = (pair(x), 1.0);
    let pair = parts.0;
    pair.0 + x
}

fn main() {}
