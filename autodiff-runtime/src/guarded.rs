//! Products of adjoints and partial derivatives that may be infinite.

use crate::Scalar;

/// `d * partial`, but `0.0` where either is zero.
///
/// For partials that can be infinite, as the one of a square root at 0: where nothing depends on the
/// result (`d` is zero) nothing flows, instead of `0 · ∞ = NaN`; and an infinite adjoint does not
/// pass where the partial is exactly zero, as in `x.max(0.0).sqrt()` left of 0.
#[inline(always)]
pub fn guarded<T: Scalar>(d: T, partial: T) -> T {
    let zero = T::literal(0.0);
    // One selection instead of two branches, so that loops vectorise.
    if (d == zero) | (partial == zero) {
        zero
    } else {
        d * partial
    }
}

/// The same for a partial that is never infinite: an infinite adjoint does not pass where it is zero.
///
/// Of an adjoint that the compiler knows, as that of a result, this asks for nothing.
#[inline(always)]
pub fn bounded<T: Scalar>(d: T, partial: T) -> T {
    if partial == T::literal(0.0) {
        partial
    } else {
        d * partial
    }
}

/// `d * factor` where the adjoint is zero if the factor is infinite, as in `1.0 / (1.0 + x.exp())`, and finite if it
/// is zero: a product with the largest number of its sign in place of an infinite factor.
#[inline(always)]
pub fn finite<T: Scalar>(d: T, factor: T) -> T {
    let below = if factor > T::LARGEST {
        T::LARGEST
    } else {
        factor
    };
    let inside = if below < -T::LARGEST {
        -T::LARGEST
    } else {
        below
    };
    d * inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_finite_stays() {
        assert_eq!(finite(1.0, f64::INFINITY), f64::MAX);
        assert_eq!(finite(1.0, f32::NEG_INFINITY), f32::MIN);
        assert_eq!((finite(2.0, -2.5), finite(1.0, 0.0f32)), (-5.0, 0.0));
        assert!(finite(1.0, f64::NAN).is_nan());
    }

    #[test]
    fn zero_times_anything_is_zero() {
        assert_eq!(guarded(0.0, f64::INFINITY), 0.0);
        assert_eq!(guarded(-0.0f32, f32::NAN), 0.0);
        assert_eq!(guarded(f64::INFINITY, 0.0), 0.0);
        assert_eq!(guarded(f64::NEG_INFINITY, -0.0), 0.0);
    }

    #[test]
    fn infinite_adjoints_meet_zeros() {
        assert_eq!(bounded(f64::INFINITY, 0.0), 0.0);
        assert_eq!(bounded(f64::NAN, -0.0), 0.0);
        assert_eq!(bounded(3.0f32, 2.0), 6.0);
    }

    #[test]
    fn everything_else_is_a_product() {
        assert_eq!(guarded(3.0, 2.0), 6.0);
        assert_eq!(guarded(-1.0f32, f32::INFINITY), f32::NEG_INFINITY);
        assert!(guarded(1.0, f64::NAN).is_nan());
        assert!(guarded(f64::NAN, 1.0).is_nan());
    }
}
