//! Matrices whose types definitions of the same file tell: results that are generic, or stand in a `Result`, fields,
//! views that a function asks for, sizes that an annotation says.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};
use nalgebra::{
    DMatrix, DVectorView, Matrix2, Matrix3, SMatrix, SVector, Unit, UnitQuaternion, Vector2,
    Vector3,
};
use ndarray::{Array1, Array2, ArrayView1, Axis};

#[differentiate]
fn with_transposed<const N: usize>(a: &SMatrix<f64, N, N>, by: f64) -> SMatrix<f64, N, N> {
    a * by + a.transpose()
}

#[differentiate]
fn parted<const N: usize>(a: &SMatrix<f64, N, N>) -> (SVector<f64, N>, SMatrix<f64, N, N>) {
    (a.diagonal(), a.component_mul(a))
}

#[differentiate]
fn root(a: &Array2<f64>) -> Result<Array2<f64>, String> {
    if a[[0, 0]] < 0.0 {
        return Err("negative".to_string());
    }
    Ok(a.mapv(|x| (x + 2.0).sqrt()))
}

#[differentiate]
fn traced(a: &Array2<f64>) -> Result<f64, String> {
    let l = root(a)?;
    Ok(l.diag().sum() + l.t().dot(&l)[[0, 1]])
}

#[differentiate]
fn log_sum(v: ArrayView1<f64>) -> f64 {
    v.mapv(f64::exp).sum().ln()
}

#[differentiate]
fn weighted(w: f64, v: ArrayView1<f64>) -> f64 {
    w * v.dot(&v)
}

#[differentiate]
fn spread(v: DVectorView<f64>) -> f64 {
    v.iter().map(|x| (x - v.mean()).powi(2)).sum()
}

#[derive(Differentiable, Clone)]
struct Scorer {
    weights: Array1<f64>,
}

#[differentiate]
impl Scorer {
    fn score(&self, v: ArrayView1<f64>) -> f64 {
        self.weights.dot(&v)
    }
}

#[derive(Differentiable, Clone)]
struct Factors {
    users: Array2<f64>,
    items: Array2<f64>,
}

#[differentiate]
impl Factors {
    fn size(&self) -> f64 {
        self.users.outer_iter().map(|r| r.dot(&r)).sum()
    }

    fn best(&self) -> f64 {
        let mut best = self.items[[0, 0]];
        for (u, i) in self.users.outer_iter().zip(self.items.axis_iter(Axis(0))) {
            best = best.max(u.dot(&i));
        }
        best
    }
}

#[derive(Differentiable, Clone)]
struct Filter {
    state: SVector<f64, 2>,
    spread: Matrix2<f64>,
}

#[differentiate]
fn started(a: f64) -> Filter {
    let mut state = SVector::zeros();
    state[1] = a;
    Filter {
        state,
        spread: SMatrix::identity() * 3.0 - (SMatrix::from_element(a) - SMatrix::identity()),
    }
}

#[differentiate]
impl Filter {
    fn shifted(&self, by: &Matrix2<f64>) -> Filter {
        Filter {
            state: by * self.state,
            spread: self.spread * by,
        }
    }
}

#[differentiate]
fn outer<const N: usize>(v: &SVector<f64, N>) -> SMatrix<f64, N, N> {
    let mut out = SMatrix::zeros();
    for i in 0..N {
        for j in 0..N {
            out[(i, j)] = v[i] * v[j];
        }
    }
    out
}

/// A joint whose axis has a number.
#[derive(Differentiable, Clone, Copy, PartialEq)]
enum Joint {
    Revolute(usize),
    Prismatic { along: usize },
}

#[differentiate]
fn axis(number: usize) -> Unit<Vector3<f64>> {
    match number {
        0 => Vector3::x_axis(),
        _ => Vector3::y_axis(),
    }
}

#[differentiate]
fn moved(joint: Joint, by: f64, p: &Vector3<f64>) -> Vector3<f64> {
    match joint {
        Joint::Revolute(number) => UnitQuaternion::from_axis_angle(&axis(number), by) * p,
        Joint::Prismatic { along } => p + axis(along).into_inner() * by,
    }
}

scalars! {
    generic_results(x: f64, y: f64) {
        let a = Matrix3::from_fn(|i, j| x * i as f64 + y * (j * j) as f64);
        let e = with_transposed(&a, y);
        let corner = e.fixed_view::<2, 2>(0, 1).into_owned();
        let (diagonal, squares) = parted(&with_transposed(&e, x));
        corner.determinant() + diagonal.norm() + squares.column(1).sum()
    } at (0.5, 1.25), (-0.75, 0.5);
    matrices_in_results(x: f64, y: f64) {
        let a = Array2::from_shape_fn((2, 2), |(i, j)| x * i as f64 + y * j as f64);
        let l = root(&a).unwrap();
        let lost = root(&a.mapv(|v| v - 9.0)).map_or(y, |l| l.diag().sum());
        traced(&a).unwrap() * l.row(1).sum() + lost
    } at (0.5, 1.25), (-0.75, 0.5);
    views_that_are_asked_for(x: f64, y: f64) {
        let a = Array2::from_shape_fn((3, 2), |(i, j)| x * i as f64 + y * j as f64 + 0.1);
        let scorer = Scorer { weights: Array1::from(vec![x, y]) };
        let (top, rest) = a.view().split_at(Axis(0), 1);
        let rows = a.map_axis(Axis(1), |r| log_sum(r));
        let columns = a.map_axis(Axis(0), log_sum);
        let mut total = rows.dot(&rows) + columns.sum();
        total += rest.rows().into_iter().map(|r| weighted(y, r)).sum::<f64>();
        total += a.outer_iter().map(log_sum).sum::<f64>();
        for row in rest.outer_iter() {
            total += weighted(x, row) * scorer.score(top.row(0));
        }
        let chosen = if x > 0.0 { a.row(1) } else { a.row(2) };
        let scores: Vec<f64> = a.rows().into_iter().map(|r| scorer.score(r)).collect();
        let m = DMatrix::from_fn(2, 3, |i, j| x * i as f64 - y * j as f64);
        total + scorer.score(chosen) + scores[1] * scores[2] + m.column_iter().map(spread).sum::<f64>()
    } at (0.5, 1.25), (-0.75, 0.5);
    fields_that_are_matrices(x: f64, y: f64) {
        let users = Array2::from_shape_fn((2, 2), |(i, j)| x * i as f64 + y * j as f64);
        let items = users.mapv(|v| v * y + 1.0);
        let factors = Factors { users, items };
        factors.size() * factors.best()
    } at (0.5, 1.25), (-0.75, 0.5);
    sizes_by_annotations(x: f64, y: f64) {
        let v: SVector<f64, 3> = SVector::from_fn(|i, _| x + y * i as f64);
        let m: Matrix3<f64> = SMatrix::identity() * 2.0 + outer(&v);
        let start: Vector2<f64> = SVector::repeat(x);
        let filter = started(y).shifted(&Matrix2::new(x, y, 1.0, x));
        m.determinant() + (filter.spread * (filter.state + start)).norm()
    } at (0.5, 1.25), (-0.75, 0.5);
    numbers_in_variants(x: f64, y: f64) {
        let joints = [Joint::Revolute(1), Joint::Prismatic { along: 0 }, Joint::Revolute(0)];
        let mut p = Vector3::new(x, y, 1.0);
        for (i, joint) in joints.iter().enumerate() {
            p = moved(*joint, x * y + i as f64, &p);
        }
        p.dot(&Vector3::new(1.0, x, y))
    } at (0.5, 1.25), (-0.75, 0.5);
}
