//! Lists of one value.

use crate::{Vec, vec};

/// `vec![value; count]`, for lists that are made and dropped in every call.
///
/// Where memory is to come cleared, some allocators do not hand out what was just given back to them. To clear a
/// short list costs less than to look for other memory.
#[inline]
pub fn filled<T: Clone>(value: T, count: usize) -> Vec<T> {
    const SHORT: usize = 1024;
    if count > SHORT / size_of::<T>().max(1) {
        return vec![value; count];
    }
    let mut list = Vec::with_capacity(count);
    list.resize(count, value);
    list
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn short_and_long_lists() {
        for count in [0, 1, 128, 129, 5000] {
            assert_eq!(filled(0.5, count), vec![0.5; count]);
            assert_eq!(filled([0.0f32; 3], count), vec![[0.0; 3]; count]);
        }
        assert_eq!(filled((), 3), [(); 3]);
    }
}
