//! Tuples and arrays of references, which are passed by value: what stands for them is a copy of what they refer to.

use super::Shown;
use crate::{Accumulate, Differentiable, Function, GradientOf, Ref};

macro_rules! of_references {
    ($($A:ident $at:tt),*) => {
        impl<$($A),*> Shown for ($(&$A,)*)
        where
            $($A: ToOwned + Differentiable + ?Sized,)*
            $($A::Owned: Differentiable<Gradient = $A::Gradient>,)*
        {
            type Whole = ($($A::Owned,)*);
            #[inline]
            fn shown(&self) -> Self::Whole {
                ($(self.$at.to_owned(),)*)
            }
        }
    };
}
of_references!(A 0, B 1);
of_references!(A 0, B 1, C 2);
of_references!(A 0, B 1, C 2, D 3);

impl<A, const N: usize> Shown for [&A; N]
where
    A: ToOwned + Differentiable + ?Sized,
    A::Owned: Differentiable<Gradient = A::Gradient>,
{
    type Whole = [A::Owned; N];
    #[inline]
    fn shown(&self) -> Self::Whole {
        self.map(ToOwned::to_owned)
    }
}

macro_rules! lending {
    ($(#[$doc:meta])* $name:ident: $($A:ident $a:ident $d:ident $at:tt),*) => {
        $(#[$doc])*
        #[inline]
        pub fn $name<'a, $($A),*>($($a: &'a $A),*) -> ($(&'a $A,)*) {
            ($($a,)*)
        }

        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        pub enum $name {}

        #[doc(hidden)]
        impl $name {
            #[inline]
            pub fn forward<'a, $($A),*>($($a: &'a $A),*) -> (($(&'a $A,)*), ()) {
                (($($a,)*), ())
            }

            // Each reference is followed by its shadow.
            #[allow(clippy::too_many_arguments)]
            #[inline]
            #[allow(clippy::too_many_arguments, reason = "two for each of up to eight parts")]
            pub fn backward<$($A: Differentiable),*>(
                (): &(),
                $(_: &$A, $d: &mut GradientOf<$A>,)*
                d_result: ($(GradientOf<$A>,)*),
            ) {
                $($d.accumulate(&d_result.$at);)*
            }
        }

        impl<$($A: 'static),*> Function<($(Ref<$A>,)*)> for $name {
            type Output = ($(&'static $A,)*);
            type Cache = ();
            type Calls = Vec<()>;
        }
    };
}
lending!(
    /// Two references, which are passed on together.
    two_lent: A a d_a 0, B b d_b 1
);
lending!(
    /// Three references, which are passed on together.
    three_lent: A a d_a 0, B b d_b 1, C c d_c 2
);
lending!(
    /// Four references, which are passed on together.
    four_lent: A a d_a 0, B b d_b 1, C c d_c 2, D d d_d 3
);

/// References to the items of an array, which are passed on together.
#[inline]
pub fn lent_array<A, const N: usize>(items: &[A; N]) -> [&A; N] {
    items.each_ref()
}

#[doc(hidden)]
#[allow(non_camel_case_types, missing_debug_implementations)]
pub enum lent_array {}

#[doc(hidden)]
impl lent_array {
    #[inline]
    pub fn forward<A, const N: usize>(items: &[A; N]) -> ([&A; N], ()) {
        (items.each_ref(), ())
    }

    #[inline]
    pub fn backward<A: Differentiable, const N: usize>(
        (): &(),
        _: &[A; N],
        d_items: &mut [GradientOf<A>; N],
        d_result: [GradientOf<A>; N],
    ) {
        for (d_item, part) in d_items.iter_mut().zip(&d_result) {
            d_item.accumulate(part);
        }
    }
}

impl<A: 'static, const N: usize> Function<(Ref<[A; N]>,)> for lent_array {
    type Output = [&'static A; N];
    type Cache = ();
    type Calls = Vec<()>;
}
