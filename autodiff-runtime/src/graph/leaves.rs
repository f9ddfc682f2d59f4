//! The numbers in a value, one after another.

use super::Key;

/// A value whose floats can be counted off, or the gradient of one: both have theirs in the same order.
#[diagnostic::on_unimplemented(
    message = "a computational graph cannot look into a `{Self}`",
    label = "this call takes or gives a `{Self}`",
    note = "leave `graph` out of the attribute, or call the function with numbers, arrays, slices or `Vec`s"
)]
pub trait Leaves {
    /// Calls `f` with each float, and where below the value it stands.
    fn leaves(&self, at: &mut Vec<Key>, f: &mut dyn FnMut(&[Key], f64));

    /// Sets the float of this position to one; `position` is counted down on the way there.
    fn set_one(&mut self, position: &mut usize) -> bool;
}

macro_rules! floats {
    ($($F:ident),*) => {$(
        impl Leaves for $F {
            fn leaves(&self, at: &mut Vec<Key>, f: &mut dyn FnMut(&[Key], f64)) {
                f(at, (*self).into());
            }

            fn set_one(&mut self, position: &mut usize) -> bool {
                let found = *position == 0;
                if found {
                    *self = 1.0;
                } else {
                    *position -= 1;
                }
                found
            }
        }
    )*};
}
floats!(f32, f64);

macro_rules! inactive {
    ($($T:ty),*) => {$(
        impl Leaves for $T {
            fn leaves(&self, _: &mut Vec<Key>, _: &mut dyn FnMut(&[Key], f64)) {}

            fn set_one(&mut self, _: &mut usize) -> bool {
                false
            }
        }
    )*};
}
inactive!((), bool, char, str, String);
inactive!(
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
);

impl<T: Leaves> Leaves for [T] {
    fn leaves(&self, at: &mut Vec<Key>, f: &mut dyn FnMut(&[Key], f64)) {
        for (i, item) in self.iter().enumerate() {
            at.push(Key::Index(i));
            item.leaves(at, f);
            at.pop();
        }
    }

    fn set_one(&mut self, position: &mut usize) -> bool {
        self.iter_mut().any(|item| item.set_one(position))
    }
}

impl<T: Leaves, const N: usize> Leaves for [T; N] {
    fn leaves(&self, at: &mut Vec<Key>, f: &mut dyn FnMut(&[Key], f64)) {
        self.as_slice().leaves(at, f);
    }

    fn set_one(&mut self, position: &mut usize) -> bool {
        self.as_mut_slice().set_one(position)
    }
}

impl<T: Leaves> Leaves for Vec<T> {
    fn leaves(&self, at: &mut Vec<Key>, f: &mut dyn FnMut(&[Key], f64)) {
        self.as_slice().leaves(at, f);
    }

    fn set_one(&mut self, position: &mut usize) -> bool {
        self.as_mut_slice().set_one(position)
    }
}

impl<T: Leaves + ?Sized> Leaves for Box<T> {
    fn leaves(&self, at: &mut Vec<Key>, f: &mut dyn FnMut(&[Key], f64)) {
        (**self).leaves(at, f);
    }

    fn set_one(&mut self, position: &mut usize) -> bool {
        (**self).set_one(position)
    }
}

macro_rules! tuples {
    ($($T:ident $i:tt),*) => {
        impl<$($T: Leaves),*> Leaves for ($($T,)*) {
            fn leaves(&self, at: &mut Vec<Key>, f: &mut dyn FnMut(&[Key], f64)) {
                $(
                    at.push(Key::Field(stringify!($i)));
                    self.$i.leaves(at, f);
                    at.pop();
                )*
            }

            fn set_one(&mut self, position: &mut usize) -> bool {
                false $(|| self.$i.set_one(position))*
            }
        }
    };
}
crate::tuples::for_each_length!(tuples);
