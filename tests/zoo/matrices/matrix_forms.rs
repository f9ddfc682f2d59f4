//! Matrices of which one size is dynamic, elements by name, products in place, matrices in other forms,
//! and chunks of arrays.

use crate::support::scalars;
use autodiff::differentiate;
use nalgebra::{
    DMatrix, DVector, Matrix2, Matrix2x3, Matrix2xX, Matrix3, Matrix3x4, Matrix4x3, MatrixXx2,
    Unit, Vector2, Vector3, Vector4,
};
use ndarray::linalg::{general_mat_mul, general_mat_vec_mul};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, Ix1};

#[differentiate]
fn stress(points: &Matrix2xX<f64>) -> f64 {
    let mut total = 0.0;
    for i in 0..points.ncols() {
        for j in i + 1..points.ncols() {
            total += (points.column(i) - points.column(j)).norm();
        }
    }
    total
}

#[differentiate]
fn smoothed(x: &Array1<f64>, w: f64) -> Array1<f64> {
    (1..x.len()).map(|i| w * x[i - 1] + x[i] * x[i]).collect()
}

#[differentiate]
fn correlated(x: ArrayView2<f64>) -> f64 {
    let mean = x.mean_axis(Axis(0)).unwrap();
    let centered = &x - &mean;
    centered.t().dot(&centered).mapv(|c| c * c).sum()
}

