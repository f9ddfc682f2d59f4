//! `a += &b` and `a -= &b`, of a matrix or of a part of it, without a new matrix.

use crate::{Differentiable, Function, GradientOf, Ref, name};

/// A matrix that another one can be added to in its place.
pub trait AddInPlace<B: Differentiable>: Differentiable {
    /// Adds another matrix, or takes it away.
    fn change(&mut self, b: &B, subtract: bool);
    /// Adds to the adjoint of the other matrix what is that of the sum.
    fn change_back(d_a: &GradientOf<Self>, d_b: &mut GradientOf<B>, subtract: bool);
}

macro_rules! changes {
    ($($(#[$doc:meta])* $function:ident $subtract:literal;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $function<A: AddInPlace<B>, B: Differentiable>(a: &mut A, b: &B) {
            a.change(b, $subtract);
        }

        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        pub enum $function {}

        #[doc(hidden)]
        impl $function {
            #[inline]
            pub fn forward<A: AddInPlace<B>, B: Differentiable>(a: &mut A, b: &B) -> ((), ()) {
                (a.change(b, $subtract), ())
            }

            #[inline]
            pub fn backward<A, B>((): &(), d_a: &mut A, d_b: &mut B)
            where
                A: AddInPlace<B> + Differentiable<Gradient = A>,
                B: Differentiable<Gradient = B>,
            {
                A::change_back(d_a, d_b, $subtract);
            }
        }

        impl<A, B> Function<(Ref<A>, Ref<B>)> for $function {
            type Output = ();
            type Cache = ();
            type Calls = Vec<()>;
        }
    )*};
}

changes! {
    /// Adds a matrix to another one.
    add_assign false;
    /// Takes a matrix from another one.
    sub_assign true;
}

/// A matrix of which a part can be added to in its place.
pub trait AddToPart<const NAME: u64, At, B: Differentiable>: Differentiable {
    /// Adds to the part, or takes from it.
    fn change_part(&mut self, at: &At, b: &B, subtract: bool);
    /// Adds to the adjoint of what was added what is that of the part.
    fn change_part_back(d_a: &GradientOf<Self>, at: &At, d_b: &mut GradientOf<B>, subtract: bool);
}

macro_rules! changes_of_parts {
    ($($(#[$doc:meta])* $function:ident $part:literal $subtract:literal;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $function<A, At, B: Differentiable>(a: &mut A, at: At, b: &B)
        where
            A: AddToPart<{ name($part) }, At, B>,
        {
            a.change_part(&at, b, $subtract);
        }

        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        pub enum $function {}

        #[doc(hidden)]
        impl $function {
            #[inline]
            pub fn forward<A, At, B: Differentiable>(a: &mut A, at: At, b: &B) -> ((), At)
            where
                A: AddToPart<{ name($part) }, At, B>,
            {
                a.change_part(&at, b, $subtract);
                ((), at)
            }

            #[inline]
            pub fn backward<A, At, B>(at: &At, d_a: &mut A, d_b: &mut B)
            where
                A: AddToPart<{ name($part) }, At, B> + Differentiable<Gradient = A>,
                B: Differentiable<Gradient = B>,
            {
                A::change_part_back(d_a, at, d_b, $subtract);
            }
        }

        impl<A, At, B> Function<(Ref<A>, At, Ref<B>)> for $function {
            type Output = ();
            type Cache = At;
            type Calls = Vec<At>;
        }
    )*};
}

changes_of_parts! {
    /// Adds to a row.
    add_to_row "row" false;
    /// Takes from a row.
    sub_from_row "row" true;
    /// Adds to a column.
    add_to_column "column" false;
    /// Takes from a column.
    sub_from_column "column" true;
    /// Adds to what is at a position of an axis.
    add_to_index_axis "index_axis" false;
    /// Takes from what is at a position of an axis.
    sub_from_index_axis "index_axis" true;
}
