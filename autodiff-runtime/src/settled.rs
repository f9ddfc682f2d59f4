//! Shadows that nothing flows through any more.

/// What a shadow may be: numbers, and arrays and `Vec`s of them.
pub trait Settled {
    /// Whether every number is zero, and there are as many as in `of`.
    fn is_settled(&self, of: &Self) -> bool;
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Settled for $number {
            #[inline(always)]
            fn is_settled(&self, _: &Self) -> bool {
                *self == 0.0
            }
        }
    )*};
}

numbers!(f32 f64);

impl<T: Settled> Settled for [T] {
    #[inline]
    fn is_settled(&self, of: &Self) -> bool {
        let mut both = self.iter().zip(of);
        self.len() == of.len() && both.all(|(shadow, of)| shadow.is_settled(of))
    }
}

impl<T: Settled, const N: usize> Settled for [T; N] {
    #[inline]
    fn is_settled(&self, of: &Self) -> bool {
        self[..].is_settled(&of[..])
    }
}

impl<T: Settled> Settled for Vec<T> {
    #[inline]
    fn is_settled(&self, of: &Self) -> bool {
        self[..].is_settled(&of[..])
    }
}

/// Whether the shadow is zero, and in the shape of what it is the shadow of. A shadow that is not a
/// number is not zero.
#[inline]
pub fn is_settled<T: Settled + ?Sized>(shadow: &T, of: &T) -> bool {
    shadow.is_settled(of)
}

#[cfg(test)]
mod tests {
    use super::is_settled;

    #[test]
    fn zeros_of_the_same_shape_are_settled() {
        assert!(is_settled(&vec![[0.0, -0.0]], &vec![[1.0, 2.0]]));
        assert!(!is_settled(&vec![0.0], &vec![1.0, 2.0]));
        assert!(!is_settled(&[0.0, f64::NAN], &[1.0, 2.0]));
        assert!(!is_settled(&f32::MIN_POSITIVE, &0.0));
        assert!(is_settled(&[0.0; 0][..], &[][..]));
    }
}
