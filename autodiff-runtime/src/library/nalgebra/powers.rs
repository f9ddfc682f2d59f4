//! Powers and exponentials of square matrices, and vectors with one more element.

use crate::library::{BinaryRule, UnaryRule};
use crate::name;
use nalgebra::allocator::Allocator;
use nalgebra::{
    DMatrix, DefaultAllocator, DimAdd, DimMin, DimSum, OMatrix, OVector, RealField, U1,
};

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

        impl<D: DimMin<D, Output = D>> UnaryRule<{ name("exp") }> for OMatrix<$T, D, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D>,
        {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self, ()) {
                (self.exp(), ())
            }
            /// The derivative of the exponential of the transposed matrix in the direction of the
            /// adjoint, which is a block of the exponential of both.
            fn operand(&self, (): &(), d: &Self, d_self: &mut Self) {
                let size = self.nrows();
                let mut both = DMatrix::<$T>::zeros(2 * size, 2 * size);
                for (i, j) in (0..size * size).map(|k| (k / size, k % size)) {
                    both[(i, j)] = self[(j, i)];
                    both[(size + i, size + j)] = self[(j, i)];
                    both[(i, size + j)] = d[(i, j)];
                }
                let both = exponential(&both);
                let (rows, columns) = d_self.shape_generic();
                *d_self += both.generic_view((0, size), (rows, columns));
            }
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

/// Where sizes are parameters, those of this matrix would be taken for them.
fn exponential<T: RealField>(matrix: &DMatrix<T>) -> DMatrix<T> {
    matrix.exp()
}
