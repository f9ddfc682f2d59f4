//! Arrays of ndarray: slices and axes, changes in place, views as arguments, fields of structs.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};
use ndarray::{
    Array, Array1, Array2, Array3, ArrayD, ArrayView1, ArrayView2, Axis, Dim, Ix1, Ix2, IxDyn,
    arr1, arr2, array, s,
};

#[derive(Differentiable, Clone, Debug)]
struct Net {
    w1: Array2<f64>,
    b1: Array1<f64>,
    w2: Array2<f64>,
}

#[differentiate]
impl Net {
    fn forward(&self, x: &Array1<f64>) -> Array1<f64> {
        let h = (self.w1.dot(x) + &self.b1).mapv(|z| z.tanh());
        self.w2.dot(&h)
    }

    fn loss(&self, xs: &Array2<f64>, ys: &Array2<f64>) -> f64 {
        let mut total = 0.0;
        for (x, y) in xs.outer_iter().zip(ys.outer_iter()) {
            let p: Array1<f64> = self.forward(&x.to_owned());
            let d = &p - &y;
            total += d.mapv(|z| z * z).sum();
        }
        total / xs.nrows() as f64 + 0.1 * self.w1.mapv(|z| z * z).sum() + self.w1[[0, 1]]
    }
}

#[differentiate]
fn softmax(m: &Array2<f64>) -> Array2<f64> {
    let mut out = m.clone();
    for mut row in out.rows_mut() {
        let largest = row.iter().cloned().fold(f64::NEG_INFINITY, f64::max);
        row.mapv_inplace(|v| (v - largest).exp());
        let sum = row.sum();
        row /= sum;
    }
    out
}

#[differentiate]
fn attention(q: &Array2<f64>, k: &Array2<f64>, v: &Array2<f64>) -> Array2<f64> {
    let scores = q.dot(&k.t()) / (q.ncols() as f64).sqrt();
    let weights: Array2<f64> = softmax(&scores);
    weights.dot(v)
}

#[differentiate]
fn of_views(a: ArrayView2<f64>, v: ArrayView1<f64>, scale: f64) -> f64 {
    let mut total = 0.0;
    for i in 0..a.nrows() {
        total += a[[i, 0]] * v[i] * scale;
    }
    total + a.dot(&v).sum()
}

#[differentiate]
fn squares(v: ArrayView1<'_, f64>) -> Array1<f64> {
    v.mapv(|z| z * z)
}

#[differentiate]
fn of_dynamic(a: &ArrayD<f64>, b: &Array3<f64>, c: &Array<f64, Ix2>) -> f64 {
    let scaled = a * 2.0;
    let mut total = scaled.mapv(|z| z.sin()).sum() + c.dot(c).sum();
    for i in 0..2 {
        total += b[[i, 0, 1]] * b[[0, i, 0]] + a[[i, 0]];
    }
    total
}

#[differentiate]
fn logistic(w: &Array1<f64>, xs: &Array2<f64>, ys: &Array1<f64>) -> f64 {
    let p = xs.dot(w).mapv(|z| 1.0 / (1.0 + (-z).exp()));
    -(ys * &p.mapv(f64::ln) + (1.0 - ys) * (1.0 - &p).mapv(f64::ln)).sum() / ys.len() as f64
}

