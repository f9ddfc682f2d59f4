//! What is to be known of an iterator before it is gone over.

use crate::lower::iteration::iterators::Iter;
use crate::lower::iteration::sequential::Step;
use crate::lower::*;

impl Iter {
    /// What is left without the adaptors that keep the order of the loop or turn it around, and
    /// whether they turn it around.
    pub(in crate::lower) fn core(&self) -> (&Iter, bool) {
        match self {
            Iter::Map(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Step(inner, _)
            | Iter::Copied(inner) => inner.core(),
            Iter::Rev(inner, _) => {
                let (core, reversed) = inner.core();
                (core, !reversed)
            }
            other => (other, false),
        }
    }

    /// Whether how many items there are shows only in the loop.
    pub(in crate::lower) fn is_sequential(&self) -> bool {
        match self {
            Iter::Step(..) => true,
            Iter::Map(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Copied(inner)
            | Iter::Rev(inner, _) => inner.is_sequential(),
            _ => false,
        }
    }

    /// The bounds of a range, and whether the last one is in it.
    pub(in crate::lower) fn bounds(&self) -> Option<(Option<Value>, Option<Value>, bool)> {
        match self {
            Iter::Range {
                from,
                to,
                inclusive,
            } => Some((*from, *to, *inclusive)),
            _ => None,
        }
    }

    /// Whether one item gives several.
    pub(in crate::lower) fn is_flattened(&self) -> bool {
        match self {
            Iter::Step(_, Step::Flatten | Step::InTurn(..)) => true,
            Iter::Step(inner, _)
            | Iter::Map(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Copied(inner)
            | Iter::Rev(inner, _) => inner.is_flattened(),
            _ => false,
        }
    }
}
