//! Decompositions. The gradient of one is that of the matrix that was decomposed, so that each of its
//! methods has the derivative that it has as a function of that matrix.

use crate::library::{BinaryRule, UnaryRule};
use crate::{Differentiable, name};
use nalgebra::allocator::Allocator;
use nalgebra::{Cholesky, DefaultAllocator, Dim, DimSub, Dyn, OMatrix, RealField};

/// Adds the adjoint of a symmetric matrix to that of the lower triangle which it was read from.
pub(super) fn add_to_lower_triangle<T: RealField + Copy, D: Dim>(
    d: &OMatrix<T, D, D>,
    total: &mut OMatrix<T, D, D>,
) where
    DefaultAllocator: Allocator<D, D>,
{
    for column in 0..d.ncols() {
        total[(column, column)] += d[(column, column)];
        for row in column + 1..d.nrows() {
            total[(row, column)] += d[(row, column)] + d[(column, row)];
        }
    }
}

macro_rules! factors {
    ($T:ident) => {
        factors!(@factor $T Cholesky<$T, D>, { D: DimSub<Dyn> }, |a| a.l_dirty().shape_generic());

        impl<D: DimSub<Dyn>> UnaryRule<{ name("cholesky") }> for OMatrix<$T, D, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D>,
        {
            type Output = Option<Cholesky<$T, D>>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self::Output, ()) {
                (Cholesky::new(self.clone_owned()), ())
            }
            /// The decomposition reads the lower triangle only.
            fn operand(&self, (): &(), d: &Option<Self>, d_self: &mut Self) {
                if let Some(d) = d {
                    add_to_lower_triangle(d, d_self);
                }
            }
        }

        impl<D: DimSub<Dyn>> UnaryRule<{ name("l") }> for Cholesky<$T, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D>,
        {
            type Output = OMatrix<$T, D, D>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self::Output, ()) {
                (self.l(), ())
            }
            fn operand(&self, (): &(), d: &Self::Output, d_self: &mut Self::Output) {
                // Of `lᵀ d` the lower triangle, and half of the diagonal, between inverses of `l`.
                let l = self.l_dirty();
                let mut inner = self.l().tr_mul(&d.lower_triangle());
                inner.fill_upper_triangle(0.0, 1);
                (0..inner.nrows()).for_each(|i| inner[(i, i)] *= 0.5);
                l.tr_solve_lower_triangular_mut(&mut inner);
                let mut outer = inner.transpose();
                l.tr_solve_lower_triangular_mut(&mut outer);
                *d_self += outer.transpose();
            }
        }

        impl<D: DimSub<Dyn>> UnaryRule<{ name("inverse") }> for Cholesky<$T, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D>,
        {
            type Output = OMatrix<$T, D, D>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self::Output, ()) {
                (self.inverse(), ())
            }
            fn operand(&self, (): &(), d: &Self::Output, d_self: &mut Self::Output) {
                *d_self -= self.solve(&self.solve(d).transpose()).transpose();
            }
        }

        factors!(@determinant $T "determinant", Cholesky<$T, D>, { D: DimSub<Dyn> },
            |a| a.determinant(), |value| value, |a| Some(a.inverse()));
        factors!(@determinant $T "ln_determinant", Cholesky<$T, D>, { D: DimSub<Dyn> },
            |a| a.ln_determinant(), |_| 1.0, |a| Some(a.inverse()));

        impl<D: DimSub<Dyn>, C: Dim> BinaryRule<{ name("solve") }, OMatrix<$T, D, C>>
            for Cholesky<$T, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D, C> + Allocator<C, D> + Allocator<D>,
        {
            type Output = OMatrix<$T, D, C>;
            type Kept = OMatrix<$T, D, C>;
            #[inline]
            fn forward(&self, rhs: &OMatrix<$T, D, C>) -> (Self::Output, Self::Kept) {
                let solution = self.solve(rhs);
                (solution.clone_owned(), solution)
            }
            fn left(
                &self,
                _rhs: &OMatrix<$T, D, C>,
                solution: &Self::Kept,
                d: &OMatrix<$T, D, C>,
                d_self: &mut OMatrix<$T, D, D>,
            ) {
                d_self.gemm(-1.0, &self.solve(d), &solution.transpose(), 1.0);
            }
            fn right(
                &self,
                _rhs: &OMatrix<$T, D, C>,
                _solution: &Self::Kept,
                d: &OMatrix<$T, D, C>,
                d_rhs: &mut OMatrix<$T, D, C>,
            ) {
                *d_rhs += self.solve(d);
            }
        }

        factors!(@triangle $T "solve_lower_triangular", solve_lower_triangular,
            tr_solve_lower_triangular_mut, lower_triangle);
        factors!(@triangle $T "solve_upper_triangular", solve_upper_triangular,
            tr_solve_upper_triangular_mut, upper_triangle);
    };
    (@factor $T:ident $Factor:ty, { $($bound:tt)* }, |$a:ident| $shape:expr) => {
        impl<$($bound)*> Differentiable for $Factor
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D>,
        {
            type Gradient = OMatrix<$T, D, D>;
            type Shadow = OMatrix<$T, D, D>;
            #[inline]
            fn zero_gradient(&self) -> OMatrix<$T, D, D> {
                let $a = self;
                let (rows, columns) = $shape;
                OMatrix::zeros_generic(rows, columns)
            }
        }
    };
    // By how much the result grows with each element of the inverse's transpose.
    (@determinant $T:ident $name:literal, $Factor:ty, { $($bound:tt)* },
        |$a:ident| $forward:expr, |$value:pat_param| $scale:expr, |$of:ident| $inverse:expr) => {
        impl<$($bound)*> UnaryRule<{ name($name) }> for $Factor
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D>,
        {
            type Output = $T;
            type Kept = $T;
            #[inline]
            fn forward(&self) -> ($T, $T) {
                let $a = self;
                let value = $forward;
                (value, value)
            }
            fn operand(&self, &$value: &$T, d: &$T, d_self: &mut OMatrix<$T, D, D>) {
                let $of = self;
                let inverse: Option<OMatrix<$T, D, D>> = $inverse;
                match inverse {
                    Some(inverse) => *d_self += inverse.transpose() * (*d * $scale),
                    None => d_self.fill(<$T>::NAN),
                }
            }
        }
    };
    (@triangle $T:ident $name:literal, $solve:ident, $transposed:ident, $triangle:ident) => {
        impl<D: Dim, C: Dim> BinaryRule<{ name($name) }, OMatrix<$T, D, C>> for OMatrix<$T, D, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D, C> + Allocator<C, D> + Allocator<D>,
        {
            type Output = Option<OMatrix<$T, D, C>>;
            type Kept = Option<OMatrix<$T, D, C>>;
            #[inline]
            fn forward(&self, rhs: &OMatrix<$T, D, C>) -> (Self::Output, Self::Kept) {
                let solution = self.$solve(rhs);
                (solution.clone(), solution)
            }
            fn left(
                &self,
                _rhs: &OMatrix<$T, D, C>,
                solution: &Self::Kept,
                d: &Self::Output,
                d_self: &mut Self,
            ) {
                if let (Some(solution), Some(d)) = (solution, d) {
                    let mut d_rhs = d.clone_owned();
                    self.$transposed(&mut d_rhs);
                    *d_self -= (d_rhs * solution.transpose()).$triangle();
                }
            }
            fn right(
                &self,
                _rhs: &OMatrix<$T, D, C>,
                _solution: &Self::Kept,
                d: &Self::Output,
                d_rhs: &mut OMatrix<$T, D, C>,
            ) {
                if let Some(d) = d {
                    let mut part = d.clone_owned();
                    self.$transposed(&mut part);
                    *d_rhs += part;
                }
            }
        }
    };
}

for_floats!(factors);
