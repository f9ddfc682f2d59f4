//! Gates for vectors, matrices and networks, over plain slices and `Vec`s of `f64`.
//!
//! Each is an ordinary function, and can be called from functions under
//! [`#[differentiate]`](crate::differentiate) like any other differentiated function: importing
//! `softmax` brings `softmax::forward` and `softmax::backward` along. Inside such a function, say what
//! a gate returns where more is done with it than passing it on: `let p: Vec<f64> = softmax(&scores);`.
//!
//! ```
//! use autodiff::differentiate;
//! use autodiff::nn::{affine, cross_entropy, relu};
//!
//! /// The loss of a two-layer network on one sample.
//! #[differentiate(wrt(w1, b1, w2, b2))]
//! fn loss(w1: &[f64], b1: &[f64], w2: &[f64], b2: &[f64], x: &[f64], label: usize) -> f64 {
//!     let z: Vec<f64> = affine(w1, b1, x);
//!     let hidden: Vec<f64> = z.iter().map(|&z| relu(z)).collect();
//!     let scores = affine(w2, b2, &hidden);
//!     cross_entropy(&scores, label)
//! }
//!
//! let (w1, b1, w2, b2) = ([0.1, 0.5, -0.3, 0.8], [0.0; 2], [0.2, 0.1, -0.4, 0.3], [0.0; 2]);
//! let (loss, (_, _, _, d_b2)) = loss::value_and_gradient(&w1, &b1, &w2, &b2, &[0.2, 0.4], 1);
//! let p = (-loss).exp();
//! assert!((d_b2[0] - (1.0 - p)).abs() < 1e-12 && (d_b2[1] + (1.0 - p)).abs() < 1e-12);
//! ```
//!
//! | | |
//! |---|---|
//! | products | [`dot`](fn@dot), [`axpy`](fn@axpy), [`matvec`](fn@matvec), [`affine`](fn@affine), [`matmul`](fn@matmul), [`outer`](fn@outer) |
//! | activations, of one number | [`relu`](fn@relu), [`leaky_relu`](fn@leaky_relu), [`elu`](fn@elu), [`sigmoid`](fn@sigmoid), [`tanh`](fn@tanh), [`softplus`](fn@softplus); of several, [`maxout`](fn@maxout) |
//! | distributions | [`softmax`](fn@softmax), [`log_softmax`](fn@log_softmax), [`log_sum_exp`](fn@log_sum_exp) |
//! | losses | [`hinge`](fn@hinge), [`cross_entropy`](fn@cross_entropy), [`mean_squared_error`](fn@mean_squared_error) |
//! | sizes | [`norm`](fn@norm), [`l2_regularization`](fn@l2_regularization) |
//! | images | [`conv2d`](fn@conv2d), [`max_pool2d`](fn@max_pool2d) |
//! | layers | [`layer_norm`](fn@layer_norm), [`dropout`](fn@dropout) |
//!
//! A matrix is a slice of its rows, one after the other. Shapes that do not fit panic, as slices do in
//! the standard library. At a corner of a piecewise function (`relu` at 0, a tie of `maxout`) the
//! gradient is one of the one-sided ones, and each function says which.

mod activations;
mod convolution;
mod distributions;
mod layers;
mod losses;
mod pooling;
mod products;
mod sizes;
#[cfg(test)]
mod tests;

pub use activations::{elu, leaky_relu, maxout, relu, sigmoid, softplus, tanh};
pub use convolution::conv2d;
pub use distributions::{log_softmax, log_sum_exp, softmax};
pub use layers::{dropout, layer_norm};
pub use losses::{cross_entropy, hinge, mean_squared_error};
pub use pooling::max_pool2d;
pub use products::{affine, axpy, dot, matmul, matvec, outer};
pub use sizes::{l2_regularization, norm};
