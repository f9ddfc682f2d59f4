//! Calls of other differentiated functions: scalars in, scalars out, slices, several levels deep.

use crate::support::{in_place, scalars, slices};
use autodiff::differentiate;

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn blend(x: f64, y: f64, n: usize) -> f64 {
    let mut v = x;
    for _ in 0..n {
        v = v * y + x;
    }
    v
}

#[differentiate]
fn pair(x: f64, y: f64) -> (f64, f64) {
    let p = x * y;
    (p, p + x)
}

/// Nothing flows through the second argument, whatever is passed.
#[differentiate]
fn scaled_by_trips(x: f64, trips: i32, up: bool) -> f64 {
    if up { x * f64::from(trips) } else { x }
}

#[differentiate]
fn top(x: f64, y: f64) -> f64 {
    let m = middle(x, y);
    middle(m, x) + m
}

#[differentiate]
fn middle(x: f64, y: f64) -> f64 {
    let b = elsewhere::bottom(x * y);
    b * elsewhere::bottom(y)
}

mod elsewhere {
    use autodiff::differentiate;

    #[differentiate]
    pub(crate) fn bottom(x: f64) -> f64 {
        x.sin() + 2.0 * x
    }

    pub(crate) mod further {
        #[::autodiff::differentiate]
        pub(crate) fn logistic(x: f64) -> f64 {
            1.0 / (1.0 + (-x).exp())
        }
    }
}

use elsewhere::further::{self, logistic};

/// Not differentiated, and none of its business: its arguments carry no gradient.
fn trips_for(n: usize, long: bool) -> usize {
    if long { n + 2 } else { n }
}

fn rate() -> f64 {
    0.375
}

#[differentiate]
fn norm_squared(a: &[f64]) -> f64 {
    let mut s = 0.0;
    for x in a {
        s += x * x;
    }
    s
}

#[differentiate]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..a.len() {
        s += a[i] * b[i];
    }
    s
}

#[differentiate]
fn axpy(k: f64, x: &[f64], y: &mut [f64]) {
    for i in 0..x.len() {
        y[i] += k * x[i];
    }
}

