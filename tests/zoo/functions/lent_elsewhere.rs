//! Mutable references under a name, passed to functions and methods of another file that take shared ones.

use crate::lent_shared::{System, VanDerPol, residual};
use crate::support::in_place;
use autodiff::differentiate;

#[differentiate]
fn euler<S: System>(system: &S, y: &mut [f64], h: f64) {
    let mut slope = vec![0.0; y.len()];
    system.rhs(h, y, &mut slope);
    y.iter_mut().zip(&slope).for_each(|(y, d)| *y += h * d);
    residual(y, &mut slope);
    y.iter_mut().zip(&slope).for_each(|(y, d)| *y += h * d);
}

in_place! {
    lent_to_other_files(x) {
        let system = VanDerPol { mu: x[1] };
        for _ in 0..2 {
            euler(&system, x, 0.1);
        }
    } at [0.4, -0.3], [1.2, 0.8];
}
