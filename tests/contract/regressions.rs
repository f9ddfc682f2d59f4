//! What every tool that transforms source has got wrong at least once. The macros of the zoo put
//! each pattern into a loop, a branch and a called function as well.

// The functions are written the way that shows the pattern, not the way clippy prefers.
#![allow(clippy::all, unused_assignments, unused_parens, unused_braces)]

use crate::support::{assert_close, derivative_by_differences};
use crate::support::{in_place, scalars, slices};
use autodiff::differentiate;

scalars! {
    loop_local_adjoint_is_reset(x, y) {
        let mut s = 0.0;
        for _ in 0..4 { let mut v = x; v *= y + s; if v > 0.5 { v += x; } s += v * 0.25; }
        s
    } at (1.25, -0.75), (-0.5, 0.5), (1.5, 0.75);
    loop_local_array_adjoint_is_reset(x, y) {
        let mut s = 0.0;
        for _ in 0..3 { let mut a = [x, 0.0]; a[1] += a[0] * y; a[0] += s; s += a[0] * a[1] * 0.5; }
        s
    } at (1.25, -0.75), (-0.5, 0.5);
    swap_of_carried_values(x, y) {
        let (mut a, mut b) = (x, y);
        for _ in 0..3 { std::mem::swap(&mut a, &mut b); a *= x; }
        a - b * b
    } at (1.25, -0.75), (-0.5, 0.5);
    rotation_of_carried_values(x, y) {
        let (mut a, mut b, mut c) = (x, y, 1.0);
        for _ in 0..4 { (a, b, c) = (b, c, a * y); }
        for _ in 0..2 { let old = c; c = b; b = a; a = old; }
        a + 2.0 * b + 3.0 * c * a
    } at (1.25, -0.75), (-0.5, 0.5);
    previous_two_values(x, y) {
        let (mut before, mut now) = (x, y);
        for _ in 0..4 { let new = now * x - before; before = now; now = new; }
        now
    } at (1.25, -0.75), (-0.5, 0.5);
    continue_in_nested_loops(x: f64, y: f64) {
        let mut s = x;
        for i in 0..4 {
            if i == 1 { continue; }
            for j in 0..4 { if j == 2 { continue; } if s > 3.0 { continue; } s += y * x * j as f64; }
            s *= y;
        }
        s
    } at (1.25, 0.75), (-0.5, 0.5);
    break_in_nested_loops(x: f64, y: f64) {
        let mut s = x;
        for i in 0..4 { for j in 0..4 { if j > i { break; } s = s * y + x; if s > 2.5 { break; } s += x; } if s < -2.0 { break; } s *= 1.25; }
        s
    } at (1.25, 0.75), (-0.5, 0.5);
    labelled_continue(x: f64, y: f64) {
        let mut s = x;
        'rows: for i in 0..4 { s += y; for j in 0..3 { if (i + j) % 3 == 2 { s *= 0.5; continue 'rows; } s += x * y; } s *= y; }
        s
    } at (1.25, 0.75), (-0.5, 0.5);
    labelled_break(x: f64, y: f64) {
        let mut s = x;
        'rows: for _ in 0..4 { for j in 0..3 { s += x * y; if s > 2.9 || j * 3 > 7 { s *= y; break 'rows; } s *= 1.25; } s += y; }
        s * x
    } at (1.25, 0.75), (-0.5, 0.5);
    labelled_exits_of_while_in_for(x: f64) {
        let mut s = x;
        'outer: for i in 0..5 {
            let mut n = 0;
            while n < 6 { n += 1; s += 0.25 * x; if n == i { continue 'outer; } if s > 2.2 { break 'outer; } s *= 1.0625; }
        }
        s * s
    } at (1.25), (-0.5);
    early_return_in_loop_in_if(x, y) {
        let mut s = x;
        if y > 0.0 { for _ in 0..4 { s += x * y; if s > 3.0 { return s * y; } s *= 1.125; } s += 1.0; }
        s * x
    } at (1.25, 0.75), (0.25, 0.75), (1.25, -0.75);
    early_return_in_if_in_loop_in_loop(x: f64, y: f64) {
        let mut s = x;
        for i in 0..3 { let mut t = s; for j in 0..3 { t = t * y + x; if i + j == 3 { if t > 0.5 { return t * s; } t -= y; } } s += t * t * 0.25; }
        s
    } at (1.25, 0.75), (-0.5, 0.5);
    inline_divisor_in_loop(x, y) {
        let mut s = x;
        for _ in 0..4 { s = s / (1.0 + s * s) + x / (2.0 + y * y); }
        s
    } at (1.25, -0.75), (-0.5, 0.5);
    overwrite_in_one_branch(x, y) {
        let mut v = x * y;
        let w = v * v;
        if x > 0.0 { v = y * y; }
        v * w + v
    } at (1.25, -0.75), (-0.5, 0.5);
    overwrite_in_the_other_branch(x, y) {
        let mut v = x * y;
        if x > 0.0 { v += 0.0; } else { v = 2.0; }
        v * v * x
    } at (1.25, -0.75), (-0.5, 0.5);
    overwrite_of_memory_in_one_branch(x, y) {
        let mut a = [x, y];
        let w = a[0] * a[0];
        if x > 0.0 { a[0] = y * w; }
        a[0] * a[1] * w
    } at (1.25, -0.75), (-0.5, 0.5);
    branch_that_changes_its_condition(x) { let mut x = x; if x > 0.0 { x = -x; } x * x * x } at (1.25), (-0.5);
    branch_that_changes_its_condition_in_memory(x, y) {
        let mut a = [x, y];
        if a[0] > 0.0 { a[0] = -a[0] * a[1]; } else { a[0] = a[0] * 2.0; }
        if a[0] > 0.0 { a[1] *= a[0]; }
        a[0] * a[1]
    } at (1.25, -0.75), (-0.5, 0.5), (1.25, 0.5);
    condition_changed_in_loop(x) { let mut v = x; for _ in 0..4 { if v > 0.6 { v = v * v - 1.0; } else { v = 0.5 - v; } } v } at (1.25), (-0.5), (0.2);
    shadowed_name_with_another_type(x: f64) {
        let v = x * x;
        let w = v * x;
        let v = 3usize;
        let mut s = w;
        for _ in 0..v { let v = (s, x); let v = [v.0 * v.1, v.1]; s = v[0] + v[1]; }
        let v = s > 1.0;
        if v { s * w } else { s + w }
    } at (1.125), (-0.5);
    mutable_reference_to_element(x: f64, y: f64) {
        let mut a = [x, y, x * y];
        for i in 0..3 { let r = &mut a[i]; *r = *r * *r + 0.5; *r *= x; }
        a[0] * a[1] + a[2]
    } at (1.25, -0.75), (-0.5, 0.5);
    tuple_field_changed_between_uses(x, y) {
        let mut t = (x, y);
        let p = t.0 * t.1;
        t.0 = t.1 * p;
        let q = t.0 * t.1;
        t.1 += q;
        p * q + t.0 * t.1
    } at (1.25, -0.75), (-0.5, 0.5);
    compound_with_itself(x, y) { let mut x = x; x *= x; let t = x; x -= x; x += t; x += x; x /= 1.0 + x; x * y } at (1.25, -0.75), (-0.5, 0.5);
    element_compound_with_itself(x, y) { let mut a = [x, y]; a[0] *= a[0]; a[1] -= a[1] * a[0]; a[0] += a[0]; a[0] * a[1] } at (1.25, -0.75), (-0.5, 0.5);
    difference_with_itself(x, y) { let mut x = x; x -= x; x + y * x + y } at (1.25, -0.75), (-0.5, 0.5);
    one_value_used_twice(x, y) { let v = x * y; let a = v + v; let b = v * v - v / (2.0 + v); a * b + v } at (1.25, -0.75), (-0.5, 0.5);
    one_argument_passed_twice(x: f64, y: f64) { product_of(x, x) + product_of(x, y) * product_of(product_of(y, y), y) } at (1.25, -0.75), (-0.5, 0.5);
}

