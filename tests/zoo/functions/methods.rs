//! The float methods of `std`, as methods and as paths.

use crate::support::scalars;

scalars! {
    abs(x) { x.abs() * x } at (1.5), (-2.0);
    acos(x) { x.acos() } at (0.3), (-0.4);
    acosh(x) { x.acosh() } at (1.9), (2.7);
    asin(x) { x.asin() } at (0.3), (-0.4);
    asinh(x) { x.asinh() } at (1.5), (-2.0);
    atan(x) { x.atan() } at (1.5), (-2.0);
    atan2(y, x) { y.atan2(x) } at (1.5, 0.75), (-1.5, -2.0), (0.5, -1.25);
    atanh(x) { x.atanh() } at (0.3), (-0.4);
    cbrt(x) { x.cbrt() } at (1.5), (-2.0);
    ceil(x) { x.ceil() * x } at (1.4), (-2.6);
    clamp(x) { x.clamp(-0.5, 1.0) * x } at (0.25), (1.5), (-2.0);
    clamp_active(x, low, high) { x.clamp(low - 1.0, high + 1.0) * x } at (0.25, -1.0, 1.0), (2.75, -1.0, 1.0), (-2.75, -1.0, 1.0);
    copysign(x, y) { x.copysign(y) * x } at (1.5, -0.75), (-2.0, 0.5), (1.5, 2.0);
    cos(x) { x.cos() } at (1.5), (-2.0);
    cosh(x) { x.cosh() } at (1.5), (-2.0);
    exp(x) { x.exp() } at (1.25), (-2.0);
    exp2(x) { x.exp2() } at (1.25), (-2.0);
    exp_m1(x) { x.exp_m1() } at (0.25), (-2.0);
    floor(x) { x.floor() * x } at (1.4), (-2.6);
    fract(x) { x.fract() * x } at (1.4), (-2.6);
    hypot(x, y) { x.hypot(y) } at (1.5, -0.75), (-2.0, 0.5);
    ln(x) { x.ln() } at (1.5), (2.5);
    ln_1p(x) { x.ln_1p() } at (1.5), (-0.25);
    log(x, base) { x.log(base + 3.0) } at (1.5, 2.0), (4.5, 0.5);
    log10(x) { x.log10() } at (1.5), (4.5);
    log2(x) { x.log2() } at (1.5), (4.5);
    max(x, y) { x.max(y) * x } at (1.5, -0.75), (-2.0, 0.5);
    max_of_literal(x) { x.max(0.0) + x.max(-1.0) * x } at (1.5), (-2.0), (-0.5);
    min(x, y) { x.min(y) * x } at (1.5, -0.75), (-2.0, 0.5);
    mul_add(x, y, z) { x.mul_add(y, z) } at (1.5, -0.75, 2.0), (-2.0, 0.5, 1.0);
    powf(x, y) { x.powf(y) } at (1.5, -0.75), (2.0, 2.5);
    powf_of_literal(x: f64) { x.powf(2.5) + 2f64.powf(x) } at (1.5), (2.25);
    powi(x) { x.powi(3) + x.powi(0) + x.powi(1) * x.powi(2) - x.powi(-2) } at (1.5), (-2.0);
    powi_computed(x: f64) { let mut sum = 0.0; for n in 0..4 { sum += x.powi(n - 1); } sum } at (1.5), (-2.0);
    recip(x) { x.recip() } at (1.5), (-2.0);
    rem_euclid(x, y) { x.rem_euclid(y) } at (7.3, 2.1), (-7.3, 2.1), (7.3, -2.6);
    div_euclid(x, y) { x.div_euclid(y) * x } at (7.3, 2.1), (-7.3, 2.1);
    round(x) { x.round() * x } at (1.4), (-2.7);
    round_ties_even(x) { x.round_ties_even() * x } at (1.4), (-2.7);
    signum(x) { x.signum() * x } at (1.5), (-2.0);
    sin(x) { x.sin() } at (1.5), (-2.0);
    sin_cos(x) { let (s, c) = x.sin_cos(); s * c + c } at (1.5), (-2.0);
    sin_cos_halves(x) { x.sin_cos().0 * x + x.sin_cos().1 } at (1.5), (-2.0);
    sinh(x) { x.sinh() } at (1.5), (-2.0);
    sqrt(x) { x.sqrt() } at (1.5), (2.5);
    tan(x) { x.tan() } at (0.5), (-0.75);
    tanh(x) { x.tanh() } at (1.5), (-2.0);
    to_degrees(x) { x.to_degrees() / 64.0 } at (1.5), (-2.0);
    to_radians(x) { x.to_radians() * 64.0 } at (1.5), (-2.0);
    trunc(x) { x.trunc() * x } at (1.4), (-2.6);

    paths(x: f64, y: f64) { f64::exp(x) * f64::max(x, y) + f64::powi(y, 2) } at (1.5, -0.75), (-2.0, 0.5);
    std_paths(x: f64) { std::primitive::f64::sin(x) + core::primitive::f64::abs(x) } at (1.5), (-2.0);
    chained(x) { x.sin().exp().sqrt().ln_1p().recip() } at (1.5), (-2.0);
    nested(x, y) { (x.sin() * y.cos()).exp().powf(x.cos().exp()) } at (0.5, -0.75), (-1.0, 0.5);
    method_on_negation(x) { (-x).exp() * -x.exp() } at (0.5), (-0.75);
    method_on_literal(x: f64) { 2.0_f64.sqrt() * x + 0.5f64.exp() } at (1.5), (-2.0);
    without_derivative(x, y) {
        let both = x.is_finite() && !y.is_nan() && x.is_sign_positive();
        if both { x * y } else { x + y }
    } at (1.5, -0.75), (-2.0, 0.5);
    sigmoid(x) { 1.0 / (1.0 + (-x).exp()) } at (1.5), (-2.0);
    softplus(x) { x.max(0.0) + (-x.abs()).exp().ln_1p() } at (1.5), (-2.0);
    gelu(x) { 0.5 * x * (1.0 + (0.7978845608 * (x + 0.044715 * x.powi(3))).tanh()) } at (1.5), (-2.0);
    logit_roundtrip(x) { let p = 1.0 / (1.0 + (-x).exp()); (p / (1.0 - p)).ln() } at (1.5), (-2.0);
    normal_density(x, mean, log_sd) {
        let z = (x - mean) / log_sd.exp();
        -0.5 * z * z - log_sd - 0.918938533
    } at (1.5, -0.75, 0.25), (-2.0, 0.5, -0.5);
    great_circle(a, b, lambda) {
        let s = (0.5 * (b - a)).sin();
        let t = (0.5 * lambda).sin();
        2.0 * (s * s + a.cos() * b.cos() * t * t).sqrt().asin()
    } at (0.5, -0.25, 1.0), (-0.4, 0.3, 0.75);
}
