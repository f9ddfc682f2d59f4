//! Arrays of ndarray, of `f32` and `f64`.

mod broadcast;
mod concatenation;
mod functions;
mod operators;
mod parts;
mod ranges;
mod shape;
mod statistics;
mod views;

pub use ranges::linspace;
pub use views::array_view;
