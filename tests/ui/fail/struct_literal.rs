use autodiff::differentiate;

struct Point {
    x: f64,
    y: f64,
}

#[differentiate]
fn area(x: f64) -> f64 {
    let p = Point { x, y: x };
    p.x * p.y
}

fn main() {}
