use autodiff::differentiate;
use num_traits::Float;

#[differentiate]
fn total<T: Float>(rows: &[&[T]]) -> T {
    rows.iter().map(|row| row[0]).fold(T::zero(), |a, b| a + b)
}

#[differentiate]
fn call(x: &[f64]) -> f64 {
    total(&[&x[1..], x])
}

#[differentiate]
fn by_value(rows: Vec<&[f64]>) -> f64 {
    rows[0][0]
}

fn main() {}
