use autodiff::differentiate;

enum Shape {
    Circle { radius: f64 },
}

#[differentiate]
fn circle(x: f64) -> f64 {
    let shape = Shape::Circle { radius: x };
    area(&shape)
}

fn main() {}
