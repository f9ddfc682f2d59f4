use autodiff::differentiate;

#[differentiate]
fn harmonic(x: f64) -> f64 {
    (1..).map(|i| x / i as f64).sum()
}

fn main() {}
