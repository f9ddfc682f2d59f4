//! Arrays and matrices of integers and truth values with rows and columns: masks and tables.

use autodiff::{Differentiable, differentiate};
use nalgebra::{DMatrix, DVector};
use ndarray::{Array1, Array2, ArrayView2, Zip, array, azip};

#[derive(Differentiable, Clone, Debug)]
struct Masked {
    weights: Array2<f64>,
    mask: Array2<bool>,
}

#[differentiate]
impl Masked {
    fn apply(&self, x: &Array1<f64>) -> Array1<f64> {
        let mut w = self.weights.clone();
        Zip::from(&mut w).and(&self.mask).for_each(|w, &keep| {
            if !keep {
                *w = 0.0;
            }
        });
        w.dot(x)
    }
}

#[differentiate]
fn dropped(x: &Array2<f64>, mask: &Array2<bool>) -> Array2<f64> {
    let mut z = x.mapv(|v| v * v);
    z.zip_mut_with(mask, |v, &keep| {
        if !keep {
            *v *= 0.5;
        }
    });
    z
}

#[differentiate]
fn looked_up(x: &Array2<f64>, mask: ArrayView2<bool>, table: &Array2<usize>) -> f64 {
    let (rows, columns) = table.dim();
    let mut total = 0.0;
    for i in 0..rows {
        for j in 0..columns {
            if mask[[i, j]] && i < mask.nrows() && j < mask.shape()[1] {
                total += x[[i, table[(i, j)]]] * x[[table[[i, j]] % rows, j]];
            }
        }
        if i == 1 {
            continue;
        }
        total += table.row(i).iter().map(|k| x[[i, *k]]).product::<f64>();
    }
    for ((i, j), &on) in mask.indexed_iter() {
        if on {
            total += x[[i, j]] * (i + 2 * j) as f64;
        }
    }
    for row in table.rows() {
        total += x[[0, row[0]]] * row.len() as f64;
    }
    total
}

#[differentiate(wrt(x))]
fn all(x: &Array2<f64>, mask: &Array2<bool>, table: &Array2<usize>) -> f64 {
    let layer = Masked {
        weights: x.clone(),
        mask: mask.clone(),
    };
    let v = x.row(1).to_owned();
    let once = layer.apply(&v);
    let kept = mask.mapv(|on| if on { 1.0 } else { 0.25 });
    let mut counted = Array2::<f64>::zeros(x.dim());
    azip!((c in &mut counted, &on in mask, &v in x) *c = if on { v * v * v } else { 0.0 });
    let mut total = 0.0;
    for _ in 0..2 {
        if mask.len() > 2 {
            total += looked_up(&dropped(x, mask), mask.view(), table) + (&kept * x).sum();
        }
    }
    Zip::from(mask).and(x).for_each(|on, v| {
        if *on {
            total += v * once[0]
        }
    });
    total + once.dot(&once) + (&counted * &counted).sum()
}

#[differentiate]
fn neighbours(x: &DVector<f64>, near: &DMatrix<usize>) -> f64 {
    let mut total = 0.0;
    for i in 0..near.nrows() {
        for k in 0..near.ncols() {
            let j = near[(i, k)];
            if j != i {
                total += (x[i] - x[j]).powi(2) / (k + 1) as f64;
            }
        }
    }
    total + near.iter().map(|j| x[*j]).product::<f64>()
}

#[test]
fn nothing_flows_through_them() {
    let x = array![[0.5, 1.25, -0.75], [0.3, -0.4, 0.9]];
    let mask = array![[true, false, true], [false, true, true]];
    let table = array![[2usize, 0, 1], [1, 1, 0]];
    let (value, gradient) = all::value_and_gradient(&x, &mask, &table);
    assert_eq!(value.to_bits(), all(&x, &mask, &table).to_bits());
    let plain = |x: &[f64]| {
        let x = Array2::from_shape_vec((2, 3), x.to_vec()).unwrap();
        all(&x, &mask, &table)
    };
    let point: Vec<f64> = x.iter().copied().collect();
    let numeric = crate::support::gradient_by_differences(&plain, &point);
    let found: Vec<f64> = gradient.iter().copied().collect();
    crate::support::assert_close("masks", &point, &found, &numeric, 1e-7);
}

#[test]
fn matrices_of_nalgebra() {
    let point = [0.5, 1.25, -0.75];
    let near = DMatrix::from_row_slice(3, 2, &[1, 2, 0, 1, 2, 0]);
    let found = neighbours::gradient(&DVector::from_column_slice(&point), &near);
    let plain = |x: &[f64]| neighbours(&DVector::from_column_slice(x), &near);
    let numeric = crate::support::gradient_by_differences(&plain, &point);
    crate::support::assert_close("near", &point, found.as_slice(), &numeric, 1e-7);
}

#[test]
#[should_panic(expected = "assertion failed")]
fn other_shapes() {
    let x = array![[0.5, 1.25], [0.3, -0.4]];
    dropped::forward(&x, &array![[true, false, true], [false, true, true]]);
}
