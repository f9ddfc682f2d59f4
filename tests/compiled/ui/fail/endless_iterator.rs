use autodiff::differentiate;

#[differentiate]
fn search(x: f64) -> f64 {
    let mut v = x;
    for i in 1.. {
        v *= x;
        if i > 3 && v < 1.0 {
            return v;
        }
    }
    v
}

fn main() {}
