use autodiff::differentiate;

#[differentiate]
fn positive(x: f64) -> Result<f64, String> {
    let checked = if x > 0.0 { Ok(x) } else { Err(format!("{x}")) };
    checked
}

fn main() {}
