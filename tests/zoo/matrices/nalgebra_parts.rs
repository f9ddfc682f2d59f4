//! Matrices of nalgebra: decompositions under a name, parts, changes in place, fields of structs.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};
use nalgebra::{
    Cholesky, DMatrix, DVector, Matrix2, Matrix3, RowDVector, RowVector2, SMatrix, SVector,
    Vector2, Vector3,
};

/// A layer whose matrices are fields.
#[derive(Differentiable, Clone, Debug)]
struct Layer {
    w: DMatrix<f64>,
    b: DVector<f64>,
}

#[differentiate]
impl Layer {
    fn apply(&self, x: &DVector<f64>) -> DVector<f64> {
        (&self.w * x + &self.b).map(|z| z.tanh())
    }

    fn penalty(&self) -> f64 {
        self.w.norm_squared() + self.w.component_mul(&self.w).sum() + self.b[0] * self.w[(0, 1)]
    }

    fn decay(&mut self, rate: f64) {
        self.w *= 1.0 - rate;
        self.w[(1, 0)] += rate;
        self.b += self.w.transpose() * &self.b;
    }
}

#[differentiate]
fn network(layers: &[Layer], x: &DVector<f64>) -> f64 {
    let mut h = x.clone();
    for layer in layers {
        h = layer.apply(&h);
    }
    h.norm_squared()
}

#[differentiate]
fn of_weights(ws: &[DMatrix<f64>], bs: &Vec<DVector<f64>>, x: &DVector<f64>) -> f64 {
    let mut h = x.clone();
    for (w, b) in ws.iter().zip(bs) {
        h = (w * &h + b).map(|z| z.tanh());
    }
    h.norm_squared()
}

#[differentiate]
fn power(a: &DMatrix<f64>, n: usize) -> DMatrix<f64> {
    if n == 0 {
        return DMatrix::identity(a.nrows(), a.nrows());
    }
    let rest: DMatrix<f64> = power(a, n - 1);
    a * rest
}

#[differentiate]
fn split(a: &DMatrix<f64>, v: &DVector<f64>) -> (DVector<f64>, f64) {
    let w = a * v;
    let n = w.norm();
    (w, n)
}

#[differentiate]
fn quadratic<const N: usize>(a: &SMatrix<f64, N, N>, v: &SVector<f64, N>) -> f64 {
    (a * v).dot(v)
}

