//! Variables that are `Option`s of references, or of tuples, and begin as `None`.

use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone)]
struct Item {
    a: f64,
    v: Vec<f64>,
}
#[differentiate]
impl Item {
    fn cost(&self, x: f64) -> f64 {
        self.a * x + self.v[1]
    }
}
#[differentiate]
fn k(p: &Item) -> f64 {
    p.a * p.v[0]
}
#[differentiate]
fn g(p: &[f64; 2]) -> f64 {
    p[0] * p[1]
}
#[differentiate]
fn h(p: &[f64]) -> f64 {
    p[0] * p[1]
}

#[differentiate]
fn unannotated(p: &[f64]) -> f64 {
    let mut best = None;
    for c in p.windows(2) {
        if c[0] > 0.2 {
            best = Some(c);
        }
    }
    best.map_or(0.0, |b: &[f64]| b[0] * b[1])
}

#[differentiate]
fn of_slices(p: &[f64]) -> f64 {
    let mut best: Option<&[f64]> = None;
    for c in p.windows(2) {
        if c[0] > 0.2 {
            best = Some(c);
        }
    }
    best.map_or(0.0, |b| b[0] * b[1] + h(b))
}

#[differentiate]
fn of_arrays(p: &[f64]) -> f64 {
    let mut best: Option<&[f64; 2]> = None;
    let rows = [[p[0], p[1]], [p[2], p[3]]];
    for c in &rows {
        if c[0] < 0.2 {
            best = Some(c);
        }
    }
    match best {
        Some(b) => b[0] * b[1],
        None => 1.0,
    }
}

#[differentiate]
fn of_numbers(p: &[f64]) -> f64 {
    let mut prev: Option<&f64> = None;
    let mut s = 0.0;
    for c in p {
        if let Some(q) = prev {
            s += q * c;
        }
        prev = Some(c);
    }
    s
}

#[differentiate]
fn pairs_of_indices(p: &[f64]) -> f64 {
    let mut last = None;
    for i in 0..3 {
        for j in 0..3 {
            if p[i] > p[j] {
                last = Some((i, j));
            }
        }
    }
    let Some((i, j)) = last else { return 0.0 };
    p[i] * p[j]
}

#[differentiate]
fn tuples(p: &[f64]) -> f64 {
    let mut best: Option<(usize, f64)> = None;
    let mut other = None;
    for (i, x) in p.iter().enumerate() {
        if best.is_none_or(|(_, b)| *x > b) {
            best = Some((i, *x));
            other = Some((i, *x * 2.0, 1usize));
        }
    }
    let (i, x) = best.unwrap();
    let (k, y, _) = other.unwrap();
    p[i] * x + y * k as f64
}

#[differentiate]
fn arrays_passed_on(p: &[f64]) -> f64 {
    let mut best: Option<&[f64; 2]> = None;
    let rows = [[p[0], p[1]], [p[2], p[3]]];
    for c in &rows {
        if c[0] < 0.2 {
            best = Some(c);
        }
    }
    match best {
        Some(b) => g(b),
        None => 1.0,
    }
}

#[differentiate]
fn rows_passed_on(p: &[f64]) -> f64 {
    let mut best = None;
    let rows = vec![vec![p[0], p[1]], vec![p[2], p[3]]];
    for c in &rows {
        if c[0] < 0.2 {
            best = Some(c);
        }
    }
    best.map_or(0.0, |b| h(b) + b.len() as f64)
}

#[differentiate]
fn kept_while_it_changes(p: &[f64]) -> f64 {
    let rows = vec![vec![p[0], p[1]], vec![p[2], p[3]]];
    let mut best: Option<&Vec<f64>> = None;
    let mut prev: Option<&Vec<f64>> = None;
    let mut s = 0.0;
    for c in rows.iter() {
        let before = best;
        if best.is_none_or(|b| b[0] > c[0]) {
            prev = best;
            best = Some(c);
        }
        if let (Some(a), Some(b)) = (before, best) {
            s += h(a) * b[1];
        }
    }
    let b = best.unwrap();
    best = None;
    s + b[0] * b[1] + prev.map_or(0.5, |p| h(p)) + if best.is_some() { 1.0 } else { p[0] }
}

