//! The gradient of an array: an array of the same shape.

use crate::library::Matrix;
use crate::{Accumulate, Differentiable, Elements, Zero};
use ndarray::{Array, Array1, Array2, Dimension};

macro_rules! shape {
    ($T:ident) => {
        impl<D: Dimension> Differentiable for Array<$T, D> {
            type Gradient = Self;
            type Shadow = Self;
            #[inline]
            fn zero_gradient(&self) -> Self {
                Array::zeros(self.raw_dim())
            }
        }

        impl<D: Dimension> Accumulate for Array<$T, D> {
            #[inline]
            fn accumulate(&mut self, part: &Self) {
                assert!(
                    self.shape() == part.shape(),
                    "gradients of one array differ in shape"
                );
                *self += part;
            }
        }

        impl<D: Dimension> Zero for Array<$T, D> {
            #[inline]
            fn set_zero(&mut self) {
                self.fill(0.0);
            }
        }

        impl<D: Dimension> Elements for Array<$T, D> {
            type Item = $T;
        }

        impl Matrix for Array1<$T> {
            type Item = $T;

            #[inline]
            fn nrows(&self) -> usize {
                self.len()
            }
            #[inline]
            fn ncols(&self) -> usize {
                1
            }
            #[inline]
            fn entry(&self, (row, _): (usize, usize)) -> $T {
                self[row]
            }
            #[inline]
            fn entry_mut(&mut self, (row, _): (usize, usize)) -> &mut $T {
                &mut self[row]
            }
            of_iterators!($T);
        }

        impl Matrix for Array2<$T> {
            type Item = $T;

            of_two_axes!($T);
            of_iterators!($T);
        }
    };
}
for_floats!(shape);
