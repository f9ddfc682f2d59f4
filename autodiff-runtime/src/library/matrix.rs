//! Matrices as collections of elements.

use crate::{Accumulate, Differentiable, Function, Ref, Scalar};
use std::borrow::Cow;

/// A matrix or a vector of floats, whose gradient is one of the same shape.
pub trait Matrix: Differentiable<Gradient = Self, Shadow = Self> + Clone {
    /// The type of an element.
    type Item: Scalar;

    /// The number of rows.
    fn nrows(&self) -> usize;
    /// The number of columns.
    fn ncols(&self) -> usize;
    /// The length of an axis.
    fn len_of(&self, axis: usize) -> usize {
        match axis {
            0 => self.nrows(),
            1 => self.ncols(),
            _ => 1,
        }
    }
    /// Whether another one has the same shape.
    fn is_shaped_like(&self, other: &Self) -> bool {
        (self.nrows(), self.ncols()) == (other.nrows(), other.ncols())
    }
    /// Whether the elements stand one behind another in the order of the library.
    fn is_in_order(&self) -> bool {
        true
    }
    /// The number of elements.
    fn len(&self) -> usize;
    /// Whether there are no elements.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The elements, in the order of the library.
    fn elements(&self) -> impl Iterator<Item = Self::Item>;
    /// The elements, in the order of the library.
    fn elements_mut<'a>(&'a mut self) -> impl Iterator<Item = &'a mut Self::Item>
    where
        Self::Item: 'a;
    /// The elements, in the order of the library, as a `Vec` of their own.
    fn to_elements(&self) -> Vec<Self::Item> {
        self.elements().collect()
    }
    /// The elements, in the order of the library: where they stand in it one behind another, those.
    fn seen_elements(&self) -> Cow<'_, [Self::Item]> {
        Cow::Owned(self.to_elements())
    }
    /// The elements, in the order of the library; where they stand in a `Vec`, that one.
    fn into_elements(self) -> Vec<Self::Item> {
        self.elements().collect()
    }
    /// A matrix of the same shape of these elements, in the order of the library.
    fn with_elements(&self, items: Vec<Self::Item>) -> Self {
        let mut made = self.clone();
        for (entry, item) in made.elements_mut().zip(items) {
            *entry = item;
        }
        made
    }
    /// The elements, row after row.
    fn rows(&self) -> impl Iterator<Item = Self::Item> {
        self.elements()
    }
    /// Writes the elements, row after row.
    fn set_rows(&mut self, items: &[Self::Item]) {
        for (entry, item) in self.elements_mut().zip(items) {
            *entry = *item;
        }
    }
}

/// A matrix whose elements are found by a row and a column, or by as many numbers as it has axes.
pub trait Entries<At>: Matrix {
    /// The element at a position.
    ///
    /// # Panics
    ///
    /// If there is none.
    fn entry(&self, at: At) -> Self::Item;
    /// The element at a position.
    ///
    /// # Panics
    ///
    /// If there is none.
    fn entry_mut(&mut self, at: At) -> &mut Self::Item;
}

/// The number of rows.
#[inline]
pub fn nrows<A: Matrix>(a: &A) -> usize {
    a.nrows()
}

/// The number of columns.
#[inline]
pub fn ncols<A: Matrix>(a: &A) -> usize {
    a.ncols()
}

/// The number of elements.
#[inline]
pub fn len<A: Matrix>(a: &A) -> usize {
    a.len()
}

/// The number of elements, which stand in order.
///
/// # Panics
///
/// If they do not.
#[inline]
pub fn len_in_order<A: Matrix>(a: &A) -> usize {
    assert!(a.is_in_order(), "the elements do not stand in order");
    a.len()
}

/// The length of an axis.
#[inline]
pub fn len_of<A: Matrix>(a: &A, axis: usize) -> usize {
    a.len_of(axis)
}

/// The number of elements of each of two matrices.
///
/// # Panics
///
/// If they differ in shape.
#[inline]
pub fn common_len<A: Matrix>(a: &A, b: &A) -> usize {
    assert!(a.is_shaped_like(b), "the arrays differ in shape");
    a.len()
}

macro_rules! companions {
    ($($name:ident)*) => {$(
        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        pub enum $name {}
    )*};
}
companions!(elements seen_elements filled filled_diagonal from_elements from_slice from_rows);

/// The elements, in the order of the library.
#[inline]
pub fn elements<A: Matrix>(a: &A) -> Vec<A::Item> {
    a.to_elements()
}

#[doc(hidden)]
impl elements {
    #[inline]
    pub fn forward<A: Matrix>(a: &A) -> (Vec<A::Item>, ()) {
        (elements(a), ())
    }

    #[inline]
    pub fn backward<A: Matrix>((): &(), d_a: &mut A, d_result: Vec<A::Item>) {
        for (total, part) in d_a.elements_mut().zip(d_result) {
            total.accumulate(&part);
        }
    }

    /// The adjoint of a matrix that has none yet.
    #[inline]
    pub fn backward_first<A: Matrix>((): &(), a: &A, d_result: Vec<A::Item>) -> A {
        a.with_elements(d_result)
    }
}

