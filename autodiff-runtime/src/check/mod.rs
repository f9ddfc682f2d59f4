//! The gradient checker: an analytic gradient against central differences.
//!
//! ```
//! use autodiff::check;
//!
//! let f = |x: &[f64]| x[0] * x[1].sin();
//! let gradient = |x: &[f64]| vec![x[1].sin(), x[0] * x[1].cos()];
//! check::gradient(f, gradient, &[2.0, 0.5])?;
//! # Ok::<(), check::Mismatch>(())
//! ```
//!
//! Every component is perturbed, which takes two calls of the function for each. For functions of
//! many inputs, [`Check::directions`] compares slopes along random directions instead, and looks for
//! the component only if one is wrong:
//!
//! ```
//! use autodiff::check::Check;
//!
//! let f = |x: &[f64]| x.iter().map(|x| x * x).sum::<f64>();
//! let gradient = |x: &[f64]| x.iter().map(|x| if *x > 0.99 { 3.0 * x } else { 2.0 * x }).collect::<Vec<_>>();
//! let x: Vec<f64> = (0..1000).map(|i| (i as f64).sin()).collect();
//! let mismatch = Check::new().directions(20).seed(7).run(f, gradient, &x).unwrap_err();
//! assert!(x[mismatch.component().unwrap()] > 0.99);
//! ```

mod directions;
mod mismatch;
mod numerical;

pub use mismatch::{Mismatch, Report, Slopes};

use crate::Scalar;
use numerical::Comparison;

/// Compares the gradient of `f` at `x` with central differences, component by component, with the
/// settings of [`Check::new`].
///
/// # Errors
///
/// If a component differs, or the gradient is not as long as `x`.
pub fn gradient<T: Scalar, G: AsRef<[T]>>(
    f: impl FnMut(&[T]) -> T,
    gradient: impl FnMut(&[T]) -> G,
    x: &[T],
) -> Result<Report, Mismatch> {
    Check::new().run(f, gradient, x)
}

/// [`gradient`] for a function of one number.
///
/// ```
/// autodiff::check::scalar(f64::sin, f64::cos, 0.7)?;
/// # Ok::<(), autodiff::check::Mismatch>(())
/// ```
///
/// # Errors
///
/// If the derivative differs.
pub fn scalar<T: Scalar>(
    mut f: impl FnMut(T) -> T,
    mut derivative: impl FnMut(T) -> T,
    x: T,
) -> Result<Report, Mismatch> {
    gradient(|x| f(x[0]), |x| [derivative(x[0])], &[x])
}

/// [`gradient`] for a function of several numbers, whose gradient is a tuple of them.
///
/// ```
/// let f = |x: f64, y: f64| x * y.sin();
/// let gradient = |x: f64, y: f64| (y.sin(), x * y.cos());
/// autodiff::check::scalars(|[x, y]| f(x, y), |[x, y]| gradient(x, y), [2.0, 0.5])?;
/// # Ok::<(), autodiff::check::Mismatch>(())
/// ```
///
/// # Errors
///
/// If a component differs.
pub fn scalars<T: Scalar, G: Into<[T; N]>, const N: usize>(
    f: impl FnMut([T; N]) -> T,
    gradient: impl FnMut([T; N]) -> G,
    x: [T; N],
) -> Result<Report, Mismatch> {
    Check::new().run_scalars(f, gradient, x)
}

/// A comparison of a gradient with central differences, and its settings.
#[derive(Clone, Debug, Default)]
pub struct Check {
    tolerance: Option<f64>,
    floor: Option<f64>,
    step: Option<f64>,
    directions: Option<usize>,
    seed: u64,
}

impl Check {
    /// The settings that suit most functions: every component is checked, and the tolerance, floor and
    /// step follow from the precision of the type.
    #[must_use]
    pub fn new() -> Self {
        Check::default()
    }

    /// How large the relative error `|a - n| / max(|a|, |n|)` of an analytic `a` and a numerical `n`
    /// may be: `1e-6` for `f64` and `1e-3` for `f32` if it is not set.
    #[must_use]
    pub fn tolerance(mut self, relative: f64) -> Self {
        self.tolerance = Some(relative);
        self
    }

    /// The difference `|a - n|` that is accepted whatever the relative error: the rounding of `f`
    /// shows as so much. If it is not set, `10 · ε^(2/3) · max(1, |f(x)|)`, which is about `4e-10` for
    /// `f64` and `2e-4` for `f32`.
    #[must_use]
    pub fn floor(mut self, absolute: f64) -> Self {
        self.floor = Some(absolute);
        self
    }

    /// The step for arguments around 1; the step for `x` is `max(1, |x|)` times as large. `ε^(1/3)`
    /// if it is not set, where the errors of rounding and of the finite step balance: about `6e-6` for
    /// `f64` and `5e-3` for `f32`.
    #[must_use]
    pub fn step(mut self, step: f64) -> Self {
        self.step = Some(step);
        self
    }

    /// Compares the slopes along this many random directions instead of every component.
    #[must_use]
    pub fn directions(mut self, count: usize) -> Self {
        self.directions = Some(count);
        self
    }

    /// Which random directions are taken; the same seed gives the same ones.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Compares the gradient of `f` at `x`.
    ///
    /// # Errors
    ///
    /// If it differs from the central differences (the worst component is named), is NaN anywhere the
    /// function is looked at, or is not as long as `x`.
    pub fn run<T: Scalar, G: AsRef<[T]>>(
        &self,
        mut f: impl FnMut(&[T]) -> T,
        mut gradient: impl FnMut(&[T]) -> G,
        x: &[T],
    ) -> Result<Report, Mismatch> {
        let gradient = gradient(x);
        let gradient = gradient.as_ref();
        if gradient.len() != x.len() {
            return Err(Mismatch::Length {
                gradient: gradient.len(),
                argument: x.len(),
            });
        }
        let mut comparison = Comparison::new(self, &mut f, gradient, x);
        match self.directions {
            Some(count) => directions::compare(&mut comparison, count, self.seed),
            None => comparison.components(),
        }
    }

