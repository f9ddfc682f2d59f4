use autodiff::differentiate;

#[differentiate]
fn paired(x: &[f64], y: Vec<f64>) -> f64 {
    let mut sum = 0.0;
    for (a, b) in x
        .iter()
        .map(|a| {
            sum += a;
            sum
        })
        .zip(y)
    {
        drop((a, b));
    }
    sum
}

#[differentiate]
fn turned(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    let all = x.iter().map(|a| {
        sum += a;
        sum
    });
    all.take(2).rev().sum()
}

#[differentiate]
fn peeked(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    let mut all = x
        .iter()
        .map(|a| {
            sum += a;
            sum
        })
        .peekable();
    *all.peek().unwrap() * all.next().unwrap()
}

fn main() {}
