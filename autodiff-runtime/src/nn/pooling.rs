//! The largest elements of the tiles of an image.

use super::activations::largest;
use crate::differentiate;

/// The largest element of each tile of `size` by `size`.
///
/// `image` has the `shape` `[channels, height, width]`, the result
/// `[channels, height / size, width / size]`: what is left at the right and at the bottom is not
/// looked at. The gradient goes to the first element of a tile, row by row, that is as large.
///
/// ```
/// let image = [1.0, 2.0, 0.0, 0.0, //
///              3.0, 4.0, 0.0, 5.0];
/// assert_eq!(autodiff::nn::max_pool2d(&image, [1, 2, 4], 2), [4.0, 5.0]);
/// ```
///
/// # Panics
///
/// If `image` has not the length that goes with its shape, or if `size` is 0.
#[differentiate(backward = max_pool2d_backward)]
#[must_use]
pub fn max_pool2d(image: &[f64], shape: [usize; 3], size: usize) -> Vec<f64> {
    let places = strongest(image, shape, size);
    places.into_iter().map(|place| image[place]).collect()
}

fn max_pool2d_backward(
    image: &[f64],
    d_image: &mut [f64],
    shape: [usize; 3],
    size: usize,
    _result: &[f64],
    d_result: Vec<f64>,
) {
    for (place, d) in strongest(image, shape, size).into_iter().zip(d_result) {
        d_image[place] += d;
    }
}

/// Where in the image the largest element of each tile is.
#[track_caller]
fn strongest(image: &[f64], [channels, height, width]: [usize; 3], size: usize) -> Vec<usize> {
    assert!(
        image.len() == channels * height * width,
        "max_pool2d: the image has {} elements, its shape has {}",
        image.len(),
        channels * height * width
    );
    assert!(size > 0, "max_pool2d: the size is 0");
    let mut places = Vec::with_capacity(channels * (height / size) * (width / size));
    let mut tile = Vec::with_capacity(size * size);
    for c in 0..channels {
        for y in 0..height / size {
            for x in 0..width / size {
                let corner = (c * height + y * size) * width + x * size;
                tile.clear();
                for row in 0..size {
                    tile.extend_from_slice(&image[corner + row * width..][..size]);
                }
                let inner = largest(&tile).unwrap_or(0);
                places.push(corner + inner / size * width + inner % size);
            }
        }
    }
    places
}
