//! One rule for an operator, of which all combinations of references and values are made.

use crate::{Differentiable, GradientOf};

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

    /// The result of a left operand that nothing else reads, and what stands for it in
    /// [`d_left`](Self::d_left) and [`right`](Self::right).
    #[inline]
    fn forward_taking(self, rhs: &Rhs) -> (Self::Output, Self, Self::Kept) {
        let (result, kept) = self.forward(rhs);
        (result, self, kept)
    }

    /// The adjoint of the left operand on its own.
    #[inline]
    fn d_left(
        &self,
        rhs: &Rhs,
        kept: &Self::Kept,
        d_result: GradientOf<Self::Output>,
    ) -> GradientOf<Self> {
        let mut d_self = self.zero_gradient();
        self.left(rhs, kept, &d_result, &mut d_self);
        d_self
    }

    /// The adjoint of the right operand on its own.
    #[inline]
    fn d_right(
        &self,
        rhs: &Rhs,
        kept: &Self::Kept,
        d_result: GradientOf<Self::Output>,
    ) -> GradientOf<Rhs> {
        let mut d_rhs = rhs.zero_gradient();
        self.right(rhs, kept, &d_result, &mut d_rhs);
        d_rhs
    }
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
