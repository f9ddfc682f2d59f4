//! What is to be known of an iterator before it is gone over.

use crate::lower::iteration::iterators::{By, Iter};
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

    /// Whether the standard library asks for the items by their index, as `zip` does where it can.
    pub(in crate::lower) fn is_indexed(&self) -> bool {
        match self {
            Iter::Range {
                to: Some(_),
                inclusive: false,
                ..
            }
            | Iter::Windows(..)
            | Iter::Chunks { .. } => true,
            Iter::Items(_, by) => *by != By::Value,
            Iter::Zip(a, b) => a.is_indexed() && b.is_indexed(),
            Iter::Map(inner, _)
            | Iter::Copied(inner)
            | Iter::Enumerate(inner)
            | Iter::Skip(inner, _) => inner.is_indexed(),
            _ => false,
        }
    }

    /// Whether an adaptor asks item by item which of them there are.
    pub(in crate::lower) fn is_uncounted(&self) -> bool {
        match self {
            Iter::Step(inner, step) => {
                let asks = matches!(
                    step,
                    Step::Filter(_)
                        | Step::FilterMap(_)
                        | Step::TakeWhile(_)
                        | Step::SkipWhile(_)
                        | Step::MapWhile(_)
                        | Step::Scan(..)
                        | Step::Successors(..)
                        | Step::FromFn(_)
                );
                asks || inner.is_uncounted()
            }
            Iter::Map(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Copied(inner)
            | Iter::Rev(inner, _) => inner.is_uncounted(),
            _ => false,
        }
    }

    /// Whether there are always more items.
    pub(in crate::lower) fn has_no_end(&self) -> bool {
        match self {
            Iter::Range { to: None, .. } | Iter::Repeat(_, None) | Iter::Cycle(..) => true,
            Iter::Map(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Copied(inner)
            | Iter::Enumerate(inner)
            | Iter::Skip(inner, _)
            | Iter::StepBy(inner, _) => inner.has_no_end(),
            _ => false,
        }
    }

    /// Whether an adaptor leaves out items by their number.
    pub(in crate::lower) fn leaves_out(&self) -> bool {
        match self {
            Iter::Zip(..) | Iter::Take(..) | Iter::Skip(..) | Iter::StepBy(..) => true,
            Iter::Step(_, Step::Zip(..) | Step::Take(_) | Step::Skip(_) | Step::EachNth(_)) => true,
            Iter::Chain(a, b, _) => a.leaves_out() || b.leaves_out(),
            Iter::Step(inner, _)
            | Iter::Map(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Copied(inner)
            | Iter::Enumerate(inner)
            | Iter::Rev(inner, _) => inner.leaves_out(),
            _ => false,
        }
    }
}
