//! A type that is another one, for traits that say so of their associated types.

/// Every type is itself. As the bound of an associated type it says what that is, without that `dyn`
/// types have to.
pub trait Is<T>: Sized {
    /// The value.
    fn made(value: T) -> Self;
    /// The value again.
    fn seen(&self) -> &T;
}

impl<T> Is<T> for T {
    #[inline(always)]
    fn made(value: T) -> T {
        value
    }

    #[inline(always)]
    fn seen(&self) -> &T {
        self
    }
}
