//! The methods of matrices that are one function of the runtime's each: what they are called there,
//! what they take and what they give.

use crate::lower::library::types::{DYNAMIC, Shape};
use crate::lower::motions::{Motion, Turn};

/// What a method takes besides its receiver.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Takes {
    /// A matrix, by reference.
    Matrix,
    /// A number of the type of the elements.
    Number,
    /// A whole number that an exponent is.
    Exponent,
    /// The number of a row or a column.
    Position,
    /// `Axis(1)`
    Axis,
}

/// What a method gives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Result {
    /// An element.
    Number,
    /// What the receiver is.
    Same,
    /// What the argument is.
    Argument,
    /// The transposed matrix.
    Transposed,
    /// The product of the transposed receiver and the argument.
    Product,
    /// A vector or a matrix whose type rustc works out.
    Made,
    /// A square one.
    Square,
    /// An array with one axis.
    Vector,
    /// An array with so many more axes.
    Axes(i8),
    /// Something else, such as a decomposition.
    Other(Shape),
}

pub(in crate::lower) struct Method {
    pub(in crate::lower) function: &'static str,
    pub(in crate::lower) takes: &'static [Takes],
    pub(in crate::lower) gives: Result,
    /// Whether it gives an `Option` of that.
    pub(in crate::lower) optional: bool,
}

/// The method of this name of a matrix of this shape.
pub(in crate::lower) fn find(shape: Shape, name: &str, arguments: usize) -> Option<Method> {
    let row = match shape {
        Shape::Matrix => of_nalgebra(name),
        Shape::Array(_) => of_ndarray(name),
        Shape::View(_) | Shape::MatrixView | Shape::Unit => None,
        Shape::Cholesky => of_cholesky(name),
        Shape::Lu | Shape::FullLu => of_lu(name),
        Shape::Qr => of_qr(name),
        Shape::Eigen => of_eigen(name),
        Shape::Svd => of_svd(name),
        Shape::Motion(motion) => of_motion(motion, name),
    };
    let (function, takes, gives, optional) = row?;
    (takes.len() == arguments).then_some(Method {
        function,
        takes,
        gives,
        optional,
    })
}

type Row = (&'static str, &'static [Takes], Result, bool);

const NOTHING: &[Takes] = &[];
const MATRIX: &[Takes] = &[Takes::Matrix];
const NUMBER: &[Takes] = &[Takes::Number];
const EXPONENT: &[Takes] = &[Takes::Exponent];
const POSITION: &[Takes] = &[Takes::Position];
const AXIS: &[Takes] = &[Takes::Axis];

fn of_nalgebra(name: &str) -> Option<Row> {
    Some(match name {
        "sum" => ("sum", NOTHING, Result::Number, false),
        "mean" => ("mean", NOTHING, Result::Number, false),
        "product" => ("product", NOTHING, Result::Number, false),
        "max" => ("max", NOTHING, Result::Number, false),
        "min" => ("min", NOTHING, Result::Number, false),
        "amax" => ("amax", NOTHING, Result::Number, false),
        "variance" => ("variance", NOTHING, Result::Number, false),
        "norm" | "magnitude" => ("norm", NOTHING, Result::Number, false),
        "norm_squared" | "magnitude_squared" => ("norm_squared", NOTHING, Result::Number, false),
        "trace" => ("trace", NOTHING, Result::Number, false),
        "determinant" => ("determinant", NOTHING, Result::Number, false),
        "normalize" => ("normalize", NOTHING, Result::Same, false),
        "try_inverse" => ("try_inverse", NOTHING, Result::Same, true),
        "transpose" | "adjoint" => ("transpose", NOTHING, Result::Transposed, false),
        "row_sum" => ("row_sum", NOTHING, Result::Made, false),
        "row_mean" => ("row_mean", NOTHING, Result::Made, false),
        "column_sum" => ("column_sum", NOTHING, Result::Made, false),
        "column_mean" => ("column_mean", NOTHING, Result::Made, false),
        "row_variance" => ("row_variance", NOTHING, Result::Made, false),
        "column_variance" => ("column_variance", NOTHING, Result::Made, false),
        "exp" => ("exp", NOTHING, Result::Same, false),
        "diagonal" => ("diagonal", NOTHING, Result::Made, false),
        "cholesky" => ("cholesky", NOTHING, Result::Other(Shape::Cholesky), true),
        "lu" => ("lu", NOTHING, Result::Other(Shape::Lu), false),
        "full_piv_lu" => ("full_piv_lu", NOTHING, Result::Other(Shape::FullLu), false),
        "qr" => ("qr", NOTHING, Result::Other(Shape::Qr), false),
        "symmetric_eigen" => (
            "symmetric_eigen",
            NOTHING,
            Result::Other(Shape::Eigen),
            false,
        ),
        "pow" => ("pow", EXPONENT, Result::Same, false),
        "push" => ("push", NUMBER, Result::Made, false),
        "remove_row" => ("remove_row", POSITION, Result::Made, false),
        "remove_column" => ("remove_column", POSITION, Result::Made, false),
        "convolve_full" => ("convolve_full", MATRIX, Result::Same, false),
        "convolve_valid" => ("convolve_valid", MATRIX, Result::Same, false),
        "pseudo_inverse" => ("pseudo_inverse", NUMBER, Result::Made, true),
        "symmetric_eigenvalues" => ("symmetric_eigenvalues", NOTHING, Result::Made, false),
        "singular_values" => ("singular_values", NOTHING, Result::Made, false),
        "kronecker" => ("kronecker", MATRIX, Result::Made, false),
        "dot" | "dotc" => ("dot", MATRIX, Result::Number, false),
        "component_mul" => ("component_mul", MATRIX, Result::Same, false),
        "component_div" => ("component_div", MATRIX, Result::Same, false),
        "cross" => ("cross", MATRIX, Result::Same, false),
        "tr_mul" | "ad_mul" => ("tr_mul", MATRIX, Result::Product, false),
        "solve_lower_triangular" => ("solve_lower_triangular", MATRIX, Result::Argument, true),
        "solve_upper_triangular" => ("solve_upper_triangular", MATRIX, Result::Argument, true),
        "to_homogeneous" => ("to_homogeneous", NOTHING, Result::Made, false),
        "add_scalar" => ("add_scalar", NUMBER, Result::Same, false),
        _ => return None,
    })
}

