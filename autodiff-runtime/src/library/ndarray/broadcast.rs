//! Broadcasting, and the way back: what was one number for many has the sum of their adjoints.

use core::ops::AddAssign;
use ndarray::{Array, ArrayBase, Axis, CowArray, Data, Dimension, LinalgScalar};

/// Adds `part` to `total`, summed over the axes along which `total` was broadcast.
pub(super) fn add_summed<T, D, E, S>(total: &mut Array<T, D>, part: &ArrayBase<S, E>)
where
    T: LinalgScalar + AddAssign,
    S: Data<Elem = T>,
    D: Dimension,
    E: Dimension,
{
    if total.shape() == part.shape() {
        total.zip_mut_with(part, |total, part| *total += *part);
        return;
    }
    let mut rest = CowArray::from(part.view().into_dyn());
    while rest.ndim() > total.ndim() {
        rest = rest.sum_axis(Axis(0)).into();
    }
    for axis in (0..total.ndim()).map(Axis) {
        if total.len_of(axis) == 1 && rest.len_of(axis) != 1 {
            rest = rest.sum_axis(axis).insert_axis(axis).into();
        }
    }
    total.zip_mut_with(&rest, |total, part| *total += *part);
}

/// Adds `f` of the elements of `d` and of `by`, which is broadcast to the shape of `d`, summed over the
/// axes along which `total` was.
pub(super) fn add_zipped<T, D, E, F>(
    total: &mut Array<T, D>,
    d: &Array<T, E>,
    by: &Array<T, F>,
    f: impl Fn(T, T) -> T,
) where
    T: LinalgScalar + AddAssign,
    D: Dimension,
    E: Dimension,
    F: Dimension,
{
    let one_shape = total.shape() == d.shape() && d.shape() == by.shape();
    if one_shape
        && let (Some(total), Some(d), Some(by)) =
            (total.as_slice_mut(), d.as_slice(), by.as_slice())
    {
        let entries = total.iter_mut().zip(d).zip(by);
        entries.for_each(|((total, d), by)| *total += f(*d, *by));
        return;
    }
    add_summed(total, &zipped(d, by, f));
}

/// The sum of `f` of the elements of two arrays of one shape.
pub(super) fn sum_zipped<T, D>(d: &Array<T, D>, by: &Array<T, D>, f: impl Fn(T, T) -> T) -> T
where
    T: LinalgScalar,
    D: Dimension,
{
    let products = d.iter().zip(by).map(|(d, by)| f(*d, *by));
    products.fold(T::zero(), |sum, part| sum + part)
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

/// An array of as many axes as the other type says.
///
/// # Panics
///
/// If it has not.
pub(super) fn same_axes<T, D: Dimension, E: Dimension>(array: Array<T, D>) -> Array<T, E> {
    match array.into_dimensionality() {
        Ok(array) => array,
        Err(error) => panic!("the array has other axes: {error}"),
    }
}
