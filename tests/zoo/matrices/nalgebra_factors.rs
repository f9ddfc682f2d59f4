//! Decompositions into orthogonal factors, powers, parts whose types say how large they are, and what the
//! same file says of matrices: aliases and the results of functions.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use nalgebra::{
    DMatrix, DVector, DVectorView, LU, Matrix2, Matrix3, QR, SMatrix, SVector, SymmetricEigen,
    Vector2, Vector3, Vector4,
};

type Mat = DMatrix<f64>;
type Column = DVector<f64>;

#[differentiate]
fn skew(v: &Vector3<f64>) -> Matrix3<f64> {
    Matrix3::new(0.0, -v.z, v.y, v.z, 0.0, -v.x, -v.y, v.x, 0.0)
}

#[differentiate]
fn gram(m: &Mat, by: f64) -> Mat {
    m.transpose() * m + Mat::identity(m.ncols(), m.ncols()) * by
}

#[differentiate]
fn moved(x: &Column, m: &Mat) -> (Column, Mat) {
    (m * x, m * m.transpose())
}

/// Of its fields the file says what they are.
#[derive(Differentiable, Clone)]
struct Line {
    slope: Mat,
    shift: Column,
}

#[differentiate]
impl Line {
    fn at(&self, x: &Column) -> Column {
        let Line { slope, shift } = self;
        slope * x + shift
    }
}

#[differentiate]
fn along(x: DVectorView<f64>, y: DVectorView<f64>) -> f64 {
    x.dot(&y) / (1.0 + y.norm_squared())
}

/// Not in a table, whose macro stands in another file than the aliases.
#[differentiate]
fn of_aliases(a: &[f64]) -> f64 {
    let m: Mat = Mat::from_row_slice(2, 2, &[a[0], 1.0, a[1], a[0] * a[1]]);
    let g = gram(&m, a[1] * a[1]);
    let x: Column = Column::from_vec(vec![a[1], 0.5]);
    let solved = g.cholesky().unwrap().solve(&x);
    let k = skew(&Vector3::new(a[0], a[1], 0.5));
    let (x, m) = moved(&x, &m);
    let seen = along(m.column(0), m.column(1)) + along(x.as_view(), m.column(0));
    let mut line = Line {
        slope: m.transpose(),
        shift: x.clone(),
    };
    for _ in 0..2 {
        line.shift = line.at(&x) * 0.5 + &line.slope * &line.shift;
    }
    let chosen = if a[0] > 0.0 {
        line.at(&x).sum()
    } else {
        line.slope.trace() * line.shift[0]
    };
    solved.norm_squared() + (k * a[0] + k * k).sum() + x.norm() * m.trace() + seen + chosen
}

slices! {
    orthogonal_factors(a) {
        let tall = DMatrix::from_row_slice(3, 2, &[a[0], 1.0, a[1], 2.0, -0.5, a[0] * a[1]]);
        let found = tall.clone().qr();
        let x = found.r().solve_upper_triangular(&(found.q().transpose() * DVector::from_vec(vec![a[1], 1.0, a[0]])));
        let wide = tall.transpose().qr();
        let (q, r) = (wide.q(), wide.r());
        let fixed = QR::new(Matrix2::new(a[0], 1.0, a[1], 2.0));
        let lower = LU::new(Matrix2::new(a[0], 1.0, a[1], 4.0));
        let solved = lower.solve(&Vector2::new(a[1], a[0])).unwrap().sum() * lower.determinant();
        let weights = DMatrix::from_fn(2, 3, |i, j| 0.5 + i as f64 - 0.75 * j as f64);
        x.unwrap().norm_squared() + q[(0, 1)] * a[0] + r.component_mul(&weights).sum()
            + solved + fixed.r()[(0, 1)] + fixed.q()[(1, 0)] * tall[(0, 0)]
    } at [0.5, 1.25], [-0.75, 0.5];
    eigenvectors(a) {
        // Of the upper triangle nothing is read.
        let m = DMatrix::from_row_slice(3, 3, &[a[0], 9.0, a[0], a[1], 2.0, 7.0, 0.5, a[0] * a[1], -1.0]);
        let found = m.clone().symmetric_eigen();
        let spread = DMatrix::from_diagonal(&found.eigenvalues.map(|x| x.tanh()));
        let made = &found.eigenvectors * spread * found.eigenvectors.transpose();
        let again = SymmetricEigen::new(Matrix2::new(a[0], 0.0, a[1], -1.0));
        let logarithms: f64 = found.eigenvalues.iter().map(|x| (x * x + 1.0).ln()).sum();
        made[(0, 1)] + made[(2, 2)] * a[0] + logarithms + again.recompose().norm_squared()
            + again.eigenvectors[(0, 0)].powi(2) * again.eigenvalues[0] + again.eigenvalues.max()
    } at [0.5, 1.25], [-0.75, 0.5];
    powers_and_sizes(a) {
        let m = Matrix2::new(a[0], 1.0, a[1], -0.5);
        let moving = DMatrix::from_row_slice(2, 2, &[a[0], 1.0, a[1], -0.5]);
        let p = Vector2::new(a[0], a[1]).push(1.0) + Vector3::new(a[1], 0.5, a[0]);
        let q: Vector3<f64> = Matrix3::from_diagonal_element(a[1]) * p;
        m.pow(3).trace() + moving.pow(4)[(0, 1)] + m.pow(0)[(0, 0)] * a[0]
            + (q.xy() / q.z).norm_squared() + q.zx().dot(&p.yz()) + q.xyz()[2]
    } at [0.5, 1.25], [-0.75, 0.5];
    parts_of_sizes(a) {
        let state = SVector::<f64, 6>::from_column_slice(&[a[0], a[1], 0.5, a[0] * a[1], -1.0, a[1]]);
        let at: Vector3<f64> = state.fixed_rows::<3>(0).into_owned();
        let turned = skew(&at) * state.fixed_rows::<3>(3);
        let mut all = SMatrix::<f64, 4, 4>::identity();
        all.fixed_view_mut::<3, 3>(0, 1).copy_from(&(skew(&at) * a[0]));
        let mut corner = all.fixed_view_mut::<2, 2>(2, 0);
        corner *= 2.0;
        corner += Matrix2::new(a[0], a[1], 1.0, 0.5);
        all.fixed_view_mut::<2, 2>(0, 2).fill_with_identity();
        let mut new = Vector4::zeros();
        new.fixed_rows_mut::<2>(1).copy_from(&Vector2::new(a[1], a[0]));
        turned.norm_squared() + all.determinant() + all.fixed_view::<1, 4>(1, 0).sum() + (all * new).norm()
    } at [0.5, 1.25], [-0.75, 0.5];
    sums_of_matrices(a) {
        let points = vec![Vector2::new(a[0], 1.0), Vector2::new(a[1], a[0]), Vector2::new(0.5, a[1])];
        let mean = points.iter().sum::<Vector2<f64>>() / 3.0;
        let spread = points.iter().map(|p| (p - mean) * (p - mean).transpose()).sum::<Matrix2<f64>>();
        let columns = vec![DVector::from_vec(vec![a[0], a[1]]), DVector::from_vec(vec![a[1], 1.0])];
        let total = columns.iter().map(|c| c * a[0]).sum::<DVector<f64>>();
        spread.determinant() + total.norm_squared() + mean.x
    } at [0.5, 1.25], [-0.75, 0.5];
    aliases_of_matrices(a) {
        of_aliases(a) * a[0]
    } at [0.5, 1.25], [-0.75, 0.5];
}
