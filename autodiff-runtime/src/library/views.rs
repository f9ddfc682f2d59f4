//! Views that are passed by value.

use crate::{Accumulate, Differentiable, Function, GradientOf, Ref};

/// A view of a matrix, or the matrix itself.
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

/// A copy of what a view shows, which stays where it is.
#[inline]
pub fn copied<V: Shown>(view: &V) -> V::Whole {
    view.shown()
}

#[doc(hidden)]
#[allow(non_camel_case_types, missing_debug_implementations)]
pub enum copied {}

#[doc(hidden)]
impl copied {
    #[inline]
    pub fn forward<V: Shown>(view: &V) -> (V::Whole, ()) {
        (view.shown(), ())
    }

    #[inline]
    pub fn backward<V: Shown>(
        (): &(),
        _view: &V,
        d_view: &mut GradientOf<V>,
        d_result: GradientOf<V::Whole>,
    ) {
        d_view.accumulate(&d_result);
    }
}

impl<V: Shown> Function<(Ref<V>,)> for copied {
    type Output = V::Whole;
    type Cache = ();
    type Calls = Vec<()>;
}
