//! Ranges beside other iterators, of the integer that their use asks for: exponents, numbers, indices, nothing; with
//! and without an end, from zero and from elsewhere, backwards, in loops.

use crate::support::slices;

slices! {
    exponents(a) {
        let s: f64 = (1..).zip(a).map(|(i, &v)| v.powi(i)).sum();
        let t: f64 = (1..4).zip(a).map(|(i, v)| v.powi(i)).sum();
        let u: f64 = (1..4).rev().zip(a).map(|(i, v)| v.powi(2 * i)).sum();
        let mut w = 1.0;
        for (v, i) in a.iter().zip(0..) {
            w += v.powi(i + 1) * a[0];
        }
        s * t + u * w
    } at [0.5, -0.75], [-0.25, 0.5];

    numbers(a) {
        let s: f64 = a.iter().zip(1..).map(|(v, i)| v * f64::from(i)).sum();
        let t: f64 = a.iter().zip(0..).map(|(v, i)| v * f64::from(i) * a[1]).sum();
        let u: f64 = (2..).zip(a.iter()).map(|(i, v)| v * i as f64).sum();
        s * t + u
    } at [0.5, -0.75], [-0.25, 0.5];

    indices(a) {
        let mut b = vec![0.0; 3];
        for (i, v) in (1..).zip(a) {
            b[i] += v * a[i - 1];
        }
        for (i, v) in (0..).zip(b.clone().iter().take(2)) {
            b[i + 1] *= v + 2.0;
        }
        b[1] + b[2]
    } at [0.5, -0.75], [-0.25, 0.5];

    both(a) {
        let mut s = 0.0;
        for (k, (i, j)) in (1..).zip((0..2).zip(1..)) {
            let n: i32 = k;
            s += a[i].powi(n) * a[0] * f64::from(j);
        }
        s
    } at [0.5, -0.75], [-0.25, 0.5];
}
