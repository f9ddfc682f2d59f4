//! The gradient of a matrix: a matrix of the same shape.

use super::for_floats;
use crate::library::Matrix;
use crate::{Accumulate, Differentiable, Elements, Zero};
use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, OMatrix};

macro_rules! shape {
    ($T:ident) => {
        impl<R: Dim, C: Dim> Differentiable for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Gradient = Self;
            type Shadow = Self;
            #[inline]
            fn zero_gradient(&self) -> Self {
                let (rows, columns) = self.shape_generic();
                OMatrix::zeros_generic(rows, columns)
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

        impl<R: Dim, C: Dim> Matrix for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Item = $T;

            #[inline]
            fn nrows(&self) -> usize {
                self.nrows()
            }
            #[inline]
            fn ncols(&self) -> usize {
                self.ncols()
            }
            #[inline]
            fn len(&self) -> usize {
                self.len()
            }
            #[inline]
            fn entry(&self, at: (usize, usize)) -> $T {
                self[at]
            }
            #[inline]
            fn entry_mut(&mut self, at: (usize, usize)) -> &mut $T {
                &mut self[at]
            }
            #[inline]
            fn elements(&self) -> impl Iterator<Item = $T> {
                self.iter().copied()
            }
            #[inline]
            fn elements_mut<'a>(&'a mut self) -> impl Iterator<Item = &'a mut $T>
            where
                $T: 'a,
            {
                self.iter_mut()
            }
        }

        impl<R: Dim, C: Dim> Elements for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Item = $T;
        }
    };
}
for_floats!(shape);
