//! Methods of matrices that are read as Rust of ours, blocks of arrays one after the other, arrays with four
//! axes, and what layers in fields give.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use nalgebra::{
    DMatrix, DMatrixView, DVectorView, Isometry3, Matrix3, Point3, RowVector3, SMatrix, SVector,
    UnitQuaternion, Vector2, Vector3,
};
use ndarray::{Array1, Array2, Array3, Array4, ArrayView1, Axis, NewAxis, Zip, array, s};

#[derive(Differentiable, Clone, Debug)]
struct Dense<const I: usize, const O: usize> {
    w: SMatrix<f64, O, I>,
    b: SVector<f64, O>,
}

#[differentiate]
impl<const I: usize, const O: usize> Dense<I, O> {
    fn apply(&self, x: &SVector<f64, I>) -> SVector<f64, O> {
        self.w * x + self.b
    }
}

#[derive(Differentiable, Clone, Debug)]
struct Net {
    first: Dense<2, 3>,
    second: Dense<3, 2>,
}

#[differentiate]
impl Net {
    fn loss(&self, x: &SVector<f64, 2>) -> f64 {
        let hidden = self.first.apply(x).map(|z| z.tanh());
        let out = self.second.apply(&hidden);
        let e = out.map(|z| z.exp());
        -(e[0] / e.sum()).ln()
    }
}

#[differentiate]
fn weighted(x: &Array1<f64>, y: &Array1<f64>) -> f64 {
    let n = x.len();
    let mut total = 0.0;
    for i in 0..n {
        let row = x.mapv(|z| z * y[i]);
        total -= y[i] * row.dot(x).sin();
    }
    total
}

#[differentiate]
fn log_sum_exp(row: ArrayView1<f64>) -> f64 {
    row.mapv(|z| z.exp()).sum().ln()
}

#[differentiate]
fn corner(m: DMatrixView<f64>) -> f64 {
    m[(0, 0)] * m[(1, 1)]
}

#[differentiate]
fn product(a: DVectorView<f64>, b: DVectorView<f64>) -> f64 {
    a.dot(&b)
}

#[differentiate]
fn layers(a: &[f64]) -> f64 {
    let net = Net {
        first: Dense {
            w: SMatrix::<f64, 3, 2>::repeat(a[0]),
            b: SVector::<f64, 3>::new(a[1], 0.5, a[0]),
        },
        second: Dense {
            w: SMatrix::<f64, 2, 3>::new(a[0], a[1], 0.3, -0.4, 0.1, a[1]),
            b: SVector::<f64, 2>::repeat(0.5),
        },
    };
    net.loss(&SVector::<f64, 2>::new(a[1], a[0]))
}

