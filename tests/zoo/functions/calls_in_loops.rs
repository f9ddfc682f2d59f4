//! Loops that call functions in each iteration, beside elements that the iterations reach by their number.

use crate::support::slices;
use autodiff::differentiate;

const ONE: f64 = 1.0;

/// Speaks of more than its argument, so that calls of it stay calls.
#[differentiate]
fn bent(x: f64) -> f64 {
    x / (ONE + x * x)
}

/// Records in a loop of its own.
#[differentiate]
fn power(x: f64, n: usize) -> f64 {
    let mut p = 1.0;
    for _ in 0..n {
        p *= bent(x) + x;
    }
    p
}

#[differentiate]
fn halved(x: f64, depth: usize) -> f64 {
    if depth == 0 {
        return x.sin();
    }
    halved(0.5 * x, depth - 1) * x
}

#[differentiate]
fn both(x: f64, y: f64) -> (f64, f64) {
    (x * y, bent(x) - y)
}

#[differentiate]
fn moved(v: &mut [f64], i: usize) {
    v[i] = bent(v[i]) * v[0];
}

/// Four rows of weights, and a state of two halves that the iterations change in their places.
#[differentiate]
fn gated(w: &[f64], state: &mut [f64], x: &[f64]) {
    let n = x.len();
    let (hidden, cell) = state.split_at_mut(n);
    for i in 0..n {
        let keep = bent(x[i] * w[i] + w[n + i]);
        let change = (hidden[i] * w[2 * n + i]).tanh();
        cell[i] = cell[i] * keep + bent(change) * w[3 * n + i];
        hidden[i] = keep * cell[i].tanh();
    }
}

