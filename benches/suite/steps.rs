//! Many steps of the classical method of Runge and Kutta: Lorenz' system, whose state is an array, and
//! the benchmark's equation, whose state is a vector.

use crate::case::{Case, keep, numbers};
use crate::objectives::ode::last;
use crate::peers;
use autodiff::differentiate;
use reverse::Var;
use std::hint::black_box;

#[differentiate]
fn slope(y: &[f64; 3], p: &[f64; 3]) -> [f64; 3] {
    [
        p[0] * (y[1] - y[0]),
        y[0] * (p[1] - y[2]) - y[1],
        y[0] * y[1] - p[2] * y[2],
    ]
}

#[differentiate]
fn moved(y: &[f64; 3], h: f64, k: &[f64; 3]) -> [f64; 3] {
    [y[0] + h * k[0], y[1] + h * k[1], y[2] + h * k[2]]
}

#[differentiate]
fn step(y: &[f64; 3], p: &[f64; 3], h: f64) -> [f64; 3] {
    let k1 = slope(y, p);
    let k2 = slope(&moved(y, 0.5 * h, &k1), p);
    let k3 = slope(&moved(y, 0.5 * h, &k2), p);
    let k4 = slope(&moved(y, h, &k3), p);
    let mut next = *y;
    for i in 0..3 {
        next[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
    }
    next
}

#[differentiate(wrt(start, p))]
fn flow(start: &[f64; 3], p: &[f64; 3], h: f64, steps: usize) -> f64 {
    let mut y = *start;
    for _ in 0..steps {
        y = step(&y, p, h);
    }
    y[0] + y[1] * y[2]
}

fn flow_on_tape<'a>(v: &[Var<'a>], h: f64, steps: usize) -> Var<'a> {
    let p = [v[3], v[4], v[5]];
    let slope = |y: [Var<'a>; 3]| {
        [
            p[0] * (y[1] - y[0]),
            y[0] * (p[1] - y[2]) - y[1],
            y[0] * y[1] - p[2] * y[2],
        ]
    };
    let mut y = [v[0], v[1], v[2]];
    for _ in 0..steps {
        let moved = |h: f64, k: [Var<'a>; 3]| std::array::from_fn(|i| y[i] + k[i] * h);
        let k1 = slope(y);
        let k2 = slope(moved(0.5 * h, k1));
        let k3 = slope(moved(0.5 * h, k2));
        let k4 = slope(moved(h, k3));
        y = std::array::from_fn(|i| y[i] + (k1[i] + (k2[i] + k3[i]) * 2.0 + k4[i]) * (h / 6.0));
    }
    y[0] + y[1] * y[2]
}

mod by_hand {
    use super::{moved, slope, step};

    /// Adds what the adjoint of the slope gives to those of the state and of the parameters.
    #[inline]
    fn slope_backward(y: &[f64; 3], p: &[f64; 3], d: [f64; 3], d_p: &mut [f64; 3]) -> [f64; 3] {
        d_p[0] += d[0] * (y[1] - y[0]);
        d_p[1] += d[1] * y[0];
        d_p[2] -= d[2] * y[2];
        [
            d[1] * (p[1] - y[2]) + d[2] * y[1] - d[0] * p[0],
            d[0] * p[0] - d[1] + d[2] * y[0],
            -(d[1] * y[0] + d[2] * p[2]),
        ]
    }

    /// Records the states only: the stages are cheap.
    pub fn flow(start: &[f64; 3], p: &[f64; 3], h: f64, steps: usize, g: &mut [f64]) -> f64 {
        let mut states = Vec::with_capacity(steps);
        let mut y = *start;
        for _ in 0..steps {
            states.push(y);
            y = step(&y, p, h);
        }
        let value = y[0] + y[1] * y[2];
        let mut d_y = [1.0, y[2], y[1]];
        let mut d_p = [0.0; 3];
        let sixth = h / 6.0;
        for y in states.iter().rev() {
            let y2 = moved(y, 0.5 * h, &slope(y, p));
            let y3 = moved(y, 0.5 * h, &slope(&y2, p));
            let y4 = moved(y, h, &slope(&y3, p));
            let d_4 = slope_backward(&y4, p, d_y.map(|d| sixth * d), &mut d_p);
            let of_3 = std::array::from_fn(|i| 2.0 * sixth * d_y[i] + h * d_4[i]);
            let d_3 = slope_backward(&y3, p, of_3, &mut d_p);
            let of_2 = std::array::from_fn(|i| 2.0 * sixth * d_y[i] + 0.5 * h * d_3[i]);
            let d_2 = slope_backward(&y2, p, of_2, &mut d_p);
            let of_1 = std::array::from_fn(|i| sixth * d_y[i] + 0.5 * h * d_2[i]);
            let d_1 = slope_backward(y, p, of_1, &mut d_p);
            for i in 0..3 {
                d_y[i] += d_1[i] + d_2[i] + d_3[i] + d_4[i];
            }
        }
        g[..3].copy_from_slice(&d_y);
        g[3..].copy_from_slice(&d_p);
        value
    }

