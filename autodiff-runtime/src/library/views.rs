//! Views that are passed by value.

use crate::{Differentiable, Function, GradientOf};

/// A view of a matrix.
pub trait Shown: Differentiable<Gradient = GradientOf<Self::Whole>> {
    /// The matrix on its own.
    type Whole: Differentiable;

    /// A copy of what the view shows.
    fn shown(&self) -> Self::Whole;
}

/// A copy of what a view shows, which is passed by value.
#[inline]
pub fn taken<V: Shown>(view: V) -> V::Whole {
    view.shown()
}

#[doc(hidden)]
#[allow(non_camel_case_types, missing_debug_implementations)]
pub enum taken {}

#[doc(hidden)]
impl taken {
    #[inline]
    pub fn forward<V: Shown>(view: V) -> (V::Whole, ()) {
        (view.shown(), ())
    }

    #[inline]
    pub fn backward<G>((): &(), d_result: G) -> G {
        d_result
    }
}

impl<V: Shown> Function<(V,)> for taken {
    type Output = V::Whole;
    type Cache = ();
    type Calls = Vec<()>;
}
