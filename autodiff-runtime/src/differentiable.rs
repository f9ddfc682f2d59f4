//! What a gradient looks like.

use crate::{Accumulate, Zero};
use core::marker::PhantomData;
use std::collections::VecDeque;

/// A type whose values may carry floats.
///
/// A type that carries none has the gradient `()`, so that an argument of any type may be handed on.
///
/// | type | gradient |
/// |---|---|
/// | `f32`, `f64` | itself |
/// | integers, `bool`, `char`, `str`, `String`, `()` | `()` |
/// | `&T`, `&mut T` | that of `T` |
/// | `[T; N]` | `[G; N]` |
/// | `[T]`, `Vec<T>`, `VecDeque<T>` | `Vec<G>` |
/// | `Option<T>`, `Result<T, E>` | `Option<G>` |
/// | `Box<T>` | `Box<G>` |
/// | `BTreeMap<K, T>`, `HashMap<K, T>` | the same of `K` and `G` |
/// | `(A, B, …)`, up to eight | `(G, H, …)` |
/// | `dyn Trait` of a differentiated trait | [`ObjectGradient`](crate::ObjectGradient) |
/// | a struct `S` with `#[derive(Differentiable)]` | `SGradient`, which has the same fields |
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not differentiable",
    label = "the gradient of a `{Self}` is not known",
    note = "a struct or an enum can derive it, also one that only holds constants and that `wrt(..)` leaves out: \
            `#[derive(autodiff::Differentiable)]`",
    note = "if nothing flows through an expression, wrap it in `autodiff::stop_gradient(..)`"
)]
pub trait Differentiable {
    /// One number for each float of `Self`, owned.
    type Gradient: Accumulate + Zero + Clone + PartialEq;
    /// What stands behind the `&mut` that accompanies an argument `&Self` in a backward pass: `[G]`
    /// for slices, else the gradient itself.
    type Shadow: ?Sized;

    /// A gradient of zeros (`0.0`) in the shape of `self`.
    fn zero_gradient(&self) -> Self::Gradient;
}

/// The type of a gradient with respect to a `T`.
pub type GradientOf<T> = <T as Differentiable>::Gradient;

/// What stands behind the `&mut` that accompanies an argument `&T` in a backward pass.
pub type ShadowOf<T> = <T as Differentiable>::Shadow;

/// A gradient of zeros (`0.0`) in the shape of `value`.
#[inline(always)]
pub fn zero_gradient<T: Differentiable + ?Sized>(value: &T) -> GradientOf<T> {
    value.zero_gradient()
}

macro_rules! floats {
    ($($F:ident),*) => {$(
        impl Differentiable for $F {
            type Gradient = $F;
            type Shadow = $F;
            #[inline(always)]
            fn zero_gradient(&self) -> $F {
                0.0
            }
        }
    )*};
}
floats!(f32, f64);

macro_rules! inactive {
    ($($T:ty),*) => {$(
        impl Differentiable for $T {
            type Gradient = ();
            type Shadow = ();
            #[inline(always)]
            fn zero_gradient(&self) {}
        }
    )*};
}
inactive!((), bool, char, str, String);
inactive!(
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
);

impl<T: ?Sized> Differentiable for PhantomData<T> {
    type Gradient = ();
    type Shadow = ();
    #[inline(always)]
    fn zero_gradient(&self) {}
}

macro_rules! references {
    ($($Reference:ty),*) => {$(
        impl<T: Differentiable + ?Sized> Differentiable for $Reference {
            type Gradient = T::Gradient;
            type Shadow = T::Shadow;
            #[inline(always)]
            fn zero_gradient(&self) -> T::Gradient {
                (**self).zero_gradient()
            }
        }
    )*};
}
references!(&T, &mut T);

impl<T: Differentiable> Differentiable for [T] {
    type Gradient = Vec<T::Gradient>;
    type Shadow = [T::Gradient];
    fn zero_gradient(&self) -> Vec<T::Gradient> {
        self.iter().map(T::zero_gradient).collect()
    }
}