#[differentiate]
fn double_and_sum(a: &mut [f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..a.len() {
        s += a[i] * a[i];
        a[i] *= 2.0;
    }
    s
}

#[differentiate]
fn gather(values: &[f64], index: &[usize]) -> f64 {
    let mut s = 0.0;
    for &i in index {
        s += values[i] * values[i];
    }
    s
}

scalars! {
    one_call(x: f64) { square(x) * x } at (1.5), (-2.0);
    call_of_call(x: f64) { square(square(x) + x) } at (1.25), (-0.75);
    same_argument_twice(x: f64) { blend(x, x, 2) } at (1.25), (-0.75);
    expression_arguments(x: f64, y: f64) { blend(x * y, y - 1.0, 1 + 1) } at (1.25, -0.75), (-0.5, 0.5);
    literal_arguments(x: f64) { blend(2.0, x, 3) * blend(x, 0.5, 1) + blend(1.0, 2.0, 1) } at (1.25), (-0.75);
    inactive_actual(x: f64) { let k = 3; scaled_by_trips(x, k, k > 2) * scaled_by_trips(2.0, k, false) } at (1.25), (-0.75);
    pair_result(x: f64, y: f64) { let (p, q): (f64, f64) = pair(x, y); p * q } at (1.25, -0.75), (-0.5, 0.5);
    pair_field(x: f64, y: f64) { let t: (f64, f64) = pair(x, y); t.1 * x } at (1.25, -0.75), (-0.5, 0.5);
    half_of_a_pair(x: f64, y: f64) { let (p, _): (f64, f64) = pair(x, y); p * y } at (1.25, -0.75), (-0.5, 0.5);
    three_deep(x: f64, y: f64) { top(x, y) * top(y, 0.5) } at (0.75, -0.25), (-0.5, 0.5);
    by_path(x: f64) { elsewhere::bottom(x) * further::logistic(x) + self::elsewhere::further::logistic(-x) } at (1.25), (-0.75);
    imported(x: f64) { logistic(2.0 * x) } at (1.25), (-0.75);
    in_a_condition(x: f64, y: f64) { if square(x) > 1.0 { square(y) } else { x * square(x) } } at (1.25, -0.75), (-0.5, 0.5);
    in_one_arm(x: f64, y: f64) { let mut v = y; if x > 0.0 { v = blend(v, x, 2); } v * x } at (1.25, -0.75), (-0.5, 0.5);
    carried_through_calls(x: f64) { let mut v = x; for _ in 0..3 { v = logistic(v) * 2.0 - v * x; } v } at (1.25), (-0.75);
    calls_in_nested_loops(x: f64, y: f64) {
        let mut s = y;
        for i in 0..2 { for j in 0..i + 1 { s += blend(s * 0.25, x, j + 1); } s *= logistic(s); }
        s
    } at (0.75, -0.75), (-0.5, 0.5);
    call_before_break(x: f64) { let mut v = x; for i in 0..6 { v = square(v) * 0.5 + x; if v > 1.5 { break; } if i == 1 { continue; } v += logistic(v); } v } at (1.25), (-0.75);
    plain_call(x: f64) { let n: usize = trips_for(1, true); blend(x, 0.5, n) * rate() } at (1.25), (-0.75);
    call_statement_discarded(x: f64) { let _ = square(x); x * 2.0 } at (1.25), (-0.75);
    of_a_local_array(x: f64, y: f64) { let a = [x, y, x * y]; norm_squared(&a) * norm_squared(&a[1..]) } at (1.25, -0.75), (-0.5, 0.5);
    stops(x: f64, y: f64) { let v = autodiff::stop_gradient(2.0) * x; v * y } at (1.25, -0.75), (-0.5, 0.5);
}

slices! {
    passed_on(a) { norm_squared(a) * a[0] } at [1.5, -0.75], [-2.0, 0.5, 1.0];
    passed_twice(a) { dot(a, a) } at [1.5, -0.75], [-2.0, 0.5, 1.0];
    parts_of_one(a) { dot(&a[..1], &a[1..]) * dot(&a[1..], &a[1..]) } at [1.5, -0.75], [-2.0, 0.5];
    overlapping_parts(a) { let n = a.len(); dot(&a[..n - 1], &a[1..]) } at [1.5, -0.75], [-2.0, 0.5, 1.0];
    with_local(a) { let mut b = a.to_vec(); b[0] *= b[1]; dot(a, &b) * dot(&b, a) } at [1.5, -0.75], [-2.0, 0.5, 1.0];
    with_constants(a) { dot(&[0.5, -2.0], &a[..2]) + a[0] * norm_squared(&[1.0, 2.0]) } at [1.5, -0.75], [-2.0, 0.5, 1.0];
    changed_between_calls(a) { let mut b = a.to_vec(); let p = norm_squared(&b); b[0] += p; let q = norm_squared(&b); b[1] *= q * 0.125; p * q + norm_squared(&b) } at [0.5, -0.75], [-1.0, 0.5, 1.0];
    changed_by_calls(a) { let mut b = a.to_vec(); axpy(a[1], a, &mut b); axpy(0.5, &a[..1], &mut b[1..]); norm_squared(&b) } at [0.5, -0.75], [-1.0, 0.5, 1.0];
    changed_in_a_loop(a) { let mut b = a.to_vec(); for i in 0..3 { axpy(0.25 * i as f64, a, &mut b); b[0] *= b[1]; } dot(&b, a) } at [0.5, -0.75], [-1.0, 0.5, 1.0];
    changed_and_result(a) { let mut b = a.to_vec(); let p = double_and_sum(&mut b); let q = double_and_sum(&mut b); p * q + b[0] * b[1] } at [0.5, -0.75], [-1.0, 0.5, 1.0];
    gathered(a) { gather(a, &[0, 1, 0, 1, 1]) * gather(a, &[0; 0]) + gather(a, &[a.len() - 1]) } at [0.5, -0.75], [-1.0, 0.5, 1.0];
    rows(a) { let mut s = 0.0; for i in 0..a.len() / 2 { s += norm_squared(&a[2 * i..2 * i + 2]) * a[i]; } s } at [0.5, -0.75], [-1.0, 0.5, 1.0, 2.0];
    in_a_while(a) { let mut b = a.to_vec(); let mut n = 0; while norm_squared(&b) > 0.5 && n < 5 { b[0] *= 0.6; b[1] *= 0.5; n += 1; } b[0] * b[1] + norm_squared(&b) } at [1.5, -0.75], [-1.0, 0.5, 0.25];
}

in_place! {
    changed_argument(a) { let k = a[0]; let b = a.to_vec(); axpy(k, &b, a); } at [1.5, -0.75], [-2.0, 0.5];
    changed_part(a) { let b = [a[0] * a[0], 1.0]; axpy(0.5, &b[..1], &mut a[1..]); } at [1.5, -0.75], [-2.0, 0.5];
    read_then_changed(a) { let n = norm_squared(&*a); a[0] = n * 0.25; let m = dot(&a[..], &*a); a[1] += m * 0.125; } at [1.5, -0.75], [-1.0, 0.5];
}