#[differentiate]
fn of_structs(p: &[f64]) -> f64 {
    let mut best: Option<&Item> = None;
    let items: Vec<Item> = p
        .windows(2)
        .map(|w| Item {
            a: w[0],
            v: w.to_vec(),
        })
        .collect();
    for it in &items {
        match best {
            Some(b) if b.cost(0.5) <= it.cost(0.5) => {}
            _ => best = Some(it),
        }
    }
    let Some(b) = best else { return 0.0 };
    k(b) * b.a + b.v.iter().sum::<f64>()
}

#[differentiate]
fn given_inside(p: &[f64]) -> f64 {
    let mut prev: Option<&[f64]> = None;
    let mut s = 0.0;
    for c in p.chunks(2) {
        if let Some(q) = prev {
            prev = Some(&c[1..]);
            s += q[0] * c[1] + prev.unwrap()[0];
        } else {
            prev = Some(c);
        }
    }
    s
}

#[differentiate]
fn exchanged(p: &[f64]) -> f64 {
    let mut head: Option<&Item> = None;
    let items: Vec<Item> = p
        .windows(2)
        .map(|w| Item {
            a: w[0],
            v: w.to_vec(),
        })
        .collect();
    let mut total = 0.0;
    for it in items.iter().rev() {
        if let Some(h) = head.replace(it) {
            total += h.a * it.v[1];
        }
        while let Some(h) = head.take() {
            total += h.cost(p[0]);
        }
        head = Some(it);
    }
    total
}

#[differentiate]
fn beside_an_index(p: &[f64]) -> f64 {
    let mut rows: Vec<Vec<f64>> = p.chunks(2).map(|c| c.to_vec()).collect();
    let mut s = 0.0;
    for round in 0..2 {
        let mut best: Option<(usize, &[f64], &f64)> = None;
        let mut second: Option<(f64, &Vec<f64>)> = None;
        for (i, row) in rows.iter().enumerate() {
            match best {
                Some((_, b, w)) if h(b) * w >= h(row) * row[0] => second = Some((w * 2.0, row)),
                _ => best = Some((i, &row[..], &row[0])),
            }
        }
        if let Some((k, row, w)) = best {
            s += row[0] * h(row) * (k + 1 + round) as f64 * w;
        }
        let found = best;
        if round == 1 {
            best = None;
        }
        s += best.map_or(0.3, |(_, r, _)| r[1]);
        s += found.unwrap().1[0] * p[0];
        if let Some((w, r)) = second {
            s += w * r.len() as f64 * h(r);
        }
        for r in rows.iter_mut() {
            r[0] *= 1.5;
            r.push(p[1]);
        }
    }
    s
}

#[differentiate]
fn beside_an_index_unannotated(p: &[f64]) -> f64 {
    let rows: Vec<Vec<f64>> = p.chunks(2).map(|c| c.to_vec()).collect();
    let mut s = 0.0;
    for limit in [-10.0, 0.55, 10.0] {
        let mut top = limit;
        let mut best = None;
        for (i, row) in rows.iter().enumerate() {
            if row[0] > top {
                top = row[0];
                best = Some((i, row));
            }
        }
        s += match best {
            Some((at, row)) => row[0] * h(row) * (at + 1) as f64,
            None => p[0],
        };
    }
    s
}

#[differentiate]
fn replaced_beside_an_index(p: &[f64]) -> f64 {
    let mut last: Option<(usize, &[f64])> = None;
    let mut s = 0.0;
    for (i, c) in p.windows(2).enumerate() {
        if let Some((j, d)) = last.replace((i, c)) {
            s += d[0] * c[1] * (i + j) as f64;
        }
        if i == 1
            && let Some((_, d)) = last.take()
        {
            s += h(d);
        }
    }
    s
}

crate::support::whole_functions! {
    unannotated of_slices of_arrays of_numbers pairs_of_indices tuples arrays_passed_on rows_passed_on kept_while_it_changes of_structs given_inside exchanged
    beside_an_index beside_an_index_unannotated replaced_beside_an_index =>
    [0.3, 0.7, -0.4, 1.1], [0.8, -0.6, 0.9, 0.15], [-0.5, 0.4, 0.6, -0.9]
}
