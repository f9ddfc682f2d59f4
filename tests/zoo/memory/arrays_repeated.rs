//! Arrays that an `Option` is copied from, and that `once`, `repeat` and `repeat_n` give.

use crate::support::slices;

slices! {
    last_or_else(p) {
        let x = [[p[0], p[1]], [p[2], p[3]]];
        let mut sum = 0.0;
        for n in 0..=x.len() {
            let mut last = x[..n].last().copied().unwrap_or([0.3, p[4]]);
            last[0] *= 2.0;
            sum += last[0] * last[1].sin();
        }
        sum
    } at [0.5, 0.7, 1.2, -0.4, 0.9];

    changed_after_it_was_copied(p) {
        let mut x = vec![[p[0], p[1]], [p[2], p[3]]];
        let last = x.last().copied();
        x[1][0] = 7.0 * x[0][0];
        let last = last.unwrap_or([1.0; 2]);
        last[0] * last[1] * x[1][0]
    } at [0.5, 0.7, 1.2, -0.4];

    there_and_not_there(p) {
        let x = [[p[0], p[1]], [p[2], p[3]]];
        let mut sum = 0.0;
        for (i, q) in x.iter().enumerate() {
            let Some(next) = x.get(i + 1).copied() else {
                sum += q[0] * q[0];
                continue;
            };
            sum += next[0] * q[1] + x.get(i + 2).copied().map_or(p[0], |p| p[0] * p[1]);
        }
        sum
    } at [0.5, 0.7, 1.2, -0.4];

    nested_and_in_tuples(p) {
        let x = [[[p[0]], [p[1]]], [[p[2]], [p[3]]]];
        let v = vec![(p[0], x[0]), (p[1] * p[2], x[1])];
        let a = x.first().copied().unwrap_or([[0.0]; 2]);
        let b = x.get(9).copied().unwrap_or(x[1]);
        let (c, d) = v.last().copied().unwrap_or((0.0, [[1.0]; 2]));
        a[0][0] * b[1][0] + a[1][0] * b[0][0] * c + d[0][0] * d[1][0]
    } at [0.5, 0.7, 1.2, -0.4];

    once_before_and_behind(p) {
        let x = [[p[0], p[1]], [p[2], p[3]]];
        let behind: Vec<[f64; 2]> = x.iter().copied().chain(std::iter::once(x[x.len() - 2])).collect();
        let before: Vec<[f64; 2]> = std::iter::once(x[1]).chain(behind.iter().copied()).collect();
        before.iter().enumerate().map(|(i, q)| (i + 1) as f64 * q[0] * q[1] * q[1]).sum::<f64>()
    } at [0.5, 0.7, 1.2, -0.4];

    changed_before_it_is_given(p) {
        let mut x = vec![[p[0], p[1]], [p[2], p[3]]];
        let first = std::iter::once(x[0]);
        x[0][0] = 5.0;
        let all: Vec<[f64; 2]> = first.chain(x.iter().copied()).collect();
        all.iter().map(|q| q[0] * q[1] * q[1]).sum::<f64>()
    } at [0.5, 0.7, 1.2, -0.4];

    each_changes_its_own(p) {
        let x = [[p[0], p[1]], [p[2], p[3]]];
        let mut sum = 0.0;
        for (k, mut q) in std::iter::repeat_n(x[1], 2).enumerate() {
            q[0] *= x[k][1];
            q[1] += q[0];
            sum += q[0] * q[1];
        }
        for (k, mut q) in std::iter::repeat_n(x[1].to_vec(), 2).enumerate() {
            q[0] *= x[k][1];
            q.push(x[k][0]);
            sum += q[0] * q[1] * q.iter().sum::<f64>();
        }
        sum
    } at [0.5, 0.7, 1.2, -0.4];

    given_without_end_or_never(p) {
        let x = [[p[0], p[1]], [p[2], p[3]]];
        let zipped = x.iter().zip(std::iter::repeat(x[1])).map(|(a, b)| a[0] * b[1] + a[1] * b[0] * b[0]);
        let mut sum: f64 = zipped.sum();
        for q in std::iter::repeat_n(x[1], x.len() - 2) {
            sum += q[0];
        }
        sum
    } at [0.5, 0.7, 1.2, -0.4];
}
