use autodiff::differentiate;

#[differentiate]
fn check(x: f64) {
    assert!(x > 0.0);
}

fn main() {}
