use autodiff::differentiate;

#[differentiate]
fn largest(x: &[f64]) -> f64 {
    let m = x.iter().copied().next_back();
    m.unwrap_or(0.0)
}

fn main() {}
