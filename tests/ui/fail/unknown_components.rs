use autodiff::differentiate;

#[differentiate]
fn pair(x: f64) -> (f64, f64) {
    (x, x * x)
}

#[differentiate]
fn sum(x: f64) -> f64 {
    let parts = (pair(x), 1.0);
    let ((a, b), _) = parts;
    a + b
}

fn main() {}
