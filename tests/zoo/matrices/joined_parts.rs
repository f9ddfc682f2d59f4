//! Arrays of a list that the function made, put together along an axis, and slices that have a name.

use crate::support::slices;
use autodiff::differentiate;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, concatenate, s, stack};

#[differentiate]
fn heads(x: &Array2<f64>, count: usize) -> Array2<f64> {
    let size = x.ncols() / count;
    let parts: Vec<Array2<f64>> = (0..count)
        .map(|h| {
            let part = s![.., h * size..(h + 1) * size];
            let head = x.slice(part);
            head.dot(&head.t()).dot(&x.slice(part)) * (h + 1) as f64
        })
        .collect();
    let views: Vec<ArrayView2<f64>> = parts.iter().map(|part| part.view()).collect();
    concatenate(Axis(1), &views).unwrap()
}

#[differentiate]
fn pushed(x: &Array2<f64>, rounds: usize) -> f64 {
    let mut total = 0.0;
    for round in 0..rounds {
        let mut rows = Vec::new();
        for i in 0..x.nrows() {
            if i != round {
                let mut row = x.row(i).to_owned();
                row *= x[[round, 0]];
                rows.push(row);
            }
        }
        let views: Vec<ArrayView1<f64>> = rows.iter().map(|row| row.view()).collect();
        let stacked = stack(Axis(0), &views).unwrap();
        let turned = stack(Axis(1), &views).unwrap();
        let long = concatenate(Axis(0), &views).expect("they fit");
        // What was put together keeps what was there.
        rows[0][0] = 5.0;
        total += stacked.dot(&turned).sum() + long[round] * long.dot(&long) + rows[0].sum();
    }
    total
}

#[differentiate]
fn named_slice(x: &Array2<f64>, from: usize) -> f64 {
    let mut start = from;
    let part = s![start.., ..;2];
    let row = s![0, 1..];
    start += 1;
    let mut m = x.clone();
    let mut total = 0.0;
    for k in 0..start {
        m.slice_mut(part).mapv_inplace(|v| v * v);
        total += m.slice(part).sum() * m.slice(row).sum() + k as f64;
    }
    total * m.slice(s![start.., 0]).sum()
}

#[differentiate]
fn all(x: &Array2<f64>, joined: bool) -> f64 {
    let mut y = 0.0;
    if joined {
        let h = heads(x, 2);
        y += h.slice(s![1.., ..]).sum() * h[[0, 3]] + h.column(2).dot(&h.column(0));
    } else {
        y += pushed(x, 2) + named_slice(x, 1);
    }
    y
}

#[differentiate]
fn made(a: &[f64]) -> Array2<f64> {
    Array2::from_shape_fn((3, 4), |(i, j)| {
        a[0] * (i + 1) as f64 - a[1] * j as f64 * 0.5 + a[i % 2] * a[j % 2]
    })
}

slices! {
    of_heads(a) {
        all(&made(a), true).atan()
    } at [0.5, 0.25], [-0.75, 0.5];
    of_lists(a) {
        all(&made(a), false)
    } at [0.5, 0.25], [-0.75, 0.5];
    at_once(a) {
        let m = made(a);
        let mut ends = Vec::new();
        for i in 0..2 {
            let part = s![.., i..i + 2];
            ends.push(m.slice(part).to_owned());
        }
        let views: Vec<_> = ends.iter().map(|end| end.view()).collect();
        let joined = concatenate(Axis(0), &views).unwrap();
        joined.row(4).dot(&joined.row(0)) * joined.sum()
    } at [0.5, 0.25], [-0.75, 0.5];
}

#[differentiate]
fn of_wrong_shapes(x: &Array1<f64>) -> f64 {
    let rows = vec![x.to_owned(), x.slice(s![..1]).to_owned()];
    let views: Vec<ArrayView1<f64>> = rows.iter().map(|row| row.view()).collect();
    stack(Axis(0), &views).unwrap().sum()
}

#[test]
#[should_panic]
fn nothing_is_spread() {
    of_wrong_shapes::gradient(&Array1::from_vec(vec![1.0, 2.0]));
}
