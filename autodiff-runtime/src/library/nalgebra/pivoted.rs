//! Decompositions that exchange rows, or rows and columns. The gradient of one is that of the matrix that was
//! decomposed, so that each of its methods has the derivative that it has as a function of that matrix.

use crate::library::{BinaryRule, UnaryRule};
use crate::{Differentiable, name};
use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, DimMin, FullPivLU, LU, OMatrix};

macro_rules! pivoted {
    ($T:ident) => {
        pivoted!(@of $T LU "lu", |a, d| {
            let mut x = d.clone_owned();
            let (l, u) = (a.l(), a.u());
            u.tr_solve_upper_triangular_mut(&mut x);
            l.tr_solve_lower_triangular_mut(&mut x);
            a.p().inv_permute_rows(&mut x);
            Some(x)
        });
        // It shows neither of its permutations.
        pivoted!(@of $T FullPivLU "full_piv_lu", |a, d| Some(a.try_inverse()?.tr_mul(d)));
    };
    // Behind the name of the method, how the transposed matrix is solved for an adjoint.
    (@of $T:ident $Factor:ident $name:literal, |$a:ident, $d:ident| $solved:expr) => {
        pivoted!(@impl [] Differentiable {
            type Gradient = OMatrix<$T, D, D>;
            type Shadow = OMatrix<$T, D, D>;
            #[inline]
            fn zero_gradient(&self) -> OMatrix<$T, D, D> {
                let (rows, columns) = self.lu_internal().shape_generic();
                OMatrix::zeros_generic(rows, columns)
            }
        } for $Factor<$T, D, D>);

        pivoted!(@impl [] UnaryRule<{ name($name) }> {
            type Output = $Factor<$T, D, D>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self::Output, ()) {
                ($Factor::new(self.clone_owned()), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &Self, d_self: &mut Self) {
                *d_self += d;
            }
        } for OMatrix<$T, D, D>);

        // By how much the result grows with each element of the inverse's transpose.
        pivoted!(@impl [] UnaryRule<{ name("determinant") }> {
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
        } for $Factor<$T, D, D>);

        pivoted!(@impl [] UnaryRule<{ name("try_inverse") }> {
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
        } for $Factor<$T, D, D>);

        pivoted!(@impl [C: Dim] BinaryRule<{ name("solve") }, OMatrix<$T, D, C>> {
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
                let solved = |$a: &Self, $d: &OMatrix<$T, D, C>| $solved;
                if let (Some(solution), Some(d)) = (solution, d)
                    && let Some(d_rhs) = solved(self, d)
                {
                    d_self.gemm(-1.0, &d_rhs, &solution.transpose(), 1.0);
                }
            }
            fn right(
                &self,
                _rhs: &OMatrix<$T, D, C>,
                _solution: &Self::Kept,
                d: &Self::Output,
                d_rhs: &mut OMatrix<$T, D, C>,
            ) {
                let solved = |$a: &Self, $d: &OMatrix<$T, D, C>| $solved;
                if let Some(part) = d.as_ref().and_then(|d| solved(self, d)) {
                    *d_rhs += part;
                }
            }
        } for $Factor<$T, D, D> where DefaultAllocator: Allocator<D, C> + Allocator<C, D>);
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
for_floats!(pivoted);
