//! Values that a loop only ever replaces: extremes, what stands beside them, the nearest.

use crate::support::slices;
use autodiff::differentiate;

slices! {
    /// The largest is subtracted.
    log_sum_exp(a) {
        let mut max = f64::NEG_INFINITY;
        for &v in a {
            if v > max { max = v; }
        }
        let mut sum = 0.0;
        for &v in a { sum += (v - max).exp(); }
        max + 0.5 * sum.ln()
    } at [0.75, -0.5, 1.5], [-1.25, 0.5], [2.0, 2.25, 1.0, 3.5, 0.25];

    /// Two of one loop, computed in the branch and before it, from the end; one begins with an argument.
    extremes(a) {
        let (mut low, mut high) = (a[0], 1.0);
        for i in (0..a.len()).rev() {
            let square = a[i] * a[i] + 0.25 * i as f64;
            if square > high { high = square; }
            if a[i] >= low {} else { low = a[i].sin() * a[1]; }
        }
        high * low
    } at [0.75, -0.5, 1.5], [1.25, 1.5], [-2.0, 0.25, 1.0, -3.5, 0.25];

    /// Several at once, from values of a loop inside; the index is used.
    nearest(a) {
        let (mut best, mut at, mut weight) = (100.0, 0, 0.0);
        for i in 1..a.len() {
            let mut distance = 0.0;
            for k in 0..2 { distance += (a[k] - a[i]).powi(2) * (1.5 + i as f64); }
            if distance < best {
                best = distance;
                at = i;
                weight = a[i].exp();
            }
        }
        best * weight + a[at]
    } at [0.75, -0.5, 1.5], [1.25, 1.5], [-2.0, 0.25, 1.0, -3.5, 0.25];

    /// In a loop, whose iterations change what is looked at.
    repeated(a) {
        let mut x = a.to_vec();
        let mut total = 0.0;
        for _ in 0..3 {
            let mut top = x[0];
            for i in 1..x.len() {
                if x[i] > top { top = x[i]; }
            }
            total += top * top;
            for i in 0..x.len() { x[i] = 0.5 * x[i] + 0.75 * (top - x[i]).sin(); }
        }
        total
    } at [0.75, -0.5, 1.5], [1.25, 1.5];

    /// These are none: the chosen depends on what was chosen, is looked at, or is written meanwhile.
    others(a) {
        let (mut x, mut chain, mut seen, mut kept) = (a.to_vec(), 0.25, 0.5, 0.0);
        for i in 0..x.len() {
            if x[i] > chain { chain = x[i] + 0.125 * chain; }
            if x[i] > seen { seen = x[i]; }
            kept += seen * x[i];
            let before = x[i];
            x[i] = 0.25 - before;
        }
        let mut moving = -10.0;
        for i in 0..x.len() {
            if x[i] > moving { moving = x[i]; }
            x[i] *= 0.5;
        }
        chain * kept + moving
    } at [0.75, -0.5, 1.5], [1.25, 1.5], [0.125, 0.0625];
}

#[differentiate]
fn largest(a: &[f64], start: f64) -> f64 {
    let mut max = start;
    for &v in a {
        if v > max {
            max = v;
        }
    }
    max * max
}

#[differentiate(without(choices))]
fn largest_by_all(a: &[f64], start: f64) -> f64 {
    let mut max = start;
    for &v in a {
        if v > max {
            max = v;
        }
    }
    max * max
}

/// Ties, nothing to choose from, what is no number: as without.
#[test]
fn special_points() {
    let points: [&[f64]; 7] = [
        &[],
        &[1.0, 1.0, 1.0],
        &[f64::NAN, 2.0, f64::NAN],
        &[f64::NAN],
        &[f64::INFINITY, f64::INFINITY],
        &[f64::NEG_INFINITY],
        &[-0.0, 0.0],
    ];
    for a in points {
        for start in [f64::NEG_INFINITY, 0.0, 5.0, f64::NAN] {
            let (value, gradient) = largest::value_and_gradient(a, start);
            let (same, expected) = largest_by_all::value_and_gradient(a, start);
            assert_eq!(value.to_bits(), same.to_bits());
            // One zero is as good as the other.
            let text = |(d_a, d_start): (Vec<f64>, f64)| format!("{d_a:?} {:?}", d_start + 0.0);
            assert_eq!(text(gradient), text(expected), "{a:?} {start}");
        }
    }
}

#[test]
fn one_number_is_recorded() {
    let a = [0.5; 100];
    let info = allocation_counter::measure(|| {
        let (_, cache) = largest::forward(&a, 0.0);
        assert_eq!(cache.max_at, 0);
    });
    assert_eq!(info.count_total, 0);
}
