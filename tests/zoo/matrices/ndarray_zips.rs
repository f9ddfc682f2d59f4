//! `Zip` and `azip!`, loops with positions, arrays along an axis, broadcast and put together.

use crate::support::slices;
use autodiff::differentiate;
use ndarray::{Array1, Array2, Array3, Array4, ArrayView1, Axis, Zip, array, aview1, azip, s};

#[differentiate]
fn distance(x: ArrayView1<f64>, y: ArrayView1<f64>) -> f64 {
    (&x - &y).mapv(|d| d * d).sum().sqrt()
}

slices! {
    zips_of_arrays(a) {
        let x = array![a[0], a[1], 0.5];
        let y = x.mapv(|x| x.sin());
        let mut z = Array1::<f64>::zeros(3);
        Zip::from(&mut z).and(&x).and(&y).for_each(|z, &x, &y| *z = x * y + a[0]);
        let m = Array2::from_shape_fn((2, 3), |(i, j)| a[0] * i as f64 - a[1] * j as f64 + 0.25);
        let mut n = m.t().to_owned();
        Zip::from(&mut n).and(&m.t()).for_each(|n, m| *n *= *m);
        let made = Zip::from(&m).and_broadcast(&x).map_collect(|m, x| m * x);
        let folded = Zip::from(&n).and(&m.t()).fold(a[1], |sum, n, m| sum + n * m);
        let mut sums = Array1::<f64>::zeros(2);
        Zip::from(&mut sums).and(m.rows()).for_each(|sum, row| *sum = row.dot(&x));
        let mut scaled = m.clone();
        Zip::from(scaled.rows_mut()).and(&sums).for_each(|mut row, sum| row *= *sum);
        let mut total = scaled[[1, 2]] + scaled.sum();
        Zip::indexed(&m).for_each(|(i, j), m| total += m * (i + 2 * j) as f64);
        Zip::indexed(&x).for_each(|i, x| total += x * i as f64 * a[1]);
        let same = Zip::from(&x).and(&y).all(|x, y| x > y);
        let near = Zip::from(&m).any(|m| m.abs() < 0.1);
        total *= if same { a[1] } else { 1.5 } + if near { a[0] } else { 0.5 };
        z.sum() + made.sum() + folded + sums.dot(&sums) + total + n[[2, 1]]
    } at [0.5, 1.25], [-0.75, 0.5];
    azips(a) {
        let g = array![a[0], a[1], 0.5];
        let mut m = Array1::<f64>::zeros(3);
        let mut x = g.mapv(|g| g.cos());
        let mut total = a[0];
        azip!((m in &mut m, &g in &g) *m = 0.9 * *m + 0.1 * g);
        azip!((x in &mut x, &m in &m) {
            *x -= a[1] * m / (m * m + 0.5).sqrt();
            total *= *x;
        });
        azip!((index i, x in &mut x) *x *= i as f64);
        x.dot(&x) + total
    } at [0.5, 1.25], [-0.75, 0.5];
    positions_along_many_axes(a) {
        let mut total = 0.0;
        let x = aview1(a);
        for n in 1..3 {
            let m = Array3::<f64>::from_shape_fn((n, 2, 3), |(i, j, k)| a[(i + 2 * j + k) % 2] * (k as f64 + 0.5));
            let p = Array4::from_shape_fn((n, 1, 3, 2), |(i, j, k, l)| a[l].sin() * (i + 2 * j + 3 * k) as f64);
            for i in 0..n {
                let row = m.index_axis(Axis(0), i);
                if i == 0 {
                    total += row.sum() * a[1];
                }
                total += row[[1, 2]] * p[[i, 0, 2, 1]];
            }
            total += p.sum() * x.dot(&x) + m[[n - 1, 1, 0]];
        }
        total
    } at [0.5, 1.25], [-0.75, 0.5];
    positions_of_elements(a) {
        let mut m = Array2::<f64>::zeros((2, 3));
        for ((i, j), m) in m.indexed_iter_mut() {
            *m = a[0] * i as f64 + a[1] * (j * j) as f64;
        }
        let mut total = 0.0;
        for ((i, j), m) in m.indexed_iter() {
            total += m * m * (i + 1) as f64 / (j + 1) as f64;
        }
        let x = array![a[0], a[1]];
        let moment: f64 = x.indexed_iter().map(|(i, x)| x * i as f64).sum();
        total + moment
    } at [0.5, 1.25], [-0.75, 0.5];
    folds_along_axes(a) {
        let m = Array2::from_shape_fn((2, 3), |(i, j)| a[0] * i as f64 - a[1] * (j * j) as f64);
        let most = m.fold_axis(Axis(1), f64::NEG_INFINITY, |m, v| m.max(*v));
        let polynomial = m.fold_axis(Axis(0), a[1], |&p, &x| p * 0.5 + x);
        let mut sums = array![a[0], a[1], a[0] * a[1], 1.0];
        sums.accumulate_axis_inplace(Axis(0), |&before, sum| *sum += before);
        let exp = (&m - &most.insert_axis(Axis(1))).mapv(f64::exp);
        exp.sum() + polynomial.dot(&polynomial) + sums.dot(&sums)
    } at [0.5, 1.25], [-0.75, 0.5];
    other_axes(a) {
        let x = array![a[0], a[1], 0.5];
        let wide = x.broadcast((2, 3)).unwrap();
        let cube = Array1::from_shape_fn(12, |i| a[0] * i as f64 + a[1]).into_shape_with_order((2, 2, 3)).unwrap();
        let (d, h, w) = cube.dim();
        let flat = cube.to_shape((d * h, w)).unwrap();
        let mut total = flat.dot(&x).sum() / cube.shape()[2] as f64;
        for i in 0..cube.len_of(Axis(0)) {
            total += cube.index_axis(Axis(0), i).mapv(|c| c.tanh()).sum();
        }
        let tall = ndarray::stack(Axis(1), &[x.view(), wide.row(1)]).unwrap();
        let long = ndarray::concatenate(Axis(0), &[x.view(), tall.column(0)]).unwrap();
        total + tall.t().dot(&tall)[[0, 1]] + long.mapv(|x| x * x).sum() + (&wide * a[0]).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    changes_by_what_is_broadcast(a) {
        let mut m = Array2::from_shape_fn((2, 3), |(i, j)| a[0] * i as f64 - a[1] * j as f64);
        m.zip_mut_with(&array![a[0], a[1], 0.5], |m, x| *m *= x + a[0]);
        m.zip_mut_with(&array![[a[1]], [a[0]]], |m, x| *m -= x);
        m.mapv(|m| m * m).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
}

slices! {
    parts_as_views(a) {
        let m = Array2::from_shape_fn((2, 3), |(i, j)| a[0] * i as f64 - a[1] * (j * j) as f64);
        let kept = Some(m.row(1)).map(|row| row.sum());
        distance(m.row(0), m.row(1)) + distance(m.slice(s![.., 1]), m.column(2)) * a[1]
            + kept.unwrap() + distance(m.index_axis(Axis(1), 0), m.t().row(2))
    } at [0.5, 1.25], [-0.75, 0.5];
}

#[differentiate]
fn of_unlike(x: &Array1<f64>, y: &Array1<f64>) -> f64 {
    Zip::from(x).and(y).fold(0.0, |sum, x, y| sum + x * y)
}

/// What panics in the function does so in the passes.
#[test]
#[should_panic(expected = "differ in shape")]
fn arrays_of_several_shapes() {
    of_unlike::gradient(&array![1.0, 2.0], &array![1.0, 2.0, 3.0]);
}

/// A function of one's own that is called like one of the library.
#[differentiate]
mod called_alike {
    pub fn arr2(parts: &[f64]) -> f64 {
        parts[0] * parts[1]
    }

    pub fn arr1(parts: &[f64]) -> f64 {
        parts[0].sin() * parts[1]
    }

    pub fn of_both(x: f64, y: f64) -> f64 {
        arr1(&[x, y]) + arr2(&[x, y * y])
    }
}

#[test]
fn own_functions_called_like_those_of_the_library() {
    let of_both = |x: &[f64]| called_alike::of_both(x[0], x[1]);
    let gradient =
        |x: &[f64]| <[f64; 2]>::from(called_alike::of_both::gradient(x[0], x[1])).to_vec();
    autodiff::check::gradient(of_both, gradient, &[0.7, -1.3]).unwrap();
}
