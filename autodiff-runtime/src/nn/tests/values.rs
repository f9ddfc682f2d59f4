//! Products and convolutions against their formulas, written out element by element.

use super::numbers;
use crate::nn::*;

fn assert_close(got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len());
    for (got, expected) in got.iter().zip(expected) {
        assert!(
            (got - expected).abs() < 1e-12,
            "{got} instead of {expected}"
        );
    }
}

#[test]
fn dot_products_of_each_length() {
    let (a, b) = (numbers(40), numbers(53));
    for n in 0..40 {
        let expected: f64 = a[..n].iter().zip(&b[13..]).map(|(a, b)| a * b).sum();
        assert_close(&[dot(&a[..n], &b[13..13 + n])], &[expected]);
    }
}

#[test]
fn products_of_matrices() {
    for (m, inner, n) in [(1, 1, 1), (2, 3, 4), (5, 9, 2), (1, 17, 3), (3, 1, 11)] {
        let (a, b) = (numbers(m * inner), numbers(inner * n));
        let element =
            |i: usize, j: usize| (0..inner).map(|k| a[i * inner + k] * b[k * n + j]).sum();
        let expected: Vec<f64> = (0..m * n).map(|at| element(at / n, at % n)).collect();
        assert_close(&matmul(&a, &b, inner), &expected);
        let column: Vec<f64> = b.iter().step_by(n).copied().collect();
        let first: Vec<f64> = expected.iter().step_by(n).copied().collect();
        assert_close(&matvec(&a, &column), &first);
        assert_close(&affine(&a, &vec![0.0; m], &column), &first);
    }
}

/// One element of a convolution, where everything outside the image is 0.
fn met(
    image: &[f64],
    shape: [usize; 3],
    filter: &[f64],
    size: [usize; 2],
    corner: [i64; 2],
) -> f64 {
    let [channels, height, width] = shape;
    let mut sum = 0.0;
    for c in 0..channels {
        for row in 0..size[0] {
            for column in 0..size[1] {
                let y = usize::try_from(corner[0] + row as i64).unwrap_or(height);
                let x = usize::try_from(corner[1] + column as i64).unwrap_or(width);
                if y < height && x < width {
                    let weight = filter[(c * size[0] + row) * size[1] + column];
                    sum += weight * image[(c * height + y) * width + x];
                }
            }
        }
    }
    sum
}

#[test]
fn convolutions() {
    for (shape, [count, rows, columns], stride, padding) in [
        ([1, 4, 5], [1, 2, 3], 1, 0),
        ([2, 4, 4], [3, 3, 3], 1, 1),
        ([2, 7, 6], [2, 3, 2], 2, 1),
        ([1, 5, 8], [1, 4, 4], 3, 2),
        ([1, 2, 2], [2, 3, 3], 2, 5),
        ([3, 3, 3], [1, 3, 3], 1, 0),
    ] {
        let [channels, height, width] = shape;
        let image = numbers(channels * height * width);
        let filters = numbers(count * channels * rows * columns);
        let mut expected = Vec::new();
        for filter in filters.chunks_exact(channels * rows * columns) {
            for y in (0..=height + 2 * padding - rows).step_by(stride) {
                for x in (0..=width + 2 * padding - columns).step_by(stride) {
                    let corner = [y as i64 - padding as i64, x as i64 - padding as i64];
                    expected.push(met(&image, shape, filter, [rows, columns], corner));
                }
            }
        }
        let got = conv2d(
            &image,
            shape,
            &filters,
            [count, rows, columns],
            stride,
            padding,
        );
        assert_close(&got, &expected);
    }
}

#[test]
fn pools() {
    let image = numbers(2 * 5 * 7);
    let mut expected = Vec::new();
    for channel in image.chunks_exact(35) {
        for (y, x) in [(0, 0), (0, 2), (0, 4), (2, 0), (2, 2), (2, 4)] {
            let tile = [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(i, j)| channel[(y + i) * 7 + x + j]);
            expected.push(tile.into_iter().fold(f64::NEG_INFINITY, f64::max));
        }
    }
    assert_close(&max_pool2d(&image, [2, 5, 7], 2), &expected);
}
