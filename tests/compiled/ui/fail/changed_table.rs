use autodiff::differentiate;

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn applied(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(x)
}

#[differentiate]
fn turned(x: f64) -> f64 {
    let mut table = [square, f64::sin];
    table.reverse();
    table[0](x)
}

#[differentiate]
fn passed(x: f64, at: usize) -> f64 {
    let table = [square, f64::sin];
    applied(table[at], x)
}

fn main() {}
