//! `a += &b` and `a -= &b`, without a new matrix.

use crate::{Differentiable, Function, GradientOf, Ref};

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
            pub fn backward<A, B: Differentiable>(
                (): &(),
                d_a: &mut A,
                d_b: &mut GradientOf<B>,
            ) where
                A: AddInPlace<B> + Differentiable<Gradient = A>,
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
