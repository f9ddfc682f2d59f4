//! Lists of references to rows: as arguments, and collected from slices of slices.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[differentiate]
fn product(rows: &[&[f64]], x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for row in rows {
        for j in 0..row.len() {
            sum += row[j] * x[j % x.len()];
        }
    }
    sum
}

#[differentiate]
fn neighbours(rows: &[&[f64]], x: &[f64]) -> f64 {
    let mut sum = 1.0;
    for (i, row) in rows.iter().enumerate() {
        if i > 0 {
            let before = rows[i - 1];
            sum += dot(row, x) * before[0] + row.iter().sum::<f64>() * dot(before, row);
        } else {
            sum *= row.last().unwrap().sin();
        }
    }
    sum
}

#[differentiate]
fn changed(rows: &[&[f64]], w: f64) -> f64 {
    let mut state = rows[0].to_vec();
    let mut sum = 0.0;
    for row in rows.iter().rev() {
        let mut own = row.to_vec();
        own[0] *= w;
        for (s, r) in state.iter_mut().zip(own.iter()) {
            *s = *s * w + r.tanh();
        }
        sum += state[0] * own[0];
    }
    sum + state.iter().sum::<f64>()
}

#[differentiate]
fn handed_on(rows: &[&[f64]], x: &[f64]) -> f64 {
    product(rows, x) * neighbours(&rows[1..], x) + changed(rows, x[0])
}

#[differentiate]
fn of_vecs(rows: &Vec<&[f64]>, w: f64) -> f64 {
    rows.iter()
        .map(|row| row.iter().map(|x| x * w).product::<f64>())
        .sum()
}

#[differentiate]
fn of_two([a, b]: &[&[f64]; 2], w: f64) -> f64 {
    dot(a, b) * w
}

#[differentiate]
fn of_arrays(points: &[&[f64; 2]], w: f64) -> f64 {
    let mut length = 0.0;
    for pair in points.windows(2) {
        let [x, y] = *pair[0];
        length += ((pair[1][0] - x).powi(2) + (pair[1][1] - y * w).powi(2)).sqrt();
    }
    length
}

#[differentiate]
fn of_lists(rows: &[&Vec<f64>], w: f64) -> f64 {
    let first = rows[0].clone();
    rows.iter().map(|row| dot(row, &first) * w).sum()
}

#[derive(Differentiable)]
struct Plane {
    normal: Vec<f64>,
    offset: f64,
}

#[differentiate]
impl Plane {
    fn margin(&self, samples: &[&[f64]]) -> f64 {
        let mut worst = f64::INFINITY;
        for sample in samples {
            let distance = dot(sample, &self.normal) - self.offset;
            worst = worst.min(distance * distance);
        }
        worst
    }
}

#[differentiate]
fn arguments(p: &[f64]) -> f64 {
    let (a, b) = (vec![p[0], p[1], p[2]], [p[1] * p[2], p[0], 0.5]);
    let mut sum = 0.0;
    for i in 0..2 {
        sum += product(&[&a, &b, &p[i..]], p);
        if p[i] > 0.0 {
            sum *= neighbours(&[&p[1..], &b], &a);
        }
    }
    sum + changed(&[&a, &b], p[0]) + handed_on(&[&a, &b, p], &b)
}

#[differentiate]
fn other_lists(p: &[f64]) -> f64 {
    let (a, b) = (vec![p[0], p[1], p[2]], vec![p[1] * p[2], p[0], 0.5]);
    let plane = Plane {
        normal: a.clone(),
        offset: p[1],
    };
    let of_vecs = of_vecs(&vec![&a[..2], p], p[2]) * of_two(&[&a, &b], p[0]);
    of_vecs
        + of_arrays(&[&[p[0], p[1]], &[p[1], p[2]]], p[0])
        + of_lists(&[&a, &b], p[1])
        + plane.margin(&[&b, p])
}

#[differentiate]
fn chunks(p: &[f64]) -> f64 {
    let rows: Vec<&[f64]> = p.chunks(2).collect();
    let lists = [vec![p[0] * p[1], p[2]], vec![p[1], p[0]]];
    let lent: Vec<&Vec<f64>> = lists.iter().collect();
    let long: Vec<&[f64]> = lists
        .iter()
        .map(|l| l.as_slice())
        .filter(|l| l.len() > 1)
        .collect();
    let mut sum = 0.0;
    for (row, list) in rows.iter().zip(&lent) {
        sum += row.iter().zip(list.iter()).map(|(a, b)| a * b).sum::<f64>();
    }
    let first = rows[0];
    sum * first[1] + dot(lent[1], long[0]) + product(&rows, lent[0])
}

#[differentiate]
fn chosen(p: &[f64]) -> f64 {
    let largest: Vec<&f64> = p.iter().filter(|x| **x > 0.25).collect();
    let pairs: Vec<(usize, &[f64])> = p.windows(2).enumerate().collect();
    let mut sum = *largest[0];
    for (i, pair) in &pairs {
        sum += pair[0] * pair[1] * *i as f64;
    }
    largest.iter().map(|x| **x * sum).sum()
}

/// Pushed one by one.
#[differentiate]
fn tails(p: &[f64]) -> f64 {
    let mut rows: Vec<&[f64]> = Vec::new();
    for i in 0..p.len() {
        if p[i] > -0.5 {
            rows.push(&p[i..]);
        }
    }
    let first = rows[0];
    rows.iter()
        .map(|row| row[0] * row.len() as f64)
        .sum::<f64>()
        * first[1]
        + product(&rows, first)
}

slices! {
    pushed_rows(x) { tails(x) } at [0.5, 1.25, -0.75], [1.5, -0.25, 0.375, 2.0];
    rows_as_arguments(x) { arguments(x) } at [0.5, 1.25, -0.75], [1.5, -0.25, 0.375];
    other_rows_as_arguments(x) { other_lists(x) } at [0.5, 1.25, -0.75], [1.5, -0.25, 0.375];
    collected_rows(x) { chunks(x) } at [0.5, 1.25, -0.75], [1.5, -0.25, 0.375, 2.0];
    collected_numbers(x) { chosen(x) } at [0.5, 1.25, -0.75], [1.5, -0.25, 0.375, 2.0];
}

#[test]
fn gradients_are_lists_of_rows() {
    let (a, b, x) = ([0.5, 1.0], [2.0, -1.0, 0.25], [3.0, 1.5]);
    let (d_rows, d_x) = product::gradient(&[&a, &b], &x);
    assert_eq!(d_rows, [vec![3.0, 1.5], vec![3.0, 1.5, 3.0]]);
    assert_eq!(d_x, [2.75, 0.0]);
    let mut buffers = ([vec![7.0; 2], vec![7.0; 3]], [7.0; 2]);
    let (rows, d_rows) = ([&a[..], &b[..]], &mut buffers.0);
    let value = product::value_and_gradient_into(&rows, d_rows, &x, &mut buffers.1);
    assert_eq!(value, product(&rows, &x));
    assert_eq!(buffers.0, [vec![3.0, 1.5], vec![3.0, 1.5, 3.0]]);
    let mut cache = autodiff::Record::new();
    for _ in 0..2 {
        let (d_rows, d_x) = (&mut buffers.0, &mut buffers.1);
        neighbours::value_and_gradient_with(&mut cache, &rows, d_rows, &x, d_x);
        let (rows, x) = neighbours::gradient(&rows, &x);
        assert_eq!((rows, x), (buffers.0.to_vec(), buffers.1.to_vec()));
    }
}