slices! {
    rows_of_gates(a) {
        let n = a.len();
        let w: Vec<f64> = (0..4 * n).map(|i| a[i % n] + 0.25 * i as f64).collect();
        let mut state = vec![0.5; 2 * n];
        for _ in 0..3 {
            gated(&w, &mut state, a);
        }
        let mut s = 0.0;
        for x in &state { s += x; }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    in_their_places(a) {
        let mut v = a.to_vec();
        for i in 0..v.len() { v[i] = bent(v[i]) + a[i]; }
        let mut s = 0.0;
        for i in 0..v.len() { s += bent(v[i]) * a[i]; }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    carried(a) {
        let mut s = 0.5;
        for i in 0..a.len() { s = bent(s + a[i]) * a[i]; }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    from_the_neighbour(a) {
        let mut v = a.to_vec();
        for i in 1..v.len() { v[i] = bent(v[i - 1]) * v[i]; }
        v[v.len() - 1] * v[0]
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    no_iterations(a) {
        let mut s = a[0];
        for i in 0..a.len() - a.len() { s += bent(a[i + 7]) * a[i]; }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    under_a_condition(a) {
        let mut v = a.to_vec();
        for i in 0..a.len() {
            if a[i] > 0.0 { v[i] = bent(a[i]) * v[i]; }
            v[i] += bent(v[i] * a[i]);
        }
        v[0] + v[1] * v[1]
    } at [0.5, -0.75, 1.25], [1.0, 2.0], [-1.0, 0.5];
    of_many_records(a) {
        let mut v = a.to_vec();
        for i in 0..a.len() { v[i] = power(a[i], i + 1) * bent(v[i]) + halved(v[i], i % 3); }
        v[0] * v[1]
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    left_early(a) {
        let mut v = a.to_vec();
        for i in 0..a.len() {
            if a[i] > 1.5 { break; }
            if a[i] < -0.5 { continue; }
            v[i] = bent(a[i]) * v[i];
        }
        v[0] + v[1] * v[1]
    } at [0.5, -0.75, 1.25], [1.0, 2.0], [2.0, 1.0];
    from_the_end(a) {
        let mut v = a.to_vec();
        for i in (0..a.len()).rev() { v[i] = bent(a[i]) * v[i]; }
        for i in 0..=a.len() - 1 { v[i] = bent(v[i]) * a[i]; }
        for i in (0..a.len()).step_by(2) { v[i] = bent(v[i]) + a[i]; }
        v[0] + v[1] * v[1]
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    of_two(a) {
        let mut v = a.to_vec();
        for i in 0..a.len() {
            let (x, y) = both(a[i], v[i]);
            v[i] = x * y + bent(y);
        }
        v[0] + v[1] * v[1]
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    lent_what_is_read(a) {
        let mut v = a.to_vec();
        for i in 0..a.len() {
            moved(&mut v, i);
            v[i] += bent(v[i]) * a[i];
        }
        v[0] + v[1] * v[1]
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
    in_loops_inside(a) {
        let mut v = vec![1.0; a.len() * a.len()];
        for i in 0..a.len() {
            for j in 0..a.len() { v[i * a.len() + j] = bent(a[j]) * a[i]; }
            v[i] *= bent(v[i]);
        }
        let mut s = 0.0;
        for x in &v { s += bent(*x); }
        s
    } at [0.5, -0.75, 1.25], [1.0, 2.0];
}

/// Only as many as there are weights for.
#[test]
#[should_panic]
fn panics_where_the_function_does() {
    gated::forward(&[1.0; 7], &mut [1.0; 4], &[1.0; 2]);
}

/// What is not wanted has a shadow without elements.
mod of_some {
    use super::both;
    use autodiff::differentiate;

    #[differentiate]
    fn boost(ws: &[Vec<f64>], ys: &[f64], rate: f64) -> f64 {
        let mut scores = vec![0.0; ys.len()];
        for _ in 0..2 {
            let (mut g, mut h) = (vec![0.0; 2], vec![rate; 2]);
            for ((w, y), score) in ws.iter().zip(ys).zip(&scores) {
                let (d1, d2) = both(*y, *score);
                for (leaf, w) in w.iter().enumerate() {
                    g[leaf] += w * d1;
                    h[leaf] += w * d2;
                }
            }
            for (i, (score, w)) in scores.iter_mut().zip(ws).enumerate() {
                *score += rate * (w[0] * g[0] + w[1] * h[1]) * ys[i];
            }
        }
        ys.iter().zip(scores).map(|(y, s)| both(*y, s).1).sum()
    }

    #[differentiate(wrt(ws, rate))]
    fn of_weights(ws: &[Vec<f64>], ys: &[f64], rate: f64) -> f64 {
        boost(ws, ys, rate) + boost(ws, &ys[..2], 0.5 * rate)
    }

    #[test]
    fn a_part_of_the_gradient() {
        let ws = |x: &[f64]| vec![x[0..2].to_vec(), x[2..4].to_vec(), x[4..6].to_vec()];
        let ys = [0.4, -0.9, 1.3];
        let f = |x: &[f64]| of_weights(&ws(x), &ys, x[6]);
        let gradient = |x: &[f64]| {
            let (d_ws, d_rate) = of_weights::gradient(&ws(x), &ys, x[6]);
            [d_ws.concat(), vec![d_rate]].concat()
        };
        let x = [0.3, 0.8, -0.5, 1.1, 0.7, -0.2, 0.35];
        autodiff::check::gradient(f, gradient, &x).unwrap();
    }
}

/// A call for one argument looks at the shadow of another one.
mod of_one_of_two {
    use autodiff::differentiate;

    #[differentiate]
    fn weights(w: &[f64], x: &[f64]) -> Vec<f64> {
        let mut out = Vec::new();
        for i in 0..w.len() {
            out.push(w[i] * x[i % x.len()]);
        }
        out
    }

    #[differentiate]
    fn bent(w: &[f64], x: f64, offset: f64) -> f64 {
        let mut sum = offset;
        for i in 0..w.len() {
            sum += (w[i] * x).tanh();
        }
        sum
    }

    /// Rows, and numbers of which each iteration looks at its own.
    #[differentiate]
    fn rows(w: &[f64], xs: &[Vec<f64>], ys: &[f64], zs: &[f64]) -> f64 {
        let mut sum = 0.0;
        for (x, y) in xs.iter().zip(ys) {
            let of_x = weights(w, x);
            sum += of_x[0] * of_x[1] * y;
        }
        for i in 0..ys.len() {
            sum += bent(w, ys[i], zs[i]) * ys[i] * zs[i];
        }
        sum * sum
    }

    /// Hands on what it is told.
    #[differentiate]
    fn between(w: &[f64], xs: &[Vec<f64>], ys: &[f64], zs: &[f64]) -> f64 {
        let mut sum = 0.0;
        for k in 0..2 {
            sum += rows(w, xs, &ys[k..], &zs[..xs.len()]) * w[k] * zs[k] + ys[k];
        }
        sum
    }

    macro_rules! asked_for {
        ($($name:ident ($($asked:ident),*))*) => {$(
            mod $name {
                use super::{between, rows};
                use autodiff::differentiate;
                #[differentiate(wrt($($asked),*))]
                pub(super) fn part(w: &[f64], xs: &[Vec<f64>], ys: &[f64], zs: &[f64]) -> f64 {
                    let of_own: Vec<f64> = ys.iter().map(|y| y * 0.5).collect();
                    rows(w, xs, ys, zs) + between(w, xs, ys, &of_own) + rows(w, &xs[1..], &of_own[1..], zs)
                }
                #[differentiate(wrt($($asked),*), without(wanted, spans))]
                pub(super) fn plain(w: &[f64], xs: &[Vec<f64>], ys: &[f64], zs: &[f64]) -> f64 {
                    let of_own: Vec<f64> = ys.iter().map(|y| y * 0.5).collect();
                    rows(w, xs, ys, zs) + between(w, xs, ys, &of_own) + rows(w, &xs[1..], &of_own[1..], zs)
                }
            }
            #[test]
            fn $name() {
                let xs = vec![vec![0.3, -0.2], vec![0.9, 0.4, -0.7], vec![0.5]];
                let (w, ys, zs) = ([0.6, -0.8, 1.1], [0.4, -0.9, 1.3], [0.2, 0.7, -0.5]);
                let some = $name::part::value_and_gradient(&w, &xs, &ys, &zs);
                assert_eq!(some, $name::plain::value_and_gradient(&w, &xs, &ys, &zs));
            }
        )*};
    }

    asked_for! {
        for_weights(w)
        for_rows(xs)
        for_numbers(ys)
        for_factors(zs)
        for_weights_and_rows(w, xs)
        for_weights_and_factors(w, zs)
        for_rows_and_numbers(xs, ys)
        for_all(w, xs, ys, zs)
    }

    #[test]
    fn against_differences() {
        let xs = |x: &[f64]| vec![x[0..2].to_vec(), x[2..4].to_vec(), x[4..6].to_vec()];
        let (ys, zs) = ([0.4, -0.9, 1.3], [0.2, 0.7, -0.5]);
        let f = |x: &[f64]| for_weights_and_rows::part(&x[6..], &xs(x), &ys, &zs);
        let gradient = |x: &[f64]| {
            let (d_w, d_xs) = for_weights_and_rows::part::gradient(&x[6..], &xs(x), &ys, &zs);
            [d_xs.concat(), d_w].concat()
        };
        let x = [0.3, 0.8, -0.5, 1.1, 0.7, -0.2, 0.35, -0.6, 0.9];
        autodiff::check::gradient(f, gradient, &x).unwrap();
    }
}
