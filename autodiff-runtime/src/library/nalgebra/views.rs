//! Views of matrices, as arguments: their gradients are matrices of their own.

use crate::library::{Shown, UnaryRule};
use crate::{Function, Ref, name};
use nalgebra::allocator::Allocator;
use nalgebra::{
    DefaultAllocator, Dim, Matrix, MatrixView, OMatrix, Owned, RawStorage, RealField, Storage,
};

macro_rules! views {
    ($T:ident) => {
        impl<R: Dim, C: Dim, S: Storage<$T, R, C>> Shown for Matrix<$T, R, C, S>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Whole = OMatrix<$T, R, C>;
            #[inline]
            fn shown(&self) -> OMatrix<$T, R, C> {
                self.clone_owned()
            }
        }

        impl<R: Dim, C: Dim, S: Storage<$T, R, C>> UnaryRule<{ name("owned") }>
            for Matrix<$T, R, C, S>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Output = OMatrix<$T, R, C>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (OMatrix<$T, R, C>, ()) {
                (self.clone_owned(), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &OMatrix<$T, R, C>, d_self: &mut OMatrix<$T, R, C>) {
                *d_self += d;
            }
        }
    };
}
for_floats!(views);

/// The view that a matrix has of itself.
type Whole<'a, T, R, C> = MatrixView<
    'a,
    T,
    R,
    C,
    <Owned<T, R, C> as RawStorage<T, R, C>>::RStride,
    <Owned<T, R, C> as RawStorage<T, R, C>>::CStride,
>;

/// A view of a whole matrix.
#[inline]
pub fn matrix_view<T: RealField, R: Dim, C: Dim>(a: &OMatrix<T, R, C>) -> Whole<'_, T, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    a.generic_view((0, 0), a.shape_generic())
}

#[doc(hidden)]
#[allow(non_camel_case_types, missing_debug_implementations)]
pub enum matrix_view {}

#[doc(hidden)]
impl matrix_view {
    #[inline]
    pub fn forward<T: RealField, R: Dim, C: Dim>(a: &OMatrix<T, R, C>) -> (Whole<'_, T, R, C>, ())
    where
        DefaultAllocator: Allocator<R, C>,
    {
        (a.generic_view((0, 0), a.shape_generic()), ())
    }

    #[inline]
    pub fn backward<T: RealField, R: Dim, C: Dim>(
        (): &(),
        _a: &OMatrix<T, R, C>,
        d_a: &mut OMatrix<T, R, C>,
        d_result: OMatrix<T, R, C>,
    ) where
        DefaultAllocator: Allocator<R, C>,
    {
        *d_a += d_result;
    }
}

impl<T: RealField, R: Dim, C: Dim> Function<(Ref<OMatrix<T, R, C>>,)> for matrix_view
where
    DefaultAllocator: Allocator<R, C>,
{
    type Output = Whole<'static, T, R, C>;
    type Cache = ();
    type Calls = Vec<()>;
}