impl<T: Differentiable> Differentiable for Vec<T> {
    type Gradient = Vec<T::Gradient>;
    type Shadow = Vec<T::Gradient>;
    fn zero_gradient(&self) -> Vec<T::Gradient> {
        self.as_slice().zero_gradient()
    }
}

impl<T: Differentiable> Differentiable for VecDeque<T> {
    type Gradient = Vec<T::Gradient>;
    type Shadow = Vec<T::Gradient>;
    fn zero_gradient(&self) -> Vec<T::Gradient> {
        self.iter().map(T::zero_gradient).collect()
    }
}

impl<T: Differentiable, const N: usize> Differentiable for [T; N] {
    type Gradient = [T::Gradient; N];
    type Shadow = [T::Gradient; N];
    #[inline(always)]
    fn zero_gradient(&self) -> [T::Gradient; N] {
        self.each_ref().map(T::zero_gradient)
    }
}

impl<T: Differentiable> Differentiable for Option<T> {
    type Gradient = Option<T::Gradient>;
    type Shadow = Option<T::Gradient>;
    #[inline(always)]
    fn zero_gradient(&self) -> Option<T::Gradient> {
        self.as_ref().map(T::zero_gradient)
    }
}

/// Only what is in `Ok` carries a gradient; `E` may be anything.
impl<T: Differentiable, E> Differentiable for Result<T, E> {
    type Gradient = Option<T::Gradient>;
    type Shadow = Option<T::Gradient>;
    #[inline(always)]
    fn zero_gradient(&self) -> Option<T::Gradient> {
        self.as_ref().ok().map(T::zero_gradient)
    }
}

impl<T: Differentiable + ?Sized> Differentiable for Box<T> {
    type Gradient = Box<T::Gradient>;
    type Shadow = Box<T::Gradient>;
    #[inline(always)]
    fn zero_gradient(&self) -> Box<T::Gradient> {
        Box::new((**self).zero_gradient())
    }
}

macro_rules! tuples {
    ($($T:ident $i:tt),*) => {
        impl<$($T: Differentiable),*> Differentiable for ($($T,)*) {
            type Gradient = ($($T::Gradient,)*);
            type Shadow = ($($T::Gradient,)*);
            #[inline(always)]
            fn zero_gradient(&self) -> Self::Gradient {
                ($(self.$i.zero_gradient(),)*)
            }
        }
    };
}
crate::tuples::for_each_length!(tuples);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_have_the_shape_of_the_value() {
        assert_eq!(zero_gradient(&[1.0, 2.0][..]), vec![0.0, 0.0]);
        assert_eq!(zero_gradient(&vec![[1.0f32; 2]; 3]), vec![[0.0; 2]; 3]);
        assert_eq!(zero_gradient(&(1.0, 7usize, [2.0; 3])), (0.0, (), [0.0; 3]));
        assert_eq!(zero_gradient(&VecDeque::from([1.0, 2.0])), vec![0.0; 2]);
        assert_eq!(zero_gradient(&Some(1.0)), Some(0.0));
        assert_eq!(zero_gradient(&None::<f64>), None);
        assert_eq!(zero_gradient(&Err::<f64, _>("no")), None);
        assert_eq!(zero_gradient(&Box::new(3.0)), Box::new(0.0));
        zero_gradient("text")
    }

    #[test]
    fn zeros_are_positive() {
        assert!(zero_gradient(&1.0f64).is_sign_positive());
        assert!(zero_gradient(&&[-1.0f32][..])[0].is_sign_positive());
    }

    #[test]
    fn references_and_slices_have_the_shadows_of_the_contract() {
        fn same<T: ?Sized>(_: &T, _: &T) {}
        fn shadow<T: Differentiable + ?Sized>(shadow: &ShadowOf<T>) -> &ShadowOf<T> {
            shadow
        }
        same::<[f64]>(shadow::<[f64]>(&[0.0]), &[0.0]);
        same::<[f64]>(shadow::<&[f64]>(&[0.0]), &[0.0]);
        same::<[f64; 2]>(shadow::<[f64; 2]>(&[0.0; 2]), &[0.0; 2]);
        same::<Vec<()>>(shadow::<Vec<usize>>(&vec![()]), &vec![()]);
    }
}
