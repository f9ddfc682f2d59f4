use autodiff::differentiate;

#[differentiate]
fn both(mut f: impl FnMut(f64) -> f64, g: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(x) * g(x)
}

#[differentiate]
fn often<const N: usize>(mut f: impl FnMut(f64) -> f64, x: f64) -> f64 {
    (0..N).map(|_| f(x)).sum()
}

#[differentiate]
fn counted(x: f64) -> f64 {
    let mut sum = 0.0;
    let product = often::<2>(
        |v: f64| {
            sum += v;
            v * x
        },
        x,
    );
    product + sum
}

#[differentiate]
fn tests(x: f64) -> f64 {
    both(f64::next_up, |v: f64| v, x)
}

#[differentiate]
fn squared(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    both(&f, &f, x)
}

fn main() {}
