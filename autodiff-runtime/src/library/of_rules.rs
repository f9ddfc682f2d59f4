//! All combinations of operands by value and by reference, of one rule.

use super::{BinaryRule, Library, UnaryRule};
use crate::{
    Differentiable, GradientOf, Operator, OperatorByRef, OperatorOfRefs, OperatorOnRef, ShadowOf,
    UnaryOperator, UnaryOperatorOnRef,
};

#[diagnostic::do_not_recommend]
impl<const NAME: u64, A, B> Operator<NAME, B> for A
where
    A: Library + BinaryRule<NAME, B>,
    B: Differentiable,
{
    type Output = A::Output;
    type Cache = (A, B, A::Kept);

    #[inline]
    fn forward(self, rhs: B) -> (A::Output, Self::Cache) {
        let (result, left, kept) = self.forward_taking(&rhs);
        (result, (left, rhs, kept))
    }

    #[inline]
    fn backward(
        (left, right, kept): &Self::Cache,
        d_result: GradientOf<A::Output>,
    ) -> (GradientOf<A>, GradientOf<B>) {
        let mut d_right = right.zero_gradient();
        left.right(right, kept, &d_result, &mut d_right);
        (left.d_left(right, kept, d_result), d_right)
    }

    #[inline]
    fn backward_left(
        (left, right, kept): &Self::Cache,
        d_result: GradientOf<A::Output>,
    ) -> GradientOf<A> {
        left.d_left(right, kept, d_result)
    }

    #[inline]
    fn backward_right(
        (left, right, kept): &Self::Cache,
        d_result: GradientOf<A::Output>,
    ) -> GradientOf<B> {
        left.d_right(right, kept, d_result)
    }
}

#[diagnostic::do_not_recommend]
impl<const NAME: u64, A, B> OperatorOfRefs<NAME, B> for A
where
    A: Library + BinaryRule<NAME, B> + Differentiable<Shadow = GradientOf<A>>,
    B: Differentiable<Shadow = GradientOf<B>>,
{
    type Output = <A as BinaryRule<NAME, B>>::Output;
    type Cache = A::Kept;

    #[inline]
    fn forward(&self, rhs: &B) -> (Self::Output, A::Kept) {
        BinaryRule::forward(self, rhs)
    }

    #[inline]
    fn backward(
        &self,
        kept: &A::Kept,
        d_self: &mut ShadowOf<A>,
        rhs: &B,
        d_rhs: &mut ShadowOf<B>,
        d_result: GradientOf<Self::Output>,
    ) {
        self.left(rhs, kept, &d_result, d_self);
        self.right(rhs, kept, &d_result, d_rhs);
    }

    #[inline]
    fn backward_left(
        &self,
        kept: &A::Kept,
        d_self: &mut ShadowOf<A>,
        rhs: &B,
        d_result: GradientOf<Self::Output>,
    ) {
        self.left(rhs, kept, &d_result, d_self);
    }

    #[inline]
    fn backward_right(
        &self,
        kept: &A::Kept,
        rhs: &B,
        d_rhs: &mut ShadowOf<B>,
        d_result: GradientOf<Self::Output>,
    ) {
        self.right(rhs, kept, &d_result, d_rhs);
    }
}

#[diagnostic::do_not_recommend]
impl<const NAME: u64, A, B> OperatorOnRef<NAME, B> for A
where
    A: Library + BinaryRule<NAME, B> + Differentiable<Shadow = GradientOf<A>>,
    B: Differentiable,
{
    type Output = <A as BinaryRule<NAME, B>>::Output;
    type Cache = (B, A::Kept);

    #[inline]
    fn forward(&self, rhs: B) -> (Self::Output, Self::Cache) {
        let (result, kept) = BinaryRule::forward(self, &rhs);
        (result, (rhs, kept))
    }

    #[inline]
    fn backward(
        &self,
        (rhs, kept): &Self::Cache,
        d_self: &mut ShadowOf<A>,
        d_result: GradientOf<Self::Output>,
    ) -> GradientOf<B> {
        self.left(rhs, kept, &d_result, d_self);
        self.d_right(rhs, kept, d_result)
    }

    #[inline]
    fn backward_left(
        &self,
        (rhs, kept): &Self::Cache,
        d_self: &mut ShadowOf<A>,
        d_result: GradientOf<Self::Output>,
    ) {
        self.left(rhs, kept, &d_result, d_self);
    }

    #[inline]
    fn backward_right(
        &self,
        (rhs, kept): &Self::Cache,
        d_result: GradientOf<Self::Output>,
    ) -> GradientOf<B> {
        self.d_right(rhs, kept, d_result)
    }
}

#[diagnostic::do_not_recommend]
impl<const NAME: u64, A, B> OperatorByRef<NAME, B> for A
where
    A: Library + BinaryRule<NAME, B>,
    B: Differentiable<Shadow = GradientOf<B>>,
{
    type Output = A::Output;
    type Cache = (A, A::Kept);

    #[inline]
    fn forward(self, rhs: &B) -> (A::Output, Self::Cache) {
        let (result, left, kept) = self.forward_taking(rhs);
        (result, (left, kept))
    }

    #[inline]
    fn backward(
        (left, kept): &Self::Cache,
        rhs: &B,
        d_rhs: &mut ShadowOf<B>,
        d_result: GradientOf<A::Output>,
    ) -> GradientOf<A> {
        left.right(rhs, kept, &d_result, d_rhs);
        left.d_left(rhs, kept, d_result)
    }

    #[inline]
    fn backward_left(
        (left, kept): &Self::Cache,
        rhs: &B,
        d_result: GradientOf<A::Output>,
    ) -> GradientOf<A> {
        left.d_left(rhs, kept, d_result)
    }

    #[inline]
    fn backward_right(
        (left, kept): &Self::Cache,
        rhs: &B,
        d_rhs: &mut ShadowOf<B>,
        d_result: GradientOf<A::Output>,
    ) {
        left.right(rhs, kept, &d_result, d_rhs);
    }
}

#[diagnostic::do_not_recommend]
impl<const NAME: u64, A: UnaryRule<NAME>> UnaryOperator<NAME> for A {
    type Output = A::Output;
    type Cache = (A, A::Kept);

    #[inline]
    fn forward(self) -> (A::Output, Self::Cache) {
        let (result, kept) = UnaryRule::forward(&self);
        (result, (self, kept))
    }

    #[inline]
    fn backward((operand, kept): &Self::Cache, d_result: GradientOf<A::Output>) -> GradientOf<A> {
        let mut d_operand = operand.zero_gradient();
        operand.operand(kept, &d_result, &mut d_operand);
        d_operand
    }
}

#[diagnostic::do_not_recommend]
impl<const NAME: u64, A> UnaryOperatorOnRef<NAME> for A
where
    A: UnaryRule<NAME> + Differentiable<Shadow = GradientOf<A>>,
{
    type Output = <A as UnaryRule<NAME>>::Output;
    type Cache = A::Kept;

    #[inline]
    fn forward(&self) -> (Self::Output, A::Kept) {
        UnaryRule::forward(self)
    }

    #[inline]
    fn backward(
        &self,
        kept: &A::Kept,
        d_self: &mut ShadowOf<A>,
        d_result: GradientOf<Self::Output>,
    ) {
        self.operand(kept, &d_result, d_self);
    }
}
