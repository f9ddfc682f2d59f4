use autodiff::differentiate;

#[differentiate]
fn bin(x: f64) -> f64 {
    let n = (x * 10.0) as i32;
    n as f64 * x
}

fn main() {}
