//! The order of numbers: `total_cmp` of two floats, and the sorted order of many.

use crate::Scalar;
use crate::scalar::Arithmetic;
use std::cmp::Ordering;

/// Whether `a` comes before `b` in the order of `total_cmp`, in which `-0.0` comes before `0.0`.
#[inline]
#[must_use]
pub fn total_less<T: Scalar>(a: T, b: T) -> bool {
    <T as Arithmetic>::widened(a)
        .total_cmp(&<T as Arithmetic>::widened(b))
        .is_lt()
}

/// How two items compare that always do: `-1`, `0` or `1`.
#[must_use]
pub fn compared<T: Ord + ?Sized>(a: &T, b: &T) -> i8 {
    a.cmp(b) as i8
}

/// How two items compare; `2` if they do not.
#[must_use]
pub fn partially_compared<T: PartialOrd + ?Sized>(a: &T, b: &T) -> i8 {
    a.partial_cmp(b).map_or(2, |order| order as i8)
}

fn sorted<T>(items: &[T], compare: impl Fn(&T, &T) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|&i, &j| compare(&items[i], &items[j]));
    order
}

/// How two items compare that have to.
fn comparable<T: PartialOrd>(a: &T, b: &T) -> Ordering {
    match a.partial_cmp(b) {
        Some(order) => order,
        None => panic!("sorting found an item that does not compare, such as NaN"),
    }
}

fn total<T: Scalar>(a: &T, b: &T) -> Ordering {
    <T as Arithmetic>::widened(*a).total_cmp(&<T as Arithmetic>::widened(*b))
}

/// The indices of the items from the smallest to the largest; equal ones stay in their order.
///
/// # Panics
///
/// Panics if two items do not compare.
#[must_use]
pub fn ascending<T: PartialOrd>(items: &[T]) -> Vec<usize> {
    sorted(items, comparable)
}

/// The indices of the items from the largest to the smallest; equal ones stay in their order.
///
/// # Panics
///
/// Panics if two items do not compare.
#[must_use]
pub fn descending<T: PartialOrd>(items: &[T]) -> Vec<usize> {
    sorted(items, |a, b| comparable(b, a))
}

/// The indices of the items in the order of `total_cmp`.
#[must_use]
pub fn ascending_total<T: Scalar>(items: &[T]) -> Vec<usize> {
    sorted(items, total)
}

/// The indices of the items against the order of `total_cmp`.
#[must_use]
pub fn descending_total<T: Scalar>(items: &[T]) -> Vec<usize> {
    sorted(items, |a, b| total(b, a))
}

/// Where the items come from that `select_nth_unstable_by` of `std` leaves in this order: of equal ones, which
/// is which does not show.
fn selected<T: Copy>(items: &[T], nth: usize, compare: impl Fn(&T, &T) -> Ordering) -> Vec<usize> {
    let mut left: Vec<T> = items.to_vec();
    left.select_nth_unstable_by(nth, &compare);
    let mut order = vec![0; items.len()];
    let (from, to) = (sorted(items, &compare), sorted(&left, &compare));
    for (to, from) in to.into_iter().zip(from) {
        order[to] = from;
    }
    order
}

/// The indices of the items as they stand once `select_nth_unstable` has put one into its place.
///
/// # Panics
///
/// Panics if two items do not compare, or there is no such item.
#[must_use]
pub fn selected_ascending<T: PartialOrd + Copy>(items: &[T], nth: usize) -> Vec<usize> {
    selected(items, nth, comparable)
}

/// The same from the largest to the smallest.
///
/// # Panics
///
/// Panics if two items do not compare, or there is no such item.
#[must_use]
pub fn selected_descending<T: PartialOrd + Copy>(items: &[T], nth: usize) -> Vec<usize> {
    selected(items, nth, |a, b| comparable(b, a))
}

/// The same in the order of `total_cmp`.
///
/// # Panics
///
/// Panics if there is no such item.
#[must_use]
pub fn selected_ascending_total<T: Scalar>(items: &[T], nth: usize) -> Vec<usize> {
    selected(items, nth, total)
}

/// The same against the order of `total_cmp`.
///
/// # Panics
///
/// Panics if there is no such item.
#[must_use]
pub fn selected_descending_total<T: Scalar>(items: &[T], nth: usize) -> Vec<usize> {
    selected(items, nth, |a, b| total(b, a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_stable() {
        assert_eq!(ascending(&[2.0, 1.0, 2.0, 0.5]), [3, 1, 0, 2]);
        assert_eq!(descending(&[2, 1, 2, 0]), [0, 2, 1, 3]);
        assert_eq!(ascending_total(&[0.0, -0.0, f64::NAN, -1.0]), [3, 1, 0, 2]);
        assert_eq!(descending_total(&[0.0_f32, -0.0, 1.0]), [2, 0, 1]);
    }

    #[test]
    fn selects_as_std_does() {
        let items: Vec<f64> = (0..97).map(|i| f64::from(i * i % 31)).collect();
        let mut left = items.clone();
        left.select_nth_unstable_by(40, f64::total_cmp);
        let order = selected_ascending_total(&items, 40);
        let found: Vec<f64> = order.iter().map(|i| items[*i]).collect();
        assert_eq!(found, left);
        let mut order = order;
        order.sort_unstable();
        assert_eq!(order, (0..97).collect::<Vec<_>>());
    }

    #[test]
    #[should_panic(expected = "does not compare")]
    fn what_does_not_compare_is_not_sorted() {
        let _ = ascending(&[1.0, f64::NAN]);
    }

    #[test]
    fn tells_the_zeros_apart() {
        assert!(total_less(-0.0, 0.0));
        assert!(!total_less(0.0, -0.0));
        assert!(total_less(1.0_f32, 2.0_f32));
        assert!(total_less(f64::INFINITY, f64::NAN));
        assert!(!total_less(1.0, 1.0));
    }
}
