//! The gradient of a matrix: a matrix of the same shape.

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

            of_two_axes!($T);
            of_iterators!($T);
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
