//! What each kind of result becomes.

use autodiff::differentiate;

#[differentiate]
fn pair(x: f64, y: f64) -> (f64, f64) {
    (x * y, x - y)
}

#[test]
fn a_tuple_takes_a_tuple_of_seeds() {
    let (value, cache) = pair::forward(2.0, 3.0);
    assert_eq!(value, (6.0, -1.0));
    assert_eq!(pair::backward(&cache, (1.0, 10.0)), (13.0, -8.0));
    assert_eq!(pair::backward(&cache, (1.0, 0.0)), (3.0, 2.0));
}

#[differentiate]
fn array(x: f64, a: &[f64; 2]) -> [f64; 2] {
    [x * a[0], a[1] * a[1]]
}

#[test]
fn an_array_takes_its_adjoint_by_value() {
    let a = [3.0, 5.0];
    let (value, cache) = array::forward(2.0, &a);
    assert_eq!(value, [6.0, 25.0]);
    let mut d_a = [0.0; 2];
    let d_x = array::backward(&cache, &a, &mut d_a, [1.0, 100.0]);
    assert_eq!((d_x, d_a), (3.0, [2.0, 1000.0]));
}

#[differentiate]
fn vector(a: &[f64], k: f64) -> Vec<f64> {
    let mut out = a.to_vec();
    for x in out.iter_mut() {
        *x *= k;
    }
    out
}

#[test]
fn a_vec_takes_its_adjoint_by_value() {
    let a = [3.0, 5.0];
    let (value, cache) = vector::forward(&a, 2.0);
    assert_eq!(value, [6.0, 10.0]);
    let mut d_a = [0.0; 2];
    let d_k = vector::backward(&cache, &a, &mut d_a, vec![1.0, 100.0]);
    assert_eq!((d_k, d_a), (503.0, [2.0, 200.0]));
}

#[differentiate]
fn with_count(x: f64, limit: f64) -> (f64, usize, bool) {
    let mut v = x;
    let mut n = 0;
    while v < limit {
        v *= x;
        n += 1;
    }
    (v, n, n > 2)
}

#[test]
fn parts_without_floats_have_unit_seeds() {
    let (value, cache) = with_count::forward(2.0, 10.0);
    assert_eq!(value, (16.0, 3, true));
    assert_eq!(with_count::backward(&cache, (1.0, (), ())), (32.0, 0.0));
}

#[differentiate]
fn nothing_returned(x: f64, out: &mut f64) {
    *out += x * x;
}

#[test]
fn a_unit_result_has_no_seed() {
    let mut out = 1.0;
    let ((), cache) = nothing_returned::forward(3.0, &mut out);
    let mut d_out = 2.0;
    assert_eq!(nothing_returned::backward(&cache, &mut d_out), 12.0);
    assert_eq!((out, d_out), (10.0, 2.0));
}

#[differentiate]
#[allow(clippy::needless_return)]
fn ends_in_return(x: f64) -> f64 {
    if x < 0.0 {
        return -x;
    }
    return x * x;
}

#[test]
fn a_function_may_end_in_return() {
    assert_eq!(ends_in_return::gradient(3.0), 6.0);
    assert_eq!(ends_in_return::gradient(-3.0), -1.0);
}