scalars! {
    decompositions(x: f64, y: f64) {
        let k = DMatrix::from_row_slice(2, 2, &[x * x + 2.0, y, 0.3, y * y + 1.0]);
        let k = (&k + k.transpose()) / 2.0;
        let b = DVector::from_vec(vec![x, y]);
        let chol = k.clone().cholesky().unwrap();
        let alpha = chol.solve(&b);
        let l = chol.l();
        let z = l.solve_lower_triangular(&b).unwrap();
        let logs: f64 = l.diagonal().iter().map(|d| d.ln()).sum();
        let lu = DMatrix::from_row_slice(2, 2, &[x + 0.5, 3.0, y * x, 2.5]).lu();
        let s = lu.solve(&b).unwrap();
        let other = match Cholesky::new(&k * 2.0) {
            Some(c) => c.solve(&k).trace() + c.inverse()[(0, 1)],
            None => 0.0,
        };
        b.dot(&alpha) + logs + z.norm() + l[(1, 0)] + chol.determinant() + chol.ln_determinant()
            + s.norm() + lu.determinant() + lu.try_inverse().unwrap().sum() + other
    } at (0.5, 1.25), (-0.75, 0.5);
    statistics(x: f64, y: f64) {
        let a = DVector::from_vec(vec![x, y, -0.3]);
        let m = DMatrix::from_row_slice(2, 3, &[x, y, 1.5, -x, x * y, 2.0]);
        let of_rows = m.row_sum().norm() + m.row_mean()[1] * m.column_sum()[0] + m.column_mean().norm();
        of_rows + a.max() * a.min() + a.amax() + a.variance() + a.product() + a.magnitude()
            + a.add_scalar(x).abs().sum() + a.unscale(y).fold(0.0, |s, z| s + z * z)
    } at (0.5, 1.25), (-0.75, 0.5);
    parts_changed(x: f64, y: f64) {
        let mut a = DMatrix::from_row_slice(2, 3, &[x, y, 1.5, -x, x * y, 2.0]);
        let v = DVector::from_vec(vec![x, y]);
        a.set_column(0, &v);
        a.row_mut(1).fill(y);
        let shifted = a.columns(1, 2) * x;
        a.columns_mut(0, 2).copy_from(&shifted);
        for (j, mut column) in a.column_iter_mut().enumerate() {
            column *= y;
            column[0] += x * j as f64;
        }
        for (i, z) in a.iter_mut().enumerate() {
            *z *= x + i as f64;
        }
        let mut row = a.row_mut(0);
        row[2] = x;
        row *= y;
        a.apply(|z| *z = z.sin());
        let mut total = a.view((0, 1), (2, 2)).determinant() + a.rows(1, 1).norm();
        for r in a.row_iter() {
            total += r.norm();
        }
        for c in a.column_iter() {
            total += c.dot(&v);
        }
        total
    } at (0.5, 1.25), (-0.75, 0.5);
    changed_in_place(x: f64, y: f64) {
        let mut a = DVector::from_vec(vec![x, y]);
        let b = &a * y;
        a += &b;
        a -= b.clone();
        a.component_mul_assign(&b);
        a.component_div_assign(&b.map(|z| z * z + 3.0));
        a.add_scalar_mut(x);
        a.scale_mut(y);
        a.zip_apply(&b, |p, q| *p += q * q);
        for z in &mut a {
            *z += x;
        }
        a.iter_mut().for_each(|z| *z *= y);
        a.norm()
    } at (0.5, 1.25), (-0.75, 0.5);
    made(x: f64, y: f64) {
        let v = DVector::from_iterator(3, (0..3).map(|i| x * i as f64 + y));
        let r = RowDVector::from_row_slice(&[x, y, 1.0]);
        let d = DMatrix::from_diagonal(&v) + DMatrix::from_diagonal_element(3, 3, x);
        let c = DMatrix::from_columns(&[v.clone(), &v * x, r.transpose()]);
        let s = Matrix2::from_rows(&[RowVector2::new(x, y), RowVector2::new(y, 1.0)]);
        let i = DMatrix::from_row_iterator(3, 3, (0..9).map(|k| y * k as f64));
        let w = Vector3::new(x, 1.0, y);
        let t = Vector3::x() * y + nalgebra::Vector3::new(y, x, 0.25);
        (r * d * v)[0] + (c * i).trace() + s.determinant() + w.cross(&t).dot(&(Matrix3::identity() * w))
            + w.x * t.y * w.z
    } at (0.5, 1.25), (-0.75, 0.5);
    coordinates(x: f64, y: f64) {
        let mut v = Vector3::new(x, y, 1.0);
        v.x += y;
        v.z = v.x * v.y;
        let vs = vec![Vector2::new(v.x, v.z), Vector2::new(y, 1.0)];
        let mut center = Vector2::zeros();
        for v in &vs {
            center += v;
        }
        center /= vs.len() as f64;
        vs.iter().map(|v| (v - center).norm_squared()).sum::<f64>() + v.as_slice()[2]
    } at (0.5, 1.25), (-0.75, 0.5);
    in_structs(x: f64, y: f64) {
        let mut layer = Layer {
            w: DMatrix::from_row_slice(2, 2, &[x, y, 1.5, -x]),
            b: DVector::from_vec(vec![x, y]),
        };
        layer.decay(y * 0.125);
        let p = layer.penalty();
        let v = DVector::from_vec(vec![y, 0.5]);
        let ws = vec![layer.w.clone(), layer.w.clone()];
        let bs = vec![v.clone(); 2];
        of_weights(&ws, &bs, &v) + network(&[layer], &v) + p
    } at (0.5, 1.25), (-0.75, 0.5);
    between_functions(x: f64, y: f64) {
        let a = DMatrix::from_row_slice(2, 2, &[x, y, 0.5, -x]);
        let p: DMatrix<f64> = power(&a, 3);
        let (w, n): (DVector<f64>, f64) = split(&p, &DVector::from_vec(vec![x, y]));
        let mut states = vec![DVector::zeros(2); 3];
        for i in 1..3 {
            states[i] = &states[i - 1] * x + &w;
        }
        n * w.sum() + states[2].norm() + quadratic::<2>(&Matrix2::new(x, y, 1.5, -x), &Vector2::new(x, y))
    } at (0.5, 1.25), (-0.75, 0.5);
    filter(x: f64, y: f64) {
        let f = Matrix2::new(1.0, 0.1, 0.0, 1.0);
        let h = RowVector2::new(1.0, 0.0);
        let mut s = Vector2::new(x, y);
        let mut p = Matrix2::identity();
        for z in [0.5, 0.7] {
            s = f * s;
            p = f * p * f.transpose() + Matrix2::identity() * (y * y);
            let innovation = z - (h * s)[0];
            let k = p * h.transpose() / ((h * p * h.transpose())[0] + 0.1);
            s += k * innovation;
            p = (Matrix2::identity() - k * h) * p;
        }
        s.norm() + p.trace()
    } at (0.5, 1.25), (-0.75, 0.5);
}
