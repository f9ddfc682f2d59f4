//! Matrices of which the backward pass does less than it could: operands that nothing flows into,
//! operands that sums take over, rows and columns that are added to in their places, and elements that
//! become the adjoint of a matrix.

use crate::support::slices;
use autodiff::differentiate;
use nalgebra::{DMatrix, DVector, Matrix2, Vector2};
use ndarray::{Array1, Array2, Axis};

slices! {
    one_side_of_products(a) {
        let left = DMatrix::from_fn(3, 2, |i, j| a[0] * i as f64 + a[1] * j as f64 - 0.5);
        let fixed = DMatrix::from_fn(2, 3, |i, j| 0.25 * i as f64 - j as f64);
        let on_the_right = &left * &fixed;
        let on_the_left = &fixed * &left;
        let by_ref = left.clone() * &fixed;
        let on_ref = &fixed * left.clone();
        let values = left.clone() * fixed.clone();
        on_the_right.norm_squared() + on_the_left.trace() + by_ref.sum() * on_ref.determinant()
            + values[(2, 1)] + left.component_mul(&fixed.transpose()).sum()
            + fixed.transpose().component_div(&left.add_scalar(7.0)).sum()
            + fixed.transpose().tr_mul(&left).norm() + left.tr_mul(&fixed.transpose()).norm()
    } at [0.5, 1.25], [-0.75, 0.5];
    one_side_of_static_products(a) {
        let left = Matrix2::new(a[0], a[1], a[0] * a[1], 1.0);
        let fixed = Matrix2::new(0.5, -1.0, 2.0, 0.25);
        let x = Vector2::new(a[1], a[0]);
        let d = fixed * x - left * Vector2::new(1.0, 2.0);
        (left * fixed).determinant() + (fixed * left).norm_squared() + d.dot(&x) + (fixed - left).norm()
    } at [0.5, 1.25], [-0.75, 0.5];
    one_side_of_array_operators(a) {
        let left = Array2::from_shape_fn((3, 2), |(i, j)| a[0] * i as f64 + a[1] * j as f64 - 0.5);
        let fixed = Array2::from_shape_fn((2, 3), |(i, j)| 0.25 * i as f64 - j as f64 + 3.0);
        let row = Array1::from_vec(vec![0.5, -1.5]);
        let square: Array2<f64> = left.dot(&fixed);
        let other: Array2<f64> = fixed.dot(&left);
        (&square * &square).sum() + other.dot(&row).sum() + row.dot(&other).sum()
            + (&left - &fixed.t()).sum() * a[0] + (&left / &fixed.t()).sum()
            + (&fixed.t() / &(&left + 7.0)).sum() + (left * &row).sum() + (row.clone() - &other).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    numbers_and_fixed_matrices(a) {
        let fixed = DMatrix::from_element(2, 2, 0.75);
        let array = Array1::from_vec(vec![0.5, -1.5, 2.0]);
        (&fixed * a[0]).norm_squared() + (a[1] * &fixed / a[0]).sum()
            + (&array * a[0]).sum() * (a[1] / &array).sum() + (&array - a[1]).mapv(|x| x * x).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    sums_that_take_their_left_side(a) {
        let x = DVector::from_vec(vec![a[0], a[1], a[0] * a[1]]);
        let y = x.map(|x| x.tanh());
        let sum = &x * a[0] + &y - x.clone() + y.clone() * 2.0 - (&y + &x) - a[1] * &x;
        sum.norm_squared() + (x - y).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    sums_of_arrays_that_broadcast(a) {
        let table = Array2::from_shape_fn((2, 3), |(i, j)| a[0] * i as f64 - a[1] * j as f64);
        let row = Array1::from_vec(vec![a[0], a[1], 0.5]);
        let flat: Array2<f64> = table.sum_axis(Axis(0)).insert_axis(Axis(0));
        let narrow: Array2<f64> = table.sum_axis(Axis(1)).insert_axis(Axis(1));
        let same = table.clone() + &table - &row;
        let wider = flat.clone() + &table;
        let both = narrow - &flat;
        let more = row.clone() + &table - flat;
        (&same * &same).sum() + (&wider * &both).sum() + (&more * &more).sum() * a[0]
    } at [0.5, 1.25], [-0.75, 0.5];
    columns_that_are_added_to(a) {
        let mut z = DMatrix::from_fn(2, 3, |i, j| a[0] * i as f64 + a[1] * j as f64);
        let bias = DVector::from_vec(vec![a[0], a[1]]);
        for mut column in z.column_iter_mut() {
            column += &bias;
            column -= &bias * 0.25;
        }
        for mut row in z.row_iter_mut() {
            row *= a[1];
        }
        let first: DVector<f64> = z.column(0).into_owned();
        for mut column in z.column_iter_mut() {
            column -= &first;
        }
        let mut seen = 0.0;
        for mut column in z.column_iter_mut() {
            seen += column.norm_squared();
            column += &bias;
            seen += column[0];
        }
        z.norm_squared() + seen * bias[1]
    } at [0.5, 1.25], [-0.75, 0.5];
    rows_of_arrays_that_are_added_to(a) {
        let mut z = Array2::from_shape_fn((3, 2), |(i, j)| a[0] * i as f64 + a[1] * j as f64);
        let bias = Array1::from_vec(vec![a[0], a[1]]);
        for mut row in z.rows_mut() {
            row += &bias;
        }
        for mut row in z.outer_iter_mut() {
            row -= &(&bias * a[0]);
            row += &Array1::from_elem(1, a[1]);
        }
        for mut column in z.columns_mut() {
            let mean = column.sum() / 3.0;
            column -= mean;
        }
        (&z * &z).sum() + bias.sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    elements_that_become_adjoints(a) {
        let z = DMatrix::from_fn(2, 2, |i, j| a[0] * i as f64 + a[1] * j as f64);
        let h = z.map(|z| z.tanh());
        let both = z.zip_map(&h, |z, h| z * h - a[0]);
        let t: Array2<f64> = Array2::from_shape_fn((2, 3), |(i, j)| a[1] * (i + j) as f64 - a[0]);
        // Not in the order of rows.
        let u = t.t().mapv(|x| x.sin());
        let v = u.mapv(|x| x * a[0]).t().mapv(|x| x.exp());
        both.norm_squared() + z.trace() + v.sum() + (&u * &t.t()).sum() + (&v - &t)[[1, 2]]
    } at [0.5, 1.25], [-0.75, 0.5];
}

/// The adjoint of the weights alone.
#[differentiate(wrt(w, b))]
fn layer(w: &DMatrix<f64>, b: &DVector<f64>, x: &DMatrix<f64>, y: &DMatrix<f64>) -> f64 {
    let mut z = w * x;
    for mut column in z.column_iter_mut() {
        column += b;
    }
    (z.map(|z| z.max(0.0)) - y).norm_squared() / x.ncols() as f64
}

#[differentiate(wrt(w, b), without(simplify, wrt))]
fn plain_layer(w: &DMatrix<f64>, b: &DVector<f64>, x: &DMatrix<f64>, y: &DMatrix<f64>) -> f64 {
    let mut z = w * x;
    for mut column in z.column_iter_mut() {
        column += b;
    }
    (z.map(|z| z.max(0.0)) - y).norm_squared() / x.ncols() as f64
}

/// What is left out changes no number, for any shape, and for no elements.
#[test]
fn the_weights_of_a_layer_alone() {
    for (outputs, inputs, samples) in [(8, 7, 9), (3, 2, 4), (2, 9, 1), (2, 3, 0), (0, 3, 2)] {
        let fill = |rows, columns, scale: f64| {
            DMatrix::from_fn(rows, columns, |i, j| {
                (scale * (i as f64 + 0.7 * j as f64)).sin()
            })
        };
        let (w, x, y) = (
            fill(outputs, inputs, 1.3),
            fill(inputs, samples, 0.9),
            fill(outputs, samples, 2.1),
        );
        let b = DVector::from_fn(outputs, |i, _| 0.25 * i as f64 - 0.5);
        let (value, (d_w, d_b)) = layer::value_and_gradient(&w, &b, &x, &y);
        let (expected, (e_w, e_b)) = plain_layer::value_and_gradient(&w, &b, &x, &y);
        assert_eq!(value.to_bits(), expected.to_bits());
        if samples > 0 {
            assert!((d_w - e_w).amax() < 1e-13 && (d_b - e_b).amax() < 1e-13);
        }
        let (_, cache) = layer::forward(&w, &b, &x, &y);
        let (mut d_w, mut d_b) = (w.map(|_| 0.0), b.map(|_| 0.0));
        let (mut d_x, mut d_y) = (x.map(|_| 0.0), y.map(|_| 0.0));
        layer::backward(
            &cache, &w, &mut d_w, &b, &mut d_b, &x, &mut d_x, &y, &mut d_y, 1.0,
        );
        assert_eq!((d_x.shape(), d_y.shape()), (x.shape(), y.shape()));
    }
}
