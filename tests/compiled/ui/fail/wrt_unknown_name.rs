use autodiff::differentiate;

#[differentiate(wrt(weights))]
fn scaled(x: f64, w: f64) -> f64 {
    x * w
}

fn main() {}
