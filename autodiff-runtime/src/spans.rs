//! Sub-slices taken before a loop, so that its body needs no bounds checks.

/// `&slice[from..][..count]`, or an empty slice if `count` is 0, wherever `from` may be.
///
/// A loop that does not run never indexes, so taking the slice it would index must not panic either.
///
/// # Panics
///
/// If `count` is not 0 and the slice ends before `from + count`.
#[inline(always)]
pub fn span<T>(slice: &[T], from: usize, count: usize) -> &[T] {
    if count == 0 {
        &[]
    } else {
        &slice[from..][..count]
    }
}

/// `&mut slice[from..][..count]`, or an empty slice if `count` is 0, wherever `from` may be.
///
/// # Panics
///
/// If `count` is not 0 and the slice ends before `from + count`.
#[inline(always)]
pub fn span_mut<T>(slice: &mut [T], from: usize, count: usize) -> &mut [T] {
    if count == 0 {
        &mut []
    } else {
        &mut slice[from..][..count]
    }
}

/// `N` rows of `count` elements, one behind the other, the first at `from`; empty ones if `count` is 0, wherever
/// `from` may be.
///
/// # Panics
///
/// If `count` is not 0 and the slice ends before `from + N * count`.
#[inline(always)]
pub fn rows_mut<const N: usize, T>(slice: &mut [T], from: usize, count: usize) -> [&mut [T]; N] {
    let mut rest = match count {
        0 => &mut [],
        _ => &mut slice[from..],
    };
    core::array::from_fn(|_| {
        let (row, behind) = core::mem::take(&mut rest).split_at_mut(count);
        rest = behind;
        row
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_is_there() {
        let mut values = [1, 2, 3, 4];
        assert_eq!(span(&values, 1, 2), [2, 3]);
        span_mut(&mut values, 2, 2).fill(0);
        assert_eq!(values, [1, 2, 0, 0]);
    }

    #[test]
    fn rows_are_apart() {
        let mut values = [1, 2, 3, 4, 5];
        let [a, b] = rows_mut(&mut values, 1, 2);
        a.swap_with_slice(b);
        assert_eq!(values, [1, 4, 5, 2, 3]);
        assert!(
            rows_mut::<3, _>(&mut values, 9, 0)
                .iter()
                .all(|row| row.is_empty())
        );
    }

    #[test]
    fn nothing_is_empty_wherever_it_is() {
        assert!(span(&[1, 2], usize::MAX, 0).is_empty());
        assert!(span_mut(&mut [1, 2], 3, 0).is_empty());
    }

    #[test]
    #[should_panic(expected = "out of range")]
    fn more_than_there_is_panics() {
        span(&[1, 2, 3], 2, 2);
    }
}
