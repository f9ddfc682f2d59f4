use autodiff::differentiate;

#[differentiate]
fn scaled(x: f64, scale: Option<f64>) -> f64 {
    match scale {
        Some(s) => x * s,
        None => x,
    }
}

fn main() {}
