use autodiff::differentiate;

#[differentiate]
fn total(x: f64, extra: &[f64]) -> f64 {
    let mut s = x;
    for v in extra {
        s += v * x;
    }
    s
}

#[differentiate]
fn alone(x: f64) -> f64 {
    total(x, &[])
}

fn main() {}
