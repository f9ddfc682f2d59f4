//! Views that change a matrix, handed to functions.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use nalgebra::{DMatrix, DMatrixViewMut, DVector, DVectorViewMut, Matrix3, MatrixViewMut};
use nalgebra::{SVectorViewMut, Vector3};
use ndarray::{
    Array1, Array2, ArrayView1, ArrayViewMut, ArrayViewMut1, ArrayViewMut2, Axis, Ix1, array, s,
};

#[differentiate]
fn smooth(mut x: ArrayViewMut1<f64>, by: f64) {
    for i in 1..x.len() {
        x[i] = by * x[i - 1] + (1.0 - by) * x[i];
    }
    x *= 1.5;
}

#[differentiate]
fn scaled(x: ArrayView1<f64>, mut out: ArrayViewMut1<'_, f64>) -> f64 {
    out.assign(&(&x * 2.0));
    out += &x.mapv(f64::sin);
    out.sum()
}

#[differentiate]
fn all_of(mut out: ArrayViewMut2<f64>, by: f64) {
    if by > 0.0 {
        for i in 0..out.nrows() {
            smooth(out.row_mut(i), by);
        }
    }
    smooth(out.index_axis_mut(Axis(1), 0), 0.5);
    let mut last = out.column_mut(1);
    last[0] += by;
    smooth(last, by);
}

#[differentiate]
fn lent_again(out: &mut ArrayViewMut<'_, f64, Ix1>, by: f64) {
    out[0] *= by;
    smooth(out.view_mut(), by);
    if by > 1.0 {
        return;
    }
    smooth(out.slice_mut(s![..;2]), 0.25);
}

#[differentiate]
fn filled(mut out: DVectorViewMut<f64>, by: f64) {
    for i in 0..out.len() {
        out[i] += by * (i as f64 + 1.0) * out[0];
    }
    out.rows_mut(0, 2)
        .copy_from(&DVector::from_vec(vec![by, by * by]));
}

#[differentiate]
fn row_filled(
    mut out: MatrixViewMut<f64, nalgebra::U1, nalgebra::Dyn, nalgebra::U1, nalgebra::Dyn>,
    by: f64,
) {
    out *= by;
    out[0] = by.sin();
}

#[differentiate]
fn of_three(mut out: SVectorViewMut<f64, 3>, by: &Vector3<f64>) -> f64 {
    out += by * 2.0;
    out.norm_squared()
}

#[differentiate]
fn block(mut out: DMatrixViewMut<f64>, by: f64) -> f64 {
    out[(0, 0)] = by * out[(1, 1)];
    filled(out.column_mut(1), by);
    filled(out.column_mut(0), 0.5);
    out.sum()
}

#[derive(Differentiable)]
struct Scaler {
    by: f64,
}

#[differentiate]
impl Scaler {
    fn apply(&self, mut out: ArrayViewMut1<f64>) {
        out.mapv_inplace(|x| x * self.by);
    }

    fn all(&self, out: &mut Array2<f64>) {
        for i in 0..out.nrows() {
            self.apply(out.row_mut(i));
        }
        for row in out.rows_mut() {
            self.apply(row);
        }
    }
}

#[differentiate]
trait Step {
    fn step(&self, out: ArrayViewMut1<f64>, h: f64);
}

#[differentiate]
impl Step for Scaler {
    fn step(&self, mut out: ArrayViewMut1<f64>, h: f64) {
        for x in out.iter_mut() {
            *x += h * self.by * *x;
        }
    }
}

#[differentiate]
fn run<S: Step>(of: &S, state: &mut Array2<f64>) {
    for i in 0..3 {
        of.step(state.row_mut(i % 2), 0.1 * i as f64);
    }
}

#[differentiate]
fn inactive_at_first(x: f64) -> f64 {
    let mut table = Array2::from_elem((2, 3), 0.5);
    smooth(table.row_mut(1), 0.5);
    let third = table.column_mut(2);
    smooth(third, 0.25);
    for row in table.rows_mut() {
        smooth(row, 0.75);
    }
    let mut row = table.row_mut(0);
    row[0] = x;
    smooth(row.view_mut(), 0.5);
    table.sum()
}

slices! {
    whole_and_parts(a) {
        let mut m: Array2<f64> = array![[a[0], a[1], 0.3], [0.5, a[0] * a[1], 1.0]];
        all_of(m.view_mut(), a[1]);
        let mut line = m.row(1).to_owned();
        let total = scaled(m.row(0), line.view_mut());
        m.row_mut(1).assign(&line);
        (m[[1, 2]] * total).sin() + m.mapv(f64::cos).sum()
    } at [0.5, 0.75], [-0.75, -0.5];
    in_loops_and_branches(a) {
        let mut m = Array2::from_shape_fn((3, 3), |(i, j)| a[0] * i as f64 + a[1] * j as f64);
        for step in 0..3 {
            if a[0] > 0.0 && step == 1 {
                continue;
            }
            lent_again(&mut m.row_mut(step), a[1]);
            let mut v = m.column_mut(step);
            v[0] += 1.0;
            lent_again(&mut v, a[0]);
        }
        m.mapv(f64::sin).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    of_nalgebra(a) {
        let mut m = DMatrix::from_row_slice(3, 3, &[a[0], 1.0, a[1], 0.5, 2.0, a[0], 1.0, 0.25, a[1]]);
        let mut v = DVector::from_vec(vec![a[0], a[1], 1.0]);
        filled(v.as_view_mut(), a[1]);
        filled(m.column_mut(2), a[0]);
        row_filled(m.row_mut(1), a[1]);
        let part = block(m.view_mut((1, 0), (2, 2)), a[0]);
        let mut fixed = Matrix3::from_diagonal(&Vector3::new(a[0], a[1], 1.0));
        let norm = of_three(fixed.column_mut(1), &Vector3::new(a[1], a[0], 2.0));
        m.sum() * part + v.dot(&v) + norm * fixed.sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    by_methods(a) {
        let scaler = Scaler { by: a[1] };
        let mut m: Array2<f64> = array![[a[0], a[1]], [0.5, a[0] * a[1]]];
        scaler.all(&mut m);
        scaler.apply(m.column_mut(0));
        run(&scaler, &mut m);
        m.mapv(f64::cos).sum() + m[[0, 1]]
    } at [0.5, 1.25], [-0.75, 0.5];
    by_closures(a) {
        let mut m: Array2<f64> = array![[a[0], a[1]], [0.5, a[0] * a[1]]];
        let set = |mut row: ArrayViewMut1<f64>, by: f64| {
            row[0] = by * row[1];
            smooth(row, by);
        };
        set(m.row_mut(0), a[1]);
        for i in 0..2 {
            set(m.column_mut(i), a[0]);
        }
        m[[0, 0]] * m[[1, 1]] + m.sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    constant_at_first(a) {
        inactive_at_first(a[0]) * a[1] + Array1::from_vec(a.to_vec()).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    left_early(a) {
        let mut m: Array2<f64> = array![[a[0], a[1]], [0.5, a[0] * a[1]]];
        let mut total = 0.0;
        for i in 0..2 {
            smooth(m.row_mut(i), if a[1] > 1.0 { a[0] } else { break });
            total += m[[i, 1]];
            if total > 10.0 {
                return total;
            }
        }
        total + m.sum()
    } at [0.5, 1.25], [-0.75, 0.5];
}
