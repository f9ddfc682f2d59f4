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

impl<T> Elements for Vec<T> {
    type Item = T;
}

impl<E: Elements + ?Sized> Elements for Box<E> {
    type Item = E::Item;
}
