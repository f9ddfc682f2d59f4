use autodiff::differentiate;

#[differentiate]
fn half(x: f64) -> Result<f64, f64> {
    if x > 0.0 { Ok(x / 2.0) } else { Err(x) }
}

#[differentiate]
fn quarter(x: f64) -> Result<f64, f64> {
    match half(x) {
        Ok(y) => half(y),
        Err(e) => Ok(e * x),
    }
}

fn main() {}
