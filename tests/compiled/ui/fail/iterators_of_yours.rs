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
struct Pairs<'a> {
    xs: &'a [f64],
    at: usize,
}

#[differentiate]
impl<'a> Iterator for Pairs<'a> {
    type Item = f64;
    fn next(&mut self) -> Option<f64> {
        self.at += 1;
        Some(self.xs[self.at] * self.xs[self.at - 1])
    }
}

#[differentiate]
fn products(xs: &[f64]) -> f64 {
    let pairs = Pairs { xs, at: 0 };
    pairs.take(3).sum()
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
