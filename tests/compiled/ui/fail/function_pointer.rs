use autodiff::differentiate;

#[differentiate]
fn applied(x: f64, table: [Option<fn(f64) -> f64>; 2]) -> f64 {
    table[0].map_or(x, |f| f(x))
}

fn main() {}
