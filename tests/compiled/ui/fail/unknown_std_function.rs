use autodiff::differentiate;

#[differentiate]
fn swapped(x: f64, y: f64) -> f64 {
    let mut a = x * y;
    let old = std::mem::replace(&mut a, y);
    let bits = std::hint::black_box(old);
    a * bits
}

fn main() {}
