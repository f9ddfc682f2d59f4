//! Constants and their elements as arguments of calls. Their types are written where the attribute
//! cannot see them.

use crate::support::slices;
use autodiff::differentiate;

const TIMES: [f64; 3] = [0.5, 1.0, 2.0];
const SCALE: f64 = 1.5;
const DATA: [(usize, f64); 3] = [(0, 1.0), (2, 0.5), (1, 0.25)];
const TABLE: &[[f64; 2]] = &[[1.0, 2.0], [0.5, 0.25]];
static GRID: [[f64; 2]; 2] = [[1.0, 2.0], [0.5, 0.25]];
#[differentiate]
pub fn model(v: (f64, f64), t: f64, x: f64) -> f64 {
    v.0 * t / (v.1 * v.1 + t) + x
}
#[differentiate]
pub fn lp(y: f64, mu: f64, s: f64) -> f64 {
    let z = (y - mu) / s;
    -0.5 * z * z - s.ln()
}
#[differentiate]
pub fn elements(p: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..3 {
        s += TIMES[i] - model((p[i], p[i + 1]), TIMES[i], p[5]);
    }
    s + TIMES
        .iter()
        .zip(p)
        .map(|(t, x)| lp(*t, *x, SCALE))
        .sum::<f64>()
}
#[differentiate]
pub fn tuples(p: &[f64]) -> f64 {
    let mut s = 0.0;
    for &(i, r) in &DATA {
        s += lp(r, p[i], p[3]) * r;
    }
    for (i, r) in DATA {
        s += lp(r, p[i], p[3]);
    }
    s + DATA.iter().map(|&(i, r)| lp(p[i], r, 2.0)).sum::<f64>()
}
#[differentiate]
pub fn tables(p: &[f64]) -> f64 {
    let mut s = 0.0;
    for row in TABLE {
        s += lp(row[0], p[0], row[1]);
    }
    for [a, b] in GRID {
        s += lp(a, p[1], b);
    }
    for i in 0..2 {
        for j in 0..2 {
            s += lp(GRID[i][j], p[i], TABLE[j][i]);
        }
    }
    s
}
#[differentiate]
pub fn bump(u: &mut [f64], r: f64, lr: f64) {
    for x in u.iter_mut() {
        *x += lr * (r - *x * *x);
    }
}
#[differentiate]
pub fn changed(p: &[f64]) -> f64 {
    let mut v = p.to_vec();
    for &(i, r) in &DATA {
        bump(&mut v[i..i + 2], r, p[0]);
    }
    for &t in &TIMES {
        bump(&mut v, t, 0.1);
    }
    v.iter().map(|x| x * x).sum()
}

const TEXT: &[u8] = b"GATTACA";
const NODES: &[f64] = &[0.25, 0.5, 0.75];

#[differentiate]
pub fn weighted(text: &[u8], nodes: &[f64], p: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (letter, x) in text.iter().zip(p) {
        sum += match letter {
            b'A' => x * x * nodes[0],
            b'T' => x * nodes[1],
            _ => *x,
        };
    }
    sum * nodes[2]
}
#[differentiate]
pub fn lent(p: &[f64]) -> f64 {
    const INNER: &[f64] = &[1.5, 2.0, 0.5];
    let text = TEXT;
    weighted(TEXT, NODES, p)
        + weighted(&text[1..], INNER, p) * weighted(&TEXT[2..], &NODES, &p[1..])
}

#[test]
fn have_the_gradients() {
    slices!(@check [0.7, 1.3, -0.4, 0.9, 0.35, 1.1] elements tuples tables changed lent);
    slices!(@check [-0.6, 0.8, 0.5, 1.9, 0.7, -1.2] elements tuples tables changed lent);
}
