//! Variables that begin as `None` and are set to tuples later: of integers, of numbers, nested, compared with a
//! tuple, set in branches and loops, taken, and others that are no tuples.

use crate::support::slices;
use autodiff::differentiate;

#[differentiate]
fn widest(a: &[f64]) -> (usize, f64) {
    let mut best = None;
    for (i, &x) in a.iter().enumerate() {
        match best {
            Some((_, y)) if y >= x * x => {}
            _ => best = Some((i, x * x)),
        }
    }
    best.unwrap()
}

slices! {
    of_integers(a) {
        let mut last = None;
        let mut s = 0.0;
        for k in 0..7usize {
            let (i, j) = (k / 3, k % 2);
            if last == Some((i, j)) {
                s += a[0];
            } else {
                s += a[1] * a[0] * k as f64;
                last = Some((i, j));
            }
            if k == 4 {
                last = None;
            }
        }
        s + match last { Some((i, j)) => (i * 10 + j) as f64 * a[0], None => a[1] }
    } at [0.5, -0.75], [-0.25, 0.5];

    of_numbers(a) {
        let mut best = None;
        for (i, &x) in a.iter().enumerate() {
            let better = match best { Some((_, y)) => x * x > y, None => true };
            if better {
                best = Some((i, x * x));
            }
        }
        let (at, value) = best.unwrap();
        let (other, square) = widest(a);
        value * a[at] + square * a[other].sin()
    } at [0.5, -0.75], [-0.25, 0.5];

    nested(a) {
        let mut kept = None;
        let mut s = 0.0;
        for k in 0..4 {
            if let Some((n, (x, y))) = kept {
                s += x * y * n as f64;
            }
            if k != 2 {
                kept = Some((k as usize + 1, (a[0] * k as f64, a[1])));
            } else if let Some((_, (x, _))) = kept.take() {
                s *= x;
            }
        }
        s
    } at [0.5, -0.75], [-0.25, 0.5];

    shadowed(a) {
        let mut last = None;
        let mut s = a[0];
        for k in 0..3 {
            {
                let mut last = None;
                if k > 0 { last = Some((k, a[1])); }
                if let Some((k, x)) = last { s += x * k as f64; }
            }
            if let Some(x) = last { s *= x; }
            last = Some(a[0] * k as f64 + 1.0);
        }
        s
    } at [0.5, -0.75], [-0.25, 0.5];

    never_set(a) {
        let mut last = None;
        for &x in &a[..0] {
            last = Some((x, 1.0));
        }
        let (x, y) = last.unwrap_or((a[0], a[1]));
        x * y
    } at [0.5, -0.75], [-0.25, 0.5];
}
