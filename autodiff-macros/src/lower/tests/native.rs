//! Runs a function twice: compiled by rustc, and lowered and interpreted.

use super::good;
use crate::interpret::{Data, check, run};

/// What the interpreter understands.
pub(super) trait ToData {
    fn data(&self) -> Data;
}

/// An argument, made from what the test owns.
pub(super) trait Passed<'a>: Sized {
    type Owned: ToData;
    /// Whether the test looks at it after the call.
    const WRITTEN: bool = false;
    fn pass(owned: &'a mut Self::Owned) -> Self;
}

macro_rules! scalars {
    ($($ty:ty => $variant:ident as $inner:ty;)*) => {$(
        impl ToData for $ty {
            fn data(&self) -> Data {
                Data::$variant(*self as $inner)
            }
        }
        impl Passed<'_> for $ty {
            type Owned = $ty;
            fn pass(owned: &mut $ty) -> $ty {
                *owned
            }
        }
    )*};
}
scalars! {
    f64 => Float as f64;
    usize => Int as i64;
    i32 => Int as i64;
    i64 => Int as i64;
    u32 => Int as i64;
    bool => Bool as bool;
}

impl ToData for () {
    fn data(&self) -> Data {
        Data::Unit
    }
}

impl<T: ToData> ToData for Vec<T> {
    fn data(&self) -> Data {
        Data::List(self.iter().map(T::data).collect())
    }
}

impl<T: ToData, const N: usize> ToData for [T; N] {
    fn data(&self) -> Data {
        Data::List(self.iter().map(T::data).collect())
    }
}

impl<A: ToData, B: ToData> ToData for (A, B) {
    fn data(&self) -> Data {
        Data::Tuple(vec![self.0.data(), self.1.data()])
    }
}

impl<A: ToData, B: ToData, C: ToData> ToData for (A, B, C) {
    fn data(&self) -> Data {
        Data::Tuple(vec![self.0.data(), self.1.data(), self.2.data()])
    }
}

impl<T: ToData + Clone> Passed<'_> for Vec<T> {
    type Owned = Vec<T>;
    fn pass(owned: &mut Vec<T>) -> Vec<T> {
        owned.clone()
    }
}

impl<T: ToData + Copy, const N: usize> Passed<'_> for [T; N] {
    type Owned = [T; N];
    fn pass(owned: &mut [T; N]) -> [T; N] {
        *owned
    }
}

impl<A: ToData + Copy, B: ToData + Copy> Passed<'_> for (A, B) {
    type Owned = (A, B);
    fn pass(owned: &mut (A, B)) -> (A, B) {
        *owned
    }
}

impl<'a, T: ToData> Passed<'a> for &'a [T] {
    type Owned = Vec<T>;
    fn pass(owned: &'a mut Vec<T>) -> &'a [T] {
        owned
    }
}

impl<'a, T: ToData> Passed<'a> for &'a mut [T] {
    type Owned = Vec<T>;
    const WRITTEN: bool = true;
    fn pass(owned: &'a mut Vec<T>) -> &'a mut [T] {
        owned
    }
}

impl<'a, T: ToData> Passed<'a> for &'a T {
    type Owned = T;
    fn pass(owned: &'a mut T) -> &'a T {
        owned
    }
}

impl<'a, T: ToData> Passed<'a> for &'a mut T {
    type Owned = T;
    const WRITTEN: bool = true;
    fn pass(owned: &'a mut T) -> &'a mut T {
        owned
    }
}

/// Whether two outcomes are the same to the last bit.
fn equal(a: &Data, b: &Data) -> bool {
    match (a, b) {
        (Data::Float(a), Data::Float(b)) => a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan(),
        (Data::List(a), Data::List(b)) | (Data::Tuple(a), Data::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (a, b) => a == b,
    }
}

/// Panics unless the lowered function gives what the compiled one gave, and the gradient that differences
/// see.
pub(super) fn compare(source: &str, args: &[Data], expected: Vec<Data>) {
    let function = good(source);
    let found = run(&function, args);
    let expected = Data::List(expected);
    assert!(
        equal(&found, &expected),
        "{source}\n{function}\nlowered: {found:?}\ncompiled: {expected:?}"
    );
    check(source, args);
}

/// Functions, their types in parentheses, with the arguments to run them at.
macro_rules! same {
    ($(fn $name:ident($($arg:ident : $ty:tt = $value:expr),* $(,)?) $(-> $result:ty)? $body:block)*) => {$(
        #[test]
        #[allow(
            unused_parens, unused_mut, unused_variables, unused_assignments, clippy::all,
            reason = "the functions are written to be read by the macro"
        )]
        fn $name() {
            use super::native::{Passed, ToData, compare};
            fn compiled($($arg: $ty),*) $(-> $result)? $body
            let source = stringify!(fn $name($($arg: $ty),*) $(-> $result)? $body);
            $(let mut $arg: <$ty as Passed<'_>>::Owned = $value;)*
            let args = [$($arg.data()),*];
            let result = compiled($(<$ty as Passed<'_>>::pass(&mut $arg)),*);
            let mut expected = vec![result.data()];
            $(if <$ty as Passed<'_>>::WRITTEN {
                expected.push($arg.data());
            })*
            compare(source, &args, expected);
        }
    )*};
}
pub(super) use same;
