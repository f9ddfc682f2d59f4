use autodiff::differentiate;

#[differentiate]
fn chosen(a: &[f64], b: &[f64]) -> f64 {
    let mut s = 0.0;
    let mut r = a;
    for i in 0..3 {
        if i == 1 {
            r = b;
        }
        s += r[0];
    }
    s
}

fn main() {}
