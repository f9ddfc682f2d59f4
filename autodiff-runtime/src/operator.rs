//! Operators on types of users: what `a + b` leaves for its backward pass.

use crate::{Differentiable, GradientOf, name};

/// A binary operator with a derivative: `a + b`, `a - b`, `a * b` and `a / b`, both by value.
///
/// `#[differentiate]` on an `impl` of `core::ops::Add` and its kin implements it; [`name`](crate::name)
/// makes a number of the method's name, `add`, `sub`, `mul` or `div`.
#[diagnostic::on_unimplemented(
    message = "an operator between `{Self}` and `{Rhs}` cannot be differentiated",
    label = "this operator has no derivative",
    note = "put `#[differentiate]` on the `impl` of the operator"
)]
pub trait Operator<const NAME: u64, Rhs: Differentiable>: Differentiable + Sized {
    /// What the operator gives.
    type Output: Differentiable;
    /// What the forward pass leaves for the backward pass.
    type Cache;

    /// The result, and what the backward pass reads.
    fn forward(self, rhs: Rhs) -> (Self::Output, Self::Cache);

    /// The adjoints of both operands, for that of the result.
    fn backward(
        cache: &Self::Cache,
        d_result: GradientOf<Self::Output>,
    ) -> (GradientOf<Self>, GradientOf<Rhs>);

    /// The adjoint of the left side alone.
    #[inline(always)]
    fn backward_left(cache: &Self::Cache, d_result: GradientOf<Self::Output>) -> GradientOf<Self> {
        Self::backward(cache, d_result).0
    }

    /// The adjoint of the right side alone.
    #[inline(always)]
    fn backward_right(cache: &Self::Cache, d_result: GradientOf<Self::Output>) -> GradientOf<Rhs> {
        Self::backward(cache, d_result).1
    }
}

/// A unary operator with a derivative: `-a`, by value.
#[diagnostic::on_unimplemented(
    message = "an operator on `{Self}` cannot be differentiated",
    label = "this operator has no derivative",
    note = "put `#[differentiate]` on the `impl` of the operator"
)]
pub trait UnaryOperator<const NAME: u64>: Differentiable + Sized {
    /// What the operator gives.
    type Output: Differentiable;
    /// What the forward pass leaves for the backward pass.
    type Cache;

    /// The result, and what the backward pass reads.
    fn forward(self) -> (Self::Output, Self::Cache);

    /// The adjoint of the operand, for that of the result.
    fn backward(cache: &Self::Cache, d_result: GradientOf<Self::Output>) -> GradientOf<Self>;
}

/// An operator that assigns, with a derivative: `a += b`, `a -= b`, `a *= b` and `a /= b`, with `b` by
/// value.
#[diagnostic::on_unimplemented(
    message = "an assigning operator between `{Self}` and `{Rhs}` cannot be differentiated",
    label = "this operator has no derivative",
    note = "put `#[differentiate]` on the `impl` of the operator"
)]
pub trait AssigningOperator<const NAME: u64, Rhs: Differentiable>: Differentiable + Sized {
    /// What the forward pass leaves for the backward pass.
    type Cache;

    /// Assigns, and gives what the backward pass reads.
    fn forward(&mut self, rhs: Rhs) -> ((), Self::Cache);

    /// The adjoint of the right side; that of the left side after the assignment becomes that of
    /// before.
    fn backward(cache: &Self::Cache, d_self: &mut GradientOf<Self>) -> GradientOf<Rhs>;
}

/// A conversion by value with a derivative: `From<A>`.
#[diagnostic::on_unimplemented(
    message = "the conversion of `{A}` into `{Self}` cannot be differentiated",
    label = "this conversion has no derivative",
    note = "put `#[differentiate]` on the `impl` of `From`"
)]
pub trait Conversion<A: Differentiable>: Differentiable + Sized {
    /// What the forward pass leaves for the backward pass.
    type Cache;

    /// The result, and what the backward pass reads.
    fn forward(from: A) -> (Self, Self::Cache);

    /// The adjoint of what is converted, for that of the result.
    fn backward(cache: &Self::Cache, d_result: GradientOf<Self>) -> GradientOf<A>;
}

