//! Square matrices: determinants, inverses and systems of linear equations, by their known adjoints.

use crate::library::{BinaryRule, UnaryRule};
use crate::name;
use nalgebra::allocator::Allocator;
use nalgebra::{Cholesky, DMatrix, DefaultAllocator, Dim, DimMin, DimSub, Dyn, OMatrix};

macro_rules! square {
    ($T:ident) => {
        impl<D: Dim> UnaryRule<{ name("trace") }> for OMatrix<$T, D, D>
        where
            DefaultAllocator: Allocator<D, D>,
        {
            type Output = $T;
            type Kept = ();
            #[inline]
            fn forward(&self) -> ($T, ()) {
                let diagonal = (0..self.nrows()).map(|i| self[(i, i)]);
                assert!(
                    self.is_square(),
                    "cannot compute the trace of a matrix that is not square"
                );
                (diagonal.fold(0.0, |sum, x| sum + x), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &$T, d_self: &mut Self) {
                (0..self.nrows()).for_each(|i| d_self[(i, i)] += *d);
            }
        }

        impl<D: DimMin<D, Output = D>> UnaryRule<{ name("determinant") }> for OMatrix<$T, D, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D>,
        {
            type Output = $T;
            type Kept = $T;
            #[inline]
            fn forward(&self) -> ($T, $T) {
                let value = self.determinant();
                (value, value)
            }
            fn operand(&self, value: &$T, d: &$T, d_self: &mut Self) {
                match self.clone_owned().try_inverse() {
                    Some(inverse) => *d_self += inverse.transpose() * (*d * *value),
                    None => {
                        // A singular matrix has cofactors, too.
                        let size = self.nrows();
                        let all = DMatrix::from_iterator(size, size, self.iter().copied());
                        for (row, column) in (0..size * size).map(|k| (k / size, k % size)) {
                            let minor = all.clone().remove_row(row).remove_column(column);
                            let sign = if (row + column) % 2 == 0 { *d } else { -*d };
                            d_self[(row, column)] += sign * minor.determinant();
                        }
                    }
                }
            }
        }

        impl<D: Dim> UnaryRule<{ name("try_inverse") }> for OMatrix<$T, D, D>
        where
            DefaultAllocator: Allocator<D, D>,
        {
            type Output = Option<Self>;
            type Kept = Option<Self>;
            #[inline]
            fn forward(&self) -> (Option<Self>, Option<Self>) {
                let inverse = self.clone_owned().try_inverse();
                (inverse.clone(), inverse)
            }
            fn operand(&self, inverse: &Option<Self>, d: &Option<Self>, d_self: &mut Self) {
                if let (Some(inverse), Some(d)) = (inverse, d) {
                    let inner = d * inverse.transpose();
                    d_self.gemm_tr(-1.0, inverse, &inner, 1.0);
                }
            }
        }

        impl<D: DimSub<Dyn>, C: Dim> BinaryRule<{ name("cholesky_solve") }, OMatrix<$T, D, C>>
            for OMatrix<$T, D, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D, C> + Allocator<C, D>,
        {
            type Output = OMatrix<$T, D, C>;
            type Kept = (Cholesky<$T, D>, OMatrix<$T, D, C>);
            fn forward(&self, rhs: &OMatrix<$T, D, C>) -> (OMatrix<$T, D, C>, Self::Kept) {
                let Some(factor) = Cholesky::new(self.clone_owned()) else {
                    panic!("the matrix is not positive definite");
                };
                let solution = factor.solve(rhs);
                (solution.clone_owned(), (factor, solution))
            }
            fn left(
                &self,
                _rhs: &OMatrix<$T, D, C>,
                (factor, solution): &Self::Kept,
                d: &OMatrix<$T, D, C>,
                d_self: &mut Self,
            ) {
                // The decomposition reads the lower triangle only.
                let d_full = factor.solve(d) * solution.transpose();
                for column in 0..self.ncols() {
                    d_self[(column, column)] -= d_full[(column, column)];
                    for row in column + 1..self.nrows() {
                        d_self[(row, column)] -= d_full[(row, column)] + d_full[(column, row)];
                    }
                }
            }
            fn right(
                &self,
                _rhs: &OMatrix<$T, D, C>,
                (factor, _): &Self::Kept,
                d: &OMatrix<$T, D, C>,
                d_rhs: &mut OMatrix<$T, D, C>,
            ) {
                *d_rhs += factor.solve(d);
            }
        }

        impl<D, C: Dim> BinaryRule<{ name("lu_solve") }, OMatrix<$T, D, C>> for OMatrix<$T, D, D>
        where
            D: DimMin<D, Output = D>,
            DefaultAllocator: Allocator<D, D> + Allocator<D, C> + Allocator<C, D> + Allocator<D>,
        {
            type Output = Option<OMatrix<$T, D, C>>;
            type Kept = Option<OMatrix<$T, D, C>>;
            fn forward(&self, rhs: &OMatrix<$T, D, C>) -> (Self::Output, Self::Kept) {
                let solution = self.clone_owned().lu().solve(rhs);
                (solution.clone(), solution)
            }
            fn left(
                &self,
                _rhs: &OMatrix<$T, D, C>,
                solution: &Self::Kept,
                d: &Option<OMatrix<$T, D, C>>,
                d_self: &mut Self,
            ) {
                if let (Some(solution), Some(d)) = (solution, d)
                    && let Some(d) = self.transpose().lu().solve(d)
                {
                    d_self.gemm(-1.0, &d, &solution.transpose(), 1.0);
                }
            }
            fn right(
                &self,
                _rhs: &OMatrix<$T, D, C>,
                _solution: &Self::Kept,
                d: &Option<OMatrix<$T, D, C>>,
                d_rhs: &mut OMatrix<$T, D, C>,
            ) {
                if let Some(d) = d
                    && let Some(d) = self.transpose().lu().solve(d)
                {
                    *d_rhs += d;
                }
            }
        }
    };
}
for_floats!(square);