#[differentiate]
fn product_of(x: f64, y: f64) -> f64 {
    x * y + y
}

slices! {
    one_slice_passed_twice(a) { let b = a.to_vec(); weighted(a, a) + weighted(a, &b) * weighted(&b, &b) } at [1.25, -0.75], [-0.5, 0.5, 1.0];
    reference_into_an_array(a) {
        let mut b = a.to_vec();
        for i in 0..b.len() { let r = &mut b[i]; *r = r.sin(); let q = &b[0]; let v = *q; b[1] += v * a[0]; }
        b[0] * b[1]
    } at [1.25, -0.75, 0.5], [-0.5, 0.5];
    read_before_and_after_a_write(a) {
        let mut b = a.to_vec();
        let before = b[0] * b[1];
        b[0] = before + b[1];
        let after = b[0] * b[1];
        before * after
    } at [1.25, -0.75], [-0.5, 0.5];
    same_element_by_two_indices(a) { let mut b = a.to_vec(); let n = b.len(); for i in 0..2 * n { b[i % n] = b[i % n] * b[(i + 1) % n] + 0.5; } b[0] * b[1] } at [1.25, -0.75, 0.5], [-0.5, 0.5];
    index_changed_after_use(a) { let mut i = 0; let u = a[i] * a[i]; i = 1; let v = a[i] * u; i = 0; v * a[i] } at [1.25, -0.75], [-0.5, 0.5];
    product_with_zeros(a) { let mut p = 1.0; for x in a { p *= x; } p + a[0] * a[1] } at [1.25, 0.0, 0.5], [-0.5, 0.0], [2.0, 0.0, 0.0];
}

