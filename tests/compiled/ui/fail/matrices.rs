//! What changes matrices is done where it can be followed.

use autodiff::differentiate;
use nalgebra::{DMatrix, Dyn, Point3, Rotation3, SymmetricEigen, Vector3};
use ndarray::{Array1, Array4, ArrayView1};

#[differentiate]
fn named(a: &mut DMatrix<f64>) {
    let mut items = a.iter_mut();
    items.next();
}

#[differentiate]
fn left(a: &mut DMatrix<f64>) {
    for mut column in a.column_iter_mut() {
        column *= 2.0;
        if column[0] > 1.0 {
            break;
        }
    }
}

#[differentiate]
fn returned(a: &mut DMatrix<f64>) {
    let mut row = a.row_mut(0);
    for i in 0..3 {
        row[i] *= 2.0;
        if row[i] > 1.0 {
            return;
        }
    }
}

#[differentiate]
fn total(v: &ArrayView1<f64>) -> f64 {
    v.sum()
}

#[differentiate]
fn lent(v: &Array1<f64>) -> f64 {
    total(&v.view())
}

#[differentiate]
fn unknown(a: &DMatrix<f64>) -> f64 {
    a.clone().fixed_resize::<3, 3>(0.0).sum()
}

#[differentiate]
fn changed(a: &DMatrix<f64>) -> f64 {
    let mut found = a.clone().symmetric_eigen();
    found.eigenvalues[0] = 1.0;
    found.recompose().sum()
}

#[differentiate]
fn changed_behind(found: &mut SymmetricEigen<f64, Dyn>) -> f64 {
    found.eigenvalues[0] = 1.0;
    found.eigenvectors.sum()
}

#[differentiate]
fn labelled(x: &Array1<f64>, labels: &Array4<usize>) -> f64 {
    x[labels[[0, 0, 0, 0]]]
}

#[differentiate]
fn turned(v: Vector3<f64>) -> f64 {
    (Rotation3::new(v).powf(0.5) * v).x
}

#[differentiate]
fn moved(v: Vector3<f64>) -> f64 {
    let mut p = Point3::from(v);
    p.coords.x = 1.0;
    p.coords.norm()
}

#[differentiate]
fn facing(v: Vector3<f64>) -> f64 {
    (Rotation3::face_towards(&v, &v) * v).x
}

#[differentiate]
fn placed(_pose: &nalgebra::Similarity3<f64>, x: f64) -> f64 {
    x
}

#[differentiate]
fn generic<T: num_traits::Float>(x: T) -> T {
    Array1::<T>::from_vec(vec![x])[0]
}

#[differentiate]
fn shown<'a>(mut v: ndarray::ArrayViewMut1<'a, f64>, x: ndarray::ArrayViewMut1<'a, f64>) -> f64 {
    if v.len() > 1 { v = x; }
    v.sum()
}

trait Energy {
    fn energy(&self) -> f64;
}

#[differentiate]
impl Energy for DMatrix<f64> {
    fn energy(&self) -> f64 {
        self.norm_squared()
    }
}

fn main() {}
