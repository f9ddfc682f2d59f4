#![allow(non_upper_case_globals, non_camel_case_types)]

use Axis::*;
use autodiff::differentiate;

const two: usize = 2;

enum Axis {
    across,
    along,
}

#[differentiate]
fn scaled(x: f64, k: usize) -> f64 {
    match k {
        two => x * x,
        _ => x,
    }
}

fn axis(k: usize) -> Axis {
    if k == 0 { across } else { along }
}

#[differentiate]
fn turned(x: f64, k: usize) -> f64 {
    match axis(k) {
        across => x,
        along => x * x,
    }
}

fn main() {}
