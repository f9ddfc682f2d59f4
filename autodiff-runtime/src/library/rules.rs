//! One rule for an operator, of which all combinations of references and values are made.

use crate::{
    Differentiable, GradientOf, Operator, OperatorByRef, OperatorOfRefs, OperatorOnRef, ShadowOf,
    UnaryOperator, UnaryOperatorOnRef,
};

/// A type whose operators have their derivatives by [`BinaryRule`].
///
/// It keeps those of `#[differentiate] impl Mul<T> for Point<T>` apart from them: a trait with the
/// parameter `T` might be implemented for `Point<T>` in any crate, this one may not.
pub trait Library {}

impl Library for f32 {}
impl Library for f64 {}

/// The derivative of a function of two operands, such as an operator.
///
/// ```
/// use autodiff::library::{BinaryRule, Library};
/// use autodiff::{Accumulate, Differentiable, OperatorOnRef, Zero, name};
///
/// /// A number that comes from a library.
/// #[derive(Clone, Debug, PartialEq)]
/// struct Real(f64);
///
/// impl core::ops::Mul<&Real> for &Real {
///     type Output = Real;
///     fn mul(self, rhs: &Real) -> Real {
///         Real(self.0 * rhs.0)
///     }
/// }
///
/// impl Accumulate for Real {
///     fn accumulate(&mut self, part: &Real) {
///         self.0 += part.0;
///     }
/// }
///
/// impl Zero for Real {
///     fn set_zero(&mut self) {
///         self.0 = 0.0;
///     }
/// }
///
/// impl Differentiable for Real {
///     type Gradient = Real;
///     type Shadow = Real;
///     fn zero_gradient(&self) -> Real {
///         Real(0.0)
///     }
/// }
///
/// impl Library for Real {}
///
/// impl BinaryRule<{ name("mul") }, Real> for Real {
///     type Output = Real;
///     type Kept = ();
///     fn forward(&self, rhs: &Real) -> (Real, ()) {
///         (self * rhs, ())
///     }
///     fn left(&self, rhs: &Real, _kept: &(), d_result: &Real, d_self: &mut Real) {
///         d_self.0 += d_result.0 * rhs.0;
///     }
///     fn right(&self, _rhs: &Real, _kept: &(), d_result: &Real, d_rhs: &mut Real) {
///         d_rhs.0 += d_result.0 * self.0;
///     }
/// }
///
/// // What generated code calls for `&x * y`.
/// type Product = <Real as OperatorOnRef<{ name("mul") }, Real>>::Cache;
/// let (x, y) = (Real(3.0), Real(4.0));
/// let (value, cache): (Real, Product) = OperatorOnRef::<{ name("mul") }, Real>::forward(&x, y);
/// let mut d_x = Real(0.0);
/// let d_y = OperatorOnRef::<{ name("mul") }, Real>::backward(&x, &cache, &mut d_x, Real(1.0));
/// assert_eq!((value, d_x, d_y), (Real(12.0), Real(4.0), Real(3.0)));
/// ```
pub trait BinaryRule<const NAME: u64, Rhs: Differentiable>: Differentiable + Sized {
    /// What the function gives.
    type Output: Differentiable;
    /// What the backward pass needs besides the operands.
    type Kept;

    /// The result, and what is kept for the backward pass.
    fn forward(&self, rhs: &Rhs) -> (Self::Output, Self::Kept);

    /// Adds the adjoint of the left operand.
    fn left(
        &self,
        rhs: &Rhs,
        kept: &Self::Kept,
        d_result: &GradientOf<Self::Output>,
        d_self: &mut GradientOf<Self>,
    );

    /// Adds the adjoint of the right operand.
    fn right(
        &self,
        rhs: &Rhs,
        kept: &Self::Kept,
        d_result: &GradientOf<Self::Output>,
        d_rhs: &mut GradientOf<Rhs>,
    );
}

/// The derivative of a function of one operand.
pub trait UnaryRule<const NAME: u64>: Differentiable + Sized {
    /// What the function gives.
    type Output: Differentiable;
    /// What the backward pass needs besides the operand.
    type Kept;

    /// The result, and what is kept for the backward pass.
    fn forward(&self) -> (Self::Output, Self::Kept);

    /// Adds the adjoint of the operand.
    fn operand(
        &self,
        kept: &Self::Kept,
        d_result: &GradientOf<Self::Output>,
        d_self: &mut GradientOf<Self>,
    );
}

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
        let (result, kept) = BinaryRule::forward(&self, &rhs);
        (result, (self, rhs, kept))
    }

    #[inline]
    fn backward(
        (left, right, kept): &Self::Cache,
        d_result: GradientOf<A::Output>,
    ) -> (GradientOf<A>, GradientOf<B>) {
        let (mut d_left, mut d_right) = (left.zero_gradient(), right.zero_gradient());
        left.left(right, kept, &d_result, &mut d_left);
        left.right(right, kept, &d_result, &mut d_right);
        (d_left, d_right)
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
        let mut d_rhs = rhs.zero_gradient();
        self.left(rhs, kept, &d_result, d_self);
        self.right(rhs, kept, &d_result, &mut d_rhs);
        d_rhs
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
        let (result, kept) = BinaryRule::forward(&self, rhs);
        (result, (self, kept))
    }

    #[inline]
    fn backward(
        (left, kept): &Self::Cache,
        rhs: &B,
        d_rhs: &mut ShadowOf<B>,
        d_result: GradientOf<A::Output>,
    ) -> GradientOf<A> {
        let mut d_left = left.zero_gradient();
        left.left(rhs, kept, &d_result, &mut d_left);
        left.right(rhs, kept, &d_result, d_rhs);
        d_left
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
