//! Closures that change what they capture: an iterator evaluates them for what it passes over, too.

use super::closures::Callable;
use super::evaluation_order::Changed;
use super::iterators::Iter;
use super::*;

impl<'a> Lowerer<'a> {
    /// Whether an item changes something as it is evaluated.
    pub(super) fn has_effects(&self, iter: &Iter) -> bool {
        match iter {
            Iter::Map(inner, f) | Iter::Inspect(inner, f) => {
                self.changes_captures(f) || self.has_effects(inner)
            }
            Iter::Zip(a, b) | Iter::Chain(a, b, _) => self.has_effects(a) || self.has_effects(b),
            Iter::Enumerate(inner)
            | Iter::Rev(inner, _)
            | Iter::Skip(inner, _)
            | Iter::Take(inner, _)
            | Iter::StepBy(inner, _)
            | Iter::Cycle(inner, _)
            | Iter::Copied(inner) => self.has_effects(inner),
            Iter::Range { .. }
            | Iter::Items(..)
            | Iter::Windows(..)
            | Iter::Chunks { .. }
            | Iter::Repeat(..)
            | Iter::Parts(_)
            | Iter::Step(..)
            | Iter::Cursor(..) => false,
        }
    }

    /// Whether a closure changes what it captures.
    pub(super) fn changes_captures(&self, f: &Callable) -> bool {
        let (closure, scope) = match f {
            Callable::Closure(closure, scope) => (closure, scope),
            Callable::OneOf(choices, _) => return choices.iter().any(|f| self.changes_captures(f)),
            Callable::Function(_) | Callable::Argument(_) | Callable::Made(..) => return false,
        };
        let changed = Changed::of(&closure.body);
        let changeable = |name: &String| match scope.find(name) {
            Some(Outcome::Ref(_, true)) => true,
            Some(outcome) if matches!(outcome.clone().dereferenced(), Outcome::Cell(_)) => true,
            Some(_) => self.mutable.contains(name),
            None => false,
        };
        let calls = |name: &String| match scope.find(name).and_then(Outcome::as_callable) {
            Some((f, _)) => self.changes_captures(&f),
            None => false,
        };
        changed.names.iter().any(changeable) || changed.called.iter().any(calls)
    }
}
