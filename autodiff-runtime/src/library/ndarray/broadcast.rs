//! Broadcasting, and the way back: what was one number for many has the sum of their adjoints.

use core::ops::AddAssign;
use ndarray::{Array, Axis, Dimension, LinalgScalar};

/// Adds `part` to `total`, summed over the axes along which `total` was broadcast.
pub(super) fn add_summed<T, D, E>(total: &mut Array<T, D>, part: &Array<T, E>)
where
    T: LinalgScalar + AddAssign,
    D: Dimension,
    E: Dimension,
{
    if total.shape() == part.shape() {
        total.zip_mut_with(part, |total, part| *total += *part);
        return;
    }
    let mut rest = part.view().into_dyn().to_owned();
    while rest.ndim() > total.ndim() {
        rest = rest.sum_axis(Axis(0));
    }
    for axis in (0..total.ndim()).map(Axis) {
        if total.len_of(axis) == 1 && rest.len_of(axis) != 1 {
            rest = rest.sum_axis(axis).insert_axis(axis);
        }
    }
    total.zip_mut_with(&rest, |total, part| *total += *part);
}

/// `f` of the elements of `a` and of `by`, which is broadcast to the shape of `a`.
pub(super) fn zipped<T, D, E>(
    a: &Array<T, D>,
    by: &Array<T, E>,
    f: impl Fn(T, T) -> T,
) -> Array<T, D>
where
    T: LinalgScalar,
    D: Dimension,
    E: Dimension,
{
    let mut made = a.clone();
    made.zip_mut_with(by, |a, by| *a = f(*a, *by));
    made
}
