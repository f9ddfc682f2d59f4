//! Arrays of ndarray with one and two dimensions, of `f32` and `f64`.

mod broadcast;
mod functions;
mod operators;
mod shape;
