//! Where the items of a binary heap go to, as in `BinaryHeap` of `std`: the greatest one stands first, and each
//! behind the node that it hangs on.

use std::cmp::Ordering;

/// Where the last item belongs, which has just been put there.
///
/// # Panics
///
/// Panics if there is none.
#[must_use]
pub fn rises_to<T: Ord>(items: &[T]) -> usize {
    risen(items, T::cmp)
}

/// Where the last item belongs once it stands in the place of the first, which is taken off.
#[must_use]
pub fn sinks_to<T: Ord>(items: &[T]) -> usize {
    sunk(items, T::cmp)
}

/// The same of items that are made of integers, in which a tuple of one stands for a `Reverse`.
///
/// # Panics
///
/// Panics if there is none.
#[must_use]
pub fn key_rises_to<T: Key>(items: &[T]) -> usize {
    risen(items, T::order)
}

/// The same, for [`sinks_to`].
#[must_use]
pub fn key_sinks_to<T: Key>(items: &[T]) -> usize {
    sunk(items, T::order)
}

fn risen<T>(items: &[T], compare: impl Fn(&T, &T) -> Ordering) -> usize {
    let mut at = items.len() - 1;
    let item = &items[at];
    while at > 0 {
        let parent = (at - 1) / 2;
        if compare(item, &items[parent]).is_le() {
            break;
        }
        at = parent;
    }
    at
}

/// Down to the bottom, along the greater children, and from there up again.
fn sunk<T>(items: &[T], compare: impl Fn(&T, &T) -> Ordering) -> usize {
    let Some((item, items)) = items.split_last() else {
        return 0;
    };
    let end = items.len();
    let (mut at, mut child) = (0, 1);
    while child + 1 < end {
        child += usize::from(compare(&items[child], &items[child + 1]).is_le());
        at = child;
        child = 2 * at + 1;
    }
    if child + 1 == end {
        at = child;
    }
    // What stands here has moved to the parent.
    while at > 0 && compare(item, &items[at]).is_gt() {
        at = (at - 1) / 2;
    }
    at
}

/// What a heap is ordered by: integers, and tuples of them; a tuple of one is a `Reverse`.
pub trait Key {
    /// How it compares.
    fn order(&self, other: &Self) -> Ordering;
}

macro_rules! numbers {
    ($($T:ty)*) => {$(
        impl Key for $T {
            fn order(&self, other: &Self) -> Ordering {
                self.cmp(other)
            }
        }
    )*};
}
numbers! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool char }

impl<T: Key> Key for (T,) {
    fn order(&self, other: &Self) -> Ordering {
        other.0.order(&self.0)
    }
}

macro_rules! tuples {
    ($(($($T:ident $at:tt),*))*) => {$(
        impl<$($T: Key),*> Key for ($($T,)*) {
            fn order(&self, other: &Self) -> Ordering {
                Ordering::Equal$(.then_with(|| self.$at.order(&other.$at)))*
            }
        }
    )*};
}
tuples! { (A 0, B 1) (A 0, B 1, C 2) (A 0, B 1, C 2, D 3) }

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BinaryHeap;

    /// What generated code does with the items.
    fn push(items: &mut Vec<(u32, u32)>, item: (u32, u32)) {
        items.push(item);
        let (to, mut at) = (risen(items, |a, b| a.0.cmp(&b.0)), items.len() - 1);
        while at > to {
            items.swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    fn pop(items: &mut Vec<(u32, u32)>) -> Option<(u32, u32)> {
        let to = sunk(items, |a, b| a.0.cmp(&b.0));
        let end = items.len().checked_sub(1)?;
        items.swap(0, end);
        let mut path = vec![to];
        while let Some(at) = path.last().filter(|at| **at > 0) {
            path.push((at - 1) / 2);
        }
        for pair in path.windows(2).rev() {
            items.swap(pair[0], pair[1]);
        }
        items.pop()
    }

    /// A heap of `std` by the first number alone, so that many items are equal.
    #[derive(PartialEq, Eq, Clone, Copy)]
    struct ByFirst((u32, u32));
    impl Ord for ByFirst {
        fn cmp(&self, other: &Self) -> Ordering {
            self.0.0.cmp(&other.0.0)
        }
    }
    impl PartialOrd for ByFirst {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }

    #[test]
    fn stands_as_in_std() {
        let (mut ours, mut theirs) = (Vec::new(), BinaryHeap::new());
        let mut state = 7_u32;
        for number in 0..2000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let item = ((state >> 16) % 11, number);
            if (state >> 24) % 5 < 3 {
                push(&mut ours, item);
                theirs.push(ByFirst(item));
            } else {
                assert_eq!(pop(&mut ours), theirs.pop().map(|item: ByFirst| item.0));
            }
            assert!(ours.iter().eq(theirs.iter().map(|item| &item.0)));
        }
    }

    #[test]
    fn keys_are_turned_around_by_tuples_of_one() {
        assert_eq!((3,).order(&(4,)), Ordering::Greater);
        assert_eq!((1, (3,)).order(&(1, (4,))), Ordering::Greater);
        assert_eq!(((2, 5),).order(&((2, 4),)), Ordering::Less);
    }
}
