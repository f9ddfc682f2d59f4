//! Methods of arrays of ndarray: parts along an axis, steps, positions, other numbers of axes.

use crate::support::slices;
use autodiff::differentiate;
use ndarray::{Array1, Array2, Array3, Array4, ArrayD, Axis, Dim, Ix1, Ix2, IxDyn, Slice};
use std::ops::{AddAssign, DivAssign, MulAssign, SubAssign};

slices! {
    parts_along_an_axis(a) {
        let mut m = Array2::from_shape_fn((3, 4), |(i, j)| a[i % 2] * (j as f64 - 0.7) + 0.3 * i as f64);
        let k = 2;
        let left = m.slice_axis(Axis(1), Slice::from(..k)).mapv(|v| v * v);
        let right = m.slice_axis(Axis(1), Slice::from(k..)).to_owned();
        m.slice_axis_mut(Axis(0), Slice::from(1..3)).fill(a[0] * a[1]);
        let last = m.slice_axis(Axis(0), (-1..).into()).sum();
        let cube = Array3::from_shape_fn((2, 3, 2), |(i, j, l)| a[i] * (j as f64 - 0.4) + l as f64);
        let inner = cube.slice_axis(Axis(1), Slice::from(1..));
        (left * right).sum() + m.sum() * last + (&inner * &inner).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    changed_elements_of_parts(a) {
        let mut m = Array2::from_shape_fn((3, 3), |(i, j)| a[j % 2] + (i * j) as f64);
        for (i, v) in m.row_mut(1).iter_mut().enumerate() {
            *v *= a[0] + i as f64;
        }
        m.column_mut(2).iter_mut().for_each(|v| *v -= a[1] * *v);
        let source = Array1::from_vec(vec![a[0], a[1], a[0] * a[1]]);
        for (to, from) in m.row_mut(0).iter_mut().zip(source.iter()) {
            *to = from * from;
        }
        for i in 0..0 {
            m.row_mut(i).iter_mut().for_each(|v| *v = 0.0);
        }
        m.mapv(|v| v * v).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    steps(a) {
        let x = Array1::range(a[0], a[0] + 2.2, 0.5 + 0.1 * a[1] * a[1]);
        let none: Array1<f64> = Array1::range(0.0, 0.0, 1.0);
        let n = Array1::range(0.0, 4.0, 1.0);
        x.dot(&x) + none.sum() + n.dot(&n) * a[1]
    } at [0.5, 1.25], [-0.75, 0.5];
    positions_along_axes(a) {
        let x = Array3::from_shape_fn((2, 3, 2), |(i, j, k)| a[i] * (j as f64 - 0.4) + k as f64 * a[1]);
        let y = Array4::from_shape_fn((2, 1, 3, 2), |(i, j, k, l)| a[l] * (j + k) as f64 + a[i]);
        let mut z = x.clone();
        for ((i, j, k), v) in z.indexed_iter_mut() {
            *v = *v * (i + 2 * j + 4 * k) as f64 + x[[i, 2 - j, k]];
        }
        let mut total: f64 = x.indexed_iter().map(|((i, j, k), v)| v * z[[i, j, k]] + (k * j) as f64 * v).sum();
        for ((i, j, k, l), v) in y.indexed_iter() {
            total += v * v * (i + 2 * j + 3 * k + 5 * l) as f64 * x[[i, k, l]];
        }
        total
    } at [0.5, 1.25], [-0.75, 0.5];
    operators_by_their_names(a) {
        let mut x = Array1::from_vec(vec![a[0], a[1], 1.0]);
        let y = x.mapv(|v| v * v + 1.0);
        x.add_assign(&y);
        x.sub_assign(&(&y * 0.3));
        x.mul_assign(a[0]);
        x.div_assign(&y);
        x.dot(&y)
    } at [0.5, 1.25], [-0.75, 0.5];
    positions_with_names(a) {
        let mut x: ArrayD<f64> = Array2::from_shape_fn((2, 3), |(i, j)| a[i] * (j as f64 - 0.4)).into_dyn();
        let mut m = Array2::from_shape_fn((2, 2), |(i, j)| a[i] + (i * j) as f64);
        for k in 0..2 {
            if m[Ix2(k, 1)] > -10.0 {
                x[IxDyn(&[k, 2])] *= x[IxDyn(&[1 - k, 0])];
            }
            m[Dim([k, 0])] += x[[k, 1]] * a[0];
            m[Ix2(0, k)] = m[Ix2(1, k)] * a[1];
        }
        x.iter().map(|v| v * v).sum::<f64>() + m.sum() * x[IxDyn(&[0, 1])]
    } at [0.5, 1.25], [-0.75, 0.5];
    other_numbers_of_axes(a) {
        let x: ArrayD<f64> = Array2::from_shape_fn((2, 3), |(i, j)| a[i] * (j as f64 - 0.4)).into_dyn();
        let m = x.clone().into_dimensionality::<Ix2>().unwrap();
        let v = m.row(0).to_owned().into_dyn().into_dimensionality::<Ix1>().unwrap();
        let y = m.dot(&v).into_dyn();
        let squares: f64 = y.iter().map(|v| v * v).sum();
        squares + x[[0, 1]] * x[[1, 2]]
    } at [0.5, 1.25], [-0.75, 0.5];
}

#[differentiate]
fn left_early(a: &[f64], limit: f64) -> f64 {
    let mut m = Array2::from_shape_fn((2, 2), |(i, j)| a[(i + j) % 2]);
    for i in 0..2 {
        if a[i] > limit {
            return m[[0, 0]] * m[[1, 1]];
        }
        for v in m.row_mut(i).iter_mut() {
            *v *= a[i];
        }
    }
    m[[0, 0]] * m[[1, 1]] + of(m[[0, 1]], 1.0)
}

#[differentiate]
fn of(a: f64, b: f64) -> f64 {
    a * b
}

#[test]
fn a_loop_that_is_left() {
    // The first row is a², ab; the second one b, a.
    assert_eq!(left_early::gradient(&[2.0, 5.0], 3.0).0, [3.0 * 4.0, 0.0]);
    assert_eq!(left_early(&[2.0, 5.0], 3.0), 8.0);
}
