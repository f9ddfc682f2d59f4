//! Random directions: a few evaluations for any number of inputs.

use super::numerical::{Comparison, Verdict};
use super::{Mismatch, Report};
use crate::Scalar;

/// Compares the slopes along random directions; where one is wrong, looks for the component.
pub(super) fn compare<T: Scalar>(
    comparison: &mut Comparison<'_, T>,
    count: usize,
    seed: u64,
) -> Result<Report, Mismatch> {
    let mut random = Random(seed);
    let mut report = Report {
        compared: count,
        relative_error: 0.0,
        absolute_error: 0.0,
    };
    for index in 0..count {
        let direction: Vec<f64> = (0..comparison.len())
            .map(|i| random.symmetric() * comparison.scale(i))
            .collect();
        let verdict = comparison.direction(0, &direction);
        if !verdict.agrees {
            let Verdict { slopes, .. } = verdict;
            return Err(
                find(comparison, &direction).unwrap_or(Mismatch::Direction { index, slopes })
            );
        }
        comparison.note(&mut report, &verdict);
    }
    Ok(report)
}

/// Halves a direction whose slope is wrong until a single component is left; `None` if the errors of
/// the halves are too small to be seen, or the component by itself is right.
fn find<T: Scalar>(comparison: &mut Comparison<'_, T>, direction: &[f64]) -> Option<Mismatch> {
    let (mut from, mut to) = (0, direction.len());
    while to - from > 1 {
        let middle = from + (to - from) / 2;
        if !comparison.direction(from, &direction[from..middle]).agrees {
            to = middle;
        } else if !comparison.direction(middle, &direction[middle..to]).agrees {
            from = middle;
        } else {
            return None;
        }
    }
    let Verdict { slopes, agrees, .. } = comparison.component(from);
    (!agrees).then_some(Mismatch::Component {
        index: from,
        slopes,
    })
}

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): small,
/// and good enough to point somewhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform between -1 and 1.
    fn symmetric(&mut self) -> f64 {
        (self.next() >> 11) as f64 * (2.0 / (1u64 << 53) as f64) - 1.0
    }
}
