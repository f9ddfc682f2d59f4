//! Methods of matrices that are told by vectors of their own, arrays one behind the other, and views of
//! nalgebra as arguments.

use crate::support::slices;
use crate::support::{Subject, assert_close};
use autodiff::differentiate;
use nalgebra::{DMatrix, DMatrixView, DVector, DVectorView, Matrix2, Matrix3x2};
use ndarray::{Array1, Axis, array, concatenate, s, stack};

slices! {
    eigenvalues(a) {
        // Of the upper triangle nothing is read.
        let m = DMatrix::from_row_slice(3, 3, &[a[0], 9.0, a[0], a[1], 2.0, 7.0, 0.5, a[0] * a[1], -1.0]);
        let found = m.symmetric_eigenvalues();
        let fixed = Matrix2::new(a[0], 0.0, a[1], -1.0).symmetric_eigenvalues();
        found.map(|x| x * x * x).sum() + found.max() + fixed.norm_squared() * a[1]
    } at [0.5, 1.25], [-0.75, 0.5];
    singular_values(a) {
        let m = DMatrix::from_row_slice(3, 2, &[a[0], 1.0, a[1], 2.0, -0.5, a[0] * a[1]]);
        let fixed = Matrix3x2::new(a[0], 1.0, a[1], 2.0, -0.5, a[0] * a[1]);
        let wide = m.transpose().singular_values();
        m.singular_values()[0] + wide.map(|x| x.ln()).sum() + fixed.singular_values().sum() * a[0]
    } at [0.5, 1.25], [-0.75, 0.5];
    kronecker_products(a) {
        let left = DMatrix::from_row_slice(2, 1, &[a[0], a[1]]);
        let right = DMatrix::from_row_slice(2, 3, &[a[1], 1.0, a[0], 0.5, a[0] * a[1], 2.0]);
        let fixed = Matrix2::new(a[0], 1.0, a[1], -1.0);
        let product = left.kronecker(&right);
        product.norm_squared() + product[(3, 1)] + fixed.kronecker(&fixed).trace()
    } at [0.5, 1.25], [-0.75, 0.5];
    one_behind_the_other(a) {
        let x = Array1::from_vec(vec![a[0], a[1]]);
        let y = Array1::from_vec(vec![a[1], 0.5, a[0]]);
        let z = concatenate![Axis(0), x, y.view(), x];
        let m = array![[a[0], 1.0], [a[1], a[0] * a[1]]];
        let tall = concatenate![Axis(0), m, &m * a[0]];
        let wide = concatenate![Axis(1), tall, tall.mapv(|x| x * x)];
        let rows = stack![Axis(0), x, x.mapv(|x| x.sin())];
        let columns = stack![Axis(1), x, z.slice(s![1..3])];
        z.dot(&z) + z[4] + wide.sum() * wide[[3, 2]] + rows.dot(&columns).sum() + rows[[1, 0]]
    } at [0.5, 1.25], [-0.75, 0.5];
    of_parts_of_slices(a) {
        let whole = DVector::from_column_slice(a);
        let part = DVector::from_row_slice(&a[..2]);
        whole.dot(&part) * a[0] + DMatrix::from_row_slice(1, 2, &a[..2]).norm_squared()
    } at [0.5, 1.25], [-0.75, 0.5];
    neighbours_and_spreads(a) {
        let x = Array1::from_vec(vec![a[0], a[1], a[0] * a[1], 0.5]);
        let steps: f64 = x.windows(2).into_iter().map(|w| (w[1] - w[0]).powi(2)).sum();
        let m = array![[a[0], 1.0], [a[1], a[0] * a[1]], [0.25, -1.0]];
        let of_columns = m.std_axis(Axis(0), 1.0);
        let of_rows = m.var_axis(Axis(1), 0.0);
        steps + of_columns.dot(&array![1.0, 2.0]) + of_rows.sum() * a[1]
    } at [0.5, 1.25], [-0.75, 0.5];
}

#[differentiate]
fn quadratic(m: DMatrixView<f64>, x: &DVectorView<f64>) -> f64 {
    let y = m * x;
    y.dot(x) + m.trace() * x[0]
}

#[differentiate]
fn of_views(a: &[f64]) -> f64 {
    let m = DMatrix::from_row_slice(2, 2, &[a[0], a[1], 1.0, a[0] * a[1]]);
    weighted(m.as_view(), a[1]) + weighted((&m * a[0]).as_view(), 2.0)
}

#[differentiate]
fn weighted(m: DMatrixView<f64>, by: f64) -> f64 {
    m.map(|x| x.tanh()).sum() * by + m[(0, 1)]
}

#[test]
fn views_of_nalgebra() {
    let whole = DMatrix::from_fn(4, 4, |i, j| (i as f64 - 0.7 * j as f64).sin());
    let vectors = DMatrix::from_fn(2, 3, |i, j| (0.3 + i as f64 * 1.1 + j as f64).cos());
    let (m, x) = (whole.view((1, 1), (2, 2)), vectors.column(1));
    let (value, (d_m, d_x)) = quadratic::value_and_gradient(m, &x);
    let (own_m, own_x) = (m.into_owned(), x.into_owned());
    let y = &own_m * &own_x;
    assert!((value - y.dot(&own_x) - own_m.trace() * own_x[0]).abs() < 1e-14);
    let e_m = &own_x * own_x.transpose() + DMatrix::identity(2, 2) * own_x[0];
    let mut e_x: DVector<f64> = &y + own_m.tr_mul(&own_x);
    e_x[0] += own_m.trace();
    assert!((d_m - e_m).amax() < 1e-14 && (d_x - e_x).amax() < 1e-14);
    let point = [0.5, 1.25];
    let subject = Subject {
        name: "of_views",
        plain: &|point| vec![of_views(point)],
        derived: &|point, seeds| {
            let (value, cache) = of_views::forward(point);
            let backward = |seed: &Vec<f64>| {
                let mut adjoint = vec![0.0; point.len()];
                of_views::backward(&cache, point, &mut adjoint, seed[0]);
                adjoint
            };
            assert_close(
                "of_views",
                point,
                &of_views::gradient(point),
                &backward(&vec![1.0]),
                1e-12,
            );
            (vec![value], seeds.iter().map(backward).collect())
        },
    };
    subject.check(&point);
}
