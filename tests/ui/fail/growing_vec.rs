use autodiff::differentiate;

#[differentiate]
fn squares(x: &[f64]) -> f64 {
    let mut v = Vec::new();
    for a in x {
        if *a > 0.0 {
            v.push(a * a);
        }
    }
    v[0] * v[1]
}

fn main() {}
