//! `..` in patterns of tuples: what stands behind it counts from the end. And parts of tuples behind mutable references,
//! which are written there.

use crate::support::slices;
use autodiff::differentiate;

#[differentiate]
fn merge(row: &mut Vec<(usize, f64)>, at: usize, x: f64) {
    match row.iter_mut().find(|(c, _)| *c == at) {
        Some((_, old)) => *old += x,
        None => row.push((at, x)),
    }
}

slices! {
    behind_the_rest(p) {
        let v = vec![(p[0], p[1], p[1] * p[0], 2), (p[1], p[1] * 3.0, p[0], 3)];
        let mut s = 0.0;
        if let Some((a, .., n)) = v.first() { s += a * *n as f64; }
        if let Some(&(.., c, _)) = v.last() { s += c * c; }
        match v[1] { (a, .., 3) => s += a * a * a, (.., k) => s += k as f64 * p[0] }
        match (p[0], 2.0, p[1]) {
            (x, .., z) if x > 0.0 => s += z * z * 3.0,
            (.., z) => s += z * p[1],
        }
        match (1, p[0], p[1] * p[0], 2) { (1, .., z, 2) => s += z * z, _ => s += 1.0 }
        let (.., w, _) = v[0];
        for (i, (.., u, k)) in v.iter().enumerate() { s += u * *k as f64 * i as f64; }
        s + w * v.iter().map(|(a, .., k)| a * *k as f64).sum::<f64>()
    } at [0.7, -0.4], [-1.2, 0.3];

    written_through(p) {
        let mut row: Vec<(usize, f64)> = vec![];
        for (i, x) in p.iter().chain(p).enumerate() { merge(&mut row, i % 2, x * x); }
        if let Some((_, old)) = row.last_mut() { *old *= p[0]; }
        if let Some((k, old)) = row.get_mut(0) { *old += p[1] * *k as f64; *k += 1; }
        if let Some((_, (_, old))) = row.iter_mut().enumerate().next() { *old += p[1]; }
        let mut pair = Some((p[0], p[1]));
        if let Some((a, b)) = &mut pair { *a += *b; *b *= *a; }
        row[0].1 * row[1].1 * row[0].0 as f64 + pair.unwrap().0 * pair.unwrap().1
    } at [0.7, -0.4], [-1.2, 0.3];
}
