use autodiff::differentiate;

#[differentiate]
fn doubled(x: &[f64]) -> f64 {
    let both: Vec<f64> = x.iter().flat_map(|v| [*v, 2.0 * v]).collect();
    both[0] * x[0]
}

fn main() {}
