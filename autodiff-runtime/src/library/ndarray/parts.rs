//! Rows, columns and slices, diagonals, and what changes an array in its place.

use super::broadcast::add_summed;
use crate::library::{AddInPlace, AddToPart, BinaryRule, Part, UnaryRule};
use crate::name;
use ndarray::{
    Array, Array1, Array2, Axis, Dimension, Ix1, Ix2, Ix3, Ix4, RemoveAxis, SliceInfo,
    SliceInfoElem,
};

/// What slices an array: for each axis its start, its end and its step.
fn slicing<D: Dimension, E: Dimension>(at: &[isize]) -> SliceInfo<Vec<SliceInfoElem>, D, E> {
    let (axes, _) = at.as_chunks::<3>();
    let axis = |&[start, end, step]: &[isize; 3]| match step {
        0 => SliceInfoElem::Index(start),
        isize::MIN => SliceInfoElem::NewAxis,
        step => SliceInfoElem::Slice {
            start,
            end: (end != isize::MAX).then_some(end),
            step,
        },
    };
    let axes: Vec<_> = axes.iter().map(axis).collect();
    match SliceInfo::try_from(axes) {
        Ok(info) => info,
        Err(error) => panic!("the slice does not fit the array: {error}"),
    }
}

/// Rows, columns and what is along an axis are added to in their places.
macro_rules! changed_part {
    ({ $($D:ident)? } $T:ident $name:literal, $Whole:ty, $At:ty,
        |$a:ident, $at:ident| $view:expr, $view_mut:expr) => {
        impl<$($D: RemoveAxis,)? E: Dimension> AddToPart<{ name($name) }, $At, Array<$T, E>>
            for $Whole
        {
            #[inline]
            fn change_part(&mut self, at: &$At, b: &Array<$T, E>, subtract: bool) {
                let ($a, $at) = (self, *at);
                match subtract {
                    false => $view_mut.zip_mut_with(b, |a, b| *a += *b),
                    true => $view_mut.zip_mut_with(b, |a, b| *a -= *b),
                }
            }
            #[inline]
            fn change_part_back(d_a: &Self, at: &$At, d_b: &mut Array<$T, E>, subtract: bool) {
                let ($a, $at) = (d_a, *at);
                match subtract {
                    false => add_summed(d_b, &$view),
                    true => add_summed(d_b, &-&$view),
                }
            }
        }
    };
}

macro_rules! parts {
    ($T:ident) => {
        changed_part!({} $T "row", Array2<$T>, usize, |a, at| a.row(at), a.row_mut(at));
        changed_part!({} $T "column", Array2<$T>, usize, |a, at| a.column(at), a.column_mut(at));
        changed_part!({ D } $T "index_axis", Array<$T, D>, (usize, usize),
            |a, at| a.index_axis(Axis(at.0), at.1), a.index_axis_mut(Axis(at.0), at.1));
        part!({} {} "row", Array2<$T>, usize, Array1<$T>,
            |a, at| a.row(at), a.row_mut(at), to_owned, assign);
        part!({} {} "column", Array2<$T>, usize, Array1<$T>,
            |a, at| a.column(at), a.column_mut(at), to_owned, assign);
        part!({ D: RemoveAxis } {} "index_axis", Array<$T, D>, (usize, usize),
            Array<$T, D::Smaller>, |a, at| a.index_axis(Axis(at.0), at.1),
            a.index_axis_mut(Axis(at.0), at.1), to_owned, assign);
        parts!(@slices $T 1, Ix1, "slice1" Ix1);
        parts!(@slices $T 2, Ix2, "slice1" Ix1, "slice2" Ix2);
        parts!(@slices $T 3, Ix3, "slice1" Ix1, "slice2" Ix2, "slice3" Ix3);
        parts!(@slices $T 4, Ix4, "slice1" Ix1, "slice2" Ix2, "slice3" Ix3, "slice4" Ix4);
        // With new axes there are more of them than the array has.
        parts!(@slices $T 2, Ix1, "slice1" Ix1, "slice2" Ix2);
        parts!(@slices $T 3, Ix1, "slice2" Ix2, "slice3" Ix3);
        parts!(@slices $T 3, Ix2, "slice1" Ix1, "slice2" Ix2, "slice3" Ix3);
        parts!(@slices $T 4, Ix2, "slice2" Ix2, "slice3" Ix3, "slice4" Ix4);
        parts!(@slices $T 4, Ix3, "slice1" Ix1, "slice2" Ix2, "slice3" Ix3, "slice4" Ix4);

        impl UnaryRule<{ name("diagonal") }> for Array2<$T> {
            type Output = Array1<$T>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Array1<$T>, ()) {
                (self.diag().to_owned(), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &Array1<$T>, d_self: &mut Self) {
                let mut diagonal = d_self.diag_mut();
                diagonal += d;
            }
        }

        impl UnaryRule<{ name("from_diagonal") }> for Array1<$T> {
            type Output = Array2<$T>;
            type Kept = ();
            #[inline]
            fn forward(&self) -> (Array2<$T>, ()) {
                (Array2::from_diag(self), ())
            }
            #[inline]
            fn operand(&self, (): &(), d: &Array2<$T>, d_self: &mut Self) {
                *d_self += &d.diag();
            }
        }

        impl<D: Dimension, E: Dimension> BinaryRule<{ name("assigned") }, Array<$T, E>>
            for Array<$T, D>
        {
            type Output = Self;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &Array<$T, E>) -> (Self, ()) {
                let mut made = self.clone();
                made.assign(rhs);
                (made, ())
            }
            #[inline]
            fn left(&self, _rhs: &Array<$T, E>, (): &(), _d: &Self, _d_self: &mut Self) {}
            #[inline]
            fn right(&self, _: &Array<$T, E>, (): &(), d: &Self, d_rhs: &mut Array<$T, E>) {
                add_summed(d_rhs, d);
            }
        }

        impl<D: Dimension, E: Dimension> AddInPlace<Array<$T, E>> for Array<$T, D> {
            #[inline]
            fn change(&mut self, b: &Array<$T, E>, subtract: bool) {
                match subtract {
                    false => self.zip_mut_with(b, |a, b| *a += *b),
                    true => self.zip_mut_with(b, |a, b| *a -= *b),
                }
            }
            #[inline]
            fn change_back(d_a: &Self, d_b: &mut Array<$T, E>, subtract: bool) {
                match subtract {
                    false => add_summed(d_b, d_a),
                    true => add_summed(d_b, &-d_a),
                }
            }
        }
    };
    (@slices $T:ident $axes:literal, $D:ident, $($name:literal $E:ident),+) => {$(
        part!({} {} $name, Array<$T, $D>, [isize; 3 * $axes], Array<$T, $E>,
            |a, at| a.slice(slicing::<$D, $E>(&at)),
            a.slice_mut(slicing::<$D, $E>(&at)), to_owned, assign);
    )+};
}
for_floats!(parts);
