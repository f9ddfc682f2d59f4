use autodiff::{Differentiable, differentiate};

#[differentiate]
fn positive(xs: &[f64]) -> impl Iterator<Item = f64> + '_ {
    let take = if xs.is_empty() { return [].iter().copied() } else { xs };
    take.iter().copied()
}

#[differentiate]
fn total(xs: &[f64]) -> f64 {
    positive(xs).sum()
}

#[derive(Differentiable, Clone)]
struct Scaled<I> {
    inner: I,
    by: f64,
}

#[differentiate]
impl<I: Iterator<Item = f64>> Iterator for Scaled<I> {
    type Item = f64;
    fn next(&mut self) -> Option<f64> {
        Some(self.inner.next()? * self.by)
    }
}

fn main() {}
