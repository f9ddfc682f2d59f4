//! The gradient of a matrix: a matrix of the same shape.

use crate::library::{self, Entries};
use crate::{Accumulate, Differentiable, Elements, Recordable, Zero};
use core::any::Any;
use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, Matrix, OMatrix, Owned, RawStorage, VecStorage};
use std::borrow::Cow;

/// What is of this type after all, which is known when the code is compiled for it: the elements of a
/// matrix of any length stand in a `Vec`.
fn of_type<S: Any, T: Any>(storage: &mut S) -> Option<&mut T> {
    (storage as &mut dyn Any).downcast_mut()
}

macro_rules! shape {
    ($T:ident) => {
        // Of views, too: their gradients are matrices of their own.
        impl<R: Dim, C: Dim, S: RawStorage<$T, R, C>> Differentiable for Matrix<$T, R, C, S>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Gradient = OMatrix<$T, R, C>;
            type Shadow = OMatrix<$T, R, C>;
            #[inline]
            fn zero_gradient(&self) -> OMatrix<$T, R, C> {
                let (rows, columns) = self.shape_generic();
                OMatrix::zeros_generic(rows, columns)
            }
        }

        impl<R: Dim, C: Dim> Recordable for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            #[inline]
            fn recorded(&self) -> Self {
                self.clone()
            }
        }

        impl<R: Dim, C: Dim> Accumulate for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            #[inline]
            fn accumulate(&mut self, part: &Self) {
                *self += part;
            }
        }

        impl<R: Dim, C: Dim> Zero for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            #[inline]
            fn set_zero(&mut self) {
                self.fill(0.0);
            }
        }

        impl<R: Dim, C: Dim> library::Matrix for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Item = $T;

            of_iterators!($T);
            #[inline]
            fn nrows(&self) -> usize {
                self.nrows()
            }
            #[inline]
            fn ncols(&self) -> usize {
                self.ncols()
            }
            #[inline]
            fn to_elements(&self) -> Vec<$T> {
                self.as_slice().to_vec()
            }
            #[inline]
            fn seen_elements(&self) -> Cow<'_, [$T]> {
                Cow::Borrowed(self.as_slice())
            }
            fn into_elements(self) -> Vec<$T> {
                let mut storage = Some(self.data);
                match of_type::<_, Option<VecStorage<$T, R, C>>>(&mut storage).and_then(Option::take) {
                    Some(items) => items.into(),
                    None => storage.map_or_else(Vec::new, |storage| {
                        Self::from_data(storage).as_slice().to_vec()
                    }),
                }
            }
            fn with_elements(&self, items: Vec<$T>) -> Self {
                let (rows, columns) = self.shape_generic();
                let mut storage = Some(VecStorage::new(rows, columns, items));
                match of_type::<_, Option<Owned<$T, R, C>>>(&mut storage).and_then(Option::take) {
                    Some(storage) => Self::from_data(storage),
                    None => {
                        let items = storage.map_or_else(Vec::new, Vec::from);
                        Self::from_iterator_generic(rows, columns, items)
                    }
                }
            }
            fn rows(&self) -> impl Iterator<Item = $T> {
                self.row_iter()
                    .flat_map(|row| (0..row.len()).map(move |j| row[j]))
            }
            fn set_rows(&mut self, items: &[$T]) {
                let rows = items.chunks(self.ncols().max(1));
                for (mut row, items) in self.row_iter_mut().zip(rows) {
                    row.iter_mut()
                        .zip(items)
                        .for_each(|(entry, item)| *entry = *item);
                }
            }
        }

        impl<R: Dim, C: Dim> Entries<(usize, usize)> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            entries!((usize, usize), |at| at);
        }

        impl<R: Dim, C: Dim> Elements for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Item = $T;
        }

        indexed!({ R: Dim, C: Dim } { DefaultAllocator: Allocator<R, C> } OMatrix<$T, R, C>);
    };
}
for_floats!(shape);
