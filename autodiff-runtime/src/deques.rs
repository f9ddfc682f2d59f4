//! What changes a `VecDeque` of the user's, as gates: the gradient of one is a `Vec`, so that what it does at its
//! front has an adjoint of its own.
//!
//! What was put into it hands its adjoint on from where it stands; what was taken off had its adjoint while it was
//! in the list, and has it now where it is.

use crate::taken::{companions, ends, truncated};
use crate::{Differentiable, Function, GradientOf, Ref, Vec};
use std::collections::VecDeque;

/// Puts an item behind the last one.
#[inline]
pub fn push_back<T>(items: &mut VecDeque<T>, item: T) {
    items.push_back(item);
}

/// Puts an item in front of the first one.
#[inline]
pub fn push_front<T>(items: &mut VecDeque<T>, item: T) {
    items.push_front(item);
}

/// Puts an item in front of that of an index.
///
/// # Panics
///
/// If the index is greater than the length.
#[inline]
pub fn insert<T>(items: &mut VecDeque<T>, index: usize, item: T) {
    items.insert(index, item);
}

/// Takes the last item off.
#[inline]
pub fn pop_back<T>(items: &mut VecDeque<T>) -> Option<T> {
    items.pop_back()
}

/// Takes the first item off.
#[inline]
pub fn pop_front<T>(items: &mut VecDeque<T>) -> Option<T> {
    items.pop_front()
}

/// Drops the first item, if there is one.
#[inline]
pub fn drop_front<T>(items: &mut VecDeque<T>) {
    items.pop_front();
}

/// Takes an item off, if there is one.
#[inline]
pub fn remove<T>(items: &mut VecDeque<T>, index: usize) -> Option<T> {
    items.remove(index)
}

/// Drops the items from a length on.
#[inline]
pub fn truncate<T>(items: &mut VecDeque<T>, length: usize) {
    items.truncate(length);
}

/// The first items go to the end.
///
/// # Panics
///
/// If there are fewer.
#[inline]
pub fn rotate_left<T>(items: &mut VecDeque<T>, by: usize) {
    items.rotate_left(by);
}

/// The last items go to the front.
///
/// # Panics
///
/// If there are fewer.
#[inline]
pub fn rotate_right<T>(items: &mut VecDeque<T>, by: usize) {
    items.rotate_right(by);
}

/// The items of a list.
#[inline]
pub fn from_list<T>(items: Vec<T>) -> VecDeque<T> {
    items.into()
}

/// The items as a list.
#[inline]
pub fn into_list<T>(items: VecDeque<T>) -> Vec<T> {
    items.into()
}

companions!(push_back push_front insert pop_back pop_front remove truncate);
companions!(drop_front rotate_left rotate_right from_list into_list);

macro_rules! put {
    ($($name:ident, |$items:ident| $take:expr;)*) => {$(
        #[doc(hidden)]
        impl $name {
            #[inline]
            pub fn forward<T>(items: &mut VecDeque<T>, item: T) -> ((), ()) {
                ($name(items, item), ())
            }

            #[inline]
            pub fn backward<G>((): &(), $items: &mut Vec<G>) -> G {
                $take
            }
        }

        impl<T> Function<(Ref<VecDeque<T>>, T)> for $name {
            type Output = ();
            type Cache = ();
            type Calls = Vec<()>;
        }
    )*};
}
put! {
    push_back, |items| last(items);
    push_front, |items| items.remove(0);
}

/// The adjoint of what was put in last.
#[inline]
fn last<G>(items: &mut Vec<G>) -> G {
    let at = items.len() - 1;
    items.remove(at)
}

#[doc(hidden)]
impl insert {
    #[inline]
    pub fn forward<T>(items: &mut VecDeque<T>, index: usize, item: T) -> ((), usize) {
        (insert(items, index, item), index)
    }

    #[inline]
    pub fn backward<G>(&index: &usize, items: &mut Vec<G>) -> G {
        items.remove(index)
    }
}

impl<T> Function<(Ref<VecDeque<T>>, usize, T)> for insert {
    type Output = ();
    type Cache = usize;
    type Calls = Vec<usize>;
}

ends! {
    VecDeque: pop_back, |items, d| items.push(d);
    pop_front, |items, d| items.insert(0, d);
}

#[doc(hidden)]
impl drop_front {
    #[inline]
    pub fn forward<T: Differentiable>(items: &mut VecDeque<T>) -> ((), Option<GradientOf<T>>) {
        let item = items.pop_front();
        ((), item.as_ref().map(T::zero_gradient))
    }

    #[inline]
    pub fn backward<G: Clone>(zero: &Option<G>, items: &mut Vec<G>) {
        if let Some(zero) = zero {
            items.insert(0, zero.clone());
        }
    }
}

impl<T: Differentiable> Function<(Ref<VecDeque<T>>,)> for drop_front {
    type Output = ();
    type Cache = Option<GradientOf<T>>;
    type Calls = Vec<Option<GradientOf<T>>>;
}

#[doc(hidden)]
impl remove {
    #[inline]
    pub fn forward<T: Differentiable>(
        items: &mut VecDeque<T>,
        index: usize,
    ) -> (Option<T>, Option<(usize, GradientOf<T>)>) {
        let item = remove(items, index);
        let zero = item.as_ref().map(T::zero_gradient);
        (item, zero.map(|zero| (index, zero)))
    }

    #[inline]
    pub fn backward<G: Clone>(taken: &Option<(usize, G)>, items: &mut Vec<G>, d_result: Option<G>) {
        if let Some((index, zero)) = taken {
            items.insert(*index, d_result.unwrap_or_else(|| zero.clone()));
        }
    }
}

impl<T: Differentiable> Function<(Ref<VecDeque<T>>, usize)> for remove {
    type Output = Option<T>;
    type Cache = Option<(usize, GradientOf<T>)>;
    type Calls = Vec<Option<(usize, GradientOf<T>)>>;
}

truncated!(VecDeque);

macro_rules! rotations {
    ($($name:ident, $back:ident;)*) => {$(
        #[doc(hidden)]
        impl $name {
            #[inline]
            pub fn forward<T>(items: &mut VecDeque<T>, by: usize) -> ((), usize) {
                ($name(items, by), by)
            }

            #[inline]
            pub fn backward<G>(&by: &usize, items: &mut [G]) {
                items.$back(by);
            }
        }

        impl<T> Function<(Ref<VecDeque<T>>, usize)> for $name {
            type Output = ();
            type Cache = usize;
            type Calls = Vec<usize>;
        }
    )*};
}
rotations! {
    rotate_left, rotate_right;
    rotate_right, rotate_left;
}

macro_rules! conversions {
    ($($name:ident, $From:ident, $To:ident;)*) => {$(
        #[doc(hidden)]
        impl $name {
            #[inline]
            pub fn forward<T>(items: $From<T>) -> ($To<T>, ()) {
                ($name(items), ())
            }

            #[inline]
            pub fn backward<G>((): &(), d_result: Vec<G>) -> Vec<G> {
                d_result
            }
        }

        impl<T> Function<($From<T>,)> for $name {
            type Output = $To<T>;
            type Cache = ();
            type Calls = Vec<()>;
        }
    )*};
}
conversions! {
    from_list, Vec, VecDeque;
    into_list, VecDeque, Vec;
}