    /// [`Check::run`] for a function of several numbers, whose gradient is a tuple of them.
    ///
    /// # Errors
    ///
    /// As for [`Check::run`].
    pub fn run_scalars<T: Scalar, G: Into<[T; N]>, const N: usize>(
        &self,
        mut f: impl FnMut([T; N]) -> T,
        mut gradient: impl FnMut([T; N]) -> G,
        x: [T; N],
    ) -> Result<Report, Mismatch> {
        // What is handed on is a copy of `x`, so it has its length.
        let array = |x: &[T]| core::array::from_fn(|i| x[i]);
        self.run(|x| f(array(x)), |x| gradient(array(x)).into(), &x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rosenbrock(x: &[f64]) -> f64 {
        x.windows(2)
            .map(|x| 100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2))
            .sum()
    }

    fn rosenbrock_gradient(x: &[f64]) -> Vec<f64> {
        let mut gradient = vec![0.0; x.len()];
        for i in 0..x.len() - 1 {
            let t = x[i + 1] - x[i] * x[i];
            gradient[i] += -400.0 * t * x[i] - 2.0 * (1.0 - x[i]);
            gradient[i + 1] += 200.0 * t;
        }
        gradient
    }

    fn point(n: usize) -> Vec<f64> {
        (0..n).map(|i| 1.5 * (i as f64 * 0.7).sin()).collect()
    }

    #[test]
    fn accepts_right_gradients() {
        let report = gradient(rosenbrock, rosenbrock_gradient, &point(9)).unwrap();
        assert_eq!(report.compared, 9);
        assert!(report.relative_error < 1e-6, "{report}");
        gradient(|_: &[f64]| 3.0, |_| [], &[]).unwrap();
    }

    #[test]
    fn accepts_right_gradients_along_directions() {
        for seed in 0..20 {
            let check = Check::new().directions(10).seed(seed);
            let report = check
                .run(rosenbrock, rosenbrock_gradient, &point(500))
                .unwrap();
            assert_eq!(report.compared, 10);
        }
    }

    #[test]
    fn names_the_wrong_component() {
        let wrong = |x: &[f64]| {
            let mut gradient = rosenbrock_gradient(x);
            gradient[4] *= 1.0 + 1e-4;
            gradient[2] *= -1.0;
            gradient
        };
        let mismatch = gradient(rosenbrock, wrong, &point(9)).unwrap_err();
        assert_eq!(mismatch.component(), Some(2));
        let text = mismatch.to_string();
        for part in [
            "component 2",
            "analytic",
            "numerical",
            "relative error 2.0",
            "step",
        ] {
            assert!(text.contains(part), "{part} is not in: {text}");
        }
    }

    #[test]
    fn directions_lead_to_the_wrong_component() {
        for component in [0, 123, 499] {
            let wrong = |x: &[f64]| {
                let mut gradient = rosenbrock_gradient(x);
                gradient[component] += 10.0;
                gradient
            };
            let check = Check::new().directions(5);
            let mismatch = check.run(rosenbrock, wrong, &point(500)).unwrap_err();
            assert_eq!(mismatch.component(), Some(component), "{mismatch}");
        }
    }

    #[test]
    fn nan_is_a_mismatch() {
        let f = |x: f64| x.ln();
        for derivative in [|_| f64::NAN, |x: f64| 1.0 / x] {
            assert!(scalar(f, derivative, -1.0).is_err());
        }
        assert!(scalar(|x: f64| 2.0 * x, |_| f64::NAN, 1.0).is_err());
        let check = Check::new().directions(3);
        let nan = |_: &[f64]| [0.0, f64::NAN, 0.0];
        let mismatch = check.run(|_| 1.0, nan, &[1.0; 3]).unwrap_err();
        assert_eq!(mismatch.component(), Some(1));
        assert!(mismatch.to_string().contains("NaN"), "{mismatch}");
    }

    #[test]
    fn lengths_must_agree() {
        let mismatch = gradient(|x: &[f64]| x[0], |_| [1.0], &[1.0, 2.0]).unwrap_err();
        assert_eq!(mismatch.component(), None);
        assert!(mismatch.to_string().contains("1 component"), "{mismatch}");
    }

    #[test]
    fn works_in_single_precision() {
        for x in [0.3f32, 1.0, 2.5, 40.0] {
            scalar(f32::ln, f32::recip, x).unwrap();
            scalar(f32::sin, f32::cos, x).unwrap();
            assert!(scalar(f32::sin, |x| 1.1 * x.cos(), x).is_err());
        }
    }

    #[test]
    fn takes_tuples() {
        let f = |[x, y, z]: [f64; 3]| (x + y) * z;
        let point = [-2.0, 5.0, -4.0];
        scalars(f, |[x, y, z]| (z, z, x + y), point).unwrap();
        let mismatch = scalars(f, |[x, y, z]| (z, -z, x + y), point).unwrap_err();
        assert_eq!(mismatch.component(), Some(1));
    }

    #[test]
    fn the_settings_are_heeded() {
        let off = |x: f64| 1.01 * x.cos();
        let check =
            |check: Check| check.run_scalars(|[x]: [f64; 1]| x.sin(), |[x]| [off(x)], [0.7]);
        assert!(check(Check::new()).is_err());
        check(Check::new().tolerance(0.02)).unwrap();
        check(Check::new().floor(0.01)).unwrap();
        check(Check::new().step(0.3)).unwrap_err();
    }
}
