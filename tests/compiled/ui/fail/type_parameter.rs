use autodiff::differentiate;

#[differentiate]
fn at<I: Into<usize>>(x: &[f64], i: I) -> f64 {
    x[i.into()] * x[0]
}

#[differentiate]
fn first<T: Copy>(x: &[T]) -> T {
    x[0]
}

#[differentiate]
fn total<'a>(x: impl IntoIterator<Item = &'a mut f64>, y: f64) -> f64 {
    x.into_iter().map(|v| *v).sum::<f64>() * y
}

fn main() {}
