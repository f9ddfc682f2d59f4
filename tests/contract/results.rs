//! What each kind of result becomes, and functions with a backward pass of the user's.

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

/// Stirling's series, as something that nobody would want to differentiate.
#[differentiate(backward = lgamma_backward)]
fn lgamma(x: f64) -> f64 {
    let mut shift = 0.0;
    let mut z = x;
    while z < 9.0 {
        shift += f64::ln(z);
        z += 1.0;
    }
    let series = 1.0 / (12.0 * z) - 1.0 / (360.0 * z.powi(3)) + 1.0 / (1260.0 * z.powi(5));
    (z - 0.5) * z.ln() - z + 0.5 * std::f64::consts::TAU.ln() + series - shift
}

fn lgamma_backward(x: f64, _lgamma: f64, d_lgamma: f64) -> f64 {
    let mut digamma = 0.0;
    let mut z = x;
    while z < 9.0 {
        digamma -= 1.0 / z;
        z += 1.0;
    }
    digamma += z.ln() - 0.5 / z - 1.0 / (12.0 * z * z) + 1.0 / (120.0 * z.powi(4))
        - 1.0 / (252.0 * z.powi(6));
    d_lgamma * digamma
}

#[differentiate]
fn log_beta(a: f64, b: f64) -> f64 {
    lgamma(a) + lgamma(b) - lgamma(a + b)
}

#[test]
fn a_backward_pass_of_the_users() {
    let (value, cache) = lgamma::forward(5.0);
    assert!((value - 24.0_f64.ln()).abs() < 1e-9);
    let digamma = 25.0 / 12.0 - 0.577_215_664_901_532_9;
    assert!((lgamma::backward(&cache, 2.0) - 2.0 * digamma).abs() < 1e-9);
    assert!((lgamma::gradient(5.0) - digamma).abs() < 1e-9);
    // The value of x! at whole numbers: the difference of two digammas is a sum of reciprocals.
    let (da, db) = log_beta::gradient(2.0, 3.0);
    assert!((da - -(1.0 / 2.0 + 1.0 / 3.0 + 1.0 / 4.0)).abs() < 1e-9);
    assert!((db - -(1.0 / 3.0 + 1.0 / 4.0)).abs() < 1e-9);
}

/// The body is never read: it may do what cannot be differentiated.
#[differentiate(backward = weighted_backward)]
fn weighted(x: f64, w: &[f64]) -> f64 {
    w.iter().map(|w| -> f64 { [w * x].into_iter().rev().sum() }).sum()
}

fn weighted_backward(x: f64, w: &[f64], d_w: &mut [f64], _result: f64, d_result: f64) -> f64 {
    let mut d_x = 0.0;
    for (w, d_w) in w.iter().zip(d_w) {
        *d_w += d_result * x;
        d_x += d_result * w;
    }
    d_x
}

#[differentiate]
fn uses_weighted(x: f64, w: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..w.len() {
        s += weighted(x, &w[i..]);
    }
    s
}

#[test]
fn a_backward_pass_of_the_users_with_a_slice() {
    assert_eq!(
        weighted::value_and_gradient(2.0, &[3.0, 4.0]),
        (14.0, (7.0, vec![2.0, 2.0]))
    );
    assert_eq!(
        uses_weighted::gradient(2.0, &[3.0, 4.0]),
        (11.0, vec![2.0, 4.0])
    );
}
