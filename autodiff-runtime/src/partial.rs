//! Partial derivatives that are not one expression: the piecewise ones, and those that would overflow
//! or be wrong outside their domain if they were written plainly.
//!
//! Where a function has a kink, its derivative here is the mean of the two one-sided ones, which is
//! what a central difference sees; [`clamp`], whose bounds pass the gradient, is the exception.

use crate::Scalar;

/// `∂|x|/∂x`: the sign of `x`, 0 at 0.
#[inline]
pub fn abs<T: Scalar>(x: T) -> T {
    let zero = T::literal(0.0);
    if x > zero {
        T::literal(1.0)
    } else if x < zero {
        T::literal(-1.0)
    } else {
        // A zero, or NaN.
        x
    }
}

/// `∂copysign(x, sign)/∂x`: 1 if the two have one sign, else -1; 0 at `x = 0`.
#[inline]
pub fn copysign<T: Scalar>(x: T, sign: T) -> T {
    let slope = abs(x);
    if T::negative_sign(sign) {
        -slope
    } else {
        slope
    }
}

/// `∂max(a, b)/∂a`: 1 where `a` is the larger, 0 where `b` is, ½ where they are equal. The operand
/// that is not NaN is the larger.
#[inline]
pub fn max<T: Scalar>(a: T, b: T) -> T {
    share(a > b, b > a, a, b)
}

/// `∂min(a, b)/∂a`: 1 where `a` is the smaller, 0 where `b` is, ½ where they are equal. The operand
/// that is not NaN is the smaller.
#[inline]
pub fn min<T: Scalar>(a: T, b: T) -> T {
    share(a < b, b < a, a, b)
}

/// What `a` has of a choice between `a` and `b`. There are no branches, so that loops vectorise.
#[inline(always)]
fn share<T: Scalar>(a_wins: bool, b_wins: bool, a: T, b: T) -> T {
    let is_nan = |x: T| x.partial_cmp(&x).is_none();
    let (a_wins, b_wins) = (
        a_wins | (!is_nan(a) & is_nan(b)),
        b_wins | (is_nan(a) & !is_nan(b)),
    );
    let rest = if b_wins {
        T::literal(0.0)
    } else {
        T::literal(0.5)
    };
    if a_wins { T::literal(1.0) } else { rest }
}

/// `∂clamp(x, low, high)/∂x`: 1 in the interval, bounds included, 0 outside.
#[inline]
pub fn clamp<T: Scalar>(x: T, low: T, high: T) -> T {
    if (x < low) | (x > high) {
        T::literal(0.0)
    } else {
        T::literal(1.0)
    }
}

/// 1 if `a < b`, else 0: `∂clamp(x, low, high)/∂low` is `below(x, low)`, and that with respect to
/// `high` is `below(high, x)`.
#[inline]
pub fn below<T: Scalar>(a: T, b: T) -> T {
    T::literal(if a < b { 1.0 } else { 0.0 })
}

/// `∂hypot(x, …)/∂x = x / length`, 0 at the origin.
#[inline]
pub fn hypot<T: Scalar>(x: T, length: T) -> T {
    let zero = T::literal(0.0);
    if length == zero { zero } else { x / length }
}

/// `∂atan2(y, x)/∂y = x / (x² + y²)`, 0 at the origin. With the arguments exchanged it is
/// `-∂atan2(y, x)/∂x`.
///
/// Divided by the larger of the two first, so that no square overflows or vanishes.
#[inline]
pub fn atan2<T: Scalar>(y: T, x: T) -> T {
    let (zero, one) = (T::literal(0.0), T::literal(1.0));
    if (x == zero) & (y == zero) {
        zero
    } else if T::absolute(x) >= T::absolute(y) {
        let ratio = y / x;
        one / (x * (one + ratio * ratio))
    } else {
        let ratio = x / y;
        ratio / (y * (one + ratio * ratio))
    }
}

