//! Each gate against its formula and finite differences, at its extremes, and with shapes that do not fit.

mod differences;
mod extremes;
mod panics;
mod values;

/// Numbers of order one, without a pattern and apart from each other.
fn numbers(n: usize) -> Vec<f64> {
    (0..n)
        .map(|i| 1.7 * (i as f64 * 1.618 + 0.3).sin())
        .collect()
}
