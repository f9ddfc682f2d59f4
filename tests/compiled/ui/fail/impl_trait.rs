use autodiff::differentiate;

#[differentiate]
fn wave(k: f64) -> impl Fn(f64) -> f64 {
    let f = move |x: f64| (k * x).sin();
    f
}

#[differentiate]
fn sine(k: f64) -> impl Fn(f64) -> f64 {
    move |x| (k * x).sin()
}

#[differentiate]
fn at(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(x)
}

#[differentiate]
fn passed(k: f64, x: f64) -> f64 {
    let f = sine(k);
    f(x) + at(f, x)
}

fn main() {}
