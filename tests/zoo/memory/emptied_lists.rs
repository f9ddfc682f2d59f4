//! Lists of lists that become shorter, in functions that go over trees and merge parts.

use autodiff::differentiate;

/// Brings the last two together until one is left.
#[differentiate]
fn merged(mut parts: Vec<Vec<f64>>) -> Vec<f64> {
    while parts.len() > 1 {
        let a = parts.pop().unwrap();
        let mut b = parts.pop().unwrap();
        for (i, v) in a.iter().enumerate() {
            if i < b.len() {
                b[i] += v * v;
            } else {
                b.push(*v);
            }
        }
        parts.push(b);
    }
    parts.pop().unwrap_or_default()
}

#[differentiate]
fn taken_from(stack: &mut Vec<Vec<f64>>, factor: f64) -> f64 {
    match stack.pop() {
        Some(mut last) => {
            last[0] *= factor;
            let sum = last.iter().sum::<f64>();
            if sum > 0.0 {
                stack.push(vec![sum, factor]);
            }
            sum * last[0]
        }
        None => factor,
    }
}

#[differentiate]
fn searched(p: &[f64]) -> f64 {
    let mut stack = vec![vec![p[0]]];
    let mut kept: Vec<Vec<f64>> = vec![];
    let mut best = 0.0;
    while let Some(mut node) = stack.pop() {
        let depth = node.len();
        if depth == 3 {
            best += node.iter().product::<f64>() * node[depth - 1];
            if kept.len() < 3 {
                kept.push(node.clone());
            }
            continue;
        }
        if node.iter().sum::<f64>() < -0.9 {
            continue;
        }
        let mut right = node.clone();
        right.push(p[depth] * node[0]);
        node[0] *= 1.1;
        node.push(p[depth + 1].sin());
        stack.push(node);
        stack.push(right);
    }
    if let Some(last) = kept.pop() {
        best += last[0] * last[2];
    }
    let none: Option<Vec<f64>> = stack.pop();
    if none.is_none() {
        best *= p[1];
    }
    best + merged(kept).iter().map(|v| v.powi(2)).sum::<f64>()
}

#[differentiate]
fn in_called_functions(p: &[f64]) -> f64 {
    let mut stack: Vec<Vec<f64>> = p.windows(2).map(|w| w.to_vec()).collect();
    stack[0].push(p[3]);
    let mut total = 0.0;
    for k in 0..5 {
        total += taken_from(&mut stack, p[k % 4]) * (k + 1) as f64;
    }
    total + stack.iter().flatten().sum::<f64>()
}

#[differentiate]
fn read_before(p: &[f64]) -> f64 {
    let mut levels: Vec<Vec<Vec<f64>>> = vec![vec![p.to_vec(), vec![p[0]]], vec![vec![p[1], p[2]]]];
    let mut names: Vec<Vec<usize>> = vec![vec![0, 2], vec![1, 3, 0]];
    let seen = levels[1][0][0] * levels[0][1][0];
    let mut total = seen;
    while let Some(rows) = levels.pop() {
        let picked = names.pop().unwrap_or_default();
        let last = rows.last().unwrap().len();
        for at in &picked {
            total += rows[0][at % rows[0].len()] * p[*at] * last as f64;
        }
        if picked.len() == 2 {
            return total * rows[1][0];
        }
    }
    total
}

#[differentiate]
fn with_numbers(p: &[f64]) -> f64 {
    let mut paths: Vec<Vec<(usize, f64)>> = vec![vec![(0, p[0])]];
    let mut total = 0.0;
    'all: loop {
        let Some(path) = paths.pop() else { break };
        let (at, cost) = path[path.len() - 1];
        total += cost * cost;
        for next in at + 1..p.len() {
            if path.len() > 2 {
                break 'all;
            }
            let mut longer = path.clone();
            longer.push((next, cost * p[next]));
            paths.push(longer);
        }
    }
    total + paths.len() as f64
}

#[differentiate]
fn cleared(p: &[f64]) -> f64 {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    let mut total = 0.0;
    for k in 0..3 {
        rows.clear();
        for c in p.chunks(k + 1) {
            rows.push(c.iter().map(|x| x * x + k as f64).collect());
        }
        rows[0][0] *= p[k];
        total += rows
            .iter()
            .map(|r| r.iter().product::<f64>() * r.len() as f64)
            .sum::<f64>();
        if total > 3.0 {
            rows.truncate(2);
        }
        total += rows.iter().flatten().sum::<f64>();
    }
    rows.truncate(1);
    rows.truncate(9);
    total * rows[0][0]
}

#[differentiate]
fn removed(p: &[f64]) -> f64 {
    let mut rows: Vec<Vec<f64>> = (1..=4).map(|k| p[..k].to_vec()).collect();
    let first = rows.remove(1);
    let second = rows.swap_remove(0);
    rows[0][2] *= first[1];
    let mut total = second[0] * first[0];
    for (k, row) in rows.iter().enumerate() {
        total += row.iter().sum::<f64>() * row[0] * (k + 1) as f64;
    }
    rows.insert(0, second);
    rows.retain(|r| r.len() != 4);
    total + rows.iter().flatten().map(|x| x * x).sum::<f64>()
}

#[differentiate]
fn shortened(rows: &mut Vec<Vec<f64>>, x: f64) -> f64 {
    rows[0][0] *= x;
    let sum = rows.iter().flatten().sum::<f64>() * rows[rows.len() - 1][0];
    rows.truncate(1);
    sum
}

#[differentiate]
fn shortened_by_another(p: &[f64]) -> f64 {
    let mut rows: Vec<Vec<f64>> = p.windows(3).map(|w| w.to_vec()).collect();
    let mut total = 0.0;
    for x in p {
        total += shortened(&mut rows, *x);
        rows.push(vec![total, *x]);
    }
    total
}

crate::support::whole_functions! {
    searched in_called_functions read_before with_numbers cleared removed shortened_by_another =>
    [0.3, 0.7, -0.4, 1.1], [0.8, -0.6, 0.9, 0.15], [-0.5, 0.4, 0.6, -0.9]
}
