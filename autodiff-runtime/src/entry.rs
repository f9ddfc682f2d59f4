//! `m[(i, j)]` of types of users: elements that are read and written through `Index` and `IndexMut`.

use crate::{Differentiable, GradientOf, ShadowOf};

/// Reads an element, with a derivative; `#[differentiate]` on an `impl` of `core::ops::Index`
/// implements it. Nothing flows through the index.
#[diagnostic::on_unimplemented(
    message = "reading an element of `{Self}` by `{Idx}` cannot be differentiated",
    label = "this index has no derivative",
    note = "put `#[differentiate]` on the `impl` of `Index`"
)]
pub trait ReadsElement<Idx>: Differentiable {
    /// The element.
    type Output: Differentiable;
    /// What the forward pass leaves for the backward pass.
    type Cache;

    /// The element, and what the backward pass reads.
    fn forward(&self, index: Idx) -> (Self::Output, Self::Cache);

    /// Adds the adjoint of the element to that of the whole.
    fn backward(
        &self,
        cache: &Self::Cache,
        d_self: &mut ShadowOf<Self>,
        d_result: GradientOf<Self::Output>,
    );
}

/// Writes an element, with a derivative; `#[differentiate]` on an `impl` of `core::ops::IndexMut`
/// implements it.
#[diagnostic::on_unimplemented(
    message = "writing an element of `{Self}` by `{Idx}` cannot be differentiated",
    label = "this index has no derivative",
    note = "put `#[differentiate]` on the `impl` of `IndexMut`"
)]
pub trait WritesElement<Idx>: Differentiable {
    /// The element.
    type Value: Differentiable;
    /// What the forward pass leaves for the backward pass.
    type Cache;

    /// Writes it, and gives what the backward pass reads.
    fn forward(&mut self, index: Idx, value: Self::Value) -> ((), Self::Cache);

    /// The adjoint of what was written; that of the whole after it becomes that of before.
    fn backward(cache: &Self::Cache, d_self: &mut ShadowOf<Self>) -> GradientOf<Self::Value>;
}
