use autodiff::differentiate;

#[differentiate]
fn half(x: f64) -> Result<f64, String> {
    if x > 0.0 { Ok(x / 2.0) } else { Err("negative".into()) }
}

#[differentiate]
fn quarter(x: f64) -> f64 {
    let quarter = |v: f64| -> Result<f64, String> {
        let h = half(v)?;
        half(h)
    };
    quarter(x).unwrap_or(0.0)
}

fn main() {}