slices! {
    triangles_and_exchanges(a) {
        let mut m = DMatrix::from_row_slice(3, 3, &[a[0], 1.0, a[1], -0.5, a[0] * a[1], 2.0, 0.3, a[1], 0.7]);
        let other = m.map_with_location(|i, j, z| z * z + (i + 2 * j) as f64);
        let (l, u) = (m.lower_triangle(), m.upper_triangle());
        for k in 0..2 {
            m.swap((0, k), (2, 1));
            m.swap_rows(0, 1);
            m.swap_columns(1, 2);
            m.fill_row(2, a[k]);
            m.cmpy(0.5, &other, &(&l * &u), 0.25);
            m.transpose_mut();
            m.fill_upper_triangle(a[0], 2);
        }
        m.cdpy(0.5, &l, &other.add_scalar(2.0), 1.0);
        let at = other.column(0).imax();
        (l * u).trace() + m.tr_dot(&other) + other[(at, 0)] + m.symmetric_part().norm()
            + m.zip_zip_map(&other, &m, |p, q, r| p * q + r).sum() + m.amin()
    } at [0.5, 1.25], [-0.75, 0.5];
    vectors_between(a) {
        let (mut p, q) = (Vector3::new(a[0], 1.0, a[1]), Vector3::new(a[1], a[0], 0.45));
        let before = p.metric_distance(&q) + p.angle(&q) + p.lerp(&q, 0.3).norm() + p.sup(&q).sum();
        let norm = p.normalize_mut();
        let (at, most) = q.argmax();
        let turn = UnitQuaternion::from_scaled_axis(p).slerp(&UnitQuaternion::from_scaled_axis(q), a[0]);
        let rows = RowVector3::new(a[0], 2.0, a[1]).cross(&q.transpose());
        before + norm * p.x + most * p[at] + (turn * q).y + rows.norm() + q.metric_distance(&q)
            + Vector2::new(a[0], a[1]).perp(&p.xy()) + q.cap_magnitude(0.5).x
            + turn.nlerp(&UnitQuaternion::identity(), 0.25).angle()
    } at [0.5, 1.25], [-0.75, 0.5];
    other_sizes(a) {
        let m: DMatrix<f64> = DMatrix::from_row_slice(2, 2, &[a[0], 1.0, a[1], -0.5]);
        let some = m.select_rows(&[1, 0, 1]);
        let tall = m.clone().insert_row(1, a[0]);
        let wide = m.clone().resize(2, 3, a[1]);
        let product = wide * tall;
        some.norm_squared() + product.determinant() + m.select_columns(&[1]).sum() * a[0]
    } at [0.5, 1.25], [-0.75, 0.5];
    exponentials_and_spreads(a) {
        let m = DMatrix::from_row_slice(2, 2, &[a[0], 1.0, a[1], -0.5]);
        let mut fixed = Matrix3::new(a[0], 1.0, a[1], -0.5, a[1], 0.2, 0.1, 0.3, a[0]);
        for _ in 0..2 {
            fixed = (fixed * 0.5).exp();
        }
        // Neither as many rows as columns, nor two: the divisors differ, and none is one.
        let tall = DMatrix::from_row_slice(4, 3, &[a[0], 1.0, a[1], -0.5, a[0] * a[1], 2.0, a[1], 0.3, a[0], 0.1, 1.5, a[1]]);
        let spreads = tall.row_variance()[1] * a[0] + tall.row_variance()[0] + tall.column_variance().norm();
        m.exp()[(0, 1)] + fixed.trace() + spreads
    } at [0.5, 1.25], [-0.75, 0.5];
    conversions(a) {
        let list: [f64; 3] = Vector3::new(a[0], a[1], 2.0).into();
        let v: Vector3<f64> = list.into();
        let p: Point3<f64> = (v * a[1]).into();
        let pose = Isometry3::from_parts(v.into(), UnitQuaternion::from_scaled_axis(v));
        (pose * p).coords.norm() + list[0] * list[1]
    } at [0.5, 1.25], [-0.75, 0.5];
    parts_as_views(a) {
        let m = DMatrix::from_row_slice(3, 2, &[a[0], 1.0, a[1], -0.5, a[0] * a[1], 2.0]);
        let block = m.rows(1, 2);
        let mut total = corner(block) + corner(m.view((0, 0), (2, 2)));
        for (c, d) in m.column_iter().zip(m.column_iter().skip(1)) {
            total += product(c, d) * c[0];
        }
        let x = array![[a[0], 1.0], [a[1], a[0] * a[1]]];
        for (row, weight) in x.outer_iter().zip(a) {
            total += log_sum_exp(row) * weight;
        }
        total + x.rows().into_iter().map(|row| log_sum_exp(row)).sum::<f64>()
    } at [0.5, 1.25], [-0.75, 0.5];
    layers_in_fields(a) {
        let x = Array1::from_vec(vec![a[0], a[1], 0.3]);
        layers(a) + weighted(&x, &x.mapv(|z| z * a[1]))
    } at [0.5, 1.25], [-0.75, 0.5];
    blocks(a) {
        let x = Array2::from_shape_fn((4, 3), |(i, j)| (a[0] * i as f64 + a[1] * j as f64).sin());
        let kernel = array![[a[0], 1.0], [a[1], -0.5]];
        let mut total = 0.0;
        for window in x.windows((2, 2)) {
            total += (&window * &kernel).sum().tanh();
        }
        total += x.exact_chunks((2, 3)).into_iter().map(|c| c.sum() * c[[0, 1]]).sum::<f64>();
        for pair in x.axis_windows(Axis(0), 2) {
            total += pair.row(0).dot(&pair.row(1));
        }
        let mut y = x.clone();
        for mut chunk in y.exact_chunks_mut((2, 1)) {
            chunk *= a[0];
            chunk[[0, 0]] += total;
        }
        (0.05 * total + 0.01 * y.mapv(|z| z * z).sum()).tanh()
    } at [0.5, 1.25], [-0.75, 0.5];
    axes(a) {
        let v = Array1::from_vec(vec![a[0], a[1], 0.5]);
        let d = &v.slice(s![.., NewAxis]) - &v.slice(s![NewAxis, ..]);
        let mut m = d.mapv(|z| z * z * z) + &v;
        m.accumulate_axis_inplace(Axis(0), |before, z| *z += before * a[0]);
        m.swap([0, 1], [2, 2]);
        m.diag_mut().mapv_inplace(|z| z.sin());
        let (left, right) = m.view().split_at(Axis(1), 1);
        let mut t: Array3<f64> = Array3::zeros((1, 3, 3));
        t.index_axis_mut(Axis(0), 0).assign(&m);
        let turned = t.permuted_axes([2, 0, 1]);
        let mut deep = Array4::zeros((2, 1, 3, 3));
        deep.slice_mut(s![1, .., .., ..]).fill(a[1]);
        deep[[0, 0, 1, 2]] = a[0] * a[1];
        let part = deep.slice(s![.., 0, 1.., ..]);
        let total = m.select(Axis(0), &[2, 0]).product_axis(Axis(1)).sum() + (&left * &right).sum()
            + turned[[1, 0, 2]] * m.flatten()[5] + part.mapv(|z| z * z).sum() + deep.dim().0 as f64 * a[0];
        (0.05 * total).tanh()
    } at [0.5, 1.25], [-0.75, 0.5];
    zips_of_parts(a) {
        let x = array![[a[0], 1.0, 0.5], [a[1], a[0] * a[1], 2.0], [0.3, a[1], a[0]]];
        let mut m = x.clone();
        for k in 0..2 {
            Zip::from(m.slice_mut(s![1.., ..2])).and(&x.slice(s![..2, ..2])).for_each(|z, &y| *z = *z * y + a[k]);
            Zip::from(x.row(0)).and(m.column_mut(k)).for_each(|&y, z| *z *= y);
        }
        (&m * &m).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
}
