//! How a loop under `#[checkpoint]` is parted into segments.

/// As many segments as make the longest one about as long: the square root, rounded up.
#[inline]
pub const fn segments(trips: usize) -> usize {
    match trips.checked_sub(1) {
        None => 0,
        Some(less) => less.isqrt() + 1,
    }
}

/// The first iteration of a segment, of `count` that part as many `trips`; the number of all for the
/// segment behind the last.
#[inline]
pub const fn segment_start(segment: usize, count: usize, trips: usize) -> usize {
    // A `u128` holds the product of any two.
    (segment as u128 * trips as u128 / count as u128) as usize
}

#[cfg(test)]
mod tests {
    use super::{segment_start, segments};

    #[test]
    fn parts() {
        assert_eq!([0, 1, 2, 4, 5, 9, 10].map(segments), [0, 1, 2, 2, 3, 3, 4]);
        for (trips, count) in [(1, 1), (10, 4), (7, 7), (usize::MAX, 3)] {
            assert_eq!(segment_start(0, count, trips), 0);
            assert_eq!(segment_start(count, count, trips), trips);
            for part in 0..count {
                let (first, last) = (part, part + 1);
                assert!(segment_start(first, count, trips) < segment_start(last, count, trips));
            }
        }
    }
}
