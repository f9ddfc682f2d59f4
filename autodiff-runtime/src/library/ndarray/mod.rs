//! Arrays of ndarray, of `f32` and `f64`.

mod broadcast;
mod functions;
mod operators;
mod parts;
mod ranges;
mod shape;
mod statistics;

pub use parts::array_view;
pub use ranges::linspace;
