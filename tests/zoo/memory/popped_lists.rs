//! Lists of lists and of `Option`s from which items are taken off.

use crate::support::slices;
use autodiff::differentiate;
use std::collections::VecDeque;

#[differentiate]
fn walk(rows: &mut Vec<Vec<f64>>, times: usize) -> f64 {
    let mut s = 0.0;
    for i in 0..times {
        if let Some(mut row) = rows.pop() {
            row[0] *= 0.75;
            s += row.iter().product::<f64>().sin();
            if i % 2 == 0 {
                row.push(s.sin());
                rows.insert(0, row);
            } else {
                rows.push(vec![s, row[0]]);
            }
        }
    }
    s
}

slices! {
    /// A stack of parts that are parted again.
    parted(a) {
        let mut stack: Vec<Vec<f64>> = vec![a.to_vec()];
        let mut out = 0.0;
        while let Some(part) = stack.pop() {
            if part.len() == 1 {
                out += part[0] * part[0];
                continue;
            }
            let (left, right) = part.split_at(part.len() / 2);
            out += left[0] * right[0];
            stack.push(right.to_vec());
            stack.push(left.iter().map(|v| v * 2.0).collect());
        }
        out
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    /// In a function, and in a branch.
    passed_on(a) {
        let mut rows: Vec<Vec<f64>> = (1..4).map(|k| a[..k].to_vec()).collect();
        let first = walk(&mut rows, 4);
        let second = if first > 0.0 {
            let row = rows.swap_remove(0);
            row[0] * first
        } else {
            rows[0][0]
        };
        rows.truncate(1);
        second + rows.concat().iter().sum::<f64>() + rows.len() as f64 * walk(&mut rows, 3)
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    with_numbers(a) {
        let mut stack = vec![(a.to_vec(), 0usize, a[0])];
        let mut s = 0.0;
        while let Some((part, depth, w)) = stack.pop() {
            if depth > 2 || part.is_empty() {
                s += w * w;
                continue;
            }
            stack.push((part[1..].to_vec(), depth + 1, w * part[0]));
            if depth == 1 {
                stack.push((part.iter().map(|v| v * w).collect(), depth + 2, w + part[0]));
            }
        }
        s
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    from_the_front(a) {
        let mut queue: VecDeque<Vec<f64>> = VecDeque::new();
        queue.push_back(a[..2].to_vec());
        queue.push_back(a[1..].to_vec());
        let mut s = 0.0;
        while let Some(part) = queue.pop_front() {
            s += part[0] * part[part.len() - 1];
            if part.len() > 1 {
                queue.push_back(part[1..].iter().map(|v| v * 1.5).collect());
            }
        }
        s
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    /// Nothing of what is dropped is read, and rows of other lengths come after it.
    emptied(a) {
        let mut rows: Vec<Vec<f64>> = a.chunks(3).map(|c| c.to_vec()).collect();
        let last = rows.remove(1);
        rows.push(vec![last[0], last[0] * a[0]]);
        rows.truncate(2);
        let first = rows.swap_remove(0);
        rows.clear();
        rows.push(first.iter().map(|v| v * v).collect());
        let rest = rows.split_off(0);
        rest[0][0] * rest[0][2] + last[0]
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    options(a) {
        let mut kept: Vec<Option<f64>> = vec![];
        let mut out = 0.0;
        for (i, v) in a.iter().enumerate() {
            kept.push(if i % 2 == 0 { Some(v * v) } else { None });
            if i == 2 {
                out += kept.pop().flatten().unwrap_or(0.5);
                if let Some(Some(there)) = kept.pop() { out += there; }
            }
        }
        let first = kept.remove(0);
        out + first.unwrap_or(1.0) * a[1]
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];
}