fn of_ndarray(name: &str) -> Option<Row> {
    Some(match name {
        "sum" => ("sum", NOTHING, Result::Number, false),
        "mean" => ("mean", NOTHING, Result::Number, true),
        "product" => ("product", NOTHING, Result::Number, false),
        "t" | "reversed_axes" => ("transpose", NOTHING, Result::Same, false),
        "into_dyn" => (
            "into_dyn",
            NOTHING,
            Result::Other(Shape::Array(DYNAMIC)),
            false,
        ),
        "as_standard_layout" => ("standard_layout", NOTHING, Result::Same, false),
        "diag" => ("diagonal", NOTHING, Result::Vector, false),
        "var" => ("var", NUMBER, Result::Number, false),
        "std" => ("std", NUMBER, Result::Number, false),
        "sum_axis" => ("sum_axis", AXIS, Result::Axes(-1), false),
        "mean_axis" => ("mean_axis", AXIS, Result::Axes(-1), true),
        "insert_axis" => ("insert_axis", AXIS, Result::Axes(1), false),
        _ => return None,
    })
}

fn of_cholesky(name: &str) -> Option<Row> {
    Some(match name {
        "l" | "unpack" => ("l", NOTHING, Result::Square, false),
        "inverse" => ("inverse", NOTHING, Result::Square, false),
        "determinant" => ("determinant", NOTHING, Result::Number, false),
        "ln_determinant" => ("ln_determinant", NOTHING, Result::Number, false),
        "solve" => ("solve", MATRIX, Result::Argument, false),
        _ => return None,
    })
}

fn of_lu(name: &str) -> Option<Row> {
    Some(match name {
        "determinant" => ("determinant", NOTHING, Result::Number, false),
        "try_inverse" => ("try_inverse", NOTHING, Result::Square, true),
        "solve" => ("solve", MATRIX, Result::Argument, true),
        _ => return None,
    })
}

fn of_qr(name: &str) -> Option<Row> {
    Some(match name {
        "q" => ("q", NOTHING, Result::Made, false),
        "r" => ("r", NOTHING, Result::Made, false),
        _ => return None,
    })
}

/// Its fields are read by functions, too.
fn of_eigen(name: &str) -> Option<Row> {
    Some(match name {
        "eigenvalues" => ("eigenvalues", NOTHING, Result::Made, false),
        "eigenvectors" => ("eigenvectors", NOTHING, Result::Square, false),
        "recompose" => ("recompose", NOTHING, Result::Square, false),
        _ => return None,
    })
}

