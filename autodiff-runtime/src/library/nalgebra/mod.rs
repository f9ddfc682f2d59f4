//! Matrices and vectors of nalgebra, dynamic and static, of `f32` and `f64`.

mod factors;
mod functions;
mod operators;
mod parts;
mod shape;
mod spectra;
mod square;
mod statistics;
mod views;

pub use views::matrix_view;
