//! Arrays one behind the other.

use crate::library::BinaryRule;
use crate::name;
use ndarray::{Array, Axis, RemoveAxis, Slice, concatenate};

macro_rules! concatenations {
    ($T:ident) => {
        concatenations!(@along $T "along_first_axis", Axis(0));
        concatenations!(@along $T "along_second_axis", Axis(1));
    };
    (@along $T:ident $name:literal, $axis:expr) => {
        impl<D: RemoveAxis> BinaryRule<{ name($name) }, Self> for Array<$T, D> {
            type Output = Self;
            type Kept = ();
            fn forward(&self, rhs: &Self) -> (Self, ()) {
                match concatenate($axis, &[self.view(), rhs.view()]) {
                    Ok(made) => (made, ()),
                    Err(error) => panic!("the arrays cannot be put together: {error}"),
                }
            }
            fn left(&self, _rhs: &Self, (): &(), d: &Self, d_self: &mut Self) {
                let part = Slice::from(..self.len_of($axis));
                *d_self += &d.slice_axis($axis, part);
            }
            fn right(&self, _rhs: &Self, (): &(), d: &Self, d_rhs: &mut Self) {
                let part = Slice::from(self.len_of($axis)..);
                *d_rhs += &d.slice_axis($axis, part);
            }
        }
    };
}
for_floats!(concatenations);
