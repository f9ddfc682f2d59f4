//! The decomposition that exchanges columns, too. Its gradient is that of the matrix that was decomposed.

use crate::library::{BinaryRule, UnaryRule};
use crate::{Differentiable, name};
use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, DimMin, FullPivLU, OMatrix};

macro_rules! full_pivoting {
    ($T:ident) => {
        full_pivoting!(@impl [] Differentiable {
            type Gradient = OMatrix<$T, D, D>;
            type Shadow = OMatrix<$T, D, D>;
            #[inline]
            fn zero_gradient(&self) -> OMatrix<$T, D, D> {
                let (rows, columns) = self.lu_internal().shape_generic();
                OMatrix::zeros_generic(rows, columns)
            }
        } for FullPivLU<$T, D, D>);

        full_pivoting!(@impl [] UnaryRule<{ name("full_piv_lu") }> {
            type Output = FullPivLU<$T, D, D>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self::Output, ()) {
                (FullPivLU::new(self.clone_owned()), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &Self, d_self: &mut Self) {
                *d_self += d;
            }
        } for OMatrix<$T, D, D>);

        full_pivoting!(@impl [] UnaryRule<{ name("determinant") }> {
            type Output = $T;
            type Kept = $T;
            #[inline]
            fn forward(&self) -> ($T, $T) {
                let value = self.determinant();
                (value, value)
            }
            fn operand(&self, value: &$T, d: &$T, d_self: &mut OMatrix<$T, D, D>) {
                match self.try_inverse() {
                    Some(inverse) => *d_self += inverse.transpose() * (*d * *value),
                    None => d_self.fill(<$T>::NAN),
                }
            }
        } for FullPivLU<$T, D, D>);

        full_pivoting!(@impl [] UnaryRule<{ name("try_inverse") }> {
            type Output = Option<OMatrix<$T, D, D>>;
            type Kept = Option<OMatrix<$T, D, D>>;
            #[inline]
            fn forward(&self) -> (Self::Output, Self::Kept) {
                let inverse = self.try_inverse();
                (inverse.clone(), inverse)
            }
            fn operand(
                &self,
                inverse: &Self::Kept,
                d: &Option<OMatrix<$T, D, D>>,
                d_self: &mut OMatrix<$T, D, D>,
            ) {
                if let (Some(inverse), Some(d)) = (inverse, d) {
                    d_self.gemm_tr(-1.0, inverse, &(d * inverse.transpose()), 1.0);
                }
            }
        } for FullPivLU<$T, D, D>);

        full_pivoting!(@impl [C: Dim] BinaryRule<{ name("solve") }, OMatrix<$T, D, C>> {
            type Output = Option<OMatrix<$T, D, C>>;
            type Kept = Option<OMatrix<$T, D, C>>;
            #[inline]
            fn forward(&self, rhs: &OMatrix<$T, D, C>) -> (Self::Output, Self::Kept) {
                let solution = self.solve(rhs);
                (solution.clone(), solution)
            }
            fn left(
                &self,
                _rhs: &OMatrix<$T, D, C>,
                solution: &Self::Kept,
                d: &Self::Output,
                d_self: &mut OMatrix<$T, D, D>,
            ) {
                if let (Some(solution), Some(d)) = (solution, d)
                    && let Some(inverse) = self.try_inverse()
                {
                    d_self.gemm(-1.0, &inverse.tr_mul(d), &solution.transpose(), 1.0);
                }
            }
            fn right(
                &self,
                _rhs: &OMatrix<$T, D, C>,
                _solution: &Self::Kept,
                d: &Self::Output,
                d_rhs: &mut OMatrix<$T, D, C>,
            ) {
                if let Some(d) = d
                    && let Some(inverse) = self.try_inverse()
                {
                    *d_rhs += inverse.tr_mul(d);
                }
            }
        } for FullPivLU<$T, D, D> where DefaultAllocator: Allocator<D, C> + Allocator<C, D>);
    };
    (@impl [$($generics:tt)*] $Trait:ty { $($items:tt)* } for $Matrix:ty
        $(where $($bounds:tt)*)?) => {
        impl<D: DimMin<D, Output = D>, $($generics)*> $Trait for $Matrix
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D>,
            $($($bounds)*)?
        {
            $($items)*
        }
    };
}
for_floats!(full_pivoting);
