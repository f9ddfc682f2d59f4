//! What the forward pass asks about single values, found in one walk.

use super::moves::given_away;
use crate::ir::*;
use rustc_hash::FxHashSet;

/// What is known of the values of a function.
pub(crate) struct Known {
    /// The literals that are zero.
    pub(super) zeros: FxHashSet<Value>,
    /// The values that are recorded as copies, at once.
    pub(super) given_away: FxHashSet<Value>,
}

impl Known {
    pub(crate) fn of(function: &Function) -> Known {
        let mut zeros = FxHashSet::default();
        function.body.walk(&mut |stmt| {
            if let Stmt::Let { value, expr } = stmt
                && expr.is_number(0.0)
            {
                zeros.insert(*value);
            }
        });
        Known {
            zeros,
            given_away: given_away(function),
        }
    }
}
