//! Loops that run a constant number of times inside each other: their records are arrays.

use crate::support::scalars;

scalars! {
    two_deep(x: f64, y: f64) {
        let mut a = [x, y, x * y];
        let mut b = [y, x + y, 1.0];
        for i in 0..4 {
            let turn = (a[0] + 0.25 * i as f64).sin();
            for j in 0..3 {
                let next = a[j] * turn + b[j] * b[j];
                b[j] = 0.5 * a[j] * b[j];
                a[j] = next.cos();
            }
        }
        a[0] * a[1] + a[2] * b[0] + b[1]
    } at (0.75, -0.5), (-0.25, 1.25);
    three_deep_and_backwards(x: f64, y: f64) {
        let mut a = [x, y];
        let mut p = x;
        for i in (0..3).rev() {
            for j in 0..2 {
                p = (p * a[j] + 0.5).sin();
                for k in (0..2).rev() {
                    a[k] = a[k] * p + 0.125 * (i + j) as f64;
                }
                p *= a[j];
            }
        }
        p + a[0] * a[1]
    } at (0.75, -0.5), (-0.25, 1.25);
    beside_each_other(x: f64, y: f64) {
        let mut p = x;
        for _ in 0..2 {
            for _ in 0..3 {
                p = (p * y).sin() + x;
            }
            for _ in 0..2 {
                p = (p * p + y).cos();
            }
        }
        p
    } at (0.75, -0.5), (-0.25, 1.25);
    left_early(x: f64, y: f64) {
        let mut p = x;
        for i in 0..3 {
            for j in 0..4 {
                if p > 1.5 && j > 0 {
                    break;
                }
                p = p * y + 0.5 + (i * j) as f64 * 0.125;
            }
            p = p.sin() * p;
        }
        p
    } at (0.75, 1.5), (-0.25, 1.25);
    in_a_branch(x: f64, y: f64) {
        let mut p = x;
        for i in 0..3 {
            if i != 1 {
                for _ in 0..2 {
                    p = (p * y).sin() + x;
                }
            } else {
                p *= p;
            }
        }
        p
    } at (0.75, -0.5), (-0.25, 1.25);
}
