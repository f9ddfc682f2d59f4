//! Calls that read memory which is written later: what they read is kept, and its adjoint goes to
//! where it was read.

use crate::support::{scalars, slices};
use autodiff::differentiate;

#[differentiate]
fn weighted(a: &[f64], b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (i, (a, b)) in a.iter().zip(b).enumerate() {
        sum += a * b * (1.0 + i as f64) + a * a;
    }
    sum
}

#[differentiate]
fn relaxed(fixed: &[f64], free: &mut [f64]) {
    for (f, x) in fixed.iter().zip(free) {
        *x = *x * f + 0.5 * f * f;
    }
}

#[differentiate]
fn turned(v: &[f64; 2], by: f64) -> [f64; 2] {
    [v[0] - by * v[1], v[1] + by * v[0] * v[0]]
}

scalars! {
    array_read_and_replaced(x: f64, y: f64) {
        let mut v = [x, y];
        for _ in 0..3 {
            v = turned(&v, 0.25 * y);
        }
        v[0] * v[1]
    } at (1.5, -0.75), (-0.5, 1.25);
    read_twice_then_replaced(x: f64, y: f64) {
        let mut v = [x, y];
        for _ in 0..2 {
            let a = turned(&v, x);
            let b = turned(&v, y);
            v = [a[0] + b[1], a[1] * 0.5];
        }
        v[0] + v[1] * x
    } at (0.5, -0.75), (-0.5, 0.25);
}

slices! {
    read_by_three_calls(a) {
        let mut b = a.to_vec();
        let mut sum = 0.0;
        for i in 0..3 {
            let first = weighted(&b, a);
            let second = weighted(&b, &b);
            b[0] = 0.125 * first;
            sum += second * weighted(&b, a) * (1.0 + i as f64);
        }
        sum
    } at [0.5, -0.75, 0.25], [0.25, 0.5];
    written_between(a) {
        let mut b = a.to_vec();
        let mut sum = 0.0;
        for i in 0..2 {
            sum += weighted(&b, a);
            b[1] *= sum * 0.25;
            sum += weighted(&b, a) * b[i];
        }
        sum
    } at [0.5, -0.75, 0.25], [0.25, 0.5];
    written_between_in_a_branch(a) {
        let mut b = a.to_vec();
        let mut sum = 0.0;
        for i in 0..3 {
            sum += weighted(&b, a);
            if i == 1 {
                b[1] = 0.25 * b[0] + 0.125 * sum.sin();
            }
            sum += weighted(&b, a) * b[0];
            b[0] = 0.5 * b[0] + 0.125 * sum.cos();
        }
        sum
    } at [0.5, -0.75, 0.25], [0.25, 0.5];
    one_buffer_by_another(a) {
        let mut b = a.to_vec();
        let mut c = a.to_vec();
        for _ in 0..2 {
            relaxed(&b, &mut c);
            relaxed(&c, &mut b);
        }
        weighted(&b, &c)
    } at [0.5, -0.75, 0.25], [0.25, 0.5];
    parts_one_after_another(a) {
        let mut b = a.to_vec();
        b.extend_from_slice(a);
        for i in 1..4 {
            let sum = weighted(&b[..i], a);
            b[i] = 0.25 * sum;
        }
        weighted(&b, a)
    } at [0.5, -0.75, 0.25, 0.375], [0.25, 0.5];
    vec_that_grows(a) {
        let mut b = a.to_vec();
        for i in 0..3 {
            let sum = weighted(&b, a) + weighted(a, &b);
            b.push(0.125 * sum);
            b[i % 2] *= 0.5;
        }
        weighted(&b, &b)
    } at [0.5, -0.75, 0.25], [0.25, 0.5];
}
