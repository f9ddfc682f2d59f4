use autodiff::differentiate;

#[differentiate]
fn talkative(x: f64) -> f64 {
    println!("x is {x}");
    x * x
}

/// The function compiles, and so does every use of what was promised beside it: one mistake, one
/// message.
fn callers() -> f64 {
    let (value, cache) = talkative::forward(2.0);
    let adjoint: f64 = talkative::backward(&cache, 1.0);
    value + adjoint + talkative(1.0) + talkative::gradient(3.0)
}

#[differentiate]
fn differentiated_caller(x: f64) -> f64 {
    talkative(x) * 2.0
}

fn main() {}
