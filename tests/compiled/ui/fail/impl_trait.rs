use autodiff::differentiate;

#[differentiate]
fn wave(k: f64) -> impl Fn(f64) -> f64 {
    let f = move |x: f64| (k * x).sin();
    f
}

fn main() {}
