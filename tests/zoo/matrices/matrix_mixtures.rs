//! Matrices beside what is none, or is one of another kind: integers, windows, types with and without sizes; and
//! singular vectors.

use crate::support::scalars;
use autodiff::nn::{cross_entropy, log_sum_exp, norm, relu, sigmoid, softmax};
use autodiff::{Differentiable, differentiate};
use nalgebra::{DMatrix, DVector, DVectorView, Matrix2x3, Matrix3, SVector, Vector2, Vector3};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, array, s};

#[differentiate]
fn picked(x: &Array1<f64>, labels: &Array1<usize>, on: &DVector<bool>) -> f64 {
    let mut total = 0.0;
    for i in 0..labels.len() {
        if on[i] {
            total += x[labels[i]] * x[i];
        }
    }
    total + labels.iter().map(|l| x[*l]).product::<f64>()
}

#[differentiate]
fn picked_twice(x: &Array1<f64>, labels: &Array1<usize>, on: &DVector<bool>) -> f64 {
    let a = picked(x, labels, on);
    labels
        .iter()
        .zip(x.iter())
        .map(|(l, x)| *l as f64 * x)
        .sum::<f64>()
        * a
}

#[differentiate]
fn energy(x: ArrayView1<f64>) -> f64 {
    x.dot(&x) + x[0]
}

#[differentiate]
fn scatter(x: ArrayView2<f64>) -> f64 {
    let mean = x.mean_axis(Axis(0)).unwrap();
    let mut total = energy(mean.view());
    for row in x.rows() {
        total += energy(row) * energy((&row - &mean).view());
    }
    let first = x.column(0);
    total + energy(first)
}

/// Two vectors of one element of a `Vec`.
#[derive(Differentiable, Clone)]
struct Pair {
    at: Vector3<f64>,
    along: Vector3<f64>,
}

#[test]
fn integers_carry_no_gradient() {
    let x = array![0.5, 1.25, -0.75, 2.0];
    let labels = array![1usize, 0, 2, 3];
    let on = DVector::from_vec(vec![true, true, false, true]);
    let gradient = picked_twice::gradient(&x, &labels, &on);
    let plain = |x: &[f64]| picked_twice(&Array1::from(x.to_vec()), &labels, &on);
    let numeric = crate::support::gradient_by_differences(&plain, &x.to_vec());
    crate::support::assert_close("picked", &[], &gradient.to_vec(), &numeric, 1e-8);
}

#[differentiate]
fn row_of(a: &Array2<f64>, i: usize) -> ArrayView1<'_, f64> {
    a.row(i)
}

#[differentiate]
fn tail_of<'a>(a: &'a Array1<f64>) -> ArrayView1<'a, f64> {
    a.slice(s![1..])
}

#[differentiate]
fn column_of(a: &DMatrix<f64>, j: usize) -> DVectorView<'_, f64> {
    a.column(j)
}

#[differentiate]
fn of_views(x: f64, y: f64) -> f64 {
    let a = Array2::from_shape_fn((2, 3), |(i, j)| x * i as f64 + (y * j as f64).sin());
    let m = DMatrix::from_row_slice(2, 2, &[x, y, x * y, 2.0]);
    let mut s = column_of(&m, 1).dot(&column_of(&m, 0));
    for i in 0..2 {
        let row = row_of(&a, i);
        s += row.dot(&row) * column_of(&m, i)[1];
    }
    s + tail_of(&a.row(1).to_owned()).sum()
}

