//! Elements: as slices, of matrices before and after they change, by positions that loops count and data tell;
//! and types of matrices under other names.

use crate::support::slices;
use autodiff::differentiate;
use nalgebra::{DMatrix, Dyn, Matrix2, OMatrix, OVector, U2, Vector2, Vector3};
use ndarray::{Array1, Array2, ArrayView1, array};

#[differentiate]
fn product_of(x: ArrayView1<f64>) -> f64 {
    x.as_slice().unwrap().iter().product()
}

#[differentiate]
fn taken(x: Array2<f64>, by: f64) -> f64 {
    (x * by).sum()
}

type V3 = Vector3<f64>;

#[differentiate]
fn by_generic_names(a: &OMatrix<f64, Dyn, Dyn>, x: &OVector<f64, U2>) -> f64 {
    (a * x).map(|y| y.tanh()).sum() + a.column(0).dot(x) + x.dot(&a.column(1))
}

slices! {
    slices_of_arrays(a) {
        let m = array![[a[0], a[1]], [0.5, a[0] * a[1]]];
        let squares: f64 = m.as_slice().unwrap().iter().map(|x| x * x).sum();
        let mut turned = m.t().as_standard_layout().to_owned();
        for (i, x) in turned.as_slice_mut().unwrap().iter_mut().enumerate() {
            *x *= i as f64;
        }
        let slice = turned.as_slice().expect("in order");
        let mut total = squares * slice[1] + slice.len() as f64;
        let (items, _) = (&m * 2.0).into_raw_vec_and_offset();
        total += items.iter().zip(slice).map(|(x, y)| x * y).sum::<f64>();
        let v = array![a[0], a[1], 1.5];
        total + product_of(v.view()) * a[0]
    } at [0.5, 1.25], [-0.75, 0.5];
    read_before_they_change(a) {
        let mut m = array![[a[0], a[1]], [0.5, a[0] * a[1]]];
        let before = m.mapv(|x| x.sin());
        m *= a[1];
        let after = m.mapv(|x| x.cos());
        m[[0, 1]] = a[0];
        let n = DMatrix::from_vec(2, 2, vec![a[0], a[1], a[1], 0.5]);
        let o = Matrix2::new(a[0], 0.5, a[1], a[0]);
        let squares = n.map(|x| x * x) + n.zip_map(&n.transpose(), |x, y| x * y.exp());
        let small = o.map(|x| x.tanh() * a[0]);
        (before.dot(&after) + &m).sum() + squares.sum() + (small * o).trace()
    } at [0.5, 1.25], [-0.75, 0.5];
    read_and_given_away(a) {
        let mut total = 0.0;
        let mut h = array![a[0], a[1], 0.5];
        for i in 0..3 {
            let z = &h * a[1] + i as f64 * 0.1;
            let next = z.mapv(|z| z.tanh() * a[0]);
            let relu: Array1<f64> = z.iter().map(|z| z.max(0.1)).collect();
            total += relu.dot(&next);
            h = next;
        }
        let m = Array2::from_shape_fn((2, 2), |(i, j)| a[i] * a[j]);
        let kept = m.mapv(f64::tanh);
        let layers = vec![m.clone(), kept.clone()];
        let deep: f64 = layers.iter().map(|w| w.mapv(|x| x * x.cos()).sum()).sum();
        total + taken(m, a[0]) * h.sum() + deep + kept.iter().fold(a[1], |s, k| s * k.sin())
    } at [0.5, 1.25], [-0.75, 0.5];
    elements_by_positions(a) {
        let order = [2usize, 0, 1];
        let mut m = Array2::from_shape_fn((3, 3), |(i, j)| a[0] * i as f64 + a[1] * j as f64);
        let mut n = DMatrix::<f64>::zeros(3, 3);
        let mut total = 0.0;
        for i in 1..3 {
            for j in 0..2 {
                let around = m[[i - 1, j]] + m[(i, j + 1)] - 2.0 * m[[i, order[j]]];
                if around > a[1] {
                    m[[i, j]] += around * 0.25;
                } else {
                    n[(j, i)] = around * m[[order[i], 0]];
                }
                n[(i, i)] -= n[(j, order[i])] * a[0];
                total += around * n[(i, j)] + m[[0, i]] * m[[0, i]];
            }
            m[[order[i], 2]] = 1.5;
        }
        let at = (1, 2);
        for p in [(0, 1), (2, 0)] {
            m[p] *= a[0];
            total += m[p] * n[(p.1, p.0)] + m[at] * m[at];
        }
        total + m.sum() + n.sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    types_under_other_names(a) {
        let points = [V3::new(a[0], a[1], 1.0), V3::new(a[1], 0.5, a[0])];
        let sum: V3 = points.iter().sum();
        let m = DMatrix::from_row_slice(2, 2, &[a[0], a[1], 0.5, a[0]]);
        sum.norm() + by_generic_names(&m, &Vector2::new(a[0], a[1]))
    } at [0.5, 1.25], [-0.75, 0.5];
    elements_that_may_be_missing(a) {
        let m = DMatrix::from_fn(2, 3, |i, j| a[0] * i as f64 + a[1] * j as f64);
        let n = Array2::from_shape_fn((2, 3), |(i, j)| a[0] * a[1] + (i * j) as f64 * a[0]);
        let (v, w) = (Vector2::new(a[1], a[0]), Array1::from(vec![a[0], a[1], 2.0]));
        let mut total = m.get((5, 0)).copied().unwrap_or(a[1]) + *m.get(3).unwrap();
        for i in 0..4_usize {
            if let Some(x) = n.get((i, i.wrapping_sub(1))) {
                total += x * x;
            }
            let at = (i / 2, i);
            total += match (m.get(at), n.get([at.0, at.1])) {
                (Some(x), Some(&y)) => x * y,
                (Some(x), None) | (None, Some(x)) => *x,
                (None, None) => a[0],
            };
            total += v.get(i).map_or(1.0, |x| x.sin()) * w.get(i).unwrap_or(&0.5);
        }
        let sum: f64 = (0..3).filter_map(|j| m.get((1, j))).map(|x| x * a[0]).sum();
        total * sum
    } at [0.5, 1.25], [-0.75, 0.5];
    parts_whose_names_mean_something_else(a) {
        let mut m = DMatrix::from_fn(2, 3, |i, j| a[0] * i as f64 + a[1] * j as f64);
        let mut n = Array2::from_shape_fn((2, 3), |(i, j)| a[0] * j as f64 - a[1] * i as f64);
        let mut row = m.row_mut(0);
        row *= 2.0;
        m[(0, 0)] = 5.0 * a[1];
        let mut total = m.row(0).sum();
        let mut other = n.row_mut(1);
        other += a[0];
        let mut row = n.row_mut(0);
        for k in 0..3 {
            row[k] *= a[1];
        }
        n[[0, 1]] = a[0] * a[1];
        n[[1, 0]] = 3.0;
        total += a.iter().map(|other| other * other).sum::<f64>() + n.row(0).sum();
        let mut c = m.column_mut(1);
        if a[0] > 0.0 {
            c += Vector2::new(a[0], 1.0);
        }
        for j in 0..3 {
            let c = Vector2::new(a[1], j as f64);
            m.set_column(j, &(m.column(j) + c));
            m.row_mut(1).copy_from_slice(&[a[0], a[1], total]);
        }
        m.view_mut((0, 1), (2, 1)).copy_from(&Vector2::new(total, a[0]));
        total + m.norm_squared() + n.iter().map(|x| x * x).sum::<f64>()
    } at [0.5, 1.25], [-0.75, 0.5];
}
