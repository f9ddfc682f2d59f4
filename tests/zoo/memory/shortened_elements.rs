//! `Vec`s in `Vec`s whose elements change their lengths.

use crate::support::{in_place, slices};
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone)]
struct Rows {
    rows: Vec<Vec<f64>>,
    cells: [Vec<f64>; 2],
}
#[differentiate]
impl Rows {
    fn cut(&mut self, i: usize, k: usize) {
        self.rows[i].truncate(k);
        let last = self.rows.len() - 1;
        let tail = self.cells[0].split_off(1);
        self.rows[last].extend(tail);
        self.rows[last].retain(|v| *v != 0.0);
    }
    fn total(&self) -> f64 {
        let rows: f64 = self
            .rows
            .iter()
            .map(|r| r.iter().map(|v| v * v).sum::<f64>())
            .sum();
        rows + self.cells[0][0].sin() * self.cells[1].len() as f64
    }
}

#[differentiate]
fn shorten(rows: &mut Vec<Vec<f64>>, k: usize) {
    let n = rows.len();
    rows[n - 1].truncate(k);
    rows[0].dedup();
}

slices! {
    elements_shortened(a) {
        let mut q = vec![a.to_vec(), a.to_vec(), vec![a[0] * a[1]; 3]];
        q[0].push(a[1] * a[0]);
        q[0].truncate(2);
        for i in 0..3 {
            let n = q[i].len();
            let v = q[i][n - 1];
            q[i].insert(1, v * v);
            q[i].swap_remove(0);
        }
        shorten(&mut q, 1);
        let tail = q[1].split_off(1);
        let mut s = tail[0].cos();
        for (i, row) in q.iter().enumerate() {
            for v in row {
                s += v * v * (i + 1) as f64;
            }
        }
        s
    } at [0.7, -1.3];

    elements_of_fields_shortened(a) {
        let mut t = Rows {
            rows: vec![a.to_vec(), a.to_vec()],
            cells: [a.to_vec(), a.to_vec()],
        };
        t.cut(0, 1);
        t.total()
    } at [0.7, -1.3];
}

in_place! {
    lists_shortened(x) {
        let mut rows = vec![x.to_vec(), x.to_vec()];
        shorten(&mut rows, 1);
        x[0] = rows[1][0] * rows[0][1];
    } at [0.4, -0.3], [1.2, 0.8];
}
