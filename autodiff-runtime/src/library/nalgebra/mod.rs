//! Matrices and vectors of nalgebra, dynamic and static, of `f32` and `f64`.

mod functions;
mod operators;
mod shape;
mod solve;

/// Implements something for matrices of both types of floats.
macro_rules! for_floats {
    ($macro:ident) => {
        $macro!(f32);
        $macro!(f64);
    };
}
use for_floats;
