//! Iterators that are lent: what is left of them goes on where it was left.

use crate::support::slices;

slices! {
    by_reference(a) {
        let mut it = a.iter();
        let first: f64 = it.by_ref().take(1).sum();
        let mut rest = 0.0;
        for x in &mut it {
            rest += x * x;
            if rest > 0.1 { break; }
        }
        let other = &mut it;
        let last = other.map(|x| x.sin()).sum::<f64>();
        first * rest + last + it.next().copied().unwrap_or(first)
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    /// They stop at the item that they look for.
    searched_in_part(a) {
        let mut it = a.iter().map(|x| 2.0 * x).enumerate();
        let at = it.position(|(_, x)| x > 0.3).unwrap_or(0);
        let (i, next) = it.next().unwrap_or((7, a[0]));
        let positive = it.all(|(_, x)| x < 0.0);
        let left = it.count();
        let mut kt = a.iter();
        let found = kt.find(|x| x.abs() > 0.25).copied().unwrap_or(a[1]);
        let any = kt.any(|x| *x < 0.0);
        let power = kt.try_fold(1.0, |p: f64, x| if p > 9.0 { None } else { Some(p + x) });
        let s = next * (i + at + left) as f64 + found * power.unwrap_or(a[0]);
        if any || positive { s * a[1] } else { s }
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    /// What `zip` and `take_while` have asked for is gone.
    zipped_and_cut(a) {
        let mut it = a.iter();
        let mut pairs = 0.0;
        for (x, y) in a.iter().skip(2).zip(it.by_ref()) { pairs += x * y; }
        for (x, y) in it.by_ref().zip(a.iter().take(1)) { pairs += x * y * 3.0; }
        let mut jt = a.iter();
        let few: Vec<f64> = jt.by_ref().take_while(|x| x.abs() > 0.15).map(|x| x * 2.0).collect();
        let rest = jt.fold(0.5, |s, x| s * 0.5 + x);
        pairs + few.iter().sum::<f64>() * rest + it.map(|x| x * x).sum::<f64>()
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];
}
