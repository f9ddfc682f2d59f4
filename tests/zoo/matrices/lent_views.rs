//! References to views, and arguments that leave open what holds their elements.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use nalgebra::{DMatrix, DMatrixView, DVector, DVectorView};
use ndarray::{Array1, Array2, ArrayBase, ArrayView1, ArrayView2, Axis, Data, DataMut, Ix1};

#[differentiate]
fn cosine(a: &ArrayView1<f64>, b: &ArrayView1<f64>) -> f64 {
    a.dot(b) / (a.dot(a).sqrt() * b.dot(b).sqrt())
}

#[differentiate]
fn handed_on(a: &ArrayView1<f64>, m: ArrayView2<f64>) -> f64 {
    let row = m.row(1);
    cosine(a, &row) + cosine(&row, &m.row(0)) * cosine(a, a)
}

#[differentiate]
fn of_nalgebra(a: &DVectorView<f64>, m: &DMatrixView<f64>) -> f64 {
    let last = m.column(1);
    a.dot(&last) / (a.norm() * last.norm()) + m[(0, 1)]
}

#[differentiate]
fn gram(m: &Array2<f64>, k: impl Fn(&ArrayView1<f64>, &ArrayView1<f64>) -> f64) -> f64 {
    let mut total = 0.0;
    for i in 0..m.nrows() {
        if i != 1 {
            total += k(&m.row(i), &m.row(0));
        }
    }
    total
}

#[differentiate]
fn length<S: Data<Elem = f64>>(x: &ArrayBase<S, Ix1>) -> f64 {
    x.dot(x).sqrt()
}

#[differentiate]
fn stretch<S>(x: &mut ArrayBase<S, Ix1>, by: f64)
where
    S: DataMut<Elem = f64>,
{
    let n = length(x);
    *x /= n;
    x[0] *= by;
    for v in x.iter_mut() {
        *v += 1.0;
    }
}

#[derive(Differentiable)]
struct Metric {
    scale: f64,
}

#[differentiate]
impl Metric {
    fn distance(&self, a: &ArrayView1<f64>, b: &ArrayView1<f64>) -> f64 {
        self.scale * (a - b).mapv(|x| x * x).sum()
    }

    fn total(&self, m: &Array2<f64>) -> f64 {
        m.rows()
            .into_iter()
            .map(|row| self.distance(&row, &m.row(0)))
            .sum()
    }
}

// Views are `Copy`: each of these reads its argument again.
#[differentiate]
fn residual(p: Array1<f64>, y: ArrayView1<f64>) -> f64 {
    let r = p - y;
    r.dot(&r) / y.len() as f64 + y[0]
}

#[differentiate]
fn outer(y: ArrayView1<f64>) -> Array2<f64> {
    let column = y.insert_axis(Axis(1));
    column.dot(&y.insert_axis(Axis(0))) + y
}

#[differentiate]
fn chosen(a: ArrayView1<f64>, b: ArrayView1<f64>, times: usize) -> f64 {
    let mut sum = Array1::zeros(a.len());
    for k in 0..times {
        let larger = if a.sum() > b.sum() + k as f64 { a } else { b };
        sum = sum * 0.5 + larger;
        sum += &(larger.to_owned() * a[0]);
    }
    residual(sum, a) * residual(b.to_owned(), a)
}

#[differentiate]
fn chosen_of_references(a: &DVector<f64>, b: &DVector<f64>) -> f64 {
    let larger = if a.norm() > b.norm() { a } else { b };
    (larger.clone() - a * 0.5).dot(larger) + larger.sum()
}

#[differentiate]
fn made(a: &[f64]) -> Array2<f64> {
    Array2::from_shape_fn((3, 2), |(i, j)| {
        a[j] * (1.0 + i as f64) + a[0] * a[1] - i as f64
    })
}

slices! {
    rows_and_columns(a) {
        let m = made(a);
        let constant = Array1::from_vec(vec![1.0, 2.0]);
        let mut total = cosine(&constant.view(), &constant.view());
        for row in m.rows() {
            total += cosine(&row, &constant.view());
            if total > 100.0 {
                break;
            }
        }
        for (row, other) in m.outer_iter().zip(m.rows()) {
            total *= 1.0 + cosine(&row, &other);
        }
        total + handed_on(&m.row(0), m.view())
    } at [0.5, 1.25], [-0.75, 0.5];
    views_of_matrices(a) {
        let m = DMatrix::from_fn(2, 2, |i, j| a[i] * a[j] + 1.0 + i as f64);
        let v = DVector::from_column_slice(a);
        let mut total = of_nalgebra(&v.as_view(), &m.as_view());
        for column in m.column_iter() {
            total += of_nalgebra(&column, &m.view((0, 0), (2, 2)));
        }
        total
    } at [0.5, 1.25], [-0.75, 0.5];
    views_given_away(a) {
        let m = made(a);
        let mut total = outer(m.row(0)).sum();
        for k in 0..3 {
            total += chosen(m.row(0), m.row(1), k);
        }
        if a[0] > 0.0 {
            total *= residual(m.row(2).to_owned(), m.row(0));
        }
        total
    } at [0.5, 1.25], [-0.75, 0.5];
    choices_of_references(a) {
        let v = DVector::from_column_slice(a);
        let w = v.map(|x| x * x + 0.25);
        chosen_of_references(&v, &w) * chosen_of_references(&w, &v) + chosen_of_references(&v, &v)
    } at [0.5, 1.25], [-0.75, 0.5];
    kernels(a) {
        let m = made(a);
        gram(&m, cosine) + gram(&m, |x, y| (-cosine(x, y) * a[0]).exp())
            + gram(&m, |x: &ArrayView1<f64>, y: &ArrayView1<f64>| x.dot(y) * a[1])
    } at [0.5, 1.25], [-0.75, 0.5];
    of_any_storage(a) {
        let mut m = made(a);
        let v = m.row(0).to_owned();
        let w = length(&v) * length(&m.row(0)) + length(&m.column(1)) * length(&v.view());
        stretch(&mut m.row_mut(1), a[0]);
        for i in 0..2 {
            let mut column = m.column_mut(i);
            if a[0] > 0.0 {
                stretch(&mut column, a[1]);
            }
        }
        let mut q = v.clone();
        stretch(&mut q, w);
        m.sum() + w * q.sum() + length(&Array1::from_vec(vec![1.0, 2.0]))
    } at [0.5, 1.25], [-0.75, 0.5];
    of_methods(a) {
        let (m, metric) = (made(a), Metric { scale: a[1] });
        metric.total(&m) * metric.distance(&m.row(2), &m.row(1))
    } at [0.5, 1.25], [-0.75, 0.5];
}
