//! Iterators with a name, of which one item after the other is taken.

use crate::support::slices;

slices! {
    first_and_rest(a) { let mut it = a.iter(); let first = it.next().unwrap(); it.map(|x| x * first).sum::<f64>() } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25];
    first_then_fold(a) { let mut it = a.iter().copied(); let mut m = it.next().unwrap_or(0.0); for x in it { m = if x > m { x * m } else { m + x }; } m } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25];
    while_some(a) { let mut it = a.iter().zip(a.iter().skip(1)); let mut s = 1.0; while let Some((x, y)) = it.next() { s += x * y * s; } s } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25];
    in_pairs(a) {
        let mut it = a.iter();
        let mut s = 0.0;
        while let Some(x) = it.next() {
            let y = it.next().unwrap_or(&2.0);
            s += x * x * y;
        }
        s
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25, -0.5];
    skipped_by_branch(a) {
        let mut it = a.iter().map(|x| x * x);
        if a[0] > 1.0 { it.next(); }
        it.next().unwrap() * 2.0
    } at [1.5, -2.0, 0.5], [0.75, 0.25];
    peeked(a) {
        let mut it = a.iter().peekable();
        let mut s = 0.0;
        while let Some(x) = it.next() {
            s += match it.peek() { Some(y) => x * **y, None => x * x };
        }
        s
    } at [1.5, -2.0, 0.5], [0.75, 0.25];
    taken_if(a) {
        let mut it = a.iter().peekable();
        let mut s = 1.0;
        for i in 0..4 {
            while let Some(x) = it.next_if(|x| **x < i as f64 * 0.6) { s += x * x * s; }
            if let Some(x) = it.peek() { s *= 1.0 + 0.1 * **x; }
        }
        s + it.map(|x| x * s).sum::<f64>()
    } at [0.1, 0.75, 0.5, 3.0], [0.75, -0.25];
    nth(a) { let mut it = (0..10).map(|i| a[i % 2] * i as f64); it.nth(2).unwrap() * it.nth(1).unwrap() + it.next().unwrap() } at [1.5, -2.0], [0.75, 0.25];
    windows(a) { let mut w = a.windows(2); let mut s = 0.0; while let Some(p) = w.next() { s += p[0] * p[1]; } s } at [1.5, -2.0, 0.5], [0.75, 0.25];
}
