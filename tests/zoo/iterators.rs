//! Iterator chains as the body of a reduction.

use crate::zoo::slices;

slices! {
    sum(a) { a.iter().sum::<f64>() * a[0] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    typed_sum(a) { let s: f64 = a.iter().sum(); s * s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    product(a) { a.iter().product::<f64>() * a[0] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    mapped(a) { a.iter().map(|x| x * x).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    mapped_by_pattern(a) { a.iter().map(|&x| x.exp()).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    dot(a) { a.iter().zip(&a[1..]).map(|(x, y)| x * y).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    numbered(a) { a.iter().enumerate().map(|(i, x)| i as f64 * x * x).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    over_indices(a) { (0..a.len()).map(|i| a[i] * a[i]).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    folded(a) { a.iter().fold(0.5, |s, x| s * x + 1.0) } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    folded_maximum(a) { a.iter().fold(f64::NEG_INFINITY, |m, &x| m.max(x)) * a[0] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    captured(a) { let scale = a[0]; a.iter().map(|x| (scale * x).sin()).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    closure_block(a) { a.iter().map(|x| { let y = x * x; if y > 1.0 { y } else { y * x } }).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    skipped(a) { a.iter().skip(1).map(|x| x * x).sum::<f64>() * a[0] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    copied(a) { a.iter().copied().map(f64::sin).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    windows(a) { a.windows(2).map(|w| (w[1] - w[0]) * w[0]).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    chunks(a) { let mut s = 0.0; for c in a.chunks_exact(2) { s += c[0] * c[1]; } s } at [1.5, -0.75], [-2.0, 0.5, 1.0, 0.25];
    filtered(a) { a.iter().filter(|x| **x > 0.0).map(|x| x * x).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    collected(a) { let b: Vec<f64> = a.iter().map(|x| x * x).collect(); b[0] * b[1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
}
