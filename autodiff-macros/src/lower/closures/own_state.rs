//! What a `move` closure has of its own: variables that it changes from call to call. Whoever gets such a closure by
//! value has these as they are then, and so has the one who keeps it.

use crate::lower::closures::Callable;
use crate::lower::flow::evaluation_order::Changed;
use crate::lower::messages as m;
use crate::lower::scope::{Scope, Slot};
use crate::lower::*;
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    /// The names around a closure, as it sees them that owns what it captures.
    pub(in crate::lower) fn own_captures(&mut self, closure: &syn::ExprClosure, scope: &mut Scope) {
        let span = m::span_of(closure);
        let mentioned = scan::mentioned_names(&closure.body);
        let changed = Changed::of(&closure.body);
        scope.map(|name, outcome| match mentioned.iter().any(|n| n == name) {
            true => self.captured(outcome, changed.may_change(&name.to_string()), span),
            false => outcome.clone(),
        });
    }

    /// A variable with the value that this one has now.
    pub(in crate::lower) fn own_slot(&mut self, slot: Slot) -> Slot {
        let info = self.slot(slot);
        let (name, ty, value, span) = (info.name.clone(), info.ty.clone(), info.value, info.span);
        let own = self.new_slot(name, ty, value, span);
        self.of_closures.insert(own);
        own
    }

    /// What a variable, an argument or a field gets of this.
    pub(in crate::lower) fn taken_by_value(&mut self, outcome: Outcome) -> Outcome {
        match outcome {
            Outcome::Callable(callable) => Outcome::Callable(self.with_own_state(callable)),
            other => other,
        }
    }

    /// Whether a name is that of a closure.
    pub(in crate::lower) fn is_callable(&self, path: &syn::ExprPath) -> bool {
        let bound = paths::single(path).and_then(|name| self.scope.find(&name));
        matches!(bound, Some(Outcome::Callable(_)))
    }

    fn with_own_state(&mut self, callable: Rc<Callable>) -> Rc<Callable> {
        match &*callable {
            Callable::Closure(closure, scope)
                if closure.capture.is_some() && self.changes_captures(&callable) =>
            {
                let mut scope = scope.clone();
                self.own_captures(closure, &mut scope);
                Rc::new(Callable::Closure(closure.clone(), scope))
            }
            Callable::OneOf(functions, number) => {
                let functions = functions.iter().map(|f| self.with_own_state(f.clone()));
                Rc::new(Callable::OneOf(functions.collect(), *number))
            }
            _ => callable,
        }
    }

    /// Whether variables of a closure have ended with the block that it was made in.
    pub(in crate::lower) fn has_left_its_state(&self, scope: &Scope) -> bool {
        let has_ended = |slot: &Slot| self.of_closures.contains(slot) && !self.alive.contains(slot);
        !self.of_closures.is_empty() && scope.outcomes().any(|outcome| outcome.has_slot(&has_ended))
    }
}
