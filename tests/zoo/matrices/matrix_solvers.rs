//! Linear systems, elimination by hand, and points between matrices and homogeneous coordinates.

use crate::support::slices;
use autodiff::differentiate;
use nalgebra::{
    DMatrix, DVector, FullPivLU, Matrix2x3, Matrix3, Matrix3x4, Point2, Point3, Rotation3, Vector3,
};
use ndarray::{Array1, Array2, array};

#[differentiate]
fn solved(m: &DMatrix<f64>, b: &DVector<f64>) -> Option<DVector<f64>> {
    m.clone().full_piv_lu().solve(b)
}

#[differentiate]
fn camera(k: &Matrix3<f64>, t: &Vector3<f64>) -> Matrix3x4<f64> {
    let mut made = Matrix3x4::zeros();
    made.fixed_view_mut::<3, 3>(0, 0).copy_from(k);
    made.set_column(3, t);
    made
}

#[differentiate]
fn eliminated(mut a: Array2<f64>, mut b: Array1<f64>) -> Array1<f64> {
    let n = b.len();
    for c in 0..n {
        let mut p = c;
        for r in c + 1..n {
            if a[[r, c]].abs() > a[[p, c]].abs() {
                p = r;
            }
        }
        if p != c {
            for k in 0..n {
                a.swap([c, k], [p, k]);
            }
            b.swap(c, p);
        }
        for r in c + 1..n {
            let f = a[[r, c]] / a[[c, c]];
            for k in c..n {
                a[[r, k]] -= f * a[[c, k]];
            }
            b[r] -= f * b[c];
        }
    }
    for i in (0..n).rev() {
        for j in i + 1..n {
            b[i] -= a[[i, j]] * b[j];
        }
        b[i] /= a[[i, i]];
    }
    b
}

slices! {
    full_pivots(a) {
        let m = DMatrix::from_row_slice(3, 3, &[a[0].sin(), 1.0, a[1].cos(), 2.0, -4.5, a[0].cos(), 3.3, a[1].sin(), 5.5]);
        let mut b = DVector::from_vec(vec![a[1], 1.0, a[0]]);
        let mut total = 0.0;
        for _ in 0..2 {
            if let Some(x) = solved(&m, &b) {
                total += x.norm_squared();
                b = x * a[0].sin();
            }
        }
        let found = m.clone().full_piv_lu();
        let small = FullPivLU::new(Matrix3::new(a[0].sin(), 3.0, 0.0, a[1].cos(), 0.2, 4.0, 5.0, a[0].cos(), -1.0));
        let inverse = small.try_inverse().unwrap();
        let none = DMatrix::from_row_slice(2, 2, &[a[0], 0.0, 0.0, 0.0]).full_piv_lu();
        let many = small.solve(&Matrix3::from_diagonal_element(a[1])).unwrap();
        let missing = if none.solve(&DVector::from_element(2, a[1])).is_none() { a[1] } else { 0.0 };
        (0.02 * (total + found.determinant() * a[1] + inverse.trace() + many.sum() + missing)).tanh()
    } at [0.5, 1.25], [-0.75, 0.5];
    points_and_matrices(a) {
        let k = Matrix3::new(a[0] + 2.0, 0.1, a[1], 0.0, 2.0, 0.3, 0.0, 0.0, 1.0);
        let r = Rotation3::new(Vector3::new(a[0], 0.2, a[1]));
        let p = camera(r.matrix(), &Vector3::new(0.1, a[1], 4.0));
        let flat = Matrix2x3::new(a[0], 1.0, a[1], 0.5, -1.0, 2.0);
        let mut total = 0.0;
        for i in 0..3 {
            let at = Point3::new(a[0], i as f64, a[1] * 0.5);
            let seen = k * (p * at.to_homogeneous());
            let moved = r.matrix() * at;
            let shown: Point2<f64> = flat * moved;
            total += (seen.xy() / seen.z).norm_squared() + shown.x * shown.y + (k * at).z;
            if i > 0 {
                total += (k * shown.to_homogeneous()).dot(&moved.coords);
            }
        }
        total
    } at [0.5, 1.25], [-0.75, 0.5];
    elimination(a) {
        let mut m = array![[a[0], 1.0, a[1]], [2.0, -0.5, a[0] * a[1]], [0.3, a[1], 1.5]];
        m.diag_mut().map_inplace(|d| *d = *d * a[0] + 0.1);
        let mut wide = Array2::zeros((2, 3));
        wide.diag_mut().map_inplace(|d| *d += a[1]);
        let mut x = eliminated(m, array![a[1], 1.0, a[0]]);
        x.swap(0, 2);
        for i in 0..2 {
            x.swap(i, i + 1);
        }
        x.swap(1, 1);
        x[0] * 3.0 + x[1] * x[2] + wide.dot(&x).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
}