#[differentiate]
fn weighted(a: &[f64], b: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..a.len() {
        s += a[i] * b[i] * b[0];
    }
    s
}

in_place! {
    outputs_written_out_of_order(a) { let b = a.to_vec(); a[1] = b[0] * b[1]; a[0] = a[1] * b[0]; a[1] += a[0]; } at [1.25, -0.75], [-0.5, 0.5];
    input_overwritten_then_read(a) { let x = a[0]; a[0] = 2.0; a[1] *= a[0] * x; a[0] = x * x; } at [1.25, -0.75], [-0.5, 0.5];
    neighbours_in_place(a) { for i in 1..a.len() { a[i] = a[i] * a[i - 1]; a[i - 1] = a[i] + 0.5; } } at [1.25, -0.75, 0.5], [-0.5, 0.5];
}

#[differentiate]
fn out_of_order(x: f64, out: &mut [f64]) {
    out[2] = x * x;
    out[0] = out[2] * x;
    out[1] = out[0] + out[2];
}

#[test]
fn outputs_of_a_buffer_that_was_not_zero() {
    let mut out = [f64::NAN, f64::INFINITY, 7.0, 5.0];
    let ((), cache) = out_of_order::forward(3.0, &mut out);
    assert_eq!(out, [27.0, 36.0, 9.0, 5.0]);
    let mut d_out = [1.0, 10.0, 100.0, 1000.0];
    let d_x = out_of_order::backward(&cache, &mut d_out);
    assert_eq!(d_x, 1.0 * 27.0 + 10.0 * (27.0 + 6.0) + 100.0 * 6.0);
    // What was overwritten had no influence; what was not written kept its own.
    assert_eq!(d_out, [0.0, 0.0, 0.0, 1000.0]);
}

#[test]
fn buffers_of_the_caller() {
    let (a, b) = ([1.0, 2.0], [3.0, 4.0]);
    let mut d_a = [f64::NAN, 1e300];
    let mut d_b = [f64::INFINITY, -0.0];
    let value = weighted::value_and_gradient_into(&a, &mut d_a, &b, &mut d_b);
    assert_eq!(value, 33.0);
    assert_eq!((d_a, d_b), ([9.0, 12.0], [3.0 + 11.0, 6.0]));
    // `backward` adds to what is there.
    let (_, cache) = weighted::forward(&a, &b);
    weighted::backward(&cache, &a, &mut d_a, &b, &mut d_b, 2.0);
    assert_eq!((d_a, d_b), ([27.0, 36.0], [42.0, 18.0]));
}

#[differentiate]
fn mean_square(a: &[f64]) -> f64 {
    let mut s = 0.0;
    for x in a {
        s += x * x;
    }
    for i in 1..a.len() {
        s += a[i] * a[i - 1];
    }
    if a.is_empty() { s } else { s / a.len() as f64 }
}

