//! Matrices that functions, methods and fields of other modules give.

use crate::support::slices;
use nalgebra::DMatrix;
use sub::{Process, gram, process};

mod sub {
    use autodiff::{Differentiable, differentiate};
    use nalgebra::{DMatrix, DVector};
    use ndarray::Array2;

    #[derive(Differentiable, Clone)]
    pub struct Process {
        pub k: DMatrix<f64>,
        pub noise: f64,
    }

    #[differentiate]
    impl Process {
        pub fn regular(&self) -> DMatrix<f64> {
            let n = self.k.nrows();
            &self.k + DMatrix::<f64>::identity(n, n) * self.noise
        }
    }

    #[differentiate]
    pub fn process(x: &DMatrix<f64>, noise: f64) -> Process {
        let k = x * x.transpose();
        Process { k, noise }
    }

    #[differentiate]
    pub fn gram(x: &DMatrix<f64>, s: f64) -> DMatrix<f64> {
        x * x.transpose() * s
    }

    #[differentiate]
    pub fn both(x: &DMatrix<f64>, s: f64) -> (DMatrix<f64>, f64) {
        (x * s, x.norm())
    }

    #[differentiate]
    pub fn perhaps(x: &DMatrix<f64>, s: f64) -> Option<DMatrix<f64>> {
        if s > 0.0 { Some(x * s) } else { None }
    }

    #[differentiate]
    pub fn rows(x: &DMatrix<f64>) -> Vec<DVector<f64>> {
        (0..x.nrows()).map(|i| x.row(i).transpose()).collect()
    }

    #[differentiate]
    pub fn table(a: f64) -> Array2<f64> {
        Array2::from_shape_fn((2, 3), |(i, j)| a * (i + 2 * j) as f64)
    }
}

/// Types that only have the names of matrices.
mod own {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    pub struct OVector<T> {
        pub length: T,
    }

    #[differentiate]
    impl OVector<f64> {
        pub fn norm(&self) -> f64 {
            self.length * self.length
        }
    }

    #[differentiate]
    pub fn vector(a: f64) -> OVector<f64> {
        OVector { length: a * 3.0 }
    }
}

slices! {
    given_by_functions(a) {
        let x = DMatrix::from_fn(2, 2, |i, j| a[i] * (j as f64 + 0.5) + a[j]);
        let k = sub::gram(&x, a[0]) + gram(&x, 2.0) * 0.5;
        let (m, n) = sub::both(&x, a[1]);
        let mut total = (&k * a[0]).norm() + m.transpose().trace() * n;
        if let Some(p) = sub::perhaps(&x, a[0]) {
            total += p.norm_squared();
        }
        for r in sub::rows(&x) {
            total += r.dot(&r).sqrt();
        }
        let t = sub::table(a[0]) * 2.0 - sub::table(1.0);
        total += t.mapv(|v| v * v).sum();
        for i in 0..2 {
            let more = sub::gram(&x, i as f64 * a[0]);
            if i > 0 {
                total += (&more + &more * a[1]).norm();
            }
        }
        total
    } at [0.5, 1.25], [-0.75, 0.5];
    given_by_methods(a) {
        let x = DMatrix::from_fn(2, 2, |i, j| a[i] * (j as f64 + 0.5) + a[j]);
        let g: Process = process(&x, a[1]);
        let r = g.regular() * a[0];
        (r.clone() + g.regular()).norm() + (&g.k * a[1]).norm_squared()
    } at [0.5, 1.25], [-0.75, 0.5];
    only_called_so(a) {
        let v = own::vector(a[0]);
        v.norm() * a[1]
    } at [0.5, 1.25], [-0.75, 0.5];
}
