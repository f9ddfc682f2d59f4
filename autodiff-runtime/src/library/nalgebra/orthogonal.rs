//! Decompositions into an orthogonal factor and another one. As with those into triangles, the gradient of
//! one is that of the matrix that was decomposed.

use crate::library::UnaryRule;
use crate::{Differentiable, name};
use nalgebra::allocator::Allocator;
use nalgebra::{
    DMatrix, DefaultAllocator, Dim, DimDiff, DimMin, DimMinimum, DimSub, OMatrix, OVector, QR,
    RealField, SymmetricEigen, U1,
};

/// The same matrix with lengths that no type says.
pub(super) fn dynamic<T: RealField, R: Dim, C: Dim>(a: &OMatrix<T, R, C>) -> DMatrix<T>
where
    DefaultAllocator: Allocator<R, C>,
{
    DMatrix::from_iterator(a.nrows(), a.ncols(), a.iter().cloned())
}

/// Adds an adjoint with such lengths.
pub(super) fn add<T: RealField, R: Dim, C: Dim>(total: &mut OMatrix<T, R, C>, part: &DMatrix<T>)
where
    DefaultAllocator: Allocator<R, C>,
{
    for (total, part) in total.iter_mut().zip(part) {
        *total += part.clone();
    }
}

/// The adjoint of a matrix `a = q r` by those of its factors. Of a matrix with more columns than rows, the
/// first ones make `q`, and `r` turns the others.
fn adjoint_of_factors<T: RealField>(
    (q, r): (DMatrix<T>, DMatrix<T>),
    (d_q, d_r): (DMatrix<T>, DMatrix<T>),
) -> DMatrix<T> {
    let (size, columns) = r.shape();
    let (first, d_first) = (r.columns(0, size), d_r.columns(0, size));
    let (rest, d_rest) = (
        r.columns(size, columns - size),
        d_r.columns(size, columns - size),
    );
    let d_q = d_q + &q * rest * d_rest.transpose();
    let mut inner = &first * d_first.transpose() - d_q.tr_mul(&q);
    // What `q` has to stay orthogonal by: the lower triangle, and its mirror image.
    inner.fill_upper_triangle_with_lower_triangle();
    let turned = (d_q + &q * inner).transpose();
    let mut d_a = DMatrix::zeros(q.nrows(), columns);
    match first.solve_upper_triangular(&turned) {
        Some(solved) => d_a.columns_mut(0, size).tr_copy_from(&solved),
        None => d_a.fill(T::zero() / T::zero()),
    }
    d_a.columns_mut(size, columns - size)
        .copy_from(&(&q * d_rest));
    d_a
}

macro_rules! orthogonal {
    ($T:ident) => {
        impl<R: DimMin<C>, C: Dim> Differentiable for QR<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C> + Allocator<R> + Allocator<DimMinimum<R, C>>,
        {
            type Gradient = OMatrix<$T, R, C>;
            type Shadow = OMatrix<$T, R, C>;
            #[inline]
            fn zero_gradient(&self) -> OMatrix<$T, R, C> {
                let (rows, columns) = self.qr_internal().shape_generic();
                OMatrix::zeros_generic(rows, columns)
            }
        }

        impl<R: DimMin<C>, C: Dim> UnaryRule<{ name("qr") }> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C> + Allocator<R> + Allocator<DimMinimum<R, C>>,
        {
            type Output = QR<$T, R, C>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self::Output, ()) {
                (QR::new(self.clone_owned()), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &Self, d_self: &mut Self) {
                *d_self += d;
            }
        }

        orthogonal!(@factor $T "q", q, OMatrix<$T, R, DimMinimum<R, C>>,
            |d, q, r| (dynamic(d), DMatrix::zeros(r.nrows(), r.ncols())));
        orthogonal!(@factor $T "r", r, OMatrix<$T, DimMinimum<R, C>, C>,
            |d, q, r| (DMatrix::zeros(q.nrows(), q.ncols()), dynamic(d)));

        impl<D: Dim> Differentiable for SymmetricEigen<$T, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D>,
        {
            type Gradient = OMatrix<$T, D, D>;
            type Shadow = OMatrix<$T, D, D>;
            #[inline]
            fn zero_gradient(&self) -> OMatrix<$T, D, D> {
                let (rows, columns) = self.eigenvectors.shape_generic();
                OMatrix::zeros_generic(rows, columns)
            }
        }

        impl<D: DimSub<U1>> UnaryRule<{ name("symmetric_eigen") }> for OMatrix<$T, D, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D> + Allocator<DimDiff<D, U1>>,
        {
            type Output = SymmetricEigen<$T, D>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self::Output, ()) {
                (SymmetricEigen::new(self.clone_owned()), ())
            }
            fn operand(&self, (): &(), d: &Self, d_self: &mut Self) {
                super::factors::add_to_lower_triangle(d, d_self);
            }
        }

        orthogonal!(@spectrum $T "eigenvalues", OVector<$T, D>,
            |a| a.eigenvalues.clone_owned(),
            |a, d| DMatrix::from_fn(d.len(), d.len(), |i, j| if i == j { d[i] } else { 0.0 }));
        // Where eigenvalues are equal, no eigenvector is determined.
        orthogonal!(@spectrum $T "eigenvectors", OMatrix<$T, D, D>,
            |a| a.eigenvectors.clone_owned(), |a, d| {
                let turned = a.eigenvectors.tr_mul(d);
                DMatrix::from_fn(d.nrows(), d.nrows(), |i, j| match i == j {
                    true => 0.0,
                    false => turned[(i, j)] / (a.eigenvalues[j] - a.eigenvalues[i]),
                })
            });

        impl<D: Dim> UnaryRule<{ name("recompose") }> for SymmetricEigen<$T, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D>,
        {
            type Output = OMatrix<$T, D, D>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self::Output, ()) {
                (self.recompose(), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &Self::Output, d_self: &mut Self::Output) {
                *d_self += d;
            }
        }
    };
    (@factor $T:ident $name:literal, $method:ident, $Output:ty,
        |$d:ident, $q:ident, $r:ident| $adjoints:expr) => {
        impl<R: DimMin<C>, C: Dim> UnaryRule<{ name($name) }> for QR<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>
                + Allocator<R>
                + Allocator<DimMinimum<R, C>>
                + Allocator<R, DimMinimum<R, C>>
                + Allocator<DimMinimum<R, C>, C>,
        {
            type Output = $Output;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self::Output, ()) {
                (self.$method(), ())
            }
            fn operand(&self, (): &(), $d: &Self::Output, d_self: &mut OMatrix<$T, R, C>) {
                let ($q, $r) = (dynamic(&self.q()), dynamic(&self.r()));
                let adjoints = $adjoints;
                add(d_self, &adjoint_of_factors(($q, $r), adjoints));
            }
        }
    };
    // Between the eigenvectors stands what the adjoint is in their coordinates.
    (@spectrum $T:ident $name:literal, $Output:ty, |$a:ident| $forward:expr,
        |$of:ident, $d:ident| $inner:expr) => {
        impl<D: Dim> UnaryRule<{ name($name) }> for SymmetricEigen<$T, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D>,
        {
            type Output = $Output;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self::Output, ()) {
                let $a = self;
                ($forward, ())
            }
            fn operand(&self, (): &(), $d: &Self::Output, d_self: &mut OMatrix<$T, D, D>) {
                #[allow(unused_variables)]
                let $of = self;
                let (vectors, inner) = (dynamic(&self.eigenvectors), $inner);
                add(d_self, &(&vectors * inner * vectors.transpose()));
            }
        }
    };
}
for_floats!(orthogonal);
