//! `zip` of two iterators of which nobody knows how many items they have: lists of lists, arrays in lists, filtered
//! ones; of different lengths, empty, by reference and by value, to change the first.

use crate::support::slices;

slices! {
    lists_of_lists(a) {
        let v = vec![vec![a[0], 2.0], vec![], vec![a[1] * a[0]]];
        let w = [[a[1], a[0] * 3.0], [0.5, a[1]]];
        let mut s = 0.0;
        for (x, y) in v.iter().flatten().zip(w.iter().flatten()) {
            s += x * y * y;
        }
        let t: f64 = w.iter().flatten().zip(v.iter().flatten()).map(|(x, y)| (x - y) * (x - y)).sum();
        s * t
    } at [0.5, -0.75], [-0.25, 0.5];

    filtered(a) {
        let b = [a[0] * a[1], 0.0, a[1], 4.0];
        let s: f64 = a.iter().filter(|x| **x < 0.6).zip(b.iter().filter(|x| **x != 0.0)).map(|(x, y)| x * y).sum();
        let t: f64 = b.iter().copied().filter(|x| *x > 100.0).zip(a.iter().copied().filter(|x| *x != 0.0)).map(|(x, y)| x + y).sum();
        s + t * a[0]
    } at [0.5, -0.75], [-0.25, 0.5];

    changed(a) {
        let mut v = vec![vec![a[0], 2.0], vec![a[1] * a[0]]];
        let w = vec![vec![a[1]], vec![a[0] * 3.0, 0.25, 7.0]];
        for _ in 0..2 {
            for (x, y) in v.iter_mut().flatten().zip(w.iter().flatten()) {
                *x *= y;
                *x += a[0];
            }
        }
        let taken: f64 = v.clone().into_iter().flatten().zip(w.into_iter().flatten()).map(|(x, y)| x * y).sum();
        taken + v[1][0]
    } at [0.5, -0.75], [-0.25, 0.5];
}
