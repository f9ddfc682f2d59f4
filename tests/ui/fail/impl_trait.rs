use autodiff::differentiate;

#[differentiate]
fn wave(k: f64) -> impl Fn(f64) -> f64 {
    move |x| (k * x).sin()
}

fn main() {}