fn of_svd(name: &str) -> Option<Row> {
    Some(match name {
        "singular_values" => ("singular_values", NOTHING, Result::Made, false),
        "u" => ("u", NOTHING, Result::Made, true),
        "v_t" => ("v_t", NOTHING, Result::Made, true),
        "pseudo_inverse" => ("pseudo_inverse", NUMBER, Result::Made, true),
        _ => return None,
    })
}

/// The fields of isometries are read by functions, too.
fn of_motion(motion: Motion, name: &str) -> Option<Row> {
    let turn = |turn| Result::Other(Shape::Motion(Motion::Turn(turn)));
    let translation = Result::Other(Shape::Motion(Motion::Translation));
    Some(match (motion, name) {
        (Motion::Turn(Turn::Matrix), "transpose") => ("inverse", NOTHING, Result::Same, false),
        (Motion::Turn(Turn::Matrix), "matrix" | "into_inner") => {
            ("rotation_matrix", NOTHING, Result::Square, false)
        }
        (Motion::Turn(Turn::Quaternion | Turn::Complex), "to_rotation_matrix") => {
            ("to_rotation", NOTHING, turn(Turn::Matrix), false)
        }
        (Motion::Turn(_), "conjugate") => ("inverse", NOTHING, Result::Same, false),
        (Motion::Turn(_), "angle") => ("angle", NOTHING, Result::Number, false),
        (Motion::Turn(_), "scaled_axis") => ("scaled_axis", NOTHING, Result::Made, false),
        (Motion::Point, "coords") | (Motion::Translation, "vector") => {
            ("coordinates", NOTHING, Result::Made, false)
        }
        (Motion::Turn(Turn::Quaternion), "coords") => ("coordinates", NOTHING, Result::Made, false),
        (Motion::Isometry(of), "rotation") => ("rotation_part", NOTHING, turn(of), false),
        (Motion::Isometry(_), "translation") => ("translation_part", NOTHING, translation, false),
        (Motion::Isometry(_), "inv_mul") => ("inv_mul", MATRIX, Result::Same, false),
        (Motion::Point, "to_homogeneous") => ("to_homogeneous", NOTHING, Result::Made, false),
        (Motion::Point, _) => return None,
        (_, "inverse") => ("inverse", NOTHING, Result::Same, false),
        (_, "to_homogeneous") => ("to_homogeneous", NOTHING, Result::Square, false),
        _ => return None,
    })
}

/// The function that gives a decomposition of this shape.
pub(in crate::lower) fn decomposing(shape: Shape) -> Option<&'static str> {
    match shape {
        Shape::Cholesky => Some("cholesky"),
        Shape::Lu => Some("lu"),
        Shape::FullLu => Some("full_piv_lu"),
        Shape::Qr => Some("qr"),
        Shape::Eigen => Some("symmetric_eigen"),
        _ => None,
    }
}

/// The shape of what has a method that hardly anything but a matrix has; where the function writes
/// types of matrices, also of what vectors of the user's may have.
pub(in crate::lower) fn shown_by(name: &str, written: bool) -> Option<Shape> {
    match name {
        "transpose" | "tr_mul" | "component_mul" | "component_div" | "norm_squared" | "zip_map"
        | "try_inverse" | "cholesky" | "row_sum" | "column_sum" | "row_mean" | "column_mean"
        | "row_iter" | "column_iter" | "add_scalar" | "clone_owned" => Some(Shape::Matrix),
        "mapv" | "sum_axis" | "mean_axis" | "insert_axis" | "outer_iter" | "axis_iter"
        | "index_axis" | "mapv_inplace" | "mapv_into" => Some(Shape::Array(DYNAMIC)),
        "t" if cfg!(feature = "ndarray") => Some(Shape::Array(DYNAMIC)),
        "norm" | "normalize" | "cross" | "trace" | "determinant" | "diagonal" if written => {
            Some(Shape::Matrix)
        }
        _ => None,
    }
}

/// Whether the backward pass of a function of the runtime's gets its operands' shadows alone.
pub(in crate::lower) fn is_linear(function: &str) -> bool {
    matches!(
        function.strip_prefix("set_").unwrap_or(function),
        "entry"
            | "row"
            | "column"
            | "rows"
            | "columns"
            | "view"
            | "index_axis"
            | "slice1"
            | "slice2"
            | "slice3"
            | "slice4"
            | "elements"
            | "filled"
            | "filled_diagonal"
            | "linspace"
            | "from_elements"
            | "from_slice"
            | "from_rows"
            | "add_assign"
            | "sub_assign"
    )
}
