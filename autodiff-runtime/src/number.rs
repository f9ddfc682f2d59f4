//! Numbers of a type that is a parameter: literals, and conversions, for which `as` is not to be had.

use crate::Scalar;

/// A primitive number, which can be converted to a float.
pub trait Number: Copy {
    /// The number as an `f32`, as `as` rounds it.
    fn f32(number: Self) -> f32;
    /// The number as an `f64`, as `as` rounds it.
    fn f64(number: Self) -> f64;
}

macro_rules! numbers {
    ($($N:ident),*) => {$(
        impl Number for $N {
            #[inline(always)]
            fn f32(number: Self) -> f32 {
                number as f32
            }
            #[inline(always)]
            fn f64(number: Self) -> f64 {
                number as f64
            }
        }
    )*};
}
numbers!(
    f32, f64, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
);

/// The literal `number` as a `T`.
///
/// ```
/// fn half<T: autodiff::Scalar>() -> T {
///     autodiff::literal(0.5)
/// }
/// assert_eq!(half::<f32>(), 0.5);
/// ```
#[inline(always)]
pub fn literal<T: Scalar>(number: f64) -> T {
    T::literal(number)
}

/// `x.abs()`, for types that are parameters.
///
/// ```
/// assert_eq!(autodiff::absolute(-0.5_f32), 0.5);
/// ```
#[inline(always)]
pub fn absolute<T: Scalar>(x: T) -> T {
    T::absolute(x)
}

/// `number as T`, for types that are parameters.
///
/// ```
/// assert_eq!(autodiff::cast::<_, f32>(3usize), 3.0);
/// ```
#[inline(always)]
pub fn cast<N: Number, T: Scalar>(number: N) -> T {
    T::of(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_once() {
        // By way of `f64` this would be rounded twice, and become another number.
        let number = (1u64 << 54) + (1 << 30) + 1;
        assert_eq!(cast::<_, f32>(number), number as f32);
        assert_ne!(cast::<_, f32>(number), number as f64 as f32);
        assert_eq!(cast::<_, f64>(0.1f32), f64::from(0.1f32));
    }
}