macro_rules! floats {
    ($($F:ident)*) => {$(
        floats!(@binary $F "add", (a, b) => a + b, (), () => |d| (d, d));
        floats!(@binary $F "sub", (a, b) => a - b, (), () => |d| (d, -d));
        floats!(@binary $F "mul", (a, b) => a * b, ($F, $F), (a, b) => |d| (d * b, d * a));
        floats!(@binary $F "div", (a, b) => a / b, ($F, $F), (a, b) =>
            |d| (crate::guarded(d, 1.0 / b), crate::guarded(d, -a / (b * b))));

        floats!(@assigning $F "add_assign", (a, b) => a + b, (), () => |d| (d, d));
        floats!(@assigning $F "sub_assign", (a, b) => a - b, (), () => |d| (d, -d));
        floats!(@assigning $F "mul_assign", (a, b) => a * b, ($F, $F), (a, b) => |d| (d * b, d * a));
        floats!(@assigning $F "div_assign", (a, b) => a / b, ($F, $F), (a, b) =>
            |d| (crate::guarded(d, 1.0 / b), crate::guarded(d, -a / (b * b))));

        impl UnaryOperator<{ name("neg") }> for $F {
            type Output = $F;
            type Cache = ();
            #[inline(always)]
            fn forward(self) -> ($F, ()) {
                (-self, ())
            }
            #[inline(always)]
            fn backward((): &(), d_result: $F) -> $F {
                -d_result
            }
        }
    )*};
    (@binary $F:ident $name:literal, ($a:ident, $b:ident) => $value:expr,
        $Cache:ty, $cache:tt => |$d:ident| $adjoints:expr) => {
        impl Operator<{ name($name) }, $F> for $F {
            type Output = $F;
            type Cache = $Cache;
            #[inline(always)]
            fn forward(self, rhs: $F) -> ($F, $Cache) {
                let ($a, $b) = (self, rhs);
                ($value, $cache)
            }
            #[inline(always)]
            fn backward(&$cache: &$Cache, $d: $F) -> ($F, $F) {
                $adjoints
            }
        }
    };
    (@assigning $F:ident $name:literal, ($a:ident, $b:ident) => $value:expr,
        $Cache:ty, $cache:tt => |$d:ident| $adjoints:expr) => {
        impl AssigningOperator<{ name($name) }, $F> for $F {
            type Cache = $Cache;
            #[inline(always)]
            fn forward(&mut self, rhs: $F) -> ((), $Cache) {
                let ($a, $b) = (*self, rhs);
                *self = $value;
                ((), $cache)
            }
            #[inline(always)]
            fn backward(&$cache: &$Cache, d_self: &mut $F) -> $F {
                let $d = *d_self;
                let (before, right) = $adjoints;
                *d_self = before;
                right
            }
        }
    };
}
floats!(f32 f64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_have_the_operators() {
        let (value, cache) = Operator::<{ name("div") }, f64>::forward(3.0, 2.0);
        let adjoints = <f64 as Operator<{ name("div") }, f64>>::backward(&cache, 4.0);
        assert_eq!((value, adjoints), (1.5, (2.0, -3.0)));
        let (value, cache) = Operator::<{ name("mul") }, f32>::forward(3.0f32, 2.0);
        let adjoints = <f32 as Operator<{ name("mul") }, f32>>::backward(&cache, 4.0);
        assert_eq!((value, adjoints), (6.0, (8.0, 12.0)));
        let (value, ()) = Operator::<{ name("sub") }, f64>::forward(3.0, 2.0);
        let adjoints = <f64 as Operator<{ name("sub") }, f64>>::backward(&(), 4.0);
        assert_eq!((value, adjoints), (1.0, (4.0, -4.0)));
        let ((), adjoint) = (
            (),
            <f64 as UnaryOperator<{ name("neg") }>>::backward(&(), 2.0),
        );
        assert_eq!(adjoint, -2.0);
        let (mut x, mut d_x) = (3.0, 4.0);
        let ((), cache) = AssigningOperator::<{ name("mul_assign") }, f64>::forward(&mut x, 2.0);
        let right =
            <f64 as AssigningOperator<{ name("mul_assign") }, f64>>::backward(&cache, &mut d_x);
        assert_eq!((x, d_x, right), (6.0, 8.0, 12.0));
    }
}
