use autodiff::differentiate;

#[differentiate]
fn named(x: f64) -> f64 {
    let name = "square";
    if name.trim_start().len() > 3 { x * x } else { x }
}

fn main() {}
