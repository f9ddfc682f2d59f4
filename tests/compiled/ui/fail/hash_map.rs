use autodiff::differentiate;

use std::collections::HashMap;

#[differentiate]
fn weighted(x: f64, weights: &mut HashMap<u32, f64>) -> f64 {
    x * weights[&3]
}

fn main() {}
