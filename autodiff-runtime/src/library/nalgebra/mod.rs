//! Matrices and vectors of nalgebra, dynamic and static, of `f32` and `f64`.

mod edited;
mod factors;
mod functions;
mod mixed;
mod mixed_sums;
mod motion;
mod operators;
mod orthogonal;
mod parts;
mod pivoted;
mod powers;
mod shape;
mod singular;
mod singular_vectors;
mod spectra;
mod square;
mod statistics;
mod views;

pub use motion::IsometryGradient;
pub use singular::{LeastSquares, least_squares};
pub use views::matrix_view;
