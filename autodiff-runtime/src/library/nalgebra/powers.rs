//! Powers of square matrices, and vectors with one more element.

use crate::library::BinaryRule;
use crate::name;
use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, DimAdd, DimMin, DimSum, OMatrix, OVector, U1};

macro_rules! powers {
    ($T:ident) => {
        impl<D: DimMin<D, Output = D>> BinaryRule<{ name("pow") }, u32> for OMatrix<$T, D, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D>,
        {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self, exponent: &u32) -> (Self, ()) {
                (self.pow(*exponent), ())
            }
            /// Of each factor the product of those before it and of those behind it, transposed.
            fn left(&self, exponent: &u32, (): &(), d: &Self, d_self: &mut Self) {
                let transposed = self.transpose();
                for before in 0..*exponent {
                    let behind = transposed.pow(*exponent - 1 - before);
                    *d_self += transposed.pow(before) * d * behind;
                }
            }
            #[inline]
            fn right(&self, _: &u32, (): &(), _: &Self, (): &mut ()) {}
        }

        impl<D: DimAdd<U1>> BinaryRule<{ name("push") }, $T> for OVector<$T, D>
        where
            DefaultAllocator: Allocator<D> + Allocator<DimSum<D, U1>>,
        {
            type Output = OVector<$T, DimSum<D, U1>>;
            type Kept = ();
            #[inline]
            fn forward(&self, item: &$T) -> (Self::Output, ()) {
                (self.push(*item), ())
            }
            #[inline]
            fn left(&self, _: &$T, (): &(), d: &Self::Output, d_self: &mut Self) {
                let parts = d_self.iter_mut().zip(d);
                parts.for_each(|(total, part)| *total += part);
            }
            #[inline]
            fn right(&self, _: &$T, (): &(), d: &Self::Output, d_item: &mut $T) {
                *d_item += d[self.len()];
            }
        }
    };
}
for_floats!(powers);
