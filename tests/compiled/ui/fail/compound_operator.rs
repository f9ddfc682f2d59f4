//! What `%=` does of a type of the user's is not known.

use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy)]
pub struct Log(f64);

impl core::ops::RemAssign for Log {
    fn rem_assign(&mut self, other: Log) {
        self.0 = (self.0.exp() + other.0.exp()).ln();
    }
}

#[differentiate]
fn f(x: f64) -> f64 {
    let mut a = Log(x);
    let b = Log(2.0 * x);
    a %= b;
    a.0
}

fn main() {}
