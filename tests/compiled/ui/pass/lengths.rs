//! Lengths as constants and as parameters, and lifetimes.
#![deny(warnings)]

use autodiff::differentiate;

const SIZE: usize = 2;

#[differentiate]
fn norm<const N: usize>(v: &[f64; N]) -> f64 {
    let mut s = 0.0;
    for i in 0..N {
        s += v[i] * v[i];
    }
    s.sqrt()
}

#[differentiate]
fn scaled<'a>(v: &'a [f64; SIZE], k: f64) -> [f64; SIZE] {
    [v[0] * k, v[1] * k]
}

fn main() {
    assert_eq!(norm::gradient(&[3.0, 0.0]), [1.0, 0.0]);
    let (value, _) = scaled::forward(&[1.0, 2.0], 3.0);
    assert_eq!(value, [3.0, 6.0]);
}