/// `∂ln(x)/∂x = 1 / x`: `+∞` at both zeros, NaN for negative `x`, where the logarithm is NaN.
#[inline]
pub fn reciprocal<T: Scalar>(x: T) -> T {
    if x < T::literal(0.0) {
        T::NAN_OF
    } else {
        T::literal(1.0) / T::absolute(x)
    }
}

/// `∂atanh(x)/∂x = 1 / (1 - x²)`: `+∞` at ±1, NaN outside.
#[inline]
pub fn atanh<T: Scalar>(x: T) -> T {
    let one = T::literal(1.0);
    reciprocal((one - x) * (one + x))
}

/// `∂xⁿ/∂x = n xⁿ⁻¹`: exact at 0 for `n` = 0 (0), 1 (1) and 2 (0).
#[inline]
pub fn powi<T: Scalar>(x: T, n: i32) -> T {
    let factor = T::literal(f64::from(n));
    match n.checked_sub(1) {
        _ if n == 0 => factor,
        Some(less) => factor * T::integer_power(x, less),
        None => factor * T::integer_power(x, n) / x,
    }
}

/// `∂xᵖ/∂x = p xᵖ⁻¹`, with `power = xᵖ`.
///
/// At `x = 0` it is 0 for `p = 0` and `p > 1`, 1 for `p = 1`, `+∞` for `0 < p < 1` and infinite for
/// `p < 0`: the case table of ChainRules.jl (`_pow_grad_x`), from which it differs only where the power
/// overflows or vanishes, and is computed anew.
#[inline]
pub fn powf<T: Scalar>(x: T, p: T, power: T) -> T {
    let (zero, one) = (T::literal(0.0), T::literal(1.0));
    if p == zero {
        zero
    } else if T::normal(power) & (x != zero) {
        p * (power / x)
    } else if (x == zero) & (p > zero) {
        // Not by `powf`, which gives `-0` an infinite power of the other sign.
        if p == one {
            one
        } else if p > one {
            zero
        } else {
            one / zero
        }
    } else {
        p * T::power(x, p - one)
    }
}

