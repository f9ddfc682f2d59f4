use autodiff::differentiate;

#[differentiate]
fn gamma(x: f64) -> f64 {
    if x > 2.0 {
        (x - 1.0) * gamma(x - 1.0)
    } else {
        x * x - x + 1.0
    }
}

fn main() {
    gamma(3.0);
}
