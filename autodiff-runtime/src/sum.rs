//! The sum of all floats of an aggregate: the adjoint of filling it with one value.

use crate::Scalar;
use crate::scalar::Arithmetic;

/// An aggregate of floats that can be summed.
pub trait Sum {
    /// The type of the floats.
    type Float: Scalar;

    /// The sum of all floats, `0.0` if there are none. In which order they are added is unspecified.
    fn total(&self) -> Self::Float;
}

/// The sum of all floats of `values`, however deep its arrays are nested; `0.0` if there are none.
///
/// In which order they are added is unspecified: eight sums run beside each other, because one would
/// wait for itself.
#[inline(always)]
pub fn sum<T: Sum + ?Sized>(values: &T) -> T::Float {
    values.total()
}

macro_rules! floats {
    ($($F:ident),*) => {$(
        impl Sum for $F {
            type Float = $F;
            #[inline(always)]
            fn total(&self) -> $F {
                *self
            }
        }
    )*};
}
floats!(f32, f64);

impl<T: Sum> Sum for [T] {
    type Float = T::Float;
    #[inline]
    fn total(&self) -> T::Float {
        const LANES: usize = 8;
        let zero = T::Float::literal(0.0);
        let mut lanes = [zero; LANES];
        let (chunks, rest) = self.as_chunks::<LANES>();
        for chunk in chunks {
            for (lane, item) in lanes.iter_mut().zip(chunk) {
                *lane += item.total();
            }
        }
        let mut total = zero;
        for item in rest {
            total += item.total();
        }
        let [a, b, c, d, e, f, g, h] = lanes;
        // Halves, as registers are added.
        total + (((a + e) + (c + g)) + ((b + f) + (d + h)))
    }
}

impl<T: Sum, const N: usize> Sum for [T; N] {
    type Float = T::Float;
    #[inline]
    fn total(&self) -> T::Float {
        self.as_slice().total()
    }
}

impl<T: Sum> Sum for Vec<T> {
    type Float = T::Float;
    #[inline]
    fn total(&self) -> T::Float {
        self.as_slice().total()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_every_length() {
        for n in 0..40u32 {
            let values: Vec<f64> = (1..=n).map(f64::from).collect();
            assert_eq!(sum(&values), f64::from(n * (n + 1) / 2));
            assert_eq!(sum(&values[..]), sum(&values));
        }
    }

    #[test]
    fn sums_nested_arrays_and_single_floats() {
        assert_eq!(sum(&[[1.0f32, 2.0], [3.0, 4.0]]), 10.0);
        assert_eq!(sum(&vec![vec![1.0], vec![], vec![2.0, 3.0]]), 6.0);
        assert_eq!(sum(&2.5), 2.5);
    }
}
