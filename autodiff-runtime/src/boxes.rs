//! `Box::new`, `Rc::new` and `Arc::new` as differentiated functions, and what shows through what they give. What
//! is behind a counted pointer is only read, so that each pointer to it has a gradient of its own.

use crate::{Differentiable, Field, Function, Method, Receiver, Recordable};
use std::rc::Rc;
use std::sync::Arc;

macro_rules! pointers {
    ($($name:ident $new:literal $pointer:ident;)*) => {$(
        #[doc = concat!("`", $new, "` in differentiated functions.")]
        #[inline(always)]
        pub fn $name<T>(value: T) -> $pointer<T> {
            $pointer::new(value)
        }

        #[doc = concat!("Carries the derivative of [`", stringify!($name), "()`].")]
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        pub enum $name {}

        impl<T> Function<(T,)> for $name {
            type Output = $pointer<T>;
            type Cache = ();
            type Calls = Vec<()>;
        }

        #[doc(hidden)]
        impl $name {
            #[inline(always)]
            pub fn forward<T>(value: T) -> ($pointer<T>, ()) {
                ($pointer::new(value), ())
            }

            #[inline(always)]
            #[allow(clippy::boxed_local)]
            pub fn backward<G>((): &(), d_result: Box<G>) -> G {
                *d_result
            }
        }

        impl<T: Method<NAME, Call, Args> + ?Sized, const NAME: u64, Call, Args>
            Method<NAME, Call, Args> for $pointer<T>
        {
            type Output = T::Output;
            type Cache = T::Cache;
            type Calls = T::Calls;
        }

        impl<T: Receiver<NAME> + ?Sized, const NAME: u64> Receiver<NAME> for $pointer<T> {
            type How = T::How;
            type Own = T::Own;

            #[inline(always)]
            fn own(&self) -> &T::Own {
                T::own(self)
            }
        }

        impl<T: Field<NAME>, const NAME: u64> Field<NAME> for $pointer<T> {
            type Type = T::Type;
        }
    )*};
}
pointers! {
    boxed "Box::new" Box;
    rc "Rc::new" Rc;
    arc "Arc::new" Arc;
}

/// A pointer that `*pointer` takes its content out of.
pub trait Pointer {
    /// What is behind it.
    type Behind;
    /// That, moved or copied.
    fn taken(self) -> Self::Behind;
}

impl<T> Pointer for Box<T> {
    type Behind = T;

    #[inline(always)]
    fn taken(self) -> T {
        *self
    }
}

/// `*pointer` in differentiated functions, where it is taken by value.
#[inline(always)]
pub fn unboxed<P: Pointer>(pointer: P) -> P::Behind {
    pointer.taken()
}

/// Carries the derivative of [`unboxed()`].
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub enum unboxed {}

impl<P: Pointer> Function<(P,)> for unboxed {
    type Output = P::Behind;
    type Cache = ();
    type Calls = Vec<()>;
}

#[doc(hidden)]
impl unboxed {
    #[inline(always)]
    pub fn forward<P: Pointer>(pointer: P) -> (P::Behind, ()) {
        (pointer.taken(), ())
    }

    #[inline(always)]
    pub fn backward<G>((): &(), d_result: G) -> Box<G> {
        Box::new(d_result)
    }
}

macro_rules! counted {
    ($($pointer:ident),*) => {$(
        impl<T: Differentiable + ?Sized> Differentiable for $pointer<T> {
            type Gradient = Box<T::Gradient>;
            type Shadow = Box<T::Gradient>;

            #[inline(always)]
            fn zero_gradient(&self) -> Box<T::Gradient> {
                Box::new((**self).zero_gradient())
            }
        }

        impl<T: Recordable> Pointer for $pointer<T> {
            type Behind = T;

            #[inline(always)]
            fn taken(self) -> T {
                (*self).recorded()
            }
        }

        impl<T: ?Sized> Recordable for $pointer<T> {
            #[inline(always)]
            fn recorded(&self) -> Self {
                $pointer::clone(self)
            }
        }
    )*};
}
counted!(Rc, Arc);
