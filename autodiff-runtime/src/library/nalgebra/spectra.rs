//! Eigenvalues and singular values, whose adjoints come from the vectors that belong to them; and the
//! Kronecker product.

use crate::library::{BinaryRule, UnaryRule};
use crate::name;
use nalgebra::allocator::Allocator;
use nalgebra::{
    DefaultAllocator, Dim, DimDiff, DimMin, DimMinimum, DimMul, DimProd, DimSub, OMatrix, OVector,
    SVD, SymmetricEigen, U1,
};

macro_rules! spectra {
    ($T:ident) => {
        impl<D: DimSub<U1>> UnaryRule<{ name("symmetric_eigenvalues") }> for OMatrix<$T, D, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D> + Allocator<DimDiff<D, U1>>,
        {
            type Output = OVector<$T, D>;
            /// The eigenvectors.
            type Kept = OMatrix<$T, D, D>;
            fn forward(&self) -> (Self::Output, Self::Kept) {
                let found = SymmetricEigen::new(self.clone_owned());
                (found.eigenvalues, found.eigenvectors)
            }
            /// The decomposition reads the lower triangle only.
            fn operand(&self, vectors: &Self::Kept, d: &Self::Output, d_self: &mut Self) {
                for (d, vector) in d.iter().zip(vectors.column_iter()) {
                    for column in 0..self.ncols() {
                        let part = *d * vector[column];
                        d_self[(column, column)] += part * vector[column];
                        for row in column + 1..self.nrows() {
                            d_self[(row, column)] += 2.0 * part * vector[row];
                        }
                    }
                }
            }
        }

        impl<R: DimMin<C>, C: Dim> UnaryRule<{ name("singular_values") }> for OMatrix<$T, R, C>
        where
            DimMinimum<R, C>: DimSub<U1>,
            DefaultAllocator: Allocator<R, C>
                + Allocator<C>
                + Allocator<R>
                + Allocator<DimDiff<DimMinimum<R, C>, U1>>
                + Allocator<DimMinimum<R, C>, C>
                + Allocator<R, DimMinimum<R, C>>
                + Allocator<DimMinimum<R, C>>,
        {
            type Output = OVector<$T, DimMinimum<R, C>>;
            /// The vectors on the left and on the right.
            type Kept = SVD<$T, R, C>;
            fn forward(&self) -> (Self::Output, Self::Kept) {
                // Both are sorted; without vectors some are rounded otherwise.
                let found = SVD::new(self.clone_owned(), true, true);
                (self.singular_values(), found)
            }
            fn operand(&self, found: &Self::Kept, d: &Self::Output, d_self: &mut Self) {
                let (Some(left), Some(right)) = (&found.u, &found.v_t) else {
                    return;
                };
                for (k, d) in d.iter().enumerate() {
                    for column in 0..self.ncols() {
                        let part = *d * right[(k, column)];
                        for row in 0..self.nrows() {
                            d_self[(row, column)] += part * left[(row, k)];
                        }
                    }
                }
            }
        }

        impl<R: DimMul<P>, C: DimMul<Q>, P: Dim, Q: Dim>
            BinaryRule<{ name("kronecker") }, OMatrix<$T, P, Q>> for OMatrix<$T, R, C>
        where
            DefaultAllocator:
                Allocator<R, C> + Allocator<P, Q> + Allocator<DimProd<R, P>, DimProd<C, Q>>,
        {
            type Output = OMatrix<$T, DimProd<R, P>, DimProd<C, Q>>;
            type Kept = ();
            fn forward(&self, rhs: &OMatrix<$T, P, Q>) -> (Self::Output, ()) {
                (self.kronecker(rhs), ())
            }
            fn left(&self, rhs: &OMatrix<$T, P, Q>, (): &(), d: &Self::Output, d_self: &mut Self) {
                let (rows, columns) = rhs.shape();
                for (i, j) in positions(self.shape()) {
                    let products = positions(rhs.shape())
                        .map(|(k, l)| d[(i * rows + k, j * columns + l)] * rhs[(k, l)]);
                    d_self[(i, j)] += products.sum::<$T>();
                }
            }
            fn right(
                &self,
                rhs: &OMatrix<$T, P, Q>,
                (): &(),
                d: &Self::Output,
                d_rhs: &mut OMatrix<$T, P, Q>,
            ) {
                let (rows, columns) = rhs.shape();
                for (i, j) in positions(self.shape()) {
                    for (k, l) in positions(rhs.shape()) {
                        d_rhs[(k, l)] += d[(i * rows + k, j * columns + l)] * self[(i, j)];
                    }
                }
            }
        }
    };
}
for_floats!(spectra);

/// All rows and columns.
fn positions((rows, columns): (usize, usize)) -> impl Iterator<Item = (usize, usize)> {
    (0..columns).flat_map(move |j| (0..rows).map(move |i| (i, j)))
}
