//! What each kind of argument becomes.

use autodiff::differentiate;

#[differentiate]
fn scalar(x: f64) -> f64 {
    x * x
}

#[test]
fn one_scalar_gives_a_bare_gradient() {
    let (value, cache) = scalar::forward(3.0);
    let adjoint: f64 = scalar::backward(&cache, 2.0);
    assert_eq!((value, adjoint), (9.0, 12.0));
    assert_eq!(scalar::gradient(3.0), 6.0);
    assert_eq!(scalar::value_and_gradient(3.0), (9.0, 6.0));
}

#[differentiate]
fn single_precision(x: f32, a: &[f32; 2]) -> f32 {
    x * a[0] + a[1]
}

#[test]
fn single_precision_stays_single() {
    let gradient: (f32, [f32; 2]) = single_precision::gradient(2.0, &[3.0, 4.0]);
    assert_eq!(gradient, (3.0, [2.0, 1.0]));
}

#[differentiate]
fn slice(x: &[f64]) -> f64 {
    x[0] * x[1]
}

#[test]
fn a_slice_gives_a_vec_or_fills_the_callers_buffer() {
    let gradient: Vec<f64> = slice::gradient(&[2.0, 3.0, 4.0]);
    assert_eq!(gradient, [3.0, 2.0, 0.0]);
    let mut buffer = [f64::NAN; 3];
    let value: f64 = slice::value_and_gradient_into(&[2.0, 3.0, 4.0], &mut buffer);
    assert_eq!((value, buffer), (6.0, [3.0, 2.0, 0.0]));

    // The shape that optimisers ask for.
    let objective: fn(&[f64], &mut [f64]) -> f64 = slice::value_and_gradient_into;
    assert_eq!(objective(&[1.0, 1.0], &mut [0.0; 2]), 1.0);
}

#[differentiate]
fn mixed(n: usize, x: f64, a: &[f64; 2], up: bool, w: &[f64], index: &[usize], k: i32) -> f64 {
    let mut s = if up { x } else { -x };
    for &i in index {
        s += w[i] * a[n] * f64::from(k);
    }
    s
}

#[test]
fn what_holds_no_floats_has_no_gradient() {
    let (a, w, index) = ([2.0, 3.0], [5.0, 7.0, 11.0], [0, 2, 2]);
    let (value, cache) = mixed::forward(1, 1.5, &a, false, &w, &index, 2);
    assert_eq!(value, -1.5 + 6.0 * 27.0);
    let (mut d_a, mut d_w) = ([0.0; 2], [0.0; 3]);
    // By value: gone; by reference: passed again, followed by its shadow if it holds floats.
    let d_x: f64 = mixed::backward(&cache, &a, &mut d_a, &w, &mut d_w, &index, 1.0);
    assert_eq!((d_x, d_a, d_w), (-1.0, [0.0, 54.0], [6.0, 0.0, 12.0]));

    let gradient: (f64, [f64; 2], Vec<f64>) = mixed::gradient(1, 1.5, &a, false, &w, &index, 2);
    assert_eq!(gradient, (-1.0, [0.0, 54.0], vec![6.0, 0.0, 12.0]));

    let (mut d_a, mut d_w) = ([9.0; 2], [9.0; 3]);
    let (same, d_x) =
        mixed::value_and_gradient_into(1, 1.5, &a, &mut d_a, false, &w, &mut d_w, &index, 2);
    assert_eq!((same, d_x, d_a), (value, -1.0, [0.0, 54.0]));
    assert_eq!(d_w, [6.0, 0.0, 12.0]);
}

#[differentiate]
fn nested(m: &[[f64; 2]; 2], t: (f64, [f64; 2]), rows: &[[f64; 2]], v: &Vec<f64>) -> f64 {
    m[0][1] * t.0 + t.1[1] * rows[1][0] + v[0]
}

#[test]
fn nested_aggregates_keep_their_shape() {
    let m = [[1.0, 2.0], [3.0, 4.0]];
    let rows = [[5.0, 6.0], [7.0, 8.0]];
    let gradient = nested::gradient(&m, (9.0, [10.0, 11.0]), &rows, &vec![12.0]);
    let expected = (
        [[0.0, 9.0], [0.0, 0.0]],
        (2.0, [0.0, 7.0]),
        vec![[0.0, 0.0], [11.0, 0.0]],
        vec![1.0],
    );
    assert_eq!(gradient, expected);
}

#[differentiate]
fn by_value(a: [f64; 2], v: Vec<f64>) -> f64 {
    a[0] * v[1] + a[1] * a[1]
}