scalars! {
    half_sized(x: f64, y: f64) {
        let data = [x, y, x * y, 0.5, y * y, 1.5];
        let columns = Matrix2xX::from_column_slice(&data);
        let rows = MatrixXx2::from_row_slice(&data[..4]);
        let made = MatrixXx2::from_fn(3, |i, j| x * (i as f64) + y * (j as f64 + 1.0));
        let stacked = Matrix2xX::from_columns(&[Vector2::new(x, y), Vector2::new(y, 2.0)]);
        let normal: Matrix2<f64> = made.tr_mul(&made);
        stress(&columns) + (rows.transpose() * &rows).norm_squared() + normal.determinant()
            + stacked.row_sum().norm_squared()
    } at (0.8, 1.4), (-0.6, 1.1);

    elements_by_name(x: f64, y: f64) {
        let mut a = Matrix2x3::new(x, y, 0.5, x * y, 1.0, y * y);
        a.m12 *= a.m23;
        a.m21 = a.m13 + x;
        let v = nalgebra::Vector6::new(x, y, 1.0, x * x, y * y, x * y);
        let s = a * a.transpose();
        0.5 * (2.0 * s.m12).atan2(s.m11 - s.m22 + 3.0) + a.m12 * v.a + v.b * v.w + a.m21
    } at (0.7, 1.2), (-0.4, 0.9);

    fixed_parts(x: f64, y: f64) {
        let p = Matrix3x4::new(x, 0.2, y, 1.0, 0.3, y * y, 0.1, x, 0.5, x * y, 1.5, y);
        let left: Matrix3<f64> = p.fixed_columns::<3>(0).into_owned();
        let lower = p.fixed_rows::<2>(1);
        let b: Vector3<f64> = -p.column(3);
        let mut d = DMatrix::from_row_slice(2, 4, &[x, y, 0.1, 1.0, y, 0.4, x * x, y * x]);
        d.columns_range_mut(1..3).scale_mut(x);
        let inner = d.columns_range(1..3);
        let rest = d.rows_range(1..);
        left.try_inverse().unwrap().dot(&left) + (lower * Vector4::new(1.0, x, y, 2.0)).norm()
            + left.tr_mul(&b).norm_squared() + inner.determinant() + rest.norm_squared()
    } at (0.9, 1.3), (1.4, -0.7);

    products_in_place(x: f64, y: f64) {
        let a = DMatrix::from_row_slice(2, 2, &[x, y, 0.5, x * y]);
        let b = DVector::from_vec(vec![y, x * x]);
        let mut v = DVector::from_vec(vec![x, 2.0]);
        v.axpy(y, &b, 1.0);
        v.axpy(x, &b, y);
        // One column alone: sums of more are rounded otherwise.
        v.gemv(2.0, &a.columns(0, 1), &b.rows(0, 1), 0.5);
        let mut w = v.clone();
        w.gemv(1.0, &a, &v, 0.0);
        let mut c = a.clone();
        c.gemm(1.0, &a.columns(1, 1), &a.rows(0, 1), 1.0);
        c.ger(0.5, &v, &w, 2.0);
        c.ger(1.0 / 3.0, &v, &w, 1.0);
        v.dot(&w) + c.norm_squared()
    } at (0.6, 1.1), (-0.8, 0.7);

    general_products(x: f64, y: f64) {
        let a = ndarray::array![[x, y], [0.5, x * y]];
        let mut c = Array2::<f64>::eye(2);
        general_mat_mul(0.5, &a, &a, 2.0, &mut c);
        let mut v = ndarray::array![x, y];
        let u = v.clone() * y;
        general_mat_vec_mul(1.0, &c, &u, 1.0, &mut v);
        general_mat_vec_mul(y, &a, &u, x, &mut v);
        c.sum() + v.dot(&v)
    } at (0.6, 1.1), (-0.8, 0.7);

    unit_vectors(x: f64, y: f64) {
        let v = Vector3::new(x, y, x * y);
        let axis = Unit::new_normalize(v + Vector3::new(0.0, 0.0, 1.0));
        let k = axis.into_inner().cross_matrix();
        let turned = v + k * v * x.sin() + k * k * v * (1.0 - x.cos());
        let up = Vector3::y_axis();
        turned.dot(&up) + turned.x * turned.z + v.cross(up.as_ref()).norm()
    } at (0.7, 1.2), (-0.4, 0.9);

    orthogonalised(x: f64, y: f64) {
        let a = Matrix3::new(1.0, x, 0.1, y, 1.5, 0.3, -0.2, x * y, 0.9);
        let mut basis = Vec::with_capacity(3);
        for k in 0..3 {
            let mut v: Vector3<f64> = a.column(k).into_owned();
            for q in &basis {
                let q: &Vector3<f64> = q;
                v -= q * q.dot(&v);
            }
            let n = v.norm();
            basis.push(v / n);
        }
        let m = Matrix4x3::new(x, y, 1.0, 0.5, x, y, 1.0, 0.3, x, y, 0.2, 2.0);
        let (q, r) = m.qr().unpack();
        basis[1].x + basis[2].y + q.sum() * r.m12 + r.norm_squared()
    } at (0.3, 0.5), (-0.4, 0.2);

    chunks_of_arrays(x: f64, y: f64) {
        let v = ndarray::array![x, y, x * y, 0.5, y * y];
        let pooled = v.axis_chunks_iter(Axis(0), 2).map(|c| c.sum() / c.len() as f64);
        let pooled: f64 = pooled.map(|p| p.sin()).sum();
        let exact: f64 = v.exact_chunks(2).into_iter().map(|c| c[0] * c[1]).sum();
        let mut a = ndarray::array![[x, y, 1.0], [y, x * x, 0.3], [0.2, y, x]];
        for mut rows in a.axis_chunks_iter_mut(Axis(0), 2) {
            rows *= y;
        }
        let wide: f64 = a.axis_chunks_iter(Axis(1), 2).map(|c| c[[2, 0]] * c[[0, 0]]).sum();
        pooled + exact + wide
    } at (0.8, 1.3), (-0.5, 0.9);

    other_forms(x: f64, y: f64) {
        let data = [x, y, x * y, 0.5, y * y, 1.5];
        let w = Array1::from(data.to_vec());
        let mut m = Array1::<f64>::zeros(w.raw_dim());
        m = 0.5 * &m + &w * y;
        let grown: Array1<f64> = smoothed(&m, x);
        let shown = ArrayView2::from_shape((3, 2), &data).unwrap();
        let part = ArrayView1::from(&data[1..4]);
        let mut like = Array2::<f64>::zeros(shown.dim());
        like += &shown;
        let sums = like.sum_axis(Axis(1)).into_dimensionality::<Ix1>().unwrap();
        grown.sum() + correlated(shown.view()) + part.dot(&part) + sums.dot(&sums)
    } at (0.8, 1.3), (-0.5, 0.9);

    singular_values(x: f64, y: f64) {
        let tall = DMatrix::from_row_slice(3, 2, &[x, y, 0.5, x * y, 1.0, y * y]);
        let b = DVector::from_vec(vec![y, x * x, 1.0]);
        let svd = tall.clone().svd(true, true);
        let closest = svd.solve(&b, 1e-12).unwrap();
        let wide = Matrix2x3::new(x, y, 0.5, x * y, 1.0, y * y);
        let shortest = wide.svd(true, true).solve(&Vector2::new(y, x), 1e-12).unwrap();
        svd.singular_values.iter().map(|s| s.ln()).sum::<f64>() + svd.singular_values[0]
            + closest.dot(&closest) + closest[0] + shortest.norm() + shortest[1]
    } at (0.8, 1.4), (-0.6, 1.1);
}
