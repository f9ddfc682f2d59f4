//! Copies of values for a cache, of types that are `Clone` and of types that are not.

use core::marker::PhantomData;
use std::collections::VecDeque;

/// A type whose values can be put into a cache while the original goes on.
///
/// `#[derive(Differentiable)]` implements it part by part, so that a struct need not be `Clone`.
#[diagnostic::on_unimplemented(
    message = "the backward pass needs a copy of a `{Self}`, which cannot be made",
    note = "derive `Clone` or `autodiff::Differentiable` for it"
)]
pub trait Recordable: Sized {
    /// The same value once more.
    fn recorded(&self) -> Self;
}

/// What stands behind a reference, to be copied.
pub struct Copying<'a, T: ?Sized>(pub &'a T);

impl<T: Clone> Copying<'_, T> {
    /// A clone of what is `Clone`.
    #[inline(always)]
    pub fn copied(self) -> T {
        self.0.clone()
    }
}

impl<T: Clone> Copying<'_, [T]> {
    /// A list of clones.
    #[inline(always)]
    pub fn copied(self) -> Vec<T> {
        self.0.to_vec()
    }
}

/// Copies what is not `Clone`: a method of the type itself comes before that of a trait.
pub trait ByParts {
    /// What is copied.
    type Copy;
    /// A copy made part by part.
    fn copied(self) -> Self::Copy;
}

impl<T: Recordable> ByParts for Copying<'_, T> {
    type Copy = T;
    #[inline(always)]
    fn copied(self) -> T {
        self.0.recorded()
    }
}

impl<T: Recordable> ByParts for Copying<'_, [T]> {
    type Copy = Vec<T>;
    #[inline(always)]
    fn copied(self) -> Vec<T> {
        self.0.iter().map(T::recorded).collect()
    }
}

macro_rules! plain {
    ($($T:ty),*) => {$(
        impl Recordable for $T {
            #[inline(always)]
            fn recorded(&self) -> $T {
                self.clone()
            }
        }
    )*};
}
plain!(f32, f64, bool, char, String, ());
plain!(
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
);

impl<T: ?Sized> Recordable for PhantomData<T> {
    #[inline(always)]
    fn recorded(&self) -> Self {
        PhantomData
    }
}

impl<T: ?Sized> Recordable for &T {
    #[inline(always)]
    fn recorded(&self) -> Self {
        self
    }
}

impl<T: Recordable> Recordable for Vec<T> {
    fn recorded(&self) -> Vec<T> {
        self.iter().map(T::recorded).collect()
    }
}

impl<T: Recordable> Recordable for VecDeque<T> {
    fn recorded(&self) -> VecDeque<T> {
        self.iter().map(T::recorded).collect()
    }
}

impl<T: Recordable, const N: usize> Recordable for [T; N] {
    #[inline(always)]
    fn recorded(&self) -> [T; N] {
        self.each_ref().map(T::recorded)
    }
}

impl<T: Recordable> Recordable for Option<T> {
    #[inline(always)]
    fn recorded(&self) -> Option<T> {
        self.as_ref().map(T::recorded)
    }
}

impl<T: Recordable, E: Recordable> Recordable for Result<T, E> {
    #[inline(always)]
    fn recorded(&self) -> Result<T, E> {
        self.as_ref().map(T::recorded).map_err(E::recorded)
    }
}

impl<T: Recordable> Recordable for Box<T> {
    #[inline(always)]
    fn recorded(&self) -> Box<T> {
        Box::new((**self).recorded())
    }
}

macro_rules! tuples {
    ($($T:ident $i:tt),*) => {
        impl<$($T: Recordable),*> Recordable for ($($T,)*) {
            #[inline(always)]
            fn recorded(&self) -> Self {
                ($(self.$i.recorded(),)*)
            }
        }
    };
}
crate::tuples::for_each_length!(tuples);

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(PartialEq, Debug)]
    struct Bare(f64);

    impl Recordable for Bare {
        fn recorded(&self) -> Bare {
            Bare(self.0)
        }
    }

    #[test]
    fn what_is_not_clone_is_copied_part_by_part() {
        let value = (vec![Bare(1.0)], Some([Bare(2.0)]), 3usize);
        assert_eq!(Copying(&value).copied(), value);
        let result: Result<Box<Bare>, String> = Ok(Box::new(Bare(4.0)));
        assert_eq!(Copying(&result).copied(), result);
        assert_eq!(Copying(&[Bare(3.0)][..]).copied(), [Bare(3.0)]);
    }

    #[test]
    fn what_is_clone_is_cloned() {
        #[derive(Clone, PartialEq, Debug)]
        struct Other(f64);
        assert_eq!(Copying(&vec![Other(1.0)]).copied(), vec![Other(1.0)]);
        assert_eq!(Copying(&2.0f64).copied(), 2.0);
        assert_eq!(Copying(&[2.0f64][..]).copied(), [2.0]);
    }
}
