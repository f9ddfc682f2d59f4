use autodiff::differentiate;

#[differentiate]
fn talkative(x: f64) -> f64 {
    println!("x is {x}");
    x * x
}

fn main() {}
