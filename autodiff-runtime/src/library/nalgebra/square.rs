//! Square matrices: traces, determinants and inverses, by their known adjoints.

use crate::library::UnaryRule;
use crate::name;
use nalgebra::allocator::Allocator;
use nalgebra::{DMatrix, DefaultAllocator, Dim, DimMin, OMatrix};

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
    };
}
for_floats!(square);
