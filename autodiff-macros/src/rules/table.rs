// The derivative table: the float methods of `std` that are differentiable somewhere. The rest are
// in without.rs, each with its reason.
//
//     scalar fn name(operands) -> result on (domain) { operand => partial; … }
//
// A partial is Rust over the operands and the result; what it names is what the backward pass
// needs. `guarded` marks a partial that may be infinite, or zero where an infinite adjoint must not
// pass. `partial::…` are functions of the runtime crate, for partials that are not one expression.
// The domain is where the tests compare a row with finite differences: for each operand a range or a
// list of points, away from kinks and poles. An operand with an integer type has no partial.

rules! {
    /// Sine.
    scalar fn sin(x) -> y on (x in -3.0..3.0) { x => x.cos(); }

    /// Cosine.
    scalar fn cos(x) -> y on (x in -3.0..3.0) { x => -x.sin(); }

    /// Tangent: `1 / cos²(x) = 1 + tan²(x)`.
    scalar fn tan(x) -> y on (x in -1.3..1.3) { x => 1.0 + y * y; }

    /// Arc sine: infinite at ±1, NaN outside.
    scalar fn asin(x) -> y on (x in -0.9..0.9) {
        x => guarded 1.0 / ((1.0 - x) * (1.0 + x)).sqrt();
    }

    /// Arc cosine: infinite at ±1, NaN outside.
    scalar fn acos(x) -> y on (x in -0.9..0.9) {
        x => guarded -1.0 / ((1.0 - x) * (1.0 + x)).sqrt();
    }

    /// Arc tangent.
    scalar fn atan(x) -> y on (x in -3.0..3.0) { x => 1.0 / (1.0 + x * x); }

    /// Angle of the point (x, y): 0 at the origin.
    scalar fn atan2(y, x) -> angle on (y in [-3.0, -0.3, 0.4, 2.0]; x in -3.0..3.0) {
        y => guarded partial::atan2(y, x);
        x => guarded -partial::atan2(x, y);
    }

    /// Hyperbolic sine.
    scalar fn sinh(x) -> y on (x in -2.0..2.0) { x => guarded x.cosh(); }

    /// Hyperbolic cosine.
    scalar fn cosh(x) -> y on (x in -2.0..2.0) { x => guarded x.sinh(); }

    /// Hyperbolic tangent: `1 - tanh²(x)`.
    scalar fn tanh(x) -> y on (x in -2.0..2.0) { x => 1.0 - y * y; }

    /// Inverse hyperbolic sine: `1 / √(x² + 1)`, without overflow.
    scalar fn asinh(x) -> y on (x in -3.0..3.0) { x => 1.0 / x.hypot(1.0); }

    /// Inverse hyperbolic cosine: infinite at 1, NaN below.
    scalar fn acosh(x) -> y on (x in 1.3..4.0) {
        x => guarded 1.0 / ((x - 1.0).sqrt() * (x + 1.0).sqrt());
    }

    /// Inverse hyperbolic tangent: infinite at ±1, NaN outside.
    scalar fn atanh(x) -> y on (x in -0.8..0.8) { x => guarded partial::atanh(x); }

    /// Exponential: its own derivative.
    scalar fn exp(x) -> y on (x in -2.0..2.0) { x => guarded y; }

    /// `2^x`.
    scalar fn exp2(x) -> y on (x in -2.0..2.0) { x => guarded y * LN_2; }

    /// `e^x - 1`.
    scalar fn exp_m1(x) -> y on (x in -2.0..2.0) { x => guarded y + 1.0; }

    /// Natural logarithm: infinite at 0, NaN below.
    scalar fn ln(x) -> y on (x in 0.3..4.0) { x => guarded partial::reciprocal(x); }

    /// `ln(1 + x)`: infinite at -1, NaN below.
    scalar fn ln_1p(x) -> y on (x in -0.6..3.0) { x => guarded partial::reciprocal(1.0 + x); }

    /// Logarithm to the given base: NaN where it is not defined.
    scalar fn log(x, base) -> y on (x in 0.3..4.0; base in [0.4, 1.5, 4.0]) {
        x => guarded partial::reciprocal(x) / base.ln();
        base => guarded -y / (base * base.ln());
    }

    /// Logarithm to base 2: infinite at 0, NaN below.
    scalar fn log2(x) -> y on (x in 0.3..4.0) { x => guarded partial::reciprocal(x) / LN_2; }

    /// Logarithm to base 10: infinite at 0, NaN below.
    scalar fn log10(x) -> y on (x in 0.3..4.0) { x => guarded partial::reciprocal(x) / LN_10; }

    /// Square root: infinite at both zeros, NaN below.
    scalar fn sqrt(x) -> y on (x in 0.2..4.0) { x => guarded 0.5 / y.abs(); }

    /// Cube root: infinite at 0.
    scalar fn cbrt(x) -> y on (x in [-4.0, -0.3, 0.2, 2.0]) { x => guarded 1.0 / (3.0 * y * y); }

    /// Integer power: `n xⁿ⁻¹`, also at 0; constant for `n = 0`.
    scalar fn powi(x, n: i32) -> y on (x in [-2.0, -0.6, 0.4, 1.5]; n in -3..5) {
        x => guarded partial::powi(x, n);
    }

    /// Real power. At `x = 0` it has the one-sided derivatives; with respect to `p` that is 0 for
    /// `p ≥ 0` and NaN below.
    scalar fn powf(x, p) -> y on (x in 0.4..3.0; p in -2.0..3.0) {
        x => guarded partial::powf(x, p, y);
        p => guarded partial::powf_exponent(x, p, y);
    }

    /// Length of the vector (a, b): 0 at the origin.
    scalar fn hypot(a, b) -> y on (a in -3.0..3.0; b in [-2.0, 0.3, 3.0]) {
        a => guarded partial::hypot(a, y);
        b => guarded partial::hypot(b, y);
    }

    /// Absolute value: 0 at 0.
    scalar fn abs(x) -> y on (x in [-3.0, -0.2, 0.5, 2.0]) { x => guarded partial::abs(x); }

    /// The larger: a half each where they are equal; NaN loses.
    scalar fn max(a, b) -> y on (a in -1.0..1.0; b in [-1.5, 1.2, 3.0]) {
        a => guarded partial::max(a, b);
        b => guarded partial::max(b, a);
    }

    /// The smaller: a half each where they are equal; NaN loses.
    scalar fn min(a, b) -> y on (a in -1.0..1.0; b in [-1.5, 1.2, 3.0]) {
        a => guarded partial::min(a, b);
        b => guarded partial::min(b, a);
    }

    /// Restricted to an interval: the bounds themselves pass the gradient on to `x`.
    scalar fn clamp(x, low, high) -> y on (x in [-3.0, -1.2, -0.8, 0.4, 1.2, 2.0]; low in -1.0..-0.9; high in 0.9..1.0) {
        x => guarded partial::clamp(x, low, high);
        low => guarded partial::below(x, low);
        high => guarded partial::below(high, x);
    }

    /// `x · a + b`, rounded once.
    scalar fn mul_add(x, a, b) -> y on (x in -2.0..2.0; a in -2.0..2.0; b in -2.0..2.0) {
        x => a;
        a => x;
        b => 1.0;
    }

    /// `1 / x`: infinite at 0.
    scalar fn recip(x) -> y on (x in [-3.0, -0.4, 0.5, 2.0]) { x => guarded -(y * y); }

    /// Radians to degrees.
    scalar fn to_degrees(x) -> y on (x in -3.0..3.0) { x => 180.0 / PI; }

    /// Degrees to radians.
    scalar fn to_radians(x) -> y on (x in -180.0..180.0) { x => PI / 180.0; }

    /// The middle of two numbers.
    scalar fn midpoint(a, b) -> y on (a in -3.0..3.0; b in -3.0..3.0) { a => 0.5; b => 0.5; }

    /// The rest that is never negative: `x - m · x.div_euclid(m)`.
    scalar fn rem_euclid(x, m) -> y on (x in [-5.0, -1.0, 1.5, 5.0]; m in [-2.1, 1.9, 2.1]) {
        x => 1.0;
        m => -x.div_euclid(m);
    }

    /// The whole quotient that belongs to `rem_euclid`: constant between its jumps.
    scalar fn div_euclid(x, m) -> y on (x in [-5.0, -1.0, 1.5, 5.0]; m in [-2.1, 1.9, 2.1]) { x => 0.0; m => 0.0; }

    /// The magnitude of `x` with the sign of `sign`: 0 at `x = 0`.
    scalar fn copysign(x, sign) -> y on (x in [-3.0, -0.2, 0.5, 2.0]; sign in [-2.0, 1.0]) {
        x => guarded partial::copysign(x, sign);
        sign => 0.0;
    }

    /// Sign: constant between its jumps.
    scalar fn signum(x) -> y on (x in [-3.0, -0.2, 0.5, 2.0]) { x => 0.0; }

    /// Rounded down: constant between its jumps.
    scalar fn floor(x) -> y on (x in [-2.9, -0.1, 0.5, 2.1]) { x => 0.0; }

    /// Rounded up: constant between its jumps.
    scalar fn ceil(x) -> y on (x in [-2.9, -0.1, 0.5, 2.1]) { x => 0.0; }

    /// Rounded to the nearest, halves away from 0: constant between its jumps.
    scalar fn round(x) -> y on (x in [-3.4, -0.1, 2.6]) { x => 0.0; }

    /// Rounded to the nearest, halves to even: constant between its jumps.
    scalar fn round_ties_even(x) -> y on (x in [-3.4, -0.1, 2.6]) { x => 0.0; }

    /// Rounded towards 0: constant between its jumps.
    scalar fn trunc(x) -> y on (x in [-2.9, -0.1, 0.5, 2.1]) { x => 0.0; }

    /// What `trunc` cuts off: of slope 1 between its jumps.
    scalar fn fract(x) -> y on (x in [-2.9, -0.1, 0.5, 2.1]) { x => 1.0; }
}
