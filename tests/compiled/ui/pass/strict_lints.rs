//! Whatever lints a crate denies, the generated code does not set them off.
#![deny(
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused,
    rust_2018_idioms,
    warnings,
    nonstandard_style
)]
#![forbid(unsafe_code)]

use autodiff::differentiate;

/// A documented function.
#[differentiate]
pub fn documented(x: f64, w: &[f64], n: usize) -> f64 {
    let mut s = x;
    for i in 0..n {
        s += w[i] * s.sin();
    }
    if s > 1.0 { s } else { s * x }
}

#[differentiate]
fn private(x: &[f64], out: &mut [f64]) {
    out[0] = x[0] * x[1];
}

#[differentiate(wrt(a))]
fn nobody_asks_for_the_gradient(a: f64, b: [f64; 2]) -> f64 {
    a * b[0]
}

#[derive(Debug, autodiff::Differentiable)]
struct Table<'a> {
    xs: &'a [f64],
}

#[differentiate]
impl<'a> Table<'a> {
    fn new(xs: &'a [f64]) -> Self {
        Table { xs }
    }

    fn at(&self, i: usize) -> f64 {
        self.xs[i] * 2.0
    }
}

#[differentiate]
fn without_the_lifetime(xs: &[f64]) -> f64 {
    let table = Table::new(xs);
    table.at(0)
}

fn main() {
    let _ = (
        documented(1.0, &[2.0], 1),
        nobody_asks_for_the_gradient(1.0, [2.0, 3.0]),
        without_the_lifetime(&[1.0]),
    );
    private(&[1.0, 2.0], &mut [0.0]);
}
