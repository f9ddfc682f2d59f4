//! Central differences along any direction, and the verdict on one slope.

use super::mismatch::Slopes;
use super::{Check, Mismatch, Report};
use crate::Scalar;

/// A gradient at a point, and what it is measured with.
pub(super) struct Comparison<'a, T> {
    f: &'a mut dyn FnMut(&[T]) -> T,
    gradient: &'a [T],
    x: &'a [T],
    /// Where the function is evaluated.
    moved: Vec<T>,
    tolerance: f64,
    floor: f64,
    step: f64,
}

/// One slope by both accounts, and whether they agree.
#[derive(Clone, Copy)]
pub(super) struct Verdict {
    pub(super) slopes: Slopes,
    pub(super) agrees: bool,
    absolute_error: f64,
}

impl<'a, T: Scalar> Comparison<'a, T> {
    pub(super) fn new(
        check: &Check,
        f: &'a mut dyn FnMut(&[T]) -> T,
        gradient: &'a [T],
        x: &'a [T],
    ) -> Self {
        let epsilon = T::widened(T::EPSILON_OF);
        let rounding = epsilon.cbrt().powi(2);
        // Well above `rounding`, which is what a good step leaves of the slope.
        let tolerance = if epsilon < 1e-10 { 1e-6 } else { 1e-3 };
        let floor = check.floor.unwrap_or_else(|| {
            // `max` ignores NaN: a function without a value fails by its slopes.
            10.0 * rounding * T::widened(f(x)).abs().max(1.0)
        });
        Comparison {
            f,
            gradient,
            x,
            moved: x.to_vec(),
            tolerance: check.tolerance.unwrap_or(tolerance),
            floor,
            step: check.step.unwrap_or(epsilon.cbrt()),
        }
    }

    /// How many inputs the function has.
    pub(super) fn len(&self) -> usize {
        self.x.len()
    }

    /// How far an input is moved for a step of one unit.
    pub(super) fn scale(&self, index: usize) -> f64 {
        T::widened(self.x[index]).abs().max(1.0)
    }

    /// Compares every component.
    pub(super) fn components(&mut self) -> Result<Report, Mismatch> {
        let mut worst: Option<(usize, Verdict)> = None;
        let mut report = Report {
            compared: self.len(),
            relative_error: 0.0,
            absolute_error: 0.0,
        };
        for index in 0..self.len() {
            let verdict = self.component(index);
            if verdict.agrees {
                self.note(&mut report, &verdict);
            } else if worst.is_none_or(|(_, worst)| verdict.is_worse_than(&worst)) {
                worst = Some((index, verdict));
            }
        }
        match worst {
            Some((index, Verdict { slopes, .. })) => Err(Mismatch::Component { index, slopes }),
            None => Ok(report),
        }
    }

    /// Adds what agrees to the report.
    pub(super) fn note(&self, report: &mut Report, verdict: &Verdict) {
        report.absolute_error = report.absolute_error.max(verdict.absolute_error);
        if verdict.absolute_error > self.floor {
            report.relative_error = report.relative_error.max(verdict.slopes.relative_error);
        }
    }

    /// Compares one component.
    pub(super) fn component(&mut self, index: usize) -> Verdict {
        self.compare(index, &[1.0], self.step * self.scale(index))
    }

    /// Compares the slope along the direction with these components, whose first one belongs to input
    /// `from`; the other inputs stay.
    pub(super) fn direction(&mut self, from: usize, direction: &[f64]) -> Verdict {
        self.compare(from, direction, self.step)
    }

    fn compare(&mut self, from: usize, direction: &[f64], step: f64) -> Verdict {
        let (mut analytic, mut squares) = (0.0, 0.0);
        for (g, d) in self.gradient[from..].iter().zip(direction) {
            let part = T::widened(*g) * d;
            analytic += part;
            squares += part * part;
        }
        // Large parts may cancel, so the slope alone is no measure of the error.
        let size = f64::sqrt(squares);
        let coarse = self.central(from, direction, step);
        let verdict = self.verdict(analytic, coarse, step, size);
        if verdict.agrees {
            return verdict;
        }
        // It may be the step that is wrong: Richardson's extrapolation takes out its error.
        let fine = self.central(from, direction, step / 2.0);
        self.verdict(analytic, fine + (fine - coarse) / 3.0, step, size)
    }

    /// The central difference along a direction.
    fn central(&mut self, from: usize, direction: &[f64], step: f64) -> f64 {
        let width = 2.0 * step;
        let difference =
            self.moved_by(from, direction, step) - self.moved_by(from, direction, -step);
        self.moved.copy_from_slice(self.x);
        difference / width
    }

    fn moved_by(&mut self, from: usize, direction: &[f64], step: f64) -> f64 {
        for ((moved, x), d) in self.moved[from..]
            .iter_mut()
            .zip(&self.x[from..])
            .zip(direction)
        {
            *moved = *x + T::literal(step * d);
        }
        T::widened((self.f)(&self.moved))
    }

    fn verdict(&self, analytic: f64, numerical: f64, step: f64, at_least: f64) -> Verdict {
        // Equal infinities differ by NaN.
        let absolute_error = if analytic == numerical {
            0.0
        } else {
            (analytic - numerical).abs()
        };
        let largest = analytic.abs().max(numerical.abs()).max(at_least);
        let relative_error = if absolute_error == 0.0 {
            0.0
        } else {
            absolute_error / largest
        };
        Verdict {
            slopes: Slopes {
                analytic,
                numerical,
                relative_error,
                step,
            },
            // Both are false for NaN.
            agrees: absolute_error <= self.floor || relative_error <= self.tolerance,
            absolute_error,
        }
    }
}

impl Verdict {
    /// Whether this disagreement is the one to show: NaN first, then by relative error.
    fn is_worse_than(&self, other: &Verdict) -> bool {
        let rank = |verdict: &Verdict| {
            let error = verdict.slopes.relative_error;
            if error.is_nan() { f64::INFINITY } else { error }
        };
        rank(self) > rank(other)
    }
}
