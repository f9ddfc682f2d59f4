//! The convolution of an image with filters.

use super::products::matmul;
use crate::differentiate;

/// What each filter sees at each place: the cross-correlation that networks call convolution (LeCun
/// et al., 1989).
///
/// * `image` has the `shape` `[channels, height, width]`, with `padding` zeros thought around it;
/// * `filters` have the shape `[count, channels, rows, columns]`, where `size` is
///   `[count, rows, columns]`;
/// * the result has the shape `[count, high, wide]`, where `high` is
///   `(height + 2 padding - rows) / stride + 1`, and `wide` likewise.
///
/// ```
/// let image = [0.0, 0.0, 1.0, 1.0, //
///              0.0, 0.0, 1.0, 1.0];
/// let edge = [-1.0, 1.0];
/// let found = autodiff::nn::conv2d(&image, [1, 2, 4], &edge, [1, 1, 2], 1, 0);
/// assert_eq!(found, [0.0, 1.0, 0.0, 0.0, 1.0, 0.0]);
/// ```
///
/// # Panics
///
/// If `image` or `filters` have not the length that goes with their shape, if there are no
/// channels, if `stride` is 0, or if a filter is empty or larger than the padded image.
#[differentiate]
#[must_use]
pub fn conv2d(
    image: &[f64],
    shape: [usize; 3],
    filters: &[f64],
    size: [usize; 3],
    stride: usize,
    padding: usize,
) -> Vec<f64> {
    let [channels, height, width] = shape;
    let [count, rows, columns] = size;
    assert!(
        image.len() == channels * height * width,
        "conv2d: the image has {} elements, its shape has {}",
        image.len(),
        channels * height * width
    );
    assert!(channels > 0, "conv2d: the image has no channels");
    assert!(
        filters.len() == count * channels * rows * columns,
        "conv2d: the filters have {} elements, their shape has {}",
        filters.len(),
        count * channels * rows * columns
    );
    let seen: Vec<f64> = patches(image, shape, [rows, columns], stride, padding);
    matmul(filters, &seen, channels * rows * columns)
}

/// What each element of a filter meets at each place: a row for each element, a column for each place.
#[differentiate]
fn patches(
    image: &[f64],
    shape: [usize; 3],
    size: [usize; 2],
    stride: usize,
    padding: usize,
) -> Vec<f64> {
    let [channels, height, width] = shape;
    let [rows, columns] = size;
    let high = places(height, rows, stride, padding);
    let wide = places(width, columns, stride, padding);
    let mut out = vec![0.0; channels * rows * columns * high * wide];
    for c in 0..channels {
        for row in 0..rows {
            let (top, bottom) = inside(high, height, row, stride, padding);
            for column in 0..columns {
                let (left, right) = inside(wide, width, column, stride, padding);
                for y in top..bottom {
                    let line = (c * height + y * stride + row - padding) * width;
                    let to = (((c * rows + row) * columns + column) * high + y) * wide;
                    for x in left..right {
                        out[to + x] = image[line + x * stride + column - padding];
                    }
                }
            }
        }
    }
    out
}

/// How many places a filter of `size` has along a side of `length`.
#[track_caller]
fn places(length: usize, size: usize, stride: usize, padding: usize) -> usize {
    assert!(stride > 0, "conv2d: the stride is 0");
    let padded = length + 2 * padding;
    assert!(
        (1..=padded).contains(&size),
        "conv2d: a side of {length} with a padding of {padding} has no place for a filter of {size}"
    );
    (padded - size) / stride + 1
}

/// The first place, and the one after the last, from where the filter's element `offset` falls into
/// the image rather than its padding.
fn inside(
    places: usize,
    length: usize,
    offset: usize,
    stride: usize,
    padding: usize,
) -> (usize, usize) {
    let first = padding.saturating_sub(offset).div_ceil(stride);
    let end = (length + padding).saturating_sub(offset).div_ceil(stride);
    let end = end.min(places);
    (first.min(end), end)
}
