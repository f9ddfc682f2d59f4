//! Rosenbrock's function: each term reads two neighbours.

use crate::case::{Case, keep, numbers};
use crate::peers;
use autodiff::differentiate;
use std::hint::black_box;

#[differentiate]
fn rosenbrock(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        let steep = x[i + 1] - x[i] * x[i];
        let flat = 1.0 - x[i];
        sum += 100.0 * steep * steep + flat * flat;
    }
    sum
}

/// The adjoint of the left neighbour is complete when its term has been added; that of the right one
/// is carried along.
fn by_hand(x: &[f64], d_x: &mut [f64]) -> f64 {
    let (mut sum, mut carried, mut left) = (0.0, 0.0, x[0]);
    let last = x.len() - 1;
    for (&right, d) in x[1..].iter().zip(&mut d_x[..last]) {
        let steep = right - left * left;
        let flat = 1.0 - left;
        sum += 100.0 * steep * steep + flat * flat;
        let d_steep = 200.0 * steep;
        *d = carried - 2.0 * d_steep * left - 2.0 * flat;
        carried = d_steep;
        left = right;
    }
    d_x[last] = carried;
    sum
}

pub fn cases() -> Vec<Case> {
    let n = 1000;
    let x = keep(numbers(n, 0.0));
    let case = Case::new(
        "Rosenbrock, n = 1000",
        n,
        move || rosenbrock(black_box(x)),
        move |g| rosenbrock::value_and_gradient_into(black_box(x), g),
        move |g| by_hand(black_box(x), g),
    );
    vec![case.tape(move |g| {
        peers::on_tape(&[x], g, |x| {
            peers::sum(x.windows(2).map(|w| {
                let steep = w[1] - w[0] * w[0];
                let flat = 1.0 - w[0];
                steep * steep * 100.0 + flat * flat
            }))
        })
    })]
}
