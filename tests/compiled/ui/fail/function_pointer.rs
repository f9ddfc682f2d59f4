use autodiff::differentiate;

#[differentiate]
fn applied(x: f64, table: [fn(f64) -> f64; 2]) -> f64 {
    table[0](x) * x
}

fn main() {}
