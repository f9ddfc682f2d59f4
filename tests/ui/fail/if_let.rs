use autodiff::differentiate;

#[differentiate]
fn first(x: &[f64]) -> f64 {
    if let Some(v) = x.first() { v * v } else { 0.0 }
}

fn main() {}
