//! Activation functions: of one number, and `maxout` of several.

use crate::differentiate;

/// `max(x, 0)`, the rectified linear unit (Nair and Hinton, 2010). Its derivative at 0 is 0.
#[differentiate]
#[inline]
#[must_use]
pub fn relu(x: f64) -> f64 {
    // Written so that a NaN goes through.
    if x <= 0.0 { 0.0 } else { x }
}

/// `x` where it is positive and `slope x` elsewhere (Maas, Hannun and Ng, 2013); at 0 the derivative
/// is `slope`. With a `slope` that is a parameter, this is the PReLU of He et al. (2015).
#[differentiate]
#[inline]
#[must_use]
pub fn leaky_relu(x: f64, slope: f64) -> f64 {
    if x <= 0.0 { slope * x } else { x }
}

/// `x` where it is positive and `alpha (exp(x) - 1)` elsewhere: the exponential linear unit (Clevert,
/// Unterthiner and Hochreiter, 2015). At 0 the derivative is `alpha`.
#[differentiate]
#[inline]
#[must_use]
pub fn elu(x: f64, alpha: f64) -> f64 {
    if x <= 0.0 { alpha * x.exp_m1() } else { x }
}

/// `1 / (1 + exp(-x))`, of which neither end overflows. The derivative is `y (1 - y)` for a result `y`.
#[differentiate(backward = sigmoid_backward)]
#[inline]
#[must_use]
pub fn sigmoid(x: f64) -> f64 {
    let e = (-x.abs()).exp();
    if x < 0.0 {
        e / (1.0 + e)
    } else {
        1.0 / (1.0 + e)
    }
}

#[inline]
fn sigmoid_backward(_x: f64, y: f64, d_y: f64) -> f64 {
    d_y * y * (1.0 - y)
}

/// The hyperbolic tangent, as a function to be named: `z.iter().copied().map(tanh)`.
#[differentiate]
#[inline]
#[must_use]
pub fn tanh(x: f64) -> f64 {
    x.tanh()
}

/// `ln(1 + exp(x))`, a smooth [`relu`](fn@relu) (Dugas et al., 2001); it is `x` where that is large.
/// The derivative is [`sigmoid`](fn@sigmoid).
#[differentiate(backward = softplus_backward)]
#[inline]
#[must_use]
pub fn softplus(x: f64) -> f64 {
    // An infinity on its own side of `ln_1p` is never subtracted from another.
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

#[inline]
fn softplus_backward(x: f64, _y: f64, d_y: f64) -> f64 {
    d_y * sigmoid(x)
}

/// The largest of `z`, the results of several linear maps (Goodfellow et al., 2013). The gradient goes
/// to the first that is as large; of nothing the result is -∞. A NaN is passed on.
#[differentiate(backward = maxout_backward)]
#[must_use]
pub fn maxout(z: &[f64]) -> f64 {
    largest(z).map_or(f64::NEG_INFINITY, |i| z[i])
}

fn maxout_backward(z: &[f64], d_z: &mut [f64], _result: f64, d_result: f64) {
    if let Some(i) = largest(z) {
        d_z[i] += d_result;
    }
}

/// Where the first of the largest is, or the first NaN.
pub(super) fn largest(z: &[f64]) -> Option<usize> {
    let larger = |best: usize, i: usize| match z[i] > z[best] || z[i].is_nan() && !z[best].is_nan()
    {
        true => i,
        false => best,
    };
    (0..z.len()).reduce(larger)
}
