use autodiff::differentiate;

#[differentiate]
fn half(x: f64) -> Option<f64> {
    (x > 0.0).then_some(x / 2.0)
}

#[differentiate]
fn quarter(x: f64) -> f64 {
    let quarter = |v: f64| -> Option<f64> {
        let h = half(v)?;
        half(h)
    };
    quarter(x).unwrap_or(0.0)
}

fn main() {}
