use autodiff::differentiate;

#[macro_use]
mod macros {
    macro_rules! square { ($x:expr) => { $x * $x } }
}

#[differentiate]
fn fourth(x: f64) -> f64 {
    // Which one is meant, the attribute cannot see.
    square!(x) * square!(x)
}

fn main() {}
