use autodiff::differentiate;

#[differentiate(companion = a, companion = b)]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {}
