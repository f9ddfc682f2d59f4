//! What a check found.

use core::fmt;

/// A gradient that passed: how close it came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Report {
    /// How many components, or how many directions, were compared.
    pub compared: usize,
    /// The largest relative error among those that differ by more than the floor.
    pub relative_error: f64,
    /// The largest difference.
    pub absolute_error: f64,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} compared: relative error {:.1e}, absolute error {:.1e}",
            self.compared, self.relative_error, self.absolute_error
        )
    }
}

/// A gradient that is not what central differences say.
///
/// Its `Debug` is its `Display`, so that `unwrap` in a test shows a sentence.
#[derive(Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Mismatch {
    /// The gradient is not as long as the argument.
    Length {
        /// The length of the gradient.
        gradient: usize,
        /// The length of the argument.
        argument: usize,
    },
    /// A component differs: the worst one.
    Component {
        /// Its index.
        index: usize,
        /// The two values.
        slopes: Slopes,
    },
    /// The slope along a random direction differs, and no component alone shows it.
    Direction {
        /// Which of the directions, from 0.
        index: usize,
        /// The two values.
        slopes: Slopes,
    },
}

/// The slope of a function at a point, by both accounts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slopes {
    /// What the gradient under test says.
    pub analytic: f64,
    /// What the central difference says.
    pub numerical: f64,
    /// `|analytic - numerical| / max(|analytic|, |numerical|)`; NaN if either is. Along a direction,
    /// where parts may cancel, the root of the sum of their squares counts among the magnitudes.
    pub relative_error: f64,
    /// How far the argument was moved to either side.
    pub step: f64,
}

impl Mismatch {
    /// The index of the component that differs, if it is known.
    #[must_use]
    pub fn component(&self) -> Option<usize> {
        match self {
            Mismatch::Component { index, .. } => Some(*index),
            _ => None,
        }
    }

    /// The two values that differ, if it is not the length of the gradient.
    #[must_use]
    pub fn slopes(&self) -> Option<&Slopes> {
        match self {
            Mismatch::Length { .. } => None,
            Mismatch::Component { slopes, .. } | Mismatch::Direction { slopes, .. } => Some(slopes),
        }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mismatch::Length { gradient, argument } => write!(
                f,
                "the gradient has {gradient} component(s), the argument has {argument}"
            ),
            Mismatch::Component { index, slopes } => {
                write!(f, "the gradient differs in component {index}: {slopes}")
            }
            Mismatch::Direction { index, slopes } => write!(
                f,
                "the gradient differs along random direction {index}, but in no component alone: \
                 {slopes}"
            ),
        }
    }
}

impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::error::Error for Mismatch {}

impl fmt::Display for Slopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "analytic {:?}, numerical {:?} (relative error {:.1e}, step {:.1e})",
            self.analytic, self.numerical, self.relative_error, self.step
        )
    }
}
