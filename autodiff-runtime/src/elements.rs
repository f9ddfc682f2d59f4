//! What a slice argument can be made of.

/// What becomes a slice of `Item`s where one is expected: a function of `&[T]` can be called with
/// `&[T; N]` and `&Vec<T>`, and its `T` is still known.
pub trait Elements {
    /// The type of an element.
    type Item;
}

impl<T> Elements for [T] {
    type Item = T;
}

impl<T, const N: usize> Elements for [T; N] {
    type Item = T;
}

/// What has so many elements by its type: an array, whatever name it goes by.
#[diagnostic::on_unimplemented(message = "`{Self}` is no array", label = "an array is made here")]
pub trait FixedLength {
    /// The number of elements.
    const LENGTH: usize;
}

impl<T, const N: usize> FixedLength for [T; N] {
    const LENGTH: usize = N;
}

impl<T> Elements for Vec<T> {
    type Item = T;
}

impl<E: Elements + ?Sized> Elements for Box<E> {
    type Item = E::Item;
}
