//! Nothing of the prelude is needed.
#![no_implicit_prelude]

use ::autodiff::differentiate;

#[differentiate]
fn squares(x: &[f64], k: f64) -> f64 {
    let mut s = k;
    for i in 0..x.len() {
        s = s * x[i] + x[i];
    }
    s
}

fn main() {
    let (d_x, d_k) = squares::gradient(&[1.0, 2.0], 3.0);
    ::std::assert_eq!((&d_x[..], d_k), (&[8.0, 5.0][..], 2.0));
}
