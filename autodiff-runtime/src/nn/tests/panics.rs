//! Shapes that do not fit.

use crate::nn::*;

macro_rules! panics {
    ($($name:ident, $message:literal: $call:expr;)*) => {$(
        #[test]
        #[should_panic(expected = $message)]
        fn $name() {
            let _ = $call;
        }
    )*};
}

panics! {
    dot_of_two_lengths, "dot: the vectors have 1 and 2 elements": dot(&[1.0], &[1.0, 2.0]);
    axpy_of_two_lengths, "axpy: the vectors have 1 and 2 elements": axpy(1.0, &[1.0], &mut [1.0, 2.0]);
    matvec_of_no_rectangle, "a matrix of 5 elements has no side of 2": matvec(&[1.0; 5], &[1.0; 2]);
    matvec_of_nothing, "a matrix of 5 elements has no side of 0": matvec(&[1.0; 5], &[]);
    affine_of_another_shape, "affine: the matrix has 5 elements, 3 rows and 2 columns are needed":
        affine(&[1.0; 5], &[1.0; 3], &[1.0; 2]);
    matmul_of_no_rectangle, "a matrix of 5 elements has no side of 2": matmul(&[1.0; 4], &[1.0; 5], 2);
    hinge_of_no_score, "index out of bounds": hinge(&[1.0, 2.0], 2);
    cross_entropy_of_no_score, "index out of bounds": cross_entropy(&[1.0, 2.0], 2);
    errors_of_two_lengths, "mean_squared_error: the vectors have 1 and 2 elements":
        mean_squared_error(&[1.0], &[1.0, 2.0]);
    conv2d_of_another_image, "conv2d: the image has 3 elements, its shape has 4":
        conv2d(&[1.0; 3], [1, 2, 2], &[1.0], [1, 1, 1], 1, 0);
    conv2d_of_other_filters, "conv2d: the filters have 2 elements, their shape has 1":
        conv2d(&[1.0; 4], [1, 2, 2], &[1.0; 2], [1, 1, 1], 1, 0);
    conv2d_without_channels, "conv2d: the image has no channels":
        conv2d(&[], [0, 2, 2], &[], [1, 1, 1], 1, 0);
    conv2d_without_a_stride, "conv2d: the stride is 0":
        conv2d(&[1.0; 4], [1, 2, 2], &[1.0], [1, 1, 1], 0, 0);
    conv2d_of_a_large_filter, "a side of 2 with a padding of 0 has no place for a filter of 3":
        conv2d(&[1.0; 4], [1, 2, 2], &[1.0; 3], [1, 3, 1], 1, 0);
    pools_of_another_image, "max_pool2d: the image has 3 elements, its shape has 4":
        max_pool2d(&[1.0; 3], [1, 2, 2], 2);
    pools_of_nothing, "max_pool2d: the size is 0": max_pool2d(&[1.0; 4], [1, 2, 2], 0);
    layers_of_two_lengths, "layer_norm: 2 elements have 1 gains and 2 biases":
        layer_norm(&[1.0; 2], &[1.0], &[1.0; 2], 0.1);
    dropout_of_two_lengths, "dropout: 2 elements have a mask of 1": dropout(&[1.0; 2], &[true], 0.5);
}
