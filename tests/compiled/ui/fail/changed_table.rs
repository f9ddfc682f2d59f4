use autodiff::differentiate;

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn turned(x: f64) -> f64 {
    let mut table = [square, f64::sin];
    table.reverse();
    table[0](x)
}

fn main() {}
