//! Arrays of ndarray with one and two dimensions, of `f32` and `f64`.

mod broadcast;
mod functions;
mod operators;
mod shape;

/// Implements something for arrays of both types of floats.
macro_rules! for_floats {
    ($macro:ident) => {
        $macro!(f32);
        $macro!(f64);
    };
}
use for_floats;
