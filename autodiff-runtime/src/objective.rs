//! What can be differentiated with `gradient`: a single float.

use crate::{Differentiable, Scalar};

/// The type of a result that has a gradient: `f32` or `f64`.
///
/// It is the bound of `gradient` and its kin on functions whose result the macro only knows by name.
#[diagnostic::on_unimplemented(
    message = "`gradient` needs a function that returns `f32` or `f64`, not `{Self}`",
    label = "the result is no scalar",
    note = "call `forward` and `backward`, with the adjoint of the result that you want"
)]
pub trait Objective: Differentiable {
    /// The adjoint of the result itself: one.
    fn seed() -> Self::Gradient;
}

impl<T: Scalar> Objective for T {
    #[inline(always)]
    fn seed() -> T {
        T::literal(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_is_one() {
        assert_eq!((f32::seed(), f64::seed()), (1.0, 1.0));
    }
}
