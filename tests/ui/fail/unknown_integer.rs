use autodiff::differentiate;

fn trips(n: usize) -> usize {
    n + 1
}

#[differentiate]
fn scaled(x: f64) -> f64 {
    let n = trips(2);
    x * (n * n) as f64
}

fn main() {}