    /// Records the four states at which slopes were taken.
    pub fn last(x: &[f64], s: usize, g: &mut [f64]) -> f64 {
        let n = x.len();
        let h = 2.0 / s as f64;
        let mut states = vec![0.0; 4 * n * s];
        let (mut y, mut sum) = (vec![0.0; n], vec![0.0; n]);
        for record in states.chunks_exact_mut(4 * n) {
            let mut stages = record.chunks_exact_mut(n);
            sum.fill(0.0);
            let mut rest: [&mut [f64]; 4] = std::array::from_fn(|_| stages.next().expect("four"));
            rest[0].copy_from_slice(&y);
            for stage in 0..4 {
                let weight = [1.0, 2.0, 2.0, 1.0][stage];
                let ahead = [0.5 * h, 0.5 * h, h, 0.0][stage];
                let (before, after) = rest.split_at_mut(stage + 1);
                let at = &*before[stage];
                let slope = |i: usize| if i == 0 { x[0] } else { x[i] * at[i - 1] };
                if let Some(next) = after.first_mut() {
                    next[0] = y[0] + ahead * slope(0);
                    for i in 1..n {
                        next[i] = y[i] + ahead * (x[i] * at[i - 1]);
                    }
                }
                sum[0] += weight * slope(0);
                for i in 1..n {
                    sum[i] += weight * (x[i] * at[i - 1]);
                }
            }
            for i in 0..n {
                y[i] += h / 6.0 * sum[i];
            }
        }
        let value = y[n - 1];
        g.fill(0.0);
        let (mut d_y, mut d_at, mut d_k) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
        d_y[n - 1] = 1.0;
        for record in states.chunks_exact(4 * n).rev() {
            d_at.fill(0.0);
            // What goes to the state at the beginning of the step is added up in `sum`.
            sum.copy_from_slice(&d_y);
            for stage in (0..4).rev() {
                let weight = h / 6.0 * [1.0, 2.0, 2.0, 1.0][stage];
                let ahead = [0.5 * h, 0.5 * h, h, 0.0][stage];
                let at = &record[stage * n..(stage + 1) * n];
                for i in 0..n {
                    d_k[i] = weight * d_y[i] + ahead * d_at[i];
                }
                g[0] += d_k[0];
                for i in 1..n {
                    g[i] += d_k[i] * at[i - 1];
                }
                for i in 1..n {
                    d_at[i - 1] = d_k[i] * x[i];
                    sum[i - 1] += d_at[i - 1];
                }
                d_at[n - 1] = 0.0;
            }
            d_y.copy_from_slice(&sum);
        }
        value
    }
}

pub fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = [1000, 10_000, 100_000, 1_000_000].map(flow_case).into();
    cases.extend([(10, 1000), (1000, 20)].map(last_case));
    cases
}

fn flow_case(steps: usize) -> Case {
    let (start, p) = ([1.0, -0.5, 20.0], [10.0, 28.0, 8.0 / 3.0]);
    let h = 2.0 / steps as f64;
    let case = Case::new(
        format!("Runge-Kutta, {steps} steps"),
        6,
        move || flow(black_box(&start), &p, h, steps),
        move |g| {
            let (value, (d_start, d_p)) = flow::value_and_gradient(black_box(&start), &p, h, steps);
            g[..3].copy_from_slice(&d_start);
            g[3..].copy_from_slice(&d_p);
            value
        },
        move |g| by_hand::flow(black_box(&start), &p, h, steps, g),
    );
    if steps > 10_000 {
        return case;
    }
    case.tape(move |g| peers::on_tape(&[&start, &p], g, |v| flow_on_tape(v, h, steps)))
}

fn last_case((n, steps): (usize, usize)) -> Case {
    let x = keep(numbers(n, 0.0).iter().map(|x| 2.0 + x).collect::<Vec<_>>());
    Case::new(
        format!("ode, n = {n}, {steps} steps"),
        n,
        move || last(black_box(x), steps),
        move |g| last::value_and_gradient_into(black_box(x), g, steps),
        move |g| by_hand::last(black_box(x), steps, g),
    )
}
