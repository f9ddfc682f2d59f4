//! Room at the end of a record.

use crate::{Vec, filled};

/// Appends `count` default values to `records` and gives them to be assigned.
///
/// A loop that assigns its records is faster than one that pushes them: nothing has to be asked in
/// each iteration but the index.
///
/// # Panics
///
/// If the `Vec` becomes longer than memory can hold.
#[inline]
pub fn grow<T: Clone + Default>(records: &mut Vec<T>, count: usize) -> &mut [T] {
    if records.capacity() == 0 {
        // Zeros that nobody has written yet cost nothing.
        *records = filled(T::default(), count);
        return records;
    }
    let length = records.len();
    records.resize(length + count, T::default());
    &mut records[length..]
}

#[cfg(test)]
mod tests {
    use super::grow;

    #[test]
    fn room_stands_behind_what_is_there() {
        let mut records = vec![1.0, 2.0];
        grow(&mut records, 2)[1] = 4.0;
        assert!(grow(&mut records, 0).is_empty());
        assert_eq!(records, [1.0, 2.0, 0.0, 4.0]);
    }
}
