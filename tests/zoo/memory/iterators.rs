//! Iterator chains as the body of a reduction.

use crate::support::slices;
use autodiff::differentiate;

#[differentiate]
fn softened(x: f64) -> f64 {
    x / (1.0 + x.abs())
}

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
    chained(a) { a.iter().chain(&a[1..]).map(|x| x * x * x).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    chained_backwards(a) { let mut s = 0.5; for (i, x) in a.iter().chain(a).enumerate() { s = 0.5 * s + x * i as f64; } for x in a.iter().chain(a).rev() { s = 0.5 * s * x + x; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    chained_in_place(a) { let mut b = a.to_vec(); let mut c = vec![b[0] * b[1], b[1]]; for x in b.iter_mut().chain(c.iter_mut()) { *x *= a[0] + *x; } b[0] * c[0] + c[1] * b[1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    chained_with_one(a) { std::iter::once(a[0] * a[1]).chain(a.iter().copied()).map(|x| x * x).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    filter_mapped(a) { a.iter().filter_map(|&x| if x > 0.0 { Some(x.ln() * x) } else { None }).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    filter_mapped_then_some(a) { a.iter().enumerate().filter_map(|(i, x)| (*x > 0.0).then_some(x * i as f64)).fold(0.5, |s, x| s * x + x) } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    taken_while(a) { a.iter().take_while(|x| **x > -0.5).map(|x| x * x).sum::<f64>() * a[1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    skipped_while(a) { a.iter().skip_while(|x| **x < 0.25 && **x > 0.0).map(|x| x * x).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    mapped_while(a) { a.iter().map_while(|x| if *x > -5.0 { Some(x.exp()) } else { None }).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    scanned(a) { a.iter().scan(0.5, |s, x| { *s = *s * x + x; Some(*s) }).map(|x| x * x).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    running_sums(a) { let b: Vec<f64> = a.iter().scan(0.0, |s, x| { *s += x; Some(*s * *s) }).collect(); b[0] * b[1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    flat_mapped(a) { (0..a.len()).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| a[i] * a[j] * a[j]).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    flat_mapped_left_early(a) { let mut s = 0.5; for (i, j) in (0..2).flat_map(|i| (0..2).map(move |j| (i, j))) { if i == 1 && j == 1 { break; } if i < j { continue; } s = s * a[i] + a[j]; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    flattened(a) { let m = vec![vec![a[0], a[1]], vec![a[0] * a[1]]]; m.iter().flatten().map(|x| x * x).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    least(a) { a.iter().copied().min_by(|x, y| x.total_cmp(y)).unwrap() * a[0] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    greatest(a) { let m = a.iter().max_by(|x, y| x.partial_cmp(y).unwrap()).unwrap(); m * m * a[1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    place_of_greatest(a) { let (i, m) = a.iter().enumerate().max_by(|x, y| x.1.total_cmp(y.1)).unwrap(); (1.0 + i as f64) * m * a[i] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    least_of_filtered(a) { a.iter().filter(|x| **x > 0.0).min_by(|x, y| x.total_cmp(y)).map_or(a[0], |x| x * a[1]) } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    least_index(a) { let i = (0..a.len()).min_by(|&i, &j| a[i].total_cmp(&a[j])).unwrap(); a[i] * a[i] * a[0] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    reduced(a) { a.iter().copied().reduce(|x, y| x * y + x).unwrap() * a[0] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    reduced_maximum(a) { a.iter().copied().reduce(f64::max).unwrap_or(0.0) * a[0] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    position(a) { let i = a.iter().position(|x| *x < 0.0).unwrap(); a[i] * a[i] + a[0] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    found(a) { a.iter().find(|x| **x < 0.0).map(|x| x * x).unwrap_or(1.0) * a[0] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    last_item(a) { a.iter().map(|x| x * x).last().unwrap() * a.iter().next().unwrap() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    kept_only(a) { let b: Vec<f64> = a.iter().filter(|x| **x > 0.0).map(|x| x * a[1]).collect(); b.iter().map(|x| x * x).sum::<f64>() + b.len() as f64 } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    numbered_after_filter(a) { a.iter().filter(|x| **x > 0.0).enumerate().map(|(i, x)| x * x * (i + 1) as f64).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    collected_arrays(a) { let b: Vec<[f64; 2]> = a.iter().map(|x| [*x, x * x]).collect(); b[0][1] * b[1][0] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    three_zipped(a) { let b: Vec<f64> = a.iter().zip(a.iter().rev()).zip(&a[..]).map(|((x, y), z)| x * y * z).collect(); b[0] + b[1] * b[1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    inspected(a) { let mut s = 0.0; let t: f64 = a.iter().inspect(|x| s += **x * a[0]).map(|x| x * x).sum(); s * t } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    called(a) { a.iter().map(|x| softened(*x)).sum::<f64>() + a.iter().copied().map(softened).product::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
}
