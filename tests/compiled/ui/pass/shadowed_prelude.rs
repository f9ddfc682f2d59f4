//! The generated code names everything by paths that no item of the user's can take.
#![allow(dead_code, non_camel_case_types, unused_macros)]

use autodiff::differentiate;

struct Vec;
struct Some;
struct Option;
struct Clone;
struct Debug;
struct Default;
struct Function;
mod core {}
mod std {}
mod alloc {}

macro_rules! vec {
    () => {
        compile_error!("not the one")
    };
}

#[differentiate]
fn recurrence(x: f64, w: &[f64]) -> f64 {
    let mut v = x;
    for i in 0..w.len() {
        if v > 0.0 {
            v = (v * w[i]).sin();
        } else {
            v += w[i] * v;
        }
    }
    v
}

fn main() {
    let (d_x, d_w) = recurrence::gradient(0.5, &[1.0, 2.0]);
    assert!(d_x.is_finite() && d_w.len() == 2);
}