scalars! {
    gates_of_networks(x: f64, y: f64) {
        let w = DMatrix::from_row_slice(3, 2, &[x, y, 0.5, x * y, -0.3, 1.0]);
        let z = &w * DVector::from_vec(vec![y, 0.75]);
        let p: Vec<f64> = softmax(z.as_slice());
        let p = DVector::from_vec(p);
        let rows = array![[x, y, 0.25], [x * y, -0.5, y]];
        let mut losses = log_sum_exp(z.as_slice()) + p.dot(&z) + w.map(sigmoid).sum();
        for (label, row) in rows.outer_iter().enumerate() {
            losses += cross_entropy(&row.to_vec(), label);
        }
        losses * rows.mapv(relu).sum() + norm(&rows.column(1).to_vec())
    } at (0.5, 1.25), (-0.75, 0.5);
    windows_of_arrays(x: f64, y: f64) {
        let a = Array1::from(vec![x, y, 1.5, x * y, -0.5]);
        let k = Array1::from(vec![x, 0.5, y]);
        let b: Array1<f64> = a.windows(3).into_iter().map(|w| (&w * &k).sum()).collect();
        let c: f64 = a.windows(2).into_iter()
            .map(|w| w.dot(&w) + w[1] * w.sum() + w.iter().fold(0.0, |a, b| a + b * b))
            .sum();
        b.dot(&b) + c + a.windows(2).into_iter().map(|w| (&w - &w.mapv(|v| v * v)).sum()).sum::<f64>()
    } at (0.5, 1.25), (-0.75, 0.5);
    sizes_by_type_and_by_value(x: f64, y: f64) {
        let a = Matrix2x3::new(x, y, 0.3, 1.0, x * y, 0.5);
        let s = Matrix3::new(x, y, 0.3, 1.0, x * y, 0.5, y, 2.0, -0.3);
        let v = DVector::from_vec(vec![y, x, 1.0]);
        let d = DMatrix::from_row_slice(2, 3, &[x, y, 2.0, 1.0, x, y]);
        let (w, u) = (a * &v, s * &v);
        let e = &d * Vector3::new(y, x, 0.5);
        let f = &d * s;
        w.norm() + u.norm_squared() + e.dot(&e) + f.sum() * (v.transpose() * s).sum()
    } at (0.5, 1.25), (-0.75, 0.5);
    sums_by_their_type(x: f64, y: f64) {
        let points = vec![(x, Vector2::new(x, y)), (y, Vector2::new(0.5, x))];
        let mean: Vector2<f64> = points.iter().map(|(w, p)| p * *w).sum();
        let total: SVector<f64, 2> = points.iter().map(|(_, p)| p).sum();
        mean.dot(&total)
    } at (0.5, 1.25), (-0.75, 0.5);
    views_under_names(x: f64, y: f64) {
        let items = [x, y, 0.5, x * y, 1.0, y * y];
        let a = ArrayView2::from_shape((3, 2), &items).unwrap();
        let line = Array1::linspace(0.0, 2.0, 5).mapv(|t: f64| (x * t).sin() + y * t);
        let part = line.slice(s![1..4]);
        scatter(a) + energy(part) + energy(line.view())
    } at (0.5, 1.25), (-0.75, 0.5);
    returned_views(x: f64, y: f64) { of_views(x, y) } at (0.5, 1.25), (-0.75, 0.5);
    fields_of_elements(x: f64, y: f64) {
        let mut pairs = Vec::new();
        for i in 0..3 {
            let at = Vector3::new(x, y * i as f64, 1.0);
            pairs.push(Pair { at, along: at * y + Vector3::x() });
        }
        let mut total = Vector3::zeros();
        for Pair { at, along } in &pairs {
            total += at.cross(along) * (at - along).dot(at);
        }
        total.norm() + pairs[1].at.dot(&pairs[1].along)
    } at (0.5, 1.25), (-0.75, 0.5);
    singular_vectors(x: f64, y: f64) {
        let a = DMatrix::from_row_slice(4, 3, &[x, y, 1.5, -x, x * y, 2.0, 0.5, y * y, -1.0, x + y, 0.75, 3.0]);
        let svd = a.clone().svd(true, true);
        let (u, v_t) = (svd.u.clone().unwrap(), svd.v_t.clone().unwrap());
        let first = u.column(0) * v_t.row(0);
        let rest = a.transpose().svd(true, true).u.unwrap();
        let inverse = a.clone().pseudo_inverse(1e-9).unwrap();
        let same = svd.clone().pseudo_inverse(1e-9).unwrap();
        first[(1, 2)] * svd.singular_values[0] + (u.column(1) * u.column(1).transpose())[(0, 3)]
            + (v_t.tr_mul(&v_t))[(0, 1)] + rest[(0, 2)].powi(2) + inverse.norm() + same[(2, 1)]
    } at (0.5, 1.25), (-0.75, 0.5);
    convolved_and_cut(x: f64, y: f64) {
        let v = DVector::from_vec(vec![x, y, 1.0, x * y, 0.5]);
        let k = DVector::from_vec(vec![y, 0.25, x]);
        let m = DMatrix::from_row_slice(3, 2, &[x, y, 0.5, x * y, y, 2.0]);
        let full = v.convolve_full(k.clone());
        let valid = v.convolve_valid(k);
        let inner = m.clone().remove_row(1) * m.clone().remove_column(0)[1];
        full.norm() + valid.dot(&v.remove_row(3).remove_row(0)) + inner.determinant()
    } at (0.5, 1.25), (-0.75, 0.5);
    diagonals_and_options(x: f64, y: f64) {
        let mut a = Array2::from_shape_fn((3, 3), |(i, j)| x * i as f64 + y * j as f64);
        a.diag_mut().fill(y);
        a.diag_mut().assign(&Array1::from(vec![x, 2.0, y]));
        let mut m = DMatrix::from_element(2, 2, x);
        m.fill_diagonal(y + 3.0);
        let b = DVector::from_vec(vec![x, y]);
        let s = m.clone().cholesky().map(|c| c.solve(&b)).unwrap();
        let t = m.clone().try_inverse().map(|i| i * &b).expect("regular");
        m.set_diagonal(&s);
        a.dot(&a).sum() + s.norm() + t[0] + m.determinant()
    } at (0.5, 1.25), (-0.75, 0.5);
    sums_of_any_size(x: f64, y: f64) {
        let a = Matrix2x3::new(x, y, 1.0, y * x, 2.0, -x);
        let v = DVector::from_vec(vec![x, y, 0.5]);
        let w = Vector2::new(y, x);
        let b = DMatrix::from_row_slice(2, 2, &[x, 0.5, y, x * y]);
        let t = a * &v + w;
        let z = w - &b * a * &v;
        let mut u = &b * w;
        u += w;
        u -= &t;
        let mut s = w;
        for _ in 0..2 {
            s += &u * 0.5;
            s -= &b * s;
        }
        let c = a - b.columns(0, 2) * a;
        let square = Matrix3::from_diagonal_element(x) + DMatrix::from_element(3, 3, y);
        (t - z).norm_squared() + u.dot(&s) + c.sum() + square.determinant() + (&v - v.fixed_rows::<3>(0)).sum()
    } at (0.5, 1.25), (-0.75, 0.5);
}
