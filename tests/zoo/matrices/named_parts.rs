//! Parts of matrices under names, which are changed where control may go several ways.

use crate::support::slices;
use autodiff::differentiate;
use nalgebra::DMatrix;
use ndarray::{Array2, array};

#[differentiate]
fn lowered(m: &mut DMatrix<f64>, a: f64) -> f64 {
    let mut row = m.row_mut(0);
    if a > 0.0 {
        row[0] = a * row[1];
    } else {
        row[1] *= a;
    }
    let first = m[(0, 0)];
    m[(0, 0)] += first * m[(0, 1)];
    let mut again = m.row_mut(0);
    again[1] += a;
    first
}

slices! {
    changed_in_branches(a) {
        let mut m = DMatrix::from_row_slice(2, 2, &[a[0], 1.0, a[1], 0.5]);
        let mut total = lowered(&mut m, a[1]);
        for i in 0..2 {
            total += lowered(&mut m, a[i] - 0.25 * i as f64);
            let mut column = m.column_mut(i);
            for k in 0..2 {
                column[k] *= a[1];
            }
            total += m[(1, i)] * m[(0, i)];
        }
        total.sin() + m.sum().cos()
    } at [0.5, 1.25], [-0.75, 0.5];
    changed_by_closures(a) {
        let mut m: Array2<f64> = array![[a[0], a[1]], [0.5, a[0] * a[1]]];
        for i in 0..2 {
            let mut row = m.row_mut(i);
            let mut set = |k: usize, by: f64| row[k] = row[k] * by + 0.25;
            set(0, a[1]);
            if a[0] > 0.0 {
                set(1, a[0]);
            }
        }
        m[[0, 0]] * m[[1, 1]] + m[[1, 0]].sin() + m[[0, 1]]
    } at [0.5, 1.25], [-0.75, 0.5];
}
