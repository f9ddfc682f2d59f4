//! Rows, columns and blocks, diagonals, and what changes a matrix in its place.

use crate::library::{AddInPlace, AddToPart, BinaryRule, Part, UnaryRule};
use crate::name;
use nalgebra::allocator::Allocator;
use nalgebra::{Const, DefaultAllocator, Dim, Dyn, OMatrix, OVector, U1};

type Span = (usize, usize);

/// Rows and columns are added to in their places.
macro_rules! changed_part {
    (
        { $($generics:tt)* } { $($bounds:tt)* }
        $name:literal, $Whole:ty, $Part:ty, $view:ident, $view_mut:ident
    ) => {
        impl<$($generics)*> AddToPart<{ name($name) }, usize, $Part> for $Whole
        where
            $($bounds)*
        {
            #[inline]
            fn change_part(&mut self, at: &usize, b: &$Part, subtract: bool) {
                let mut part = self.$view_mut(*at);
                match subtract {
                    false => part += b,
                    true => part -= b,
                }
            }
            #[inline]
            fn change_part_back(d_a: &Self, at: &usize, d_b: &mut $Part, subtract: bool) {
                match subtract {
                    false => *d_b += d_a.$view(*at),
                    true => *d_b -= d_a.$view(*at),
                }
            }
        }
    };
}

macro_rules! blocks {
    ($T:ident) => {
        part!({ R: Dim, C: Dim } { DefaultAllocator: Allocator<R, C> + Allocator<U1, C> }
            "row", OMatrix<$T, R, C>, usize, OMatrix<$T, U1, C>,
            |a, at| a.row(at), a.row_mut(at), into_owned, copy_from);
        part!({ R: Dim, C: Dim } { DefaultAllocator: Allocator<R, C> + Allocator<R, U1> }
            "column", OMatrix<$T, R, C>, usize, OVector<$T, R>,
            |a, at| a.column(at), a.column_mut(at), into_owned, copy_from);
        changed_part!({ R: Dim, C: Dim } { DefaultAllocator: Allocator<R, C> + Allocator<U1, C> }
            "row", OMatrix<$T, R, C>, OMatrix<$T, U1, C>, row, row_mut);
        changed_part!({ R: Dim, C: Dim } { DefaultAllocator: Allocator<R, C> + Allocator<R, U1> }
            "column", OMatrix<$T, R, C>, OVector<$T, R>, column, column_mut);
        changed_part!({ R: Dim, const K: usize } { DefaultAllocator: Allocator<R, Dyn> }
            "row", OMatrix<$T, R, Dyn>, OMatrix<$T, U1, Const<K>>, row, row_mut);
        changed_part!({ C: Dim, const K: usize } { DefaultAllocator: Allocator<Dyn, C> }
            "column", OMatrix<$T, Dyn, C>, OVector<$T, Const<K>>, column, column_mut);
        part!({ R: Dim, C: Dim } { DefaultAllocator: Allocator<R, C> + Allocator<Dyn, C> }
            "rows", OMatrix<$T, R, C>, Span, OMatrix<$T, Dyn, C>,
            |a, at| a.rows(at.0, at.1), a.rows_mut(at.0, at.1), into_owned, copy_from);
        part!({ R: Dim, C: Dim } { DefaultAllocator: Allocator<R, C> + Allocator<R, Dyn> }
            "columns", OMatrix<$T, R, C>, Span, OMatrix<$T, R, Dyn>,
            |a, at| a.columns(at.0, at.1), a.columns_mut(at.0, at.1), into_owned, copy_from);
        part!({ R: Dim, C: Dim } { DefaultAllocator: Allocator<R, C> + Allocator<Dyn, Dyn> }
            "view", OMatrix<$T, R, C>, (Span, Span), OMatrix<$T, Dyn, Dyn>,
            |a, at| a.view(at.0, at.1), a.view_mut(at.0, at.1), into_owned, copy_from);

        impl<D: Dim> UnaryRule<{ name("diagonal") }> for OMatrix<$T, D, D>
        where
            DefaultAllocator: Allocator<D, D> + Allocator<D>,
        {
            type Output = OVector<$T, D>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self::Output, ()) {
                (self.diagonal(), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &Self::Output, d_self: &mut Self) {
                d.iter().enumerate().for_each(|(i, d)| d_self[(i, i)] += *d);
            }
        }

        impl<D: Dim> UnaryRule<{ name("from_diagonal") }> for OVector<$T, D>
        where
            DefaultAllocator: Allocator<D> + Allocator<D, D>,
        {
            type Output = OMatrix<$T, D, D>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Self::Output, ()) {
                (OMatrix::from_diagonal(self), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &Self::Output, d_self: &mut Self) {
                d_self.iter_mut().enumerate().for_each(|(i, total)| *total += d[(i, i)]);
            }
        }

        impl<R: Dim, C: Dim> BinaryRule<{ name("assigned") }, Self> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &Self) -> (Self, ()) {
                assert!(self.shape() == rhs.shape(), "the matrices differ in shape");
                (rhs.clone(), ())
            }
            #[inline]
            fn left(&self, _rhs: &Self, (): &(), _d: &Self, _d_self: &mut Self) {}
            #[inline]
            fn right(&self, _rhs: &Self, (): &(), d: &Self, d_rhs: &mut Self) {
                *d_rhs += d;
            }
        }

        impl<R: Dim, C: Dim> AddInPlace<Self> for OMatrix<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            #[inline]
            fn change(&mut self, b: &Self, subtract: bool) {
                match subtract {
                    false => *self += b,
                    true => *self -= b,
                }
            }
            #[inline]
            fn change_back(d_a: &Self, d_b: &mut Self, subtract: bool) {
                d_b.change(d_a, subtract);
            }
        }
    };
}
for_floats!(blocks);
