use autodiff::differentiate;

#[differentiate]
fn half(x: f64) -> Option<f64> {
    (x > 0.0).then_some(x / 2.0)
}

#[differentiate]
fn quarter(x: f64) -> f64 {
    half(half(x)?).unwrap()
}

fn main() {}
