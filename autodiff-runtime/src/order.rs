//! The total order of floats, as `total_cmp` has it.

use crate::Scalar;
use crate::scalar::Arithmetic;

/// Whether `a` comes before `b` in the order of `total_cmp`, in which `-0.0` comes before `0.0`.
#[inline]
#[must_use]
pub fn total_less<T: Scalar>(a: T, b: T) -> bool {
    <T as Arithmetic>::widened(a)
        .total_cmp(&<T as Arithmetic>::widened(b))
        .is_lt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_zeros_apart() {
        assert!(total_less(-0.0, 0.0));
        assert!(!total_less(0.0, -0.0));
        assert!(total_less(1.0_f32, 2.0_f32));
        assert!(total_less(f64::INFINITY, f64::NAN));
        assert!(!total_less(1.0, 1.0));
    }
}
