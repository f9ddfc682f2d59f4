//! What a call `receiver.name(…)` keeps of a receiver that the method may change or not: the caller
//! does not see whether the method takes `&self` or `&mut self`.

/// Says what a backward pass of the method of this name reads of the receiver; `#[differentiate]` on
/// an `impl` implements it.
#[diagnostic::on_unimplemented(
    message = "a function of `{Self}` that is called here cannot be differentiated",
    label = "`{Self}` has no such function with a derivative",
    note = "put `#[differentiate]` on the `impl` of `{Self}` that it stands in, or wrap the call in \
            `autodiff::stop_gradient(..)`"
)]
pub trait Receiver<const NAME: u64> {
    /// [`Whole`] or [`Nothing`].
    type How;
}

/// The method takes `&self`, and its backward pass the same again.
pub enum Whole {}

/// The method changes its receiver, or takes it by value: what is needed is in its cache.
pub enum Nothing {}

/// What is kept of a value.
#[diagnostic::on_unimplemented(
    message = "a method that only reads is called on a variable that could be changed, and `{Self}` \
               is not `Clone`",
    note = "derive `Clone` for it, borrow the variable with `&`, or write `Type::name(&value, ..)`"
)]
pub trait Keeps<How> {
    /// The value or nothing.
    type Kept;
    /// Keeps it.
    fn kept(&self) -> Self::Kept;
}

impl<T: Clone> Keeps<Whole> for T {
    type Kept = T;
    #[inline]
    fn kept(&self) -> T {
        self.clone()
    }
}

impl<T> Keeps<Nothing> for T {
    type Kept = ();
    #[inline]
    fn kept(&self) {}
}

/// What a call of the method of this name keeps of its receiver.
pub type Kept<T, const NAME: u64> = <T as Keeps<<T as Receiver<NAME>>::How>>::Kept;

/// Keeps it, before the call.
#[inline]
pub fn keep<const NAME: u64, T: Receiver<NAME> + Keeps<T::How>>(receiver: &T) -> Kept<T, NAME> {
    receiver.kept()
}