impl<A: Matrix> Function<(Ref<A>,)> for elements {
    type Output = Vec<A::Item>;
    type Cache = ();
    type Calls = Vec<()>;
}

/// The elements, in the order of the library, of a matrix that stays as it is.
#[inline]
pub fn seen_elements<A: Matrix>(a: &A) -> Cow<'_, [A::Item]> {
    a.seen_elements()
}

#[doc(hidden)]
impl seen_elements {
    #[inline]
    pub fn forward<A: Matrix>(a: &A) -> (Cow<'_, [A::Item]>, ()) {
        (a.seen_elements(), ())
    }
}

/// A matrix in the shape of `like` whose elements are all the same.
#[inline]
pub fn filled<A: Matrix>(like: &A, item: A::Item) -> A {
    let mut made = like.clone();
    made.elements_mut().for_each(|entry| *entry = item);
    made
}

#[doc(hidden)]
impl filled {
    #[inline]
    pub fn forward<A: Matrix>(like: &A, item: A::Item) -> (A, ()) {
        (filled(like, item), ())
    }

    #[inline]
    pub fn backward<A: Matrix>((): &(), d_result: A) -> A::Item {
        let mut total = A::Item::default();
        d_result.elements().for_each(|part| total.accumulate(&part));
        total
    }
}

impl<A: Matrix, B> Function<(Ref<A>, B)> for filled {
    type Output = A;
    type Cache = ();
    type Calls = Vec<()>;
}

/// A matrix in the shape of `like` with this number on its diagonal, and zeros elsewhere.
#[inline]
pub fn filled_diagonal<A: Entries<(usize, usize)>>(like: &A, item: A::Item) -> A {
    let mut made = filled(like, A::Item::default());
    (0..like.nrows().min(like.ncols())).for_each(|i| *made.entry_mut((i, i)) = item);
    made
}

#[doc(hidden)]
impl filled_diagonal {
    #[inline]
    pub fn forward<A: Entries<(usize, usize)>>(like: &A, item: A::Item) -> (A, ()) {
        (filled_diagonal(like, item), ())
    }

    #[inline]
    pub fn backward<A: Entries<(usize, usize)>>((): &(), d_result: A) -> A::Item {
        let mut total = A::Item::default();
        let size = d_result.nrows().min(d_result.ncols());
        (0..size).for_each(|i| total.accumulate(&d_result.entry((i, i))));
        total
    }
}

impl<A: Matrix, B> Function<(Ref<A>, B)> for filled_diagonal {
    type Output = A;
    type Cache = ();
    type Calls = Vec<()>;
}

/// A matrix in the shape of `like` of these elements, in the order of the library.
///
/// # Panics
///
/// If it does not have as many.
#[inline]
pub fn from_elements<A: Matrix>(like: &A, items: Vec<A::Item>) -> A {
    check_length(like, &items);
    like.with_elements(items)
}

#[doc(hidden)]
impl from_elements {
    #[inline]
    pub fn forward<A: Matrix>(like: &A, items: Vec<A::Item>) -> (A, ()) {
        (from_elements(like, items), ())
    }

    #[inline]
    pub fn backward<A: Matrix>((): &(), d_result: A) -> Vec<A::Item> {
        d_result.into_elements()
    }
}

impl<A: Matrix, B> Function<(Ref<A>, B)> for from_elements {
    type Output = A;
    type Cache = ();
    type Calls = Vec<()>;
}

macro_rules! from_slices {
    ($($(#[$doc:meta])* $name:ident $order:ident, |$made:ident, $items:ident| $write:expr;)*) => {$(
        $(#[$doc])*
        ///
        /// # Panics
        ///
        /// If it does not have as many.
        #[inline]
        pub fn $name<A: Matrix>(like: &A, items: &[A::Item]) -> A {
            check_length(like, items);
            let ($items, mut $made) = (items, like.clone());
            $write;
            $made
        }

        #[doc(hidden)]
        impl $name {
            #[inline]
            pub fn forward<A: Matrix>(like: &A, items: &[A::Item]) -> (A, ()) {
                ($name(like, items), ())
            }

            #[inline]
            pub fn backward<A: Matrix>((): &(), d_items: &mut [A::Item], d_result: A) {
                for (total, part) in d_items.iter_mut().zip(d_result.$order()) {
                    total.accumulate(&part);
                }
            }
        }

        impl<A: Matrix, B: ?Sized> Function<(Ref<A>, Ref<B>)> for $name {
            type Output = A;
            type Cache = ();
            type Calls = Vec<()>;
        }
    )*};
}

from_slices! {
    /// A matrix in the shape of `like` of these elements, in the order of the library.
    from_slice elements, |made, items| {
        made.elements_mut().zip(items).for_each(|(entry, item)| *entry = *item)
    };
    /// A matrix in the shape of `like` of these elements, which follow row after row.
    from_rows rows, |made, items| made.set_rows(items);
}

fn check_length<A: Matrix>(like: &A, items: &[A::Item]) {
    let (wanted, given) = (like.len(), items.len());
    assert!(
        wanted == given,
        "a matrix of {wanted} elements cannot be made of {given}"
    );
}
