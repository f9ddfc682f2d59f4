use autodiff::differentiate;

#[differentiate]
fn first<const N: usize>(xs: impl Iterator<Item = f64>) -> f64 {
    xs.take(N).sum()
}

#[differentiate]
fn halves(x: f64) -> f64 {
    first::<2>(std::iter::successors(Some(x), |x| Some(x * 0.5)))
}

#[differentiate]
fn counted(xs: &[f64]) -> f64 {
    let mut sum = 1.0;
    let two = first::<2>(xs.iter().map(|x| {
        sum += x;
        sum * x
    }));
    two * sum
}

#[differentiate]
fn large(xs: &[f64]) -> f64 {
    let mut v = xs.to_vec();
    let _large: Vec<_> = v.iter_mut().filter(|x| **x > 0.6).collect();
    v[0]
}

fn main() {}
