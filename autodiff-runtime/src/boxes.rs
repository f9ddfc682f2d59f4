//! `Box::new` as a differentiated function, and what shows through a box.

use crate::{Field, Function, Method, Receiver};

/// `Box::new` in differentiated functions.
#[inline(always)]
pub fn boxed<T>(value: T) -> Box<T> {
    Box::new(value)
}

/// Carries the derivative of [`boxed()`].
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub enum boxed {}

impl<T> Function<(T,)> for boxed {
    type Output = Box<T>;
    type Cache = ();
    type Calls = Vec<()>;
}

#[doc(hidden)]
impl boxed {
    #[inline(always)]
    pub fn forward<T>(value: T) -> (Box<T>, ()) {
        (Box::new(value), ())
    }

    #[inline(always)]
    #[allow(clippy::boxed_local)]
    pub fn backward<G>((): &(), d_result: Box<G>) -> G {
        *d_result
    }
}

impl<T: Method<NAME, Call, Args>, const NAME: u64, Call, Args> Method<NAME, Call, Args> for Box<T> {
    type Output = T::Output;
    type Cache = T::Cache;
    type Calls = T::Calls;
}

impl<T: Receiver<NAME>, const NAME: u64> Receiver<NAME> for Box<T> {
    type How = T::How;
}

impl<T: Field<NAME>, const NAME: u64> Field<NAME> for Box<T> {
    type Type = T::Type;
}
