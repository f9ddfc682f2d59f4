use autodiff::differentiate;

#[differentiate]
fn applied(x: f64, f: Option<Box<dyn Fn(f64) -> f64>>) -> f64 {
    f.map_or(x, |f| f(x))
}

fn main() {}
