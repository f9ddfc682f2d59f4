//! Matrices of other libraries, and how the types of another library get derivatives.
//!
//! A type takes part in differentiated functions if it implements [`Differentiable`](crate::Differentiable)
//! and, for each operator that is used on it, [`BinaryRule`] or [`UnaryRule`]: the value, and how the
//! adjoint of the result is added to that of each operand. [`Library`] marks what may stand on the left. All combinations of operands by value and
//! by reference follow from one rule. With the features `nalgebra` and `ndarray` the matrices of these
//! libraries have such rules.
//!
//! The functions here are what generated code calls for methods of matrices.

#[cfg(any(feature = "nalgebra", feature = "ndarray"))]
#[macro_use]
mod shared;

#[macro_use]
#[cfg_attr(
    not(any(feature = "nalgebra", feature = "ndarray")),
    allow(unused_macros)
)]
mod parts;

#[macro_use]
mod callable;

mod entries;
mod functions;
mod in_place;
mod lent_tuples;
mod matrix;
#[cfg(feature = "nalgebra")]
mod motions;
#[cfg(feature = "nalgebra")]
mod nalgebra;
#[cfg(feature = "ndarray")]
mod ndarray;
mod of_rules;
mod rules;
#[cfg(any(feature = "nalgebra", feature = "ndarray"))]
mod statistics;
mod views;
mod whole;

#[cfg(feature = "nalgebra")]
pub use self::nalgebra::{IsometryGradient, LeastSquares, least_squares, matrix_view};
#[cfg(feature = "ndarray")]
pub use self::ndarray::array_view;
pub use functions::{
    add_scalar, along_first_axis, along_second_axis, amax, assigned, cholesky, column_mean,
    column_sum, column_variance, component_div, component_mul, convolve_full, convolve_valid,
    cross, determinant, diagonal, dot, eigenvalues, eigenvectors, exp, from_diagonal, full_piv_lu,
    insert_axis, into_dyn, inverse, kronecker, l, ln_determinant, lu, max, mean, mean_axis, min,
    norm, norm_squared, normalize, owned, pow, product, pseudo_inverse, push, q, qr, r, recompose,
    remove_column, remove_row, row_mean, row_sum, row_variance, singular_values, solve,
    solve_lower_triangular, solve_upper_triangular, standard_layout, std, sum, sum_axis, svd,
    symmetric_eigen, symmetric_eigenvalues, tr_mul, trace, transpose, try_inverse, u, v_t, var,
    variance, with_axes_of,
};
pub use in_place::{AddInPlace, AddToPart};
pub use lent_tuples::{four_lent, lent_array, three_lent, two_lent};
pub use matrix::{Entries, Matrix, common_len, len, len_in_order, len_of, ncols, nrows};
#[cfg(feature = "nalgebra")]
pub use motions::{
    angle, complex_of_angle, coordinates, euler_angles, inv_mul, inverse_transform, isometry,
    point, quaternion_of_axis_angle, quaternion_of_coordinates, quaternion_of_euler_angles,
    quaternion_of_rotation, quaternion_of_scaled_axis, rotation_matrix, rotation_of_angle,
    rotation_of_axis_angle, rotation_of_euler_angles, rotation_of_matrix, rotation_of_scaled_axis,
    rotation_part, scaled_axis, to_homogeneous, to_rotation, translation, translation_part, unit,
    unit_unchecked,
};
pub use parts::Part;
pub use rules::{BinaryRule, Library, UnaryRule};
pub use views::{Shown, copied, taken};
pub use whole::{Lengths, whole_len_of, whole_number, whole_numbers};

/// Functions that read elements and parts, write them, and make matrices of them. What they give
/// depends on their operands so simply that their backward passes get the operands' shadows alone:
/// nothing has to be kept of a matrix that is changed afterwards.
pub mod linear {
    pub use super::entries::{add_to_entry, entry, set_entry, take_entry};
    pub use super::in_place::{
        add_assign, add_to_column, add_to_index_axis, add_to_row, sub_assign, sub_from_column,
        sub_from_index_axis, sub_from_row,
    };
    pub use super::matrix::{
        elements, filled, filled_diagonal, from_elements, from_rows, from_slice, seen_elements,
    };
    #[cfg(feature = "ndarray")]
    pub use super::ndarray::linspace;
    pub use super::parts::{
        column, columns, index_axis, row, rows, set_column, set_columns, set_index_axis, set_row,
        set_rows, set_slice1, set_slice2, set_slice3, set_slice4, set_view, slice1, slice2, slice3,
        slice4, view,
    };
}

/// The types that macros of the libraries make.
#[doc(hidden)]
pub mod types {
    #[cfg(feature = "nalgebra")]
    pub use ::nalgebra::{
        DMatrix, DVector, Matrix3, Matrix4, Rotation2, Rotation3, SMatrix, SVector, Translation2,
        Translation3, Unit, UnitComplex, UnitQuaternion, Vector1, Vector2, Vector3, Vector4,
        Vector5, Vector6,
    };
    #[cfg(feature = "ndarray")]
    pub use ::ndarray::{Array1, Array2, Array3, Array4, ArrayView};
}