#[differentiate]
fn sum_of_squares_in_place(a: &mut [f64]) {
    for i in 0..a.len() {
        a[i] *= a[i];
    }
}

#[test]
fn zero_length_input() {
    assert_eq!(mean_square::value_and_gradient(&[]), (0.0, vec![]));
    let ((), cache) = sum_of_squares_in_place::forward(&mut []);
    sum_of_squares_in_place::backward(&cache, &mut []);
    assert_eq!(weighted::gradient(&[], &[]), (vec![], vec![]));
}

#[differentiate]
fn product_of_all(a: &[f64]) -> f64 {
    a.iter().product()
}

#[test]
fn product_with_zeros_by_iterator() {
    assert_eq!(product_of_all::gradient(&[2.0, 3.0, 4.0]), [12.0, 8.0, 6.0]);
    assert_eq!(product_of_all::gradient(&[2.0, 0.0, 4.0]), [0.0, 8.0, 0.0]);
    assert_eq!(product_of_all::gradient(&[0.0, 0.0, 4.0]), [0.0, 0.0, 0.0]);
    assert_eq!(product_of_all::value_and_gradient(&[]), (1.0, vec![]));
}

#[differentiate]
fn log_sum_exp(a: &[f64]) -> f64 {
    let mut m = f64::NEG_INFINITY;
    for &x in a {
        m = m.max(x);
    }
    if m == f64::NEG_INFINITY {
        return f64::NEG_INFINITY;
    }
    let mut s = 0.0;
    for &x in a {
        s += (x - m).exp();
    }
    m + s.ln()
}

#[differentiate]
fn log_sum_exp_in_loop(a: &[f64], rows: usize) -> f64 {
    let mut s = 0.0;
    let width = a.len() / rows;
    for i in 0..rows {
        let row = log_sum_exp(&a[i * width..(i + 1) * width]);
        if row > -1e300 {
            s += row;
        }
    }
    s
}

#[test]
fn log_sum_exp_of_minus_infinities() {
    const NOTHING: f64 = f64::NEG_INFINITY;
    let (value, gradient) = log_sum_exp::value_and_gradient(&[NOTHING, NOTHING]);
    assert_eq!((value, gradient), (NOTHING, vec![0.0, 0.0]));
    let (value, gradient) = log_sum_exp::value_and_gradient(&[NOTHING, 3.0, 3.0]);
    assert_eq!(value, 3.0 + 2.0_f64.ln());
    assert_eq!(gradient, [0.0, 0.5, 0.5]);
    let a = [NOTHING, NOTHING, 1.0, 1.0];
    let gradient = log_sum_exp_in_loop::gradient(&a, 2);
    assert_eq!(gradient, [0.0, 0.0, 0.5, 0.5]);
}

#[differentiate]
fn long_recurrence(x: f64, steps: usize) -> f64 {
    let mut v = x;
    for _ in 0..steps {
        v = 0.5 * v + x.sin() * v.cos() * 0.25;
    }
    v
}

#[differentiate]
fn long_sum(x: f64, steps: usize) -> f64 {
    let mut s = 0.0;
    let mut i = 0;
    while i < steps {
        i += 1;
        if i % 3 == 0 {
            continue;
        }
        s += (x * i as f64 * 1e-6).exp();
    }
    s
}

#[differentiate]
fn long_call(x: f64, steps: usize) -> f64 {
    if x > 0.0 {
        long_sum(x, steps) / steps as f64 + long_recurrence(x, steps)
    } else {
        x
    }
}

#[test]
fn a_million_steps() {
    const STEPS: usize = 1_000_000;
    let numeric = derivative_by_differences(&|x| long_recurrence(x, STEPS), 0.75);
    assert_close(
        "long_recurrence",
        &[0.75],
        &[long_recurrence::gradient(0.75, STEPS)],
        &[numeric],
        1e-7,
    );
    let numeric = derivative_by_differences(&|x| long_call(x, STEPS), 0.75);
    assert_close(
        "long_call",
        &[0.75],
        &[long_call::gradient(0.75, STEPS)],
        &[numeric],
        1e-7,
    );
}
