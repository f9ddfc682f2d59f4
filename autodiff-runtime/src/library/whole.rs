//! Arrays and matrices of integers or truth values, through which nothing flows.

use core::ops::Index;

macro_rules! inactive {
    ($($T:ty),*) => {$(
        #[cfg(feature = "nalgebra")]
        impl<R, C, S> crate::Differentiable for nalgebra::Matrix<$T, R, C, S>
        where
            R: nalgebra::Dim,
            C: nalgebra::Dim,
            S: nalgebra::RawStorage<$T, R, C>,
        {
            type Gradient = ();
            type Shadow = ();
            #[inline(always)]
            fn zero_gradient(&self) {}
        }

        #[cfg(feature = "ndarray")]
        impl<D> crate::Differentiable for ndarray::ArrayBase<ndarray::OwnedRepr<$T>, D>
        where
            D: ndarray::Dimension,
        {
            type Gradient = ();
            type Shadow = ();
            #[inline(always)]
            fn zero_gradient(&self) {}
        }

        #[cfg(feature = "ndarray")]
        impl<D> crate::Differentiable for ndarray::ArrayView<'_, $T, D>
        where
            D: ndarray::Dimension,
        {
            type Gradient = ();
            type Shadow = ();
            #[inline(always)]
            fn zero_gradient(&self) {}
        }

        #[cfg(feature = "ndarray")]
        impl<D> super::Shown for ndarray::ArrayView<'_, $T, D>
        where
            D: ndarray::Dimension,
        {
            type Whole = ndarray::Array<$T, D>;
            #[inline]
            fn shown(&self) -> Self::Whole {
                self.to_owned()
            }
        }
    )*};
}
inactive!(
    bool, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
);

/// What has lengths along axes.
#[doc(hidden)]
pub trait Lengths {
    fn length_along(&self, axis: usize) -> usize;
}

#[cfg(feature = "nalgebra")]
impl<T, R, C, S> Lengths for nalgebra::Matrix<T, R, C, S>
where
    R: nalgebra::Dim,
    C: nalgebra::Dim,
    S: nalgebra::RawStorage<T, R, C>,
{
    #[inline]
    fn length_along(&self, axis: usize) -> usize {
        if axis == 0 {
            self.shape().0
        } else {
            self.shape().1
        }
    }
}

#[cfg(feature = "ndarray")]
impl<S: ndarray::RawData, D: ndarray::Dimension> Lengths for ndarray::ArrayBase<S, D> {
    #[inline]
    fn length_along(&self, axis: usize) -> usize {
        self.shape()[axis]
    }
}

/// How long it is along an axis.
#[inline]
pub fn whole_len_of<A: Lengths>(a: &A, axis: usize) -> usize {
    a.length_along(axis)
}

/// The elements, in the order of the library.
#[inline]
pub fn whole_numbers<'a, T: Copy + 'a>(items: impl IntoIterator<Item = &'a T>) -> Vec<T> {
    items.into_iter().copied().collect()
}

/// The element at a position.
#[inline]
pub fn whole_number<A: Index<At>, At>(a: &A, at: At) -> A::Output
where
    A::Output: Copy,
{
    a[at]
}
