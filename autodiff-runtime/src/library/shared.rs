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

/// What all types that are indexed by row and column have of [`Matrix`].
macro_rules! of_two_axes {
    ($T:ident) => {
        #[inline]
        fn nrows(&self) -> usize {
            self.nrows()
        }
        #[inline]
        fn ncols(&self) -> usize {
            self.ncols()
        }
        #[inline]
        fn entry(&self, at: (usize, usize)) -> $T {
            self[at]
        }
        #[inline]
        fn entry_mut(&mut self, at: (usize, usize)) -> &mut $T {
            &mut self[at]
        }
    };
}
