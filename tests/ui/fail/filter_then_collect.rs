use autodiff::differentiate;

#[differentiate]
fn positive(x: &[f64]) -> f64 {
    let kept: Vec<f64> = x.iter().filter(|v| **v > 0.0).copied().collect();
    kept[0] * x[0]
}

fn main() {}
