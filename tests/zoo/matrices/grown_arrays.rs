//! Arrays of ndarray that grow by rows, columns and other arrays, of which a part is kept; lanes of arrays with three axes.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use ndarray::{Array1, Array2, Array3, ArrayView1, Axis, ShapeError, s};

#[derive(Differentiable, Clone, Debug)]
struct History {
    rows: Array2<f64>,
}

#[differentiate]
impl History {
    fn record(&mut self, row: ArrayView1<f64>) {
        self.rows.push_row(row).unwrap();
    }
}

#[differentiate]
fn extended(m: &mut Array2<f64>, column: &Array1<f64>) -> Result<f64, ShapeError> {
    let before = m.sum();
    m.push_column(column.view())?;
    Ok(before * m.sum())
}

#[differentiate]
fn rollout(x: &Array1<f64>, steps: usize) -> Array2<f64> {
    let mut states = Array2::zeros((0, x.len()));
    states.push_row(x.view()).unwrap();
    for t in 0..steps {
        let last = states.row(t).to_owned();
        if last[0] > 3.0 {
            break;
        }
        states.push_row((&last * &last + 0.5).view()).unwrap();
    }
    states.slice_move(s![-1.., ..])
}

slices! {
    rows(a) {
        let x = Array1::from_vec(vec![a[0], a[1], a[0] * a[1]]);
        let mut total = 0.0;
        for steps in 1..4 {
            let kept = rollout(&x, steps);
            total += (&kept * &kept).sum() / (steps as f64 + kept[[0, 1]].abs());
        }
        total
    } at [0.5, 1.25], [-0.75, 0.5];
    columns_of_what_is_lent(a) {
        let mut m = Array2::from_shape_fn((2, 3), |(i, j)| a[i] * (j as f64 - 0.4));
        let column = m.column(1).mapv(|v| v * v);
        let product = extended(&mut m, &column).unwrap();
        product * m[[0, 3]] + m.column(3).dot(&column)
    } at [0.5, 1.25], [-0.75, 0.5];
    fields(a) {
        let mut history = History { rows: Array2::from_elem((1, 2), a[0]) };
        let first = history.rows.row(0).to_owned();
        for i in 0..3 {
            let row = history.rows.row(i).mapv(|v| v * a[1] + 0.25);
            history.record(row.view());
        }
        history.rows[[0, 0]] *= 2.0;
        history.rows.mapv(|v| v * v).sum() + first.sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    appended(a) {
        let mut m = Array2::from_shape_fn((2, 2), |(i, j)| a[i] * (j as f64 - 0.4));
        let other = m.t().dot(&m);
        m.append(Axis(1), other.view()).unwrap();
        if a[0] > 0.0 {
            m.push(Axis(0), m.row(1).to_owned().view()).unwrap();
        }
        let mut v = Array1::from_vec(vec![a[1]]);
        v.append(Axis(0), m.row(0)).unwrap();
        v.dot(&v) + m.row(m.nrows() - 1).dot(&m.row(0))
    } at [0.5, 1.25], [-0.75, 0.5];
    lanes(a) {
        let cube = Array3::from_shape_fn((2, 3, 2), |(i, j, k)| a[i] * (j as f64 - 0.4) * (j + k) as f64 + (k * i) as f64 * a[1]);
        let spread = cube.var_axis(Axis(0), 0.0);
        let deviation = cube.std_axis(Axis(1), 1.0);
        let squares = cube.map_axis(Axis(2), |lane| lane.dot(&lane) * a[0]);
        let greatest = cube.fold_axis(Axis(1), f64::NEG_INFINITY, |m, v| m.max(*v));
        (&spread * &spread).sum() + deviation.row(1).sum() * squares[[1, 2]] + squares.sum() + greatest.dot(&deviation.t()).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
}
