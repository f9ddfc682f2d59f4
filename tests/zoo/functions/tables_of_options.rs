//! Tables of `None`s that functions fill: memoised recursion over lists, lists of lists and slices, of numbers, pairs
//! and lists, where only the function that is called says what they hold.

use crate::support::slices;
use autodiff::differentiate;

#[differentiate]
fn product(n: usize, x: f64, memo: &mut Vec<Option<f64>>) -> f64 {
    if let Some(v) = memo[n] {
        return v;
    }
    let v = if n < 2 {
        x * (n + 1) as f64
    } else {
        product(n - 1, x, memo) * product(n - 2, x, memo) + x
    };
    memo[n] = Some(v);
    v
}

#[differentiate]
fn cost(i: usize, j: usize, a: &[f64], memo: &mut [Vec<Option<f64>>]) -> f64 {
    if let Some(v) = memo[i][j] {
        return v;
    }
    let v = match (i, j) {
        (0, _) => a[0] * j as f64,
        (_, 0) => a[1] * i as f64,
        _ => {
            let replace = cost(i - 1, j - 1, a, memo) + a[0] * a[1];
            let insert = cost(i, j - 1, a, memo) + a[0];
            let delete = cost(i - 1, j, a, memo) + a[1];
            -((-replace).exp() + (-insert).exp() + (-delete).exp()).ln()
        }
    };
    memo[i][j] = Some(v);
    v
}

#[differentiate]
fn pair(n: usize, x: f64, memo: &mut [Option<(f64, usize)>]) -> f64 {
    match memo[n] {
        Some((v, k)) => v * k as f64,
        None => {
            memo[n] = Some((x * x, n + 1));
            x
        }
    }
}

slices! {
    numbers(a) {
        let mut memo = vec![None; 6];
        let first = product(5, a[0], &mut memo);
        first + a[1] * product(3, a[1], &mut memo)
    } at [0.5, -0.75], [-0.25, 0.5];

    lists_of_lists(a) {
        let mut memo = vec![vec![None; 5]; 4];
        cost(3, 4, a, &mut memo) * a[0]
    } at [0.5, 0.75], [0.25, 0.5];

    pairs(a) {
        let mut memo = [None; 3];
        let mut s = 0.0;
        for k in 0..5 {
            s += a[k % 2] * pair(k % 3, a[0] + k as f64, &mut memo);
        }
        s
    } at [0.5, -0.75], [-0.25, 0.5];
}
