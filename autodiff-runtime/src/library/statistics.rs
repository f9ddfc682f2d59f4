//! Partials of what is computed of all elements of a matrix.

use crate::Scalar;
#[cfg(feature = "nalgebra")]
use crate::partial;

/// Adds to each gradient the share of `d` that its element takes of the one that was chosen: all, or
/// one half where it stands more than once, which is the mean of the one-sided derivatives.
#[cfg(feature = "nalgebra")]
pub(super) fn add_to_chosen<'a, T: Scalar>(
    items: impl Iterator<Item = T> + Clone,
    totals: impl Iterator<Item = &'a mut T>,
    chosen: T,
    d: T,
) {
    let found = items.clone().filter(|item| *item == chosen).take(2).count();
    let share = match found {
        2 => d * T::literal(0.5),
        _ => d,
    };
    for (item, total) in items.zip(totals) {
        if item == chosen {
            *total += share;
        }
    }
}

/// The same of the largest magnitude, which falls with an element that is negative.
#[cfg(feature = "nalgebra")]
pub(super) fn add_to_magnitude<'a, T: Scalar>(
    items: impl Iterator<Item = T> + Clone,
    totals: impl Iterator<Item = &'a mut T>,
    chosen: T,
    d: T,
) {
    let sized = |item: &T| T::absolute(*item) == chosen;
    let found = items.clone().filter(sized).take(2).count();
    let share = match found {
        2 => d * T::literal(0.5),
        _ => d,
    };
    for (item, total) in items.zip(totals) {
        if sized(&item) {
            *total += share * partial::abs(item);
        }
    }
}

/// Adds to the gradient of each element `d` times the product of all others.
pub(super) fn add_products_of_others<'a, T: Scalar>(
    items: impl Iterator<Item = T>,
    totals: impl Iterator<Item = &'a mut T>,
    d: T,
) {
    let items: Vec<T> = items.collect();
    let mut others = Vec::with_capacity(items.len());
    let mut before = d;
    for item in &items {
        others.push(before);
        before *= *item;
    }
    let mut behind = T::literal(1.0);
    for (other, item) in others.iter_mut().zip(&items).rev() {
        *other *= behind;
        behind *= *item;
    }
    for (other, total) in others.into_iter().zip(totals) {
        *total += other;
    }
}

/// The same of the variance, whose divisor is the number of elements less a correction.
pub(super) fn add_variance<'a, T: Scalar>(
    items: impl Iterator<Item = T> + Clone,
    totals: impl Iterator<Item = &'a mut T>,
    correction: T,
    d: T,
) {
    let (mut sum, mut count) = (T::default(), 0usize);
    for item in items.clone() {
        sum += item;
        count += 1;
    }
    let count = T::of(count);
    let (mean, scale) = (sum / count, T::literal(2.0) * d / (count - correction));
    for (item, total) in items.zip(totals) {
        *total += scale * (item - mean);
    }
}
