//! The type of an element, for containers known only by name.

/// What indexing a `T` gives.
///
/// ```
/// type Row = [f32; 3];
/// let element: autodiff::Element<Row> = 1.0f32;
/// # let _ = element;
/// ```
pub type Element<T, Index = usize> = <T as core::ops::Index<Index>>::Output;
