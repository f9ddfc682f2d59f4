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
