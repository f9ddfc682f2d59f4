//! The product of an adjoint and a partial derivative that may be infinite.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_times_anything_is_zero() {
        assert_eq!(guarded(0.0, f64::INFINITY), 0.0);
        assert_eq!(guarded(-0.0f32, f32::NAN), 0.0);
        assert_eq!(guarded(f64::INFINITY, 0.0), 0.0);
        assert_eq!(guarded(f64::NEG_INFINITY, -0.0), 0.0);
    }

    #[test]
    fn everything_else_is_a_product() {
        assert_eq!(guarded(3.0, 2.0), 6.0);
        assert_eq!(guarded(-1.0f32, f32::INFINITY), f32::NEG_INFINITY);
        assert!(guarded(1.0, f64::NAN).is_nan());
        assert!(guarded(f64::NAN, 1.0).is_nan());
    }
}
