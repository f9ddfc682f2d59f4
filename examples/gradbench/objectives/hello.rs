//! x².

use autodiff::differentiate;

#[differentiate]
pub fn square(x: f64) -> f64 {
    x * x
}
