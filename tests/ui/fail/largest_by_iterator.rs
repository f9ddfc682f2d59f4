use autodiff::differentiate;

#[differentiate]
fn largest(x: &[f64]) -> f64 {
    let m = x.iter().copied().max_by_key(|v| *v as i64);
    m.unwrap_or(0.0)
}

fn main() {}
