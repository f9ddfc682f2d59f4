//! Matrices of other libraries, and how the types of another library get derivatives.
//!
//! A type takes part in differentiated functions if it implements [`Differentiable`](crate::Differentiable)
//! and, for each operator that is used on it, [`BinaryRule`] or [`UnaryRule`]: the value, and how the
//! adjoint of the result is added to that of each operand. All combinations of operands by value and
//! by reference follow from one rule. With the features `nalgebra` and `ndarray` the matrices of these
//! libraries have such rules.
//!
//! The functions here are what generated code calls for methods of matrices.

#[cfg(any(feature = "nalgebra", feature = "ndarray"))]
#[macro_use]
mod shared;

mod functions;
mod matrix;
#[cfg(feature = "nalgebra")]
mod nalgebra;
#[cfg(feature = "ndarray")]
mod ndarray;
mod rules;

pub use functions::{
    cholesky_solve, column, component_div, component_mul, cross, determinant, dot, lu_solve, mean,
    norm, norm_squared, normalize, row, sum, sum_axis, tr_mul, trace, transpose, try_inverse,
};
pub use matrix::{
    Matrix, elements, entry, filled, from_elements, from_rows, len, ncols, nrows, set_entry,
};
pub use rules::{BinaryRule, UnaryRule};
