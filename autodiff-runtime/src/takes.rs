//! How a function takes a list: its caller sees tokens alone, and `&list` may become a `&Vec<T>` or a
//! `&[T]`.

use crate::Vec;

/// Says how a function takes the list at this position among its arguments.
///
/// `#[differentiate]` implements it for the companion type of a function.
#[diagnostic::on_unimplemented(
    message = "this call of `{Self}` cannot be differentiated",
    label = "`{Self}` has no derivative for this argument",
    note = "put `#[differentiate]` on the function that is called, or wrap the call in `autodiff::stop_gradient(..)`"
)]
pub trait Takes<const AT: usize> {
    /// [`AsSlice`], or [`AsVec`] if it may be something else.
    type How: TakesList;
    /// The arguments for whose adjoints the backward pass looks at the list, each a bit; all bits where it may
    /// do so whatever is wanted.
    const READ_FOR: u64 = u64::MAX;
}

/// Whether a list that is [read for](Takes::READ_FOR) these adjoints is looked at, if those are wanted.
#[inline(always)]
pub const fn is_read(read_for: u64, wanted: u64) -> bool {
    read_for == u64::MAX || read_for & wanted != 0
}

/// The function takes a slice, which a record can be lent as.
pub enum AsSlice {}

/// The function may ask for a `Vec`, which a record is copied to.
pub enum AsVec {}

/// A way to take lists.
pub trait TakesList {
    /// What is lent.
    type List<T>: ?Sized;
    /// What serves both ways.
    type And<Other: TakesList>: TakesList;
    /// Lends a record, and copies it where that is needed.
    fn lend<'a, T: Copy>(copy: &'a mut Vec<T>, record: &'a [T]) -> &'a Self::List<T>;
}

impl TakesList for AsSlice {
    type List<T> = [T];
    type And<Other: TakesList> = Other;
    #[inline(always)]
    fn lend<'a, T: Copy>(_: &'a mut Vec<T>, record: &'a [T]) -> &'a [T] {
        record
    }
}

impl TakesList for AsVec {
    type List<T> = Vec<T>;
    type And<Other: TakesList> = AsVec;
    #[inline]
    fn lend<'a, T: Copy>(copy: &'a mut Vec<T>, record: &'a [T]) -> &'a Vec<T> {
        copy.clear();
        copy.extend_from_slice(record);
        copy
    }
}

/// What two functions can be lent that take lists in these ways.
pub type Both<A, B> = <A as TakesList>::And<B>;

/// Lends a record of a list to functions that take it in this way.
#[inline(always)]
pub fn lend<'a, How: TakesList, T: Copy>(
    copy: &'a mut Vec<T>,
    record: &'a [T],
) -> &'a How::List<T> {
    How::lend(copy, record)
}

#[cfg(test)]
mod tests {
    use super::{AsSlice, AsVec, Both, is_read, lend};

    #[test]
    fn what_may_be_read_for_all_is_read() {
        assert!(is_read(u64::MAX, 0) && is_read(0b110, 0b011));
        assert!(!is_read(0, u64::MAX) && !is_read(0b100, 0b011));
    }

    #[test]
    fn copies_are_made_where_a_vec_is_asked_for() {
        let record = [1.0, 2.0];
        let mut copy = vec![5.0];
        assert_eq!(
            lend::<Both<AsSlice, AsSlice>, _>(&mut copy, &record),
            [1.0, 2.0]
        );
        assert_eq!(copy, [5.0]);
        assert_eq!(
            lend::<Both<AsSlice, AsVec>, _>(&mut copy, &record),
            &vec![1.0, 2.0]
        );
        assert_eq!(
            lend::<Both<AsVec, AsSlice>, _>(&mut copy, &record[1..]),
            &vec![2.0]
        );
    }
}
