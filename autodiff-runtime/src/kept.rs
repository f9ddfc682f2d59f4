//! What a call `receiver.name(…)` keeps of a receiver that the method may change or not: the caller
//! does not see whether the method takes `&self` or `&mut self`.

use crate::Recordable;

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
    /// The type that the method is of: of a pointer the one of what is behind it.
    type Own: ?Sized;
    /// The value that the method is called on.
    fn own(&self) -> &Self::Own;
}

/// The method takes `&self`, and its backward pass the same again.
pub enum Whole {}

/// The method changes its receiver, or takes it by value: what is needed is in its cache.
pub enum Nothing {}

/// What is kept of a value.
#[diagnostic::on_unimplemented(
    message = "a method that only reads is called on a variable that could be changed, and `{Self}` \
               cannot be copied",
    note = "derive `autodiff::Differentiable` for it, borrow the variable with `&`, or write `Type::name(&value, ..)`"
)]
pub trait Keeps<How> {
    /// The value or nothing.
    type Kept;
    /// Keeps it.
    fn kept(&self) -> Self::Kept;
}

impl<T: Recordable> Keeps<Whole> for T {
    type Kept = T;
    #[inline]
    fn kept(&self) -> T {
        self.recorded()
    }
}

impl<T: Clone> Keeps<Whole> for [T] {
    type Kept = Vec<T>;
    #[inline]
    fn kept(&self) -> Vec<T> {
        self.to_vec()
    }
}

impl<T: ?Sized> Keeps<Nothing> for T {
    type Kept = ();
    #[inline]
    fn kept(&self) {}
}

/// What a call of the method of this name keeps of its receiver.
pub type Kept<T, const NAME: u64> =
    <<T as Receiver<NAME>>::Own as Keeps<<T as Receiver<NAME>>::How>>::Kept;

/// Keeps it, before the call.
#[inline]
pub fn keep<const NAME: u64, T: Receiver<NAME, Own: Keeps<T::How>>>(receiver: &T) -> Kept<T, NAME> {
    receiver.own().kept()
}

/// Says how a function takes the reference at this position among its arguments: what its caller
/// passes may be a `&mut T` for a `&T`. `#[differentiate]` implements it for the companion type of a
/// function.
#[diagnostic::on_unimplemented(
    message = "this call of `{Self}` cannot be differentiated",
    label = "`{Self}` has no derivative for this argument",
    note = "put `#[differentiate]` on the function that is called, or pass `&*x` for a variable `x: &mut T`"
)]
pub trait Borrows<const AT: usize> {
    /// [`Whole`] where it is shared, [`Nothing`] where it is mutable.
    type How;
}

/// What a call of the function `F` keeps of this argument of the type `T`.
pub type KeptBy<F, const AT: usize, T> = <T as Keeps<<F as Borrows<AT>>::How>>::Kept;

/// Keeps it, before the call.
#[inline]
pub fn keep_by<F: Borrows<AT>, const AT: usize, T: ?Sized + Keeps<F::How>>(
    argument: &T,
) -> KeptBy<F, AT, T> {
    argument.kept()
}
