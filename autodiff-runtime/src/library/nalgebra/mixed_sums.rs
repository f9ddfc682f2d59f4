//! Sums of matrices of which one tells its size by its type and the other one does not: what comes of them tells it.
//! And what is copied from one into the other.

use crate::library::{AddInPlace, BinaryRule};
use crate::name;
use core::ops::Neg;
use nalgebra::allocator::Allocator;
use nalgebra::{Const, DefaultAllocator, Dim, Dyn, OMatrix};

macro_rules! sums {
    ($T:ident) => {
        sums!(@pair $T, [const K: usize, C: Dim], [Const<K>, C], [Dyn, C]);
        sums!(@pair $T, [R: Dim, const K: usize], [R, Const<K>], [R, Dyn]);
        sums!(@pair $T, [const K: usize, const L: usize], [Const<K>, Const<L>], [Dyn, Dyn]);
    };
    (@pair $T:ident, $generics:tt, $sized:tt, $open:tt) => {
        sums!(@operator $T, $generics, "add", Clone::clone, +=, $sized, $open);
        sums!(@operator $T, $generics, "sub", Neg::neg, -=, $sized, $open);
        sums!(@in_place $T, $generics, $sized, $open);
        sums!(@in_place $T, $generics, $open, $sized);
    };
    (
        @operator $T:ident, [$($generics:tt)*], $name:literal, $turned:path, $add:tt,
        [$R:ty, $C:ty], [$OpenR:ty, $OpenC:ty]
    ) => {
        impl<$($generics)*> BinaryRule<{ name($name) }, OMatrix<$T, $OpenR, $OpenC>>
            for OMatrix<$T, $R, $C>
        where
            DefaultAllocator: Allocator<$R, $C> + Allocator<$OpenR, $OpenC>,
        {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &OMatrix<$T, $OpenR, $OpenC>) -> (Self, ()) {
                let mut sum = self.clone();
                sum $add rhs;
                (sum, ())
            }
            #[inline]
            fn left(
                &self,
                _rhs: &OMatrix<$T, $OpenR, $OpenC>,
                (): &(),
                d: &Self,
                d_self: &mut Self,
            ) {
                *d_self += d;
            }
            #[inline]
            fn right(
                &self,
                _rhs: &OMatrix<$T, $OpenR, $OpenC>,
                (): &(),
                d: &Self,
                d_rhs: &mut OMatrix<$T, $OpenR, $OpenC>,
            ) {
                *d_rhs $add d;
            }
        }

        impl<$($generics)*> BinaryRule<{ name($name) }, OMatrix<$T, $R, $C>>
            for OMatrix<$T, $OpenR, $OpenC>
        where
            DefaultAllocator: Allocator<$R, $C> + Allocator<$OpenR, $OpenC>,
        {
            type Output = OMatrix<$T, $R, $C>;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &OMatrix<$T, $R, $C>) -> (OMatrix<$T, $R, $C>, ()) {
                let mut sum = $turned(rhs);
                sum += self;
                (sum, ())
            }
            #[inline]
            fn left(
                &self,
                _rhs: &OMatrix<$T, $R, $C>,
                (): &(),
                d: &OMatrix<$T, $R, $C>,
                d_self: &mut Self,
            ) {
                *d_self += d;
            }
            #[inline]
            fn right(
                &self,
                _rhs: &OMatrix<$T, $R, $C>,
                (): &(),
                d: &OMatrix<$T, $R, $C>,
                d_rhs: &mut OMatrix<$T, $R, $C>,
            ) {
                *d_rhs $add d;
            }
        }
    };
    (
        @in_place $T:ident, [$($generics:tt)*],
        [$R:ty, $C:ty], [$OtherR:ty, $OtherC:ty]
    ) => {
        impl<$($generics)*> AddInPlace<OMatrix<$T, $OtherR, $OtherC>> for OMatrix<$T, $R, $C>
        where
            DefaultAllocator: Allocator<$R, $C> + Allocator<$OtherR, $OtherC>,
        {
            #[inline]
            fn change(&mut self, b: &OMatrix<$T, $OtherR, $OtherC>, subtract: bool) {
                match subtract {
                    false => *self += b,
                    true => *self -= b,
                }
            }
            #[inline]
            fn change_back(d_a: &Self, d_b: &mut OMatrix<$T, $OtherR, $OtherC>, subtract: bool) {
                d_b.change(d_a, subtract);
            }
        }

        impl<$($generics)*> BinaryRule<{ name("assigned") }, OMatrix<$T, $OtherR, $OtherC>>
            for OMatrix<$T, $R, $C>
        where
            DefaultAllocator: Allocator<$R, $C> + Allocator<$OtherR, $OtherC>,
        {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &OMatrix<$T, $OtherR, $OtherC>) -> (Self, ()) {
                let mut made = self.clone();
                made.copy_from(rhs);
                (made, ())
            }
            #[inline]
            fn left(
                &self,
                _rhs: &OMatrix<$T, $OtherR, $OtherC>,
                (): &(),
                _d: &Self,
                _d_self: &mut Self,
            ) {
            }
            #[inline]
            fn right(
                &self,
                _rhs: &OMatrix<$T, $OtherR, $OtherC>,
                (): &(),
                d: &Self,
                d_rhs: &mut OMatrix<$T, $OtherR, $OtherC>,
            ) {
                *d_rhs += d;
            }
        }
    };
}
for_floats!(sums);
