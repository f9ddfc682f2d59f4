//! Elements of matrices by their positions: read, written, and those of adjoints.

use super::Entries;
use crate::{Accumulate, Function, Ref};

#[doc(hidden)]
#[allow(non_camel_case_types, missing_debug_implementations)]
pub enum entry {}

#[doc(hidden)]
#[allow(non_camel_case_types, missing_debug_implementations)]
pub enum set_entry {}

/// The element at a position.
#[inline]
pub fn entry<A: Entries<At>, At>(a: &A, at: At) -> A::Item {
    a.entry(at)
}

#[doc(hidden)]
impl entry {
    #[inline]
    pub fn forward<A: Entries<At>, At: Copy>(a: &A, at: At) -> (A::Item, At) {
        (a.entry(at), at)
    }

    #[inline]
    pub fn backward<A: Entries<At>, At: Copy>(at: &At, d_a: &mut A, d_result: A::Item) {
        d_a.entry_mut(*at).accumulate(&d_result);
    }
}

impl<A: Entries<At>, At> Function<(Ref<A>, At)> for entry {
    type Output = A::Item;
    type Cache = At;
    type Calls = Vec<At>;
}

/// Writes the element at a position.
#[inline]
pub fn set_entry<A: Entries<At>, At>(a: &mut A, at: At, value: A::Item) {
    *a.entry_mut(at) = value;
}

#[doc(hidden)]
impl set_entry {
    #[inline]
    pub fn forward<A: Entries<At>, At: Copy>(a: &mut A, at: At, value: A::Item) -> ((), At) {
        set_entry(a, at, value);
        ((), at)
    }

    /// What was written takes the adjoint of the element from what was there before.
    #[inline]
    pub fn backward<A: Entries<At>, At: Copy>(at: &At, d_a: &mut A) -> A::Item {
        let zero = A::Item::default();
        core::mem::replace(d_a.entry_mut(*at), zero)
    }
}

impl<A, At, B> Function<(Ref<A>, At, B)> for set_entry {
    type Output = ();
    type Cache = At;
    type Calls = Vec<At>;
}

/// Adds to the element of an adjoint.
#[inline]
pub fn add_to_entry<A: Entries<At>, At>(d_a: &mut A, at: At, part: A::Item) {
    d_a.entry_mut(at).accumulate(&part);
}

/// The element of an adjoint, which is zero then.
#[inline]
pub fn take_entry<A: Entries<At>, At>(d_a: &mut A, at: At) -> A::Item {
    core::mem::take(d_a.entry_mut(at))
}
