//! Taking items off a `Vec` of structs, as gates: of numbers, zeros can be written, but what a struct's
//! gradient looks like tells only the struct.
//!
//! What is taken off had its adjoint while it was in the list, and has it now where it is. So the backward
//! pass of each puts the adjoint that comes back where the item was.

use crate::{Differentiable, Function, GradientOf, Ref, Vec};

/// Takes the last item off.
#[inline]
pub fn pop<T>(items: &mut Vec<T>) -> Option<T> {
    items.pop()
}

/// Takes the first item off.
#[inline]
pub fn pop_front<T>(items: &mut Vec<T>) -> Option<T> {
    (!items.is_empty()).then(|| items.remove(0))
}

/// Takes an item off; those behind it move up.
///
/// # Panics
///
/// If there is no such item.
#[inline]
pub fn remove<T>(items: &mut Vec<T>, index: usize) -> T {
    items.remove(index)
}

/// Takes an item off; the last one takes its place.
///
/// # Panics
///
/// If there is no such item.
#[inline]
pub fn swap_remove<T>(items: &mut Vec<T>, index: usize) -> T {
    items.swap_remove(index)
}

/// Drops the items from a length on.
#[inline]
pub fn truncate<T>(items: &mut Vec<T>, length: usize) {
    items.truncate(length);
}

/// Types that stand for functions of lists.
macro_rules! companions {
    ($($name:ident)*) => {$(
        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        pub enum $name {}
    )*};
}
pub(crate) use companions;
companions!(pop pop_front remove swap_remove truncate);

/// What takes an item off one end of a list of this kind.
macro_rules! ends {
    ($List:ident: $($name:ident, |$items:ident, $d:ident| $put:expr;)*) => {$(
        #[doc(hidden)]
        impl $name {
            #[inline]
            pub fn forward<T: Differentiable>(
                items: &mut $List<T>,
            ) -> (Option<T>, Option<GradientOf<T>>) {
                let item = $name(items);
                let zero = item.as_ref().map(T::zero_gradient);
                (item, zero)
            }

            /// An item that nothing flowed into has a gradient of zeros.
            #[inline]
            pub fn backward<G: Clone>(zero: &Option<G>, $items: &mut Vec<G>, d_result: Option<G>) {
                if let Some(zero) = zero {
                    let $d = d_result.unwrap_or_else(|| zero.clone());
                    $put;
                }
            }
        }

        impl<T: Differentiable> Function<(Ref<$List<T>>,)> for $name {
            type Output = Option<T>;
            type Cache = Option<GradientOf<T>>;
            type Calls = Vec<Option<GradientOf<T>>>;
        }
    )*};
}
pub(crate) use ends;
ends! {
    Vec: pop, |items, d| items.push(d);
    pop_front, |items, d| items.insert(0, d);
}

macro_rules! at_an_index {
    ($($name:ident, |$items:ident, $index:ident, $d:ident| $put:expr;)*) => {$(
        #[doc(hidden)]
        impl $name {
            #[inline]
            pub fn forward<T>(items: &mut Vec<T>, index: usize) -> (T, usize) {
                ($name(items, index), index)
            }

            #[inline]
            pub fn backward<G>(&$index: &usize, $items: &mut Vec<G>, $d: G) {
                $put;
            }
        }

        impl<T> Function<(Ref<Vec<T>>, usize)> for $name {
            type Output = T;
            type Cache = usize;
            type Calls = Vec<usize>;
        }
    )*};
}
at_an_index! {
    remove, |items, index, d| items.insert(index, d);
    swap_remove, |items, index, d| {
        // The item that took the place was the last one.
        items.push(d);
        let last = items.len() - 1;
        items.swap(index, last);
    };
}

/// What drops the items of a list of this kind from a length on.
macro_rules! truncated {
    ($List:ident) => {
        #[doc(hidden)]
        impl truncate {
            #[inline]
            pub fn forward<T: Differentiable>(
                items: &mut $List<T>,
                length: usize,
            ) -> ((), Vec<GradientOf<T>>) {
                let dropped = items.iter().skip(length);
                let zeros = dropped.map(T::zero_gradient).collect();
                items.truncate(length);
                ((), zeros)
            }

            #[inline]
            pub fn backward<G: Clone>(zeros: &[G], items: &mut Vec<G>) {
                items.extend_from_slice(zeros);
            }
        }

        impl<T: Differentiable> Function<(Ref<$List<T>>, usize)> for truncate {
            type Output = ();
            type Cache = Vec<GradientOf<T>>;
            type Calls = Vec<Vec<GradientOf<T>>>;
        }
    };
}
pub(crate) use truncated;
truncated!(Vec);

#[cfg(test)]
mod tests {
    use super::{pop, pop_front, remove, swap_remove, truncate};

    type Items = Vec<Vec<f64>>;

    fn items() -> Items {
        vec![vec![1.0], vec![2.0, 3.0], vec![4.0; 3]]
    }

    /// The adjoint comes back to where the item was: as the lists are made, adjoints are the items.
    #[test]
    fn adjoints_come_back() {
        let mut left = items();
        let (item, cache) = pop::forward(&mut left);
        pop::backward(&cache, &mut left, item);
        assert_eq!(left, items());
        let (item, cache) = pop_front::forward(&mut left);
        pop_front::backward(&cache, &mut left, item);
        assert_eq!(left, items());
        for index in 0..3 {
            let (item, cache) = remove::forward(&mut left, index);
            remove::backward(&cache, &mut left, item);
            assert_eq!(left, items());
            let (item, cache) = swap_remove::forward(&mut left, index);
            swap_remove::backward(&cache, &mut left, item);
            assert_eq!(left, items());
        }
    }

    #[test]
    fn what_nothing_flowed_into_is_zero() {
        let mut left = items();
        let (_, cache) = pop::forward(&mut left);
        pop::backward(&cache, &mut left, None);
        assert_eq!(left[2], [0.0; 3]);
        let ((), cache) = truncate::forward(&mut left, 1);
        truncate::backward(&cache, &mut left);
        assert_eq!(left, [vec![1.0], vec![0.0; 2], vec![0.0; 3]]);
        let ((), cache) = truncate::forward(&mut left, 9);
        truncate::backward(&cache, &mut left);
        assert_eq!(left.len(), 3);
        let mut none = Items::new();
        let (item, cache) = pop_front::forward(&mut none);
        pop_front::backward(&cache, &mut none, item);
        assert!(none.is_empty());
    }
}
