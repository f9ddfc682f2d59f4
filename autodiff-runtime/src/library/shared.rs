//! What the implementations for the libraries have in common.

/// Implements something for matrices of both types of floats.
macro_rules! for_floats {
    ($macro:ident) => {
        $macro!(f32);
        $macro!(f64);
    };
}

/// What all types with iterators have of [`Matrix`].
macro_rules! of_iterators {
    ($T:ident) => {
        #[inline]
        fn len(&self) -> usize {
            self.len()
        }
        #[inline]
        fn elements(&self) -> impl Iterator<Item = $T> {
            self.iter().copied()
        }
        #[inline]
        fn elements_mut<'a>(&'a mut self) -> impl Iterator<Item = &'a mut $T>
        where
            $T: 'a,
        {
            self.iter_mut()
        }
    };
}

/// How elements are found that the library indexes by this.
macro_rules! entries {
    ($At:ty, |$at:ident| $index:expr) => {
        #[inline]
        fn entry(&self, $at: $At) -> Self::Item {
            self[$index]
        }
        #[inline]
        fn entry_mut(&mut self, $at: $At) -> &mut Self::Item {
            &mut self[$index]
        }
    };
}

/// Elements of what is not known to be a matrix where it is indexed.
macro_rules! indexed {
    ({ $($generics:tt)* } { $($bounds:tt)* } $Matrix:ty) => {
        impl<At: Copy, $($generics)*> crate::ReadsElement<At> for $Matrix
        where
            Self: Entries<At>,
            $($bounds)*
        {
            type Output = <Self as crate::library::Matrix>::Item;
            type Cache = At;
            #[inline]
            fn forward(&self, at: At) -> (Self::Output, At) {
                (self.entry(at), at)
            }
            #[inline]
            fn backward(&self, at: &At, d_self: &mut Self, d_result: Self::Output) {
                *d_self.entry_mut(*at) += d_result;
            }
        }

        impl<At: Copy, $($generics)*> crate::WritesElement<At> for $Matrix
        where
            Self: Entries<At>,
            $($bounds)*
        {
            type Value = <Self as crate::library::Matrix>::Item;
            type Cache = At;
            #[inline]
            fn forward(&mut self, at: At, value: Self::Value) -> ((), At) {
                *self.entry_mut(at) = value;
                ((), at)
            }
            #[inline]
            fn backward(at: &At, d_self: &mut Self) -> Self::Value {
                core::mem::take(d_self.entry_mut(*at))
            }
        }
    };
}
