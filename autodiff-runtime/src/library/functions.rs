//! Methods of matrices, as functions with a derivative.

use super::{BinaryRule, UnaryRule};
use crate::{Differentiable, Function, GradientOf, Ref, name};

of_one! {
    /// The transposed matrix.
    transpose;
    /// The same array, with its elements standing in order.
    standard_layout;
    /// The same array, of which only its values know how many axes it has.
    into_dyn;
    /// The sum of the elements.
    sum;
    /// The mean of the elements.
    mean;
    /// The Frobenius norm. At zero its derivative is taken to be zero.
    norm;
    /// The sum of the squares of the elements.
    norm_squared;
    /// The matrix divided by its norm.
    normalize;
    /// The sum of the diagonal of a square matrix.
    trace;
    /// The determinant of a square matrix.
    determinant;
    /// The inverse of a square matrix, if it has one.
    try_inverse;
    /// The product of the elements.
    product;
    /// The largest element. Where it stands twice, each has half of the adjoint.
    max;
    /// The smallest element. Where it stands twice, each has half of the adjoint.
    min;
    /// The largest magnitude of an element.
    amax;
    /// The mean of the squares of the distances from the mean.
    variance;
    /// The sum of the rows, as a row.
    row_sum;
    /// The sum of the columns, as a column.
    column_sum;
    /// The mean of the rows, as a row.
    row_mean;
    /// The mean of the columns, as a column.
    column_mean;
    /// The variances of the columns, as a row.
    row_variance;
    /// The variances of the rows, as a column.
    column_variance;
    /// The exponential of a square matrix.
    exp;
    /// The diagonal of a matrix, as a vector.
    diagonal;
    /// A square matrix with this vector on its diagonal.
    from_diagonal;
    /// The Cholesky decomposition of a symmetric matrix, if it is positive definite.
    cholesky;
    /// The decomposition into triangular matrices, with rows exchanged.
    lu;
    /// The decomposition into triangular matrices, with rows and columns exchanged.
    full_piv_lu;
    /// The lower triangular matrix of a decomposition.
    l;
    /// The inverse of what was decomposed, or of a motion.
    inverse;
    /// The logarithm of the determinant.
    ln_determinant;
    /// The decomposition into an orthogonal and an upper triangular matrix.
    qr;
    /// The orthogonal matrix of a decomposition.
    q;
    /// The upper triangular matrix of a decomposition.
    r;
    /// The eigenvalues and the eigenvectors of a symmetric matrix, of which one triangle is read.
    symmetric_eigen;
    /// The eigenvalues of a decomposition.
    eigenvalues;
    /// The eigenvectors of a decomposition.
    eigenvectors;
    /// The matrix that was decomposed, made again.
    recompose;
    /// A matrix of its own in the place of a view.
    owned;
    /// The eigenvalues of a symmetric matrix, of which one triangle is read.
    symmetric_eigenvalues;
    /// The singular values, the largest one first.
    singular_values;
    /// The decomposition into singular values and the vectors that belong to them.
    svd;
    /// The left vectors of a decomposition.
    u;
    /// The right vectors of a decomposition, as rows.
    v_t;
}

of_two! {
    /// The inner product; of arrays with two dimensions, the product of matrices.
    dot;
    /// The product, element by element.
    component_mul;
    /// The quotient, element by element.
    component_div;
    /// The cross product of vectors with three elements.
    cross;
    /// The product of the transposed left side with the right side.
    tr_mul;
    /// The solution `x` of `a * x = b`, where `a` is what was decomposed.
    solve;
    /// The solution `x` of `a * x = b`, of the lower triangle of `a`.
    solve_lower_triangular;
    /// The solution `x` of `a * x = b`, of the upper triangle of `a`.
    solve_upper_triangular;
    /// The right side in the shape of the left side.
    assigned;
    /// The left side with as many axes as the type of the right side says.
    with_axes_of;
    /// The Kronecker product.
    kronecker;
    /// The convolution with a kernel.
    convolve_full;
    /// The convolution with a kernel, where it does not reach over the ends.
    convolve_valid;
    /// The right side behind the left one, along the first axis.
    along_first_axis;
    /// The right side behind the left one, along the second axis.
    along_second_axis;
}

of_a_number! {
    /// The sums along an axis of an array.
    sum_axis;
    /// The means along an axis of an array.
    mean_axis;
    /// The array with one more axis, of length one.
    insert_axis;
    /// The variance, with a correction of the number of elements.
    var;
    /// The standard deviation, with a correction of the number of elements.
    std;
    /// The matrix with a number added to each element.
    add_scalar;
    /// A power of a square matrix.
    pow;
    /// The vector with one more element.
    push;
    /// The inverse, or what is closest to it; singular values of no more than this number count as zero.
    pseudo_inverse;
    /// The matrix without a row.
    remove_row;
    /// The matrix without a column.
    remove_column;
}
