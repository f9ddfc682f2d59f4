//! Parts of matrices, as copies, and parts that are written.

use crate::{Accumulate, Differentiable, Function, Ref, name};

/// A part of a matrix, such as a row.
pub trait Part<const NAME: u64, At>: Differentiable<Gradient = Self> + Sized {
    /// The part, on its own.
    type Owned: Differentiable<Gradient = Self::Owned> + Accumulate;

    /// A copy of the part.
    fn part(&self, at: &At) -> Self::Owned;
    /// Adds to the part.
    fn add(&mut self, at: &At, part: &Self::Owned);
    /// Writes the part.
    ///
    /// # Panics
    ///
    /// If the shapes differ.
    fn set(&mut self, at: &At, part: &Self::Owned);
    /// Sets the part to zero.
    fn clear(&mut self, at: &At);
}

macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident $set:ident;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $part<A, At>(a: &A, at: At) -> A::Owned
        where
            A: Part<{ name(stringify!($part)) }, At>,
        {
            a.part(&at)
        }

        /// Writes this part.
        #[inline]
        pub fn $set<A, At>(a: &mut A, at: At, part: &A::Owned)
        where
            A: Part<{ name(stringify!($part)) }, At>,
        {
            a.set(&at, part);
        }

        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        pub enum $part {}

        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        pub enum $set {}

        #[doc(hidden)]
        impl $part {
            #[inline]
            pub fn forward<A, At>(a: &A, at: At) -> (A::Owned, At)
            where
                A: Part<{ name(stringify!($part)) }, At>,
            {
                (a.part(&at), at)
            }

            #[inline]
            pub fn backward<A, At>(at: &At, d_a: &mut A, d_result: A::Owned)
            where
                A: Part<{ name(stringify!($part)) }, At>,
            {
                d_a.add(at, &d_result);
            }
        }

        impl<A, At> Function<(Ref<A>, At)> for $part
        where
            A: Part<{ name(stringify!($part)) }, At>,
        {
            type Output = A::Owned;
            type Cache = At;
            type Calls = Vec<At>;
        }

        #[doc(hidden)]
        impl $set {
            #[inline]
            pub fn forward<A, At>(a: &mut A, at: At, part: &A::Owned) -> ((), At)
            where
                A: Part<{ name(stringify!($part)) }, At>,
            {
                a.set(&at, part);
                ((), at)
            }

            /// What was written takes the adjoint of the part from what was there before.
            #[inline]
            pub fn backward<A, At>(
                at: &At,
                d_a: &mut A,
                d_part: &mut A::Owned,
            )
            where
                A: Part<{ name(stringify!($part)) }, At>,
            {
                d_part.accumulate(&d_a.part(at));
                d_a.clear(at);
            }
        }

        impl<A, At, B> Function<(Ref<A>, At, Ref<B>)> for $set {
            type Output = ();
            type Cache = At;
            type Calls = Vec<At>;
        }
    )*};
}

parts! {
    /// A row.
    row set_row;
    /// A column.
    column set_column;
    /// Some rows: the first one, and how many.
    rows set_rows;
    /// Some columns: the first one, and how many.
    columns set_columns;
    /// A block: its first row and column, and how many of each.
    view set_view;
    /// What is at a position of an axis: the axis, and the position.
    index_axis set_index_axis;
    /// A slice with one axis: for each axis of the array its start, its end and its step, which is
    /// zero for an axis that is left out, and the least number for one that the array has not.
    slice1 set_slice1;
    /// A slice with two axes, by the same.
    slice2 set_slice2;
    /// A slice with three axes, by the same.
    slice3 set_slice3;
    /// A slice with four axes, by the same.
    slice4 set_slice4;
}

/// A part of a matrix, by expressions of the view that the library gives of it.
macro_rules! part {
    ({ $($generics:tt)* } { $($bounds:tt)* } $name:literal, $Whole:ty, $At:ty, $Owned:ty,
        |$a:ident, $at:ident| $view:expr, $view_mut:expr, $owned:ident, $assign:ident) => {
        impl<$($generics)*> Part<{ name($name) }, $At> for $Whole
        where
            $($bounds)*
        {
            type Owned = $Owned;
            #[inline]
            fn part(&self, at: &$At) -> $Owned {
                let ($a, &$at) = (self, at);
                $view.$owned()
            }
            #[inline]
            fn add(&mut self, at: &$At, part: &$Owned) {
                let ($a, &$at) = (self, at);
                let mut view = $view_mut;
                view += part;
            }
            #[inline]
            fn set(&mut self, at: &$At, part: &$Owned) {
                let ($a, &$at) = (self, at);
                let mut view = $view_mut;
                assert!(view.shape() == part.shape(), "the part has another shape");
                view.$assign(part);
            }
            #[inline]
            fn clear(&mut self, at: &$At) {
                let ($a, &$at) = (self, at);
                $view_mut.fill(0.0);
            }
        }
    };
}
