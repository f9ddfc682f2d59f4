//! Matrices and vectors of nalgebra, dynamic and static, of `f32` and `f64`.

mod functions;
mod operators;
mod shape;
mod solve;
