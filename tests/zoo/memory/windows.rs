//! Loops that begin anywhere and index around their variable: what they reach is cut out before them, and
//! rows that do not overlap may be gone through in any order.

use crate::support::slices;

slices! {
    /// Steps on a grid: what an iteration reads of records begins where those of the rows before end.
    grid(a) {
        let n = a.len();
        let mut u: Vec<f64> = (0..n * n).map(|k| (a[k % n] * a[k / n] + k as f64).sin()).collect();
        let mut next = u.clone();
        for _ in 0..3 {
            for i in 1..n - 1 {
                for j in 1..n - 1 {
                    let at = i * n + j;
                    let around = u[at - n] + u[at - 1] + u[at + 1] + u[at + n] - 4.0 * u[at];
                    next[at] = u[at] + 0.125 * around - 0.25 * u[at] * u[at] * a[j].sin();
                }
            }
            std::mem::swap(&mut u, &mut next);
        }
        u.iter().enumerate().map(|(k, x)| x * x * (k % 5) as f64).sum::<f64>()
    } at [0.75, -0.5], [-1.25, 0.5, 1.5], [0.25, 0.5, -0.75, 1.0, 1.25];

    /// Rows that overlap, of elements that are replaced: only in the order of the iterations.
    overlapping(a) {
        let mut b: Vec<f64> = vec![0.5; 2 * a.len() + 1];
        for i in 0..a.len() {
            for j in 0..3 {
                b[i * 2 + j] = b[i * 2 + j].sin() * a[i] + (i + j) as f64;
            }
        }
        for i in 0..a.len() {
            let wide = 3;
            for j in 1..wide {
                let at = i * (wide - 1) + j;
                b[at] = a[i] * b[at] * b[at];
            }
        }
        b.iter().enumerate().map(|(k, x)| x.cos() * k as f64).sum::<f64>()
    } at [0.75, -0.5], [-1.25, 0.5, 1.5, 0.25];

    /// Rows that reach into the next one by an element, and rows that are one short; of lengths that only the
    /// call tells.
    widths(a) {
        let w = a.len();
        let (long, short) = (w + 1, w - 1);
        let mut b: Vec<f64> = (0..w * w + 1).map(|k| 0.5 + (k as f64).sin() * 0.25).collect();
        for i in 0..w {
            for j in 0..long {
                let at = i * w + j;
                b[at] = a[i] * b[at] * b[at];
            }
        }
        for i in 0..w {
            for j in 0..short {
                let at = i * w + j;
                b[at] = a[j] * b[at].sin();
            }
        }
        b.iter().enumerate().map(|(k, x)| x * (k % 4 + 1) as f64).sum::<f64>()
    } at [0.75, -0.5], [-1.25, 0.5, 1.5, 0.25];

    /// Loops that may not run, where what they would index does not exist.
    perhaps_never(a) {
        let lag = 3;
        let mut b = a.to_vec();
        for j in lag..a.len() { b[j] += a[j - lag] * a[j - 1].sin(); }
        let mut sum = 0.0;
        for j in 0..a.len().saturating_sub(lag) { sum += b[j] * b[lag + j] * a[1 + j]; }
        for i in 0..a.len() {
            for j in 2..i { sum += b[i - j] * a[j - 2] * b[i]; }
        }
        for j in (1..a.len()).rev() { b[j] = b[j] * b[j - 1] - a[j]; }
        sum + b.iter().sum::<f64>()
    } at [0.75, -0.5], [-1.25, 0.5, 1.5, 0.25], [0.25, 0.5, -0.75, 1.0, 1.25, -0.5];

    /// What only some iterations index, exchange or assert.
    sometimes(a) {
        let n = a.len();
        let mut b = a.to_vec();
        let mut sum = 0.0;
        for j in 1..n {
            if j + 2 < n { sum += a[j + 2] * b[j - 1]; }
            b.swap(j, j - 1);
            b[j] *= b[j - 1] + 0.5;
        }
        for j in 1..n {
            assert!(b[j].is_finite(), "not finite");
            sum += b[j] * a[j - 1] * a[j - 1];
        }
        sum
    } at [0.75, -0.5], [-1.25, 0.5, 1.5, 0.25];

    /// Rows from the last one on, in iterations that have nothing to do with each other.
    backwards(a) {
        let n = a.len();
        let mut sum = 0.0;
        for k in 0..n {
            let mut b = vec![0.0; n * n];
            for i in (0..n).rev() {
                for j in 0..n { b[i * n + j] = (a[k] * (i + 2 * j) as f64).sin(); }
            }
            let mut least: f64 = 0.5;
            for i in (0..n).rev() {
                for j in (1..n).rev() { least += (b[i * n + j] * b[i * n + j - 1] * a[k]).exp(); }
            }
            sum += least * b[n];
        }
        sum
    } at [0.75, -0.5], [-0.25, 0.5, 1.0, 0.25];

    /// Each row records as much as it is long, and those of a triangle are of all lengths.
    triangle(a) {
        let n = a.len();
        let mut x = a[0];
        for i in 0..n {
            for j in i + 1..n { x += (x * a[j - i]).sin() * a[j]; }
            for j in 1..n { x += 0.25 * (a[j] * a[j - 1] * a[i]).exp(); }
        }
        x
    } at [0.75, -0.5], [-0.25, 0.5, 1.0, 0.25];
}
