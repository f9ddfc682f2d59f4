//! Reaction and diffusion of two substances (Gray and Scott) on a grid of 32 × 32.

use crate::case::{Case, keep, numbers, parts};
use autodiff::differentiate;
use std::hint::black_box;

const SPREAD_U: f64 = 0.16;
const SPREAD_V: f64 = 0.08;

/// How much of the second substance there is after some steps; the edge stays as it is.
#[differentiate]
fn grown(u: &[f64], v: &[f64], n: usize, feed: f64, kill: f64, steps: usize) -> f64 {
    let mut u = u.to_vec();
    let mut v = v.to_vec();
    let mut next_u = u.clone();
    let mut next_v = v.clone();
    for _ in 0..steps {
        for i in 1..n - 1 {
            for j in 1..n - 1 {
                let at = i * n + j;
                let around_u = u[at - n] + u[at - 1] + u[at + 1] + u[at + n] - 4.0 * u[at];
                let around_v = v[at - n] + v[at - 1] + v[at + 1] + v[at + n] - 4.0 * v[at];
                let reaction = u[at] * v[at] * v[at];
                next_u[at] = u[at] + SPREAD_U * around_u - reaction + feed * (1.0 - u[at]);
                next_v[at] = v[at] + SPREAD_V * around_v + reaction - (feed + kill) * v[at];
            }
        }
        std::mem::swap(&mut u, &mut next_u);
        std::mem::swap(&mut v, &mut next_v);
    }
    let mut sum = 0.0;
    for v in &v {
        sum += v * v;
    }
    sum
}

/// Records all states. Both of the user's buffers begin as the same content, so that what goes to the
/// edge goes to the same place at every step.
fn by_hand(u0: &[f64], v0: &[f64], n: usize, rates: [f64; 2], steps: usize, g: &mut [f64]) -> f64 {
    let [feed, kill] = rates;
    let size = n * n;
    let mut us = vec![0.0; (steps + 1) * size];
    let mut vs = vec![0.0; (steps + 1) * size];
    for step in 0..=steps {
        us[step * size..][..size].copy_from_slice(u0);
        vs[step * size..][..size].copy_from_slice(v0);
    }
    for step in 0..steps {
        let (u, next_u) = us[step * size..].split_at_mut(size);
        let (v, next_v) = vs[step * size..].split_at_mut(size);
        for i in 1..n - 1 {
            let at = i * n + 1;
            let w = n - 2;
            let (up, left, here) = (&u[at - n..][..w], &u[at - 1..][..w], &u[at..][..w]);
            let (right, down) = (&u[at + 1..][..w], &u[at + n..][..w]);
            let (v_up, v_left, v_here) = (&v[at - n..][..w], &v[at - 1..][..w], &v[at..][..w]);
            let (v_right, v_down) = (&v[at + 1..][..w], &v[at + n..][..w]);
            let (out_u, out_v) = (&mut next_u[at..][..w], &mut next_v[at..][..w]);
            for j in 0..w {
                let around_u = up[j] + left[j] + right[j] + down[j] - 4.0 * here[j];
                let around_v = v_up[j] + v_left[j] + v_right[j] + v_down[j] - 4.0 * v_here[j];
                let reaction = here[j] * v_here[j] * v_here[j];
                out_u[j] = here[j] + SPREAD_U * around_u - reaction + feed * (1.0 - here[j]);
                out_v[j] = v_here[j] + SPREAD_V * around_v + reaction - (feed + kill) * v_here[j];
            }
        }
    }
    let last = &vs[steps * size..];
    let value = last.iter().map(|v| v * v).sum();

    let [d_u, d_v, d_rates] = parts(g, [size, size, 2]);
    d_u.fill(0.0);
    for (d, v) in d_v.iter_mut().zip(last) {
        *d = 2.0 * v;
    }
    let (mut d_next_u, mut d_next_v) = (vec![0.0; size], vec![0.0; size]);
    let (mut d_feed, mut d_kill) = (0.0, 0.0);
    for step in (0..steps).rev() {
        let (u, v) = (&us[step * size..][..size], &vs[step * size..][..size]);
        d_next_u.copy_from_slice(d_u);
        d_next_v.copy_from_slice(d_v);
        for i in 1..n - 1 {
            for j in 1..n - 1 {
                let at = i * n + j;
                let (d_a, d_b) = (d_next_u[at], d_next_v[at]);
                let (a, b) = (u[at], v[at]);
                let d_reaction = d_b - d_a;
                d_feed += d_a * (1.0 - a) - d_b * b;
                d_kill -= d_b * b;
                d_u[at] = d_a * (1.0 - 4.0 * SPREAD_U - feed) + d_reaction * b * b;
                d_v[at] = d_b * (1.0 - 4.0 * SPREAD_V - feed - kill) + d_reaction * 2.0 * a * b;
            }
        }
        let w = n - 2;
        for (d, d_next, spread) in [
            (&mut *d_u, &d_next_u, SPREAD_U),
            (&mut *d_v, &d_next_v, SPREAD_V),
        ] {
            for i in 1..n - 1 {
                let from = i * n + 1;
                for to in [from - n, from - 1, from + 1, from + n] {
                    for (d, d_next) in d[to..][..w].iter_mut().zip(&d_next[from..][..w]) {
                        *d += spread * d_next;
                    }
                }
            }
        }
    }
    d_rates.copy_from_slice(&[d_feed, d_kill]);
    value
}

pub fn cases() -> Vec<Case> {
    let (n, steps) = (32, 20);
    let size = n * n;
    let rates = [0.04, 0.06];
    let somewhere =
        |seed| -> Vec<f64> { numbers(size, seed).iter().map(|x| 0.5 + 0.25 * x).collect() };
    let (u, v) = (keep(somewhere(0.0)), keep(somewhere(1.0)));
    vec![Case::new(
        "reaction-diffusion 32x32, 20 steps",
        2 * size + 2,
        move || grown(black_box(u), v, n, rates[0], rates[1], steps),
        move |g| {
            let [d_u, d_v, d_rates] = parts(g, [size, size, 2]);
            let u = black_box(u);
            let (value, (d_feed, d_kill)) =
                grown::value_and_gradient_into(u, d_u, v, d_v, n, rates[0], rates[1], steps);
            d_rates.copy_from_slice(&[d_feed, d_kill]);
            value
        },
        move |g| by_hand(black_box(u), v, n, rates, steps, g),
    )]
}
