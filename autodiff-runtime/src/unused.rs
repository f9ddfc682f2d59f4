//! The adjoint of a result that nobody looks at.

/// An adjoint whose zero has one shape only.
#[diagnostic::on_unimplemented(
    message = "the result of a call is not used, and the shape of its gradient is not known",
    note = "bind the result and use it, or let the method return nothing"
)]
pub trait Unused {
    /// Zero.
    fn unused() -> Self;
}

/// The adjoint of a result that nobody looks at.
#[inline(always)]
pub fn unused<T: Unused>() -> T {
    T::unused()
}

macro_rules! floats {
    ($($F:ident),*) => {$(
        impl Unused for $F {
            #[inline(always)]
            fn unused() -> $F {
                0.0
            }
        }
    )*};
}
floats!(f32, f64);

macro_rules! optional {
    ($($F:ident),*) => {$(
        impl Unused for Option<$F> {
            #[inline(always)]
            fn unused() -> Option<$F> {
                None
            }
        }
    )*};
}
optional!(f32, f64);

impl Unused for () {
    #[inline(always)]
    fn unused() {}
}

impl<T: Unused, const N: usize> Unused for [T; N] {
    #[inline(always)]
    fn unused() -> [T; N] {
        core::array::from_fn(|_| T::unused())
    }
}

macro_rules! tuples {
    ($($T:ident $i:tt),*) => {
        impl<$($T: Unused),*> Unused for ($($T,)*) {
            #[inline(always)]
            fn unused() -> ($($T,)*) {
                ($($T::unused(),)*)
            }
        }
    };
}
crate::tuples::for_each_length!(tuples);
