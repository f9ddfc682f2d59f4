//! Arrays whose elements are evenly spaced.

use crate::{Function, Ref, Scalar};
use ndarray::Array1;

/// So many numbers between two others, both of them included, of the type that an array has.
pub fn linspace<T: Scalar>(_like: &Array1<T>, from: T, to: T, count: usize) -> Array1<T> {
    let step = match count {
        0 | 1 => T::default(),
        _ => (to - from) / T::of(count - 1),
    };
    (0..count).map(|i| from + step * T::of(i)).collect()
}

#[doc(hidden)]
#[allow(non_camel_case_types, missing_debug_implementations)]
pub enum linspace {}

#[doc(hidden)]
impl linspace {
    #[inline]
    pub fn forward<T: Scalar>(like: &Array1<T>, from: T, to: T, count: usize) -> (Array1<T>, ()) {
        (linspace(like, from, to, count), ())
    }

    /// Each number is a mean of both ends.
    pub fn backward<T: Scalar>((): &(), _d_like: &mut Array1<T>, d_result: Array1<T>) -> (T, T) {
        let last = T::of(d_result.len().saturating_sub(1).max(1));
        let (mut d_from, mut d_to) = (T::default(), T::default());
        for (i, d) in d_result.iter().enumerate() {
            let share = T::of(i) / last;
            d_from += *d * (T::literal(1.0) - share);
            d_to += *d * share;
        }
        (d_from, d_to)
    }
}

impl<T: Scalar> Function<(Ref<Array1<T>>, T, T, usize)> for linspace {
    type Output = Array1<T>;
    type Cache = ();
    type Calls = Vec<()>;
}
