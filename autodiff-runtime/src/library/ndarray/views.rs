//! Views of arrays, as arguments: their gradients are arrays of their own.

use crate::library::{Shown, UnaryRule};
use crate::{Differentiable, Function, Ref, name};
use ndarray::{Array, ArrayView, ArrayViewMut, Dimension};

macro_rules! views {
    ($T:ident) => {
        views!($T: ArrayView<'_, $T, D>, ArrayViewMut<'_, $T, D>);
        views!(shown $T: ArrayView<'_, $T, D>, ArrayViewMut<'_, $T, D>, Array<$T, D>);

        impl<D: Dimension> UnaryRule<{ name("owned") }> for ArrayView<'_, $T, D> {
            type Output = Array<$T, D>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Array<$T, D>, ()) {
                (self.to_owned(), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &Array<$T, D>, d_self: &mut Array<$T, D>) {
                *d_self += d;
            }
        }
    };
    ($T:ident: $($View:ty),*) => {$(
        impl<D: Dimension> Differentiable for $View {
            type Gradient = Array<$T, D>;
            type Shadow = Array<$T, D>;
            #[inline]
            fn zero_gradient(&self) -> Array<$T, D> {
                Array::zeros(self.raw_dim())
            }
        }
    )*};
    (shown $T:ident: $($Matrix:ty),*) => {$(
        impl<D: Dimension> Shown for $Matrix {
            type Whole = Array<$T, D>;
            #[inline]
            fn shown(&self) -> Array<$T, D> {
                self.to_owned()
            }
        }
    )*};
}
for_floats!(views);

/// A view of a whole array.
#[inline]
pub fn array_view<T, D: Dimension>(a: &Array<T, D>) -> ArrayView<'_, T, D> {
    a.view()
}

#[doc(hidden)]
#[allow(non_camel_case_types, missing_debug_implementations)]
pub enum array_view {}

#[doc(hidden)]
impl array_view {
    #[inline]
    pub fn forward<T, D: Dimension>(a: &Array<T, D>) -> (ArrayView<'_, T, D>, ()) {
        (a.view(), ())
    }

    #[inline]
    pub fn backward<T, D: Dimension>(
        (): &(),
        _a: &Array<T, D>,
        d_a: &mut Array<T, D>,
        d_result: Array<T, D>,
    ) where
        T: Copy + core::ops::AddAssign,
    {
        d_a.zip_mut_with(&d_result, |total, part| *total += *part);
    }
}

impl<T: 'static, D: Dimension> Function<(Ref<Array<T, D>>,)> for array_view {
    type Output = ArrayView<'static, T, D>;
    type Cache = ();
    type Calls = Vec<()>;
}