#[test]
fn aggregates_by_value_return_their_adjoints() {
    let (value, cache) = by_value::forward([2.0, 3.0], vec![5.0, 7.0]);
    assert_eq!(value, 23.0);
    let adjoints: ([f64; 2], Vec<f64>) = by_value::backward(&cache, 2.0);
    assert_eq!(adjoints, ([14.0, 12.0], vec![0.0, 4.0]));
}

#[differentiate]
fn changes(a: &mut [f64], k: f64, b: &mut [f64; 2]) {
    for i in 0..a.len() {
        a[i] *= k;
    }
    b[0] = a[0] * b[1];
}

#[test]
fn a_mutable_argument_is_replaced_by_its_shadow() {
    let (mut a, mut b) = ([2.0, 3.0], [5.0, 7.0]);
    let ((), cache) = changes::forward(&mut a, 10.0, &mut b);
    assert_eq!((a, b), ([20.0, 30.0], [140.0, 7.0]));
    let (mut d_a, mut d_b) = ([1.0, 1.0], [1.0, 1.0]);
    let d_k: f64 = changes::backward(&cache, &mut d_a, &mut d_b);
    // d(a0 k) = 1 + 7, d(a1 k) = 1
    assert_eq!((d_a, d_b), ([80.0, 10.0], [0.0, 21.0]));
    assert_eq!(d_k, 2.0 * 8.0 + 3.0);
}

#[differentiate]
fn counts(a: &mut [f64], seen: &mut [usize], x: f64) -> f64 {
    let mut s = 0.0;
    for i in 0..a.len() {
        seen[i] += 1;
        s += a[i] * x * seen[i] as f64;
    }
    s
}

#[test]
fn a_mutable_argument_without_floats_is_gone_from_backward() {
    let (mut a, mut seen) = ([2.0, 3.0], [0, 1]);
    let (value, cache) = counts::forward(&mut a, &mut seen, 10.0);
    assert_eq!((value, seen), (20.0 + 60.0, [1, 2]));
    let mut d_a = [0.5, 0.5];
    let d_x = counts::backward(&cache, &mut d_a, 1.0);
    assert_eq!((d_x, d_a), (8.0, [10.5, 20.5]));
}

#[differentiate]
fn floor_decides(x: f64, floor: f64) -> f64 {
    if x > floor { x * x } else { 0.0 }
}

#[test]
fn a_float_that_only_decides_has_a_zero_adjoint() {
    assert_eq!(floor_decides::gradient(3.0, 1.0), (6.0, 0.0));
    assert_eq!(floor_decides::gradient(3.0, 4.0), (0.0, 0.0));
}

#[differentiate(wrt(w, b))]
fn loss(x: &[f64], w: &[f64], b: f64, k: f64) -> f64 {
    let mut s = b * k;
    for i in 0..x.len() {
        s += x[i] * w[i];
    }
    s * s
}

#[test]
fn wrt_restricts_the_gradient_and_not_backward() {
    let (x, w) = ([1.0, 2.0], [3.0, 4.0]);
    let (value, cache) = loss::forward(&x, &w, 5.0, 2.0);
    assert_eq!(value, 441.0);
    let gradient: (Vec<f64>, f64) = loss::gradient(&x, &w, 5.0, 2.0);
    assert_eq!(gradient, (vec![42.0, 84.0], 84.0));
    assert_eq!(
        loss::value_and_gradient(&x, &w, 5.0, 2.0),
        (441.0, gradient)
    );
    let mut d_w = [f64::NAN; 2];
    let (same, d_b) = loss::value_and_gradient_into(&x, &w, &mut d_w, 5.0, 2.0);
    assert_eq!((same, d_b, d_w), (441.0, 84.0, [42.0, 84.0]));

    let (mut d_x, mut d_w) = ([0.0; 2], [0.0; 2]);
    let (d_b, d_k) = loss::backward(&cache, &x, &mut d_x, &w, &mut d_w, 1.0);
    assert_eq!((d_x, d_w), ([126.0, 168.0], [42.0, 84.0]));
    assert_eq!((d_b, d_k), (84.0, 210.0));
}

#[differentiate]
fn stopped(x: f64, y: f64) -> f64 {
    let scale = autodiff::stop_gradient(x * y);
    scale * x
}

#[test]
fn nothing_flows_through_stop_gradient() {
    assert_eq!(stopped::value_and_gradient(3.0, 2.0), (18.0, (6.0, 0.0)));
}
