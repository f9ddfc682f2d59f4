use autodiff::differentiate;

#[differentiate]
fn half<const N: usize>(n: [usize; N]) -> f64 {
    n[0] as f64 / 2.0
}

fn main() {}
