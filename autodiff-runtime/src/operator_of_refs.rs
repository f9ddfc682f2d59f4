//! Operators on references: `&a * &b`, `&a * b`, `a * &b` and `-&a`.
//!
//! What is passed by reference is passed to the backward pass again, with its shadow, as it is to any
//! function; the adjoint of what is passed by value is returned.

use crate::{Differentiable, GradientOf, ShadowOf};

/// A binary operator between two references: `&a * &b`.
#[diagnostic::on_unimplemented(
    message = "an operator between `&{Self}` and `&{Rhs}` cannot be differentiated",
    label = "this operator has no derivative",
    note = "put `#[differentiate]` on the `impl` of the operator"
)]
pub trait OperatorOfRefs<const NAME: u64, Rhs: Differentiable>: Differentiable {
    /// What the operator gives.
    type Output: Differentiable;
    /// What the forward pass leaves for the backward pass.
    type Cache;

    /// The result, and what the backward pass reads.
    fn forward(&self, rhs: &Rhs) -> (Self::Output, Self::Cache);

    /// Adds the adjoints of both operands to their shadows.
    fn backward(
        &self,
        cache: &Self::Cache,
        d_self: &mut ShadowOf<Self>,
        rhs: &Rhs,
        d_rhs: &mut ShadowOf<Rhs>,
        d_result: GradientOf<Self::Output>,
    );

    /// Adds the adjoint of the left side alone.
    fn backward_left(
        &self,
        cache: &Self::Cache,
        d_self: &mut ShadowOf<Self>,
        rhs: &Rhs,
        d_result: GradientOf<Self::Output>,
    ) where
        Rhs: Differentiable<Shadow = GradientOf<Rhs>>,
    {
        self.backward(cache, d_self, rhs, &mut rhs.zero_gradient(), d_result);
    }

    /// Adds the adjoint of the right side alone.
    fn backward_right(
        &self,
        cache: &Self::Cache,
        rhs: &Rhs,
        d_rhs: &mut ShadowOf<Rhs>,
        d_result: GradientOf<Self::Output>,
    ) where
        Self: Differentiable<Shadow = GradientOf<Self>>,
    {
        self.backward(cache, &mut self.zero_gradient(), rhs, d_rhs, d_result);
    }
}

/// A binary operator whose left side is a reference: `&a * b`.
#[diagnostic::on_unimplemented(
    message = "an operator between `&{Self}` and `{Rhs}` cannot be differentiated",
    label = "this operator has no derivative",
    note = "put `#[differentiate]` on the `impl` of the operator"
)]
pub trait OperatorOnRef<const NAME: u64, Rhs: Differentiable>: Differentiable {
    /// What the operator gives.
    type Output: Differentiable;
    /// What the forward pass leaves for the backward pass.
    type Cache;

    /// The result, and what the backward pass reads.
    fn forward(&self, rhs: Rhs) -> (Self::Output, Self::Cache);

    /// Adds the adjoint of the left side to its shadow and returns that of the right side.
    fn backward(
        &self,
        cache: &Self::Cache,
        d_self: &mut ShadowOf<Self>,
        d_result: GradientOf<Self::Output>,
    ) -> GradientOf<Rhs>;

    /// Adds the adjoint of the left side alone.
    fn backward_left(
        &self,
        cache: &Self::Cache,
        d_self: &mut ShadowOf<Self>,
        d_result: GradientOf<Self::Output>,
    ) {
        self.backward(cache, d_self, d_result);
    }

    /// The adjoint of the right side alone.
    fn backward_right(
        &self,
        cache: &Self::Cache,
        d_result: GradientOf<Self::Output>,
    ) -> GradientOf<Rhs>
    where
        Self: Differentiable<Shadow = GradientOf<Self>>,
    {
        self.backward(cache, &mut self.zero_gradient(), d_result)
    }
}

/// A binary operator whose right side is a reference: `a * &b`.
#[diagnostic::on_unimplemented(
    message = "an operator between `{Self}` and `&{Rhs}` cannot be differentiated",
    label = "this operator has no derivative",
    note = "put `#[differentiate]` on the `impl` of the operator"
)]
pub trait OperatorByRef<const NAME: u64, Rhs: Differentiable>: Differentiable + Sized {
    /// What the operator gives.
    type Output: Differentiable;
    /// What the forward pass leaves for the backward pass.
    type Cache;

    /// The result, and what the backward pass reads.
    fn forward(self, rhs: &Rhs) -> (Self::Output, Self::Cache);

    /// Adds the adjoint of the right side to its shadow and returns that of the left side.
    fn backward(
        cache: &Self::Cache,
        rhs: &Rhs,
        d_rhs: &mut ShadowOf<Rhs>,
        d_result: GradientOf<Self::Output>,
    ) -> GradientOf<Self>;

    /// The adjoint of the left side alone.
    fn backward_left(
        cache: &Self::Cache,
        rhs: &Rhs,
        d_result: GradientOf<Self::Output>,
    ) -> GradientOf<Self>
    where
        Rhs: Differentiable<Shadow = GradientOf<Rhs>>,
    {
        Self::backward(cache, rhs, &mut rhs.zero_gradient(), d_result)
    }

    /// Adds the adjoint of the right side alone.
    fn backward_right(
        cache: &Self::Cache,
        rhs: &Rhs,
        d_rhs: &mut ShadowOf<Rhs>,
        d_result: GradientOf<Self::Output>,
    ) {
        Self::backward(cache, rhs, d_rhs, d_result);
    }
}

/// An operator that assigns, and whose right side is a reference: `a += &b`.
#[diagnostic::on_unimplemented(
    message = "an assigning operator between `{Self}` and `&{Rhs}` cannot be differentiated",
    label = "this operator has no derivative",
    note = "put `#[differentiate]` on the `impl` of the operator"
)]
pub trait AssigningOperatorByRef<const NAME: u64, Rhs: Differentiable>:
    Differentiable + Sized
{
    /// What the forward pass leaves for the backward pass.
    type Cache;

    /// Assigns, and gives what the backward pass reads.
    fn forward(&mut self, rhs: &Rhs) -> ((), Self::Cache);

    /// Adds the adjoint of the right side to its shadow; that of the left side after the assignment
    /// becomes that of before.
    fn backward(
        cache: &Self::Cache,
        d_self: &mut ShadowOf<Self>,
        rhs: &Rhs,
        d_rhs: &mut ShadowOf<Rhs>,
    );
}

/// A unary operator on a reference: `-&a`.
#[diagnostic::on_unimplemented(
    message = "an operator on `&{Self}` cannot be differentiated",
    label = "this operator has no derivative",
    note = "put `#[differentiate]` on the `impl` of the operator"
)]
pub trait UnaryOperatorOnRef<const NAME: u64>: Differentiable {
    /// What the operator gives.
    type Output: Differentiable;
    /// What the forward pass leaves for the backward pass.
    type Cache;

    /// The result, and what the backward pass reads.
    fn forward(&self) -> (Self::Output, Self::Cache);

    /// Adds the adjoint of the operand to its shadow.
    fn backward(
        &self,
        cache: &Self::Cache,
        d_self: &mut ShadowOf<Self>,
        d_result: GradientOf<Self::Output>,
    );
}