/// `∂xᵖ/∂p = xᵖ ln|x|`, with `power = xᵖ`.
///
/// At `x = 0` it is 0 for `p ≥ 0`, else NaN. For negative `x` the power is defined for whole `p` only,
/// and the value is that of ChainRules.jl (`_pow_grad_p`): the real part of `xᵖ ln x`.
#[inline]
pub fn powf_exponent<T: Scalar>(x: T, p: T, power: T) -> T {
    let zero = T::literal(0.0);
    if x == zero {
        if p >= zero { zero } else { T::NAN_OF }
    } else if power == zero {
        zero
    } else {
        power * T::natural_logarithm(T::absolute(x))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INF: f64 = f64::INFINITY;

    #[test]
    fn kinks_have_the_mean_of_both_slopes() {
        assert_eq!(
            [abs(2.0), abs(-2.0), abs(0.0), abs(-0.0)],
            [1.0, -1.0, 0.0, 0.0]
        );
        assert!(abs(f32::NAN).is_nan());
        assert_eq!(
            [max(2.0, 1.0), max(1.0, 2.0), max(1.0, 1.0), max(0.0, -0.0)],
            [1.0, 0.0, 0.5, 0.5]
        );
        assert_eq!(
            [min(2.0, 1.0), min(1.0, 2.0), min(1.0, 1.0), min(0.0, -0.0)],
            [0.0, 1.0, 0.5, 0.5]
        );
        assert_eq!(
            [
                copysign(2.0, -1.0),
                copysign(-2.0, -0.0),
                copysign(0.0, -1.0)
            ],
            [-1.0, 1.0, 0.0]
        );
    }

    #[test]
    fn nan_loses() {
        for choice in [max::<f64>, min::<f64>] {
            assert_eq!(choice(f64::NAN, 1.0), 0.0);
            assert_eq!(choice(1.0, f64::NAN), 1.0);
            assert_eq!(choice(f64::NAN, f64::NAN), 0.5);
        }
    }

    #[test]
    fn the_bounds_of_clamp_pass_the_gradient() {
        let of_x = |x: f64| clamp(x, -1.0, 1.0);
        assert_eq!(
            [-2.0, -1.0, 0.0, 1.0, 2.0].map(of_x),
            [0.0, 1.0, 1.0, 1.0, 0.0]
        );
        assert_eq!([below(-2.0, -1.0), below(-1.0, -1.0)], [1.0, 0.0]);
        assert_eq!([below(1.0, 2.0), below(1.0, 1.0)], [1.0, 0.0]);
    }

    #[test]
    fn nothing_overflows_at_the_origin_or_far_away() {
        assert_eq!(
            [hypot(0.0, 0.0), atan2(0.0, 0.0), atan2(-0.0, -0.0)],
            [0.0; 3]
        );
        assert_eq!(atan2(0.0, 4.0), 0.25);
        assert_eq!(atan2(3.0, 4.0), 0.16);
        assert!((atan2(4.0, 3.0) - 0.12f64).abs() < 1e-16);
        assert!((atan2(3e200, 4e200) * 1e200 - 0.16f64).abs() < 1e-15);
        assert!((atan2(3e-200, 4e-200) * 1e-200 - 0.16f64).abs() < 1e-15);
        assert_eq!(atan2(1.0, INF), 0.0);
        assert_eq!(atan2(INF, 1.0), 0.0);
    }

    #[test]
    fn logarithms_end_at_their_domain() {
        assert_eq!(
            [reciprocal(4.0), reciprocal(0.0), reciprocal(-0.0)],
            [0.25, INF, INF]
        );
        assert!(reciprocal(-1.0f64).is_nan());
        assert_eq!([atanh(0.0), atanh(1.0), atanh(-1.0)], [1.0, INF, INF]);
        assert!(atanh(1.5f64).is_nan() && atanh(-1.5f64).is_nan());
    }

    #[test]
    fn integer_powers_are_exact_at_zero() {
        assert_eq!([0, 1, 2, 3].map(|n| powi(0.0, n)), [0.0, 1.0, 0.0, 0.0]);
        assert_eq!(
            [0, 1, 2, 3, -1].map(|n| powi(3.0f32, n)),
            [0.0, 1.0, 6.0, 27.0, -1.0 / 9.0]
        );
        assert_eq!([powi(INF, 0), powi(0.0, -1)], [0.0, -INF]);
        assert_eq!(powi(1.0, i32::MIN), f64::from(i32::MIN));
    }

    #[test]
    fn real_powers_follow_the_case_table() {
        let base = |x: f64, p: f64| powf(x, p, x.powf(p));
        assert_eq!(
            [0.0, 0.5, 1.0, 1.5, 2.0].map(|p| base(0.0, p)),
            [0.0, INF, 1.0, 0.0, 0.0]
        );
        assert_eq!(
            [0.0, 0.5, 1.0, 1.5, 2.0].map(|p| base(-0.0, p)),
            [0.0, INF, 1.0, 0.0, 0.0]
        );
        assert_eq!([base(0.0, -1.0), base(-0.0, -1.0)], [-INF, -INF]);
        assert_eq!(
            [base(-2.0, 3.0), base(f64::NAN, 0.0), base(INF, 1.0)],
            [12.0, 0.0, 1.0]
        );
        assert!(base(-2.0, 0.5).is_nan());
        // Powers that overflow or vanish while their derivatives do not.
        assert!((base(1e-200, 2.0) / 2e-200 - 1.0).abs() < 1e-15);
        assert!((base(1e220, 1.4) / (1.4 * 1e88) - 1.0).abs() < 1e-12);

        let exponent = |x: f64, p: f64| powf_exponent(x, p, x.powf(p));
        assert_eq!([0.0, 0.5, 2.0].map(|p| exponent(0.0, p)), [0.0; 3]);
        assert!(exponent(0.0, -1.0).is_nan());
        assert_eq!(exponent(2.0, 3.0), 8.0 * 2f64.ln());
        assert_eq!(exponent(-2.0, 3.0), -8.0 * 2f64.ln());
        assert_eq!([exponent(1.0, INF), exponent(INF, -1.0)], [0.0; 2]);
    }
}
