//! The gradient of an array: an array of the same shape.

use crate::library::{Entries, Matrix};
use crate::{Accumulate, Differentiable, Elements, Recordable, Zero};
use ndarray::{Array, Array2, Array3, Array4, ArrayD, Dimension};
use std::borrow::Cow;

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

        impl<D: Dimension> Recordable for Array<$T, D> {
            #[inline]
            fn recorded(&self) -> Self {
                self.clone()
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

        impl<D: Dimension> Matrix for Array<$T, D> {
            type Item = $T;

            of_iterators!($T);
            #[inline]
            fn nrows(&self) -> usize {
                self.shape().first().copied().unwrap_or(1)
            }
            #[inline]
            fn ncols(&self) -> usize {
                self.shape().get(1).copied().unwrap_or(1)
            }
            #[inline]
            fn len_of(&self, axis: usize) -> usize {
                self.shape()[axis]
            }
            #[inline]
            fn is_shaped_like(&self, other: &Self) -> bool {
                self.shape() == other.shape()
            }
            #[inline]
            fn is_in_order(&self) -> bool {
                self.is_standard_layout()
            }
            fn to_elements(&self) -> Vec<$T> {
                self.seen_elements().into_owned()
            }
            fn seen_elements(&self) -> Cow<'_, [$T]> {
                match self.as_slice() {
                    Some(items) => Cow::Borrowed(items),
                    None => Cow::Owned(self.iter().copied().collect()),
                }
            }
            fn into_elements(self) -> Vec<$T> {
                if !self.is_standard_layout() {
                    return self.to_elements();
                }
                let length = self.len();
                let (mut items, start) = self.into_raw_vec_and_offset();
                let start = start.unwrap_or(0);
                items.truncate(start + length);
                items.drain(..start);
                items
            }
            fn with_elements(&self, items: Vec<$T>) -> Self {
                match Array::from_shape_vec(self.raw_dim(), items) {
                    Ok(made) if self.is_standard_layout() => made,
                    Ok(items) => {
                        // In the order in which these stand in memory, as the library makes it.
                        let mut made = self.clone();
                        made.assign(&items);
                        made
                    }
                    Err(error) => panic!("the elements have not the shape of the array: {error}"),
                }
            }
        }

        impl Entries<(usize, usize)> for Array2<$T> {
            entries!((usize, usize), |at| at);
        }

        impl Entries<(usize, usize, usize)> for Array3<$T> {
            entries!((usize, usize, usize), |at| at);
        }

        impl Entries<(usize, usize, usize, usize)> for Array4<$T> {
            entries!((usize, usize, usize, usize), |at| at);
        }

        impl Entries<(usize, usize)> for ArrayD<$T> {
            entries!((usize, usize), |at| [at.0, at.1]);
        }

        impl Entries<(usize, usize, usize)> for ArrayD<$T> {
            entries!((usize, usize, usize), |at| [at.0, at.1, at.2]);
        }

        impl Entries<(usize, usize, usize, usize)> for ArrayD<$T> {
            entries!((usize, usize, usize, usize), |at| [at.0, at.1, at.2, at.3]);
        }

        indexed!({ D: Dimension } {} Array<$T, D>);
    };
}
for_floats!(shape);