scalars! {
    slices(x: f64, y: f64) {
        let m: Array2<f64> = array![[x, y, 1.5], [-x, x * y, 2.0]];
        let v = arr1(&[x, y, 1.0]);
        let (n, i) = (2, 1usize);
        let part = m.slice(s![.., 1..n]).sum() + v.slice(s![1..;2]).sum() * v.slice(s![i - 1..=i]).sum();
        let steps = &v.slice(s![1..]) - &v.slice(s![..-1]);
        part + m.slice(s![i, ..]).sum() * m.slice(s![..i, ..;-1])[[0, 0]]
            + m.slice(s![.., -1]).sum() + (&steps * &steps).sum()
    } at (0.5, 1.25), (-0.75, 0.5);
    axes(x: f64, y: f64) {
        let m = Array2::from_shape_vec((2, 3), vec![x, y, 1.5, -x, x * y, 2.0]).unwrap();
        let mean = m.mean_axis(Axis(0)).unwrap();
        let centered = &m - &mean;
        let column = centered.sum_axis(Axis(1)).insert_axis(Axis(1));
        let norms = m.map_axis(Axis(1), |r| r.dot(&r).sqrt());
        let wide = m.clone().into_shape_with_order((3, 2)).unwrap();
        let mut total = (&m * &column).sum() + norms.sum() + wide.dot(&m).diag().sum();
        for (i, r) in m.rows().into_iter().enumerate() {
            total += r.sum() * i as f64 + r[0];
        }
        for c in m.axis_iter(Axis(1)) {
            total += c.sum() * c[1];
        }
        total + m.index_axis(Axis(0), 1).sum() + m.var(0.0) + m.row(0).std(1.0) + norms.product()
    } at (0.5, 1.25), (-0.75, 0.5);
    parts_changed(x: f64, y: f64) {
        let mut m = Array2::zeros((3, 2));
        let v = array![x, y];
        m.row_mut(0).assign(&v);
        m.column_mut(1).fill(x);
        m.slice_mut(s![1.., ..]).assign(&(&v * y));
        for (mut r, s) in m.outer_iter_mut().zip(&[x, y, 1.0]) {
            r += &v;
            r *= *s;
            r[1] += y;
        }
        for i in 0..2 {
            let mut c = m.column_mut(i);
            c.mapv_inplace(|z| z * z + x);
            c *= y;
        }
        m.sum() + m[[2, 1]]
    } at (0.5, 1.25), (-0.75, 0.5);
    changed_in_place(x: f64, y: f64) {
        let mut a = Array1::from_vec(vec![x, y]);
        let b = &a * x;
        a += &b;
        a -= &(&b * 0.5);
        a /= &(&b + 3.0);
        a.zip_mut_with(&b, |p, &q| *p = *p * q + q);
        a.mapv_inplace(|z| z * y);
        a.map_inplace(|z| *z = z.sin());
        a.scaled_add(y, &b);
        for (p, q) in a.iter_mut().zip(b.iter()) {
            *p += q * q;
        }
        let mut rows = array![[x, y], [y, 1.0]];
        rows += &a;
        rows.assign(&(&b * &a));
        rows.sum() + a.first().unwrap() * a.get(1).unwrap()
    } at (0.5, 1.25), (-0.75, 0.5);
    made(x: f64, y: f64) {
        let t = Array1::linspace(x, y, 4);
        let i = Array1::from_iter((0..4).map(|i| x * i as f64 + y));
        let c: Array1<f64> = t.iter().zip(&i).map(|(p, q)| p * q).collect();
        let d = Array2::from_diag(&c).dot(&t);
        let f = Array::from_vec(vec![x, y]);
        arr2(&[[x, y], [1.0, 2.0]]).dot(&f).sum() + d.sum() + c.tanh().exp().powi(3).sum() + t.pow2().sum()
    } at (0.5, 1.25), (-0.75, 0.5);
    in_structs(x: f64, y: f64) {
        let net = Net {
            w1: array![[x, y], [1.0, 0.5]],
            b1: array![x, 1.0],
            w2: array![[y, 0.2]],
        };
        net.loss(&array![[0.5, x], [y, 0.25]], &array![[1.0], [x]])
    } at (0.5, 1.25), (-0.75, 0.5);
    shapes_by_name(x: f64, y: f64) {
        let mut a = Array2::<f64>::zeros(Ix2(2, 3));
        let mut total = 0.0;
        for i in 0..2 {
            a[[i, 1]] = x * y + i as f64;
            let b = Array2::from_elem(Dim([2, i + 1]), y);
            if i > 0 {
                let c = ArrayD::from_shape_vec(IxDyn(&[2, 2]), vec![x, y, 1.5, -x]).unwrap();
                total += (&c * &c).sum() * c[[0, 1]];
            }
            total += b.sum() + Array1::<f64>::ones(Ix1(3)).dot(&a.row(i));
        }
        total * a.sum()
    } at (0.5, 1.25), (-0.75, 0.5);
    between_functions(x: f64, y: f64) {
        let m = array![[x, y], [1.5, -x]];
        let v = array![x, y];
        let w: Array1<f64> = squares(v.view());
        let o: Array2<f64> = attention(&m, &m, &(&m * 2.0));
        let d = ArrayD::from_shape_vec(vec![2, 2], vec![x, y, 1.5, -x]).unwrap();
        let b = Array3::from_shape_vec((2, 2, 2), vec![x, y, 1.5, -x, 1.0, x, y, 2.0]).unwrap();
        of_views(m.view(), w.view(), x) + o.sum() * o[[0, 1]] + of_dynamic(&d, &b, &m)
            + logistic(&v, &m, &array![1.0, 0.0])
    } at (0.5, 1.25), (-0.75, 0.5);
}
