//! Closures that change what they capture: an iterator evaluates them for what it passes over, too.

use crate::lower::closures::Callable;
use crate::lower::flow::evaluation_order::Changed;
use crate::lower::flow::leaving;
use crate::lower::iteration::iterators::Iter;
use crate::lower::iteration::sequential::Step;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// Whether an item changes something as it is evaluated.
    pub(in crate::lower) fn has_effects(&self, iter: &Iter) -> bool {
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
            Iter::Step(inner, step) => {
                let own = match step {
                    Step::Filter(f)
                    | Step::FilterMap(f)
                    | Step::TakeWhile(f)
                    | Step::SkipWhile(f)
                    | Step::MapWhile(f)
                    | Step::Scan(_, f)
                    | Step::With(f)
                    | Step::Successors(_, f)
                    | Step::FromFn(f) => self.changes_captures(f),
                    Step::Zip(other, ..) => self.has_effects(other),
                    Step::InTurn(a, b) => self.has_effects(a) || self.has_effects(b),
                    Step::Numbered
                    | Step::Flatten
                    | Step::Take(_)
                    | Step::Skip(_)
                    | Step::EachNth(_) => false,
                };
                own || self.has_effects(inner)
            }
            Iter::Range { .. }
            | Iter::Items(..)
            | Iter::Windows(..)
            | Iter::Chunks { .. }
            | Iter::Repeat(..)
            | Iter::Parts(_)
            | Iter::Cursor(..) => false,
        }
    }

    /// Whether `zip` may evaluate an item, and change something, that nothing is given for: where the second has come
    /// to its end, the first one may have been asked before. For what has an item at an index, the standard
    /// library looks at the lengths; for others this depends on who asks for the pairs.
    pub(in crate::lower) fn is_evaluated_in_vain(&self, first: &Iter, second: &Iter) -> bool {
        if self.has_effects(first) {
            let one_by_one = first.is_sequential() && first.is_uncounted();
            let known = first.is_indexed() && second.is_indexed();
            if !(one_by_one || known || second.has_no_end()) {
                return true;
            }
        }
        self.passes_over_effects(first) || self.passes_over_effects(second)
    }

    /// Whether an adaptor leaves out items that change something as they are evaluated.
    fn passes_over_effects(&self, iter: &Iter) -> bool {
        match iter {
            Iter::Step(inner, Step::Skip(_) | Step::EachNth(_)) => self.has_effects(inner),
            Iter::Step(inner, _)
            | Iter::Map(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Copied(inner)
            | Iter::Enumerate(inner)
            | Iter::Take(inner, _)
            | Iter::Rev(inner, _) => self.passes_over_effects(inner),
            _ => false,
        }
    }

    /// Whether an iterator that changes something may be turned around: what `take`, `skip`, `step_by` and `zip` leave
    /// out is evaluated, or is not, in an order of their own then.
    pub(in crate::lower) fn turns_effects(&self, iter: &Iter) -> bool {
        self.has_effects(iter) && iter.leaves_out()
    }

    /// Whether an iterator always has another item, as far as its closure tells.
    pub(in crate::lower) fn never_ends(&self, iter: &Iter) -> bool {
        match iter {
            Iter::Step(_, Step::Successors(_, f) | Step::FromFn(f)) => match &**f {
                Callable::Closure(closure, _) => gives_always(&closure.body),
                _ => false,
            },
            Iter::Step(
                _,
                Step::TakeWhile(_)
                | Step::MapWhile(_)
                | Step::Scan(..)
                | Step::Take(_)
                | Step::Zip(..)
                | Step::With(_),
            ) => false,
            Iter::Step(inner, _)
            | Iter::Map(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Enumerate(inner)
            | Iter::Skip(inner, _)
            | Iter::StepBy(inner, _)
            | Iter::Copied(inner) => self.never_ends(inner),
            _ => false,
        }
    }

    /// Whether a closure changes what it captures.
    pub(in crate::lower) fn changes_captures(&self, f: &Callable) -> bool {
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
        let is_reference = |name: &String| matches!(scope.find(name), Some(Outcome::Ref(_, true)));
        changed.names().any(changeable)
            || changed.lent.iter().any(is_reference)
            || changed.called.iter().any(calls)
    }
}

/// Whether the body of a closure ends in `Some(..)` and nothing else.
fn gives_always(body: &syn::Expr) -> bool {
    match expr::plain(body) {
        syn::Expr::Call(call) => match expr::plain(&call.func) {
            syn::Expr::Path(path) => path.path.is_ident("Some"),
            _ => false,
        },
        syn::Expr::Block(block) => match block.block.stmts.split_last() {
            Some((syn::Stmt::Expr(last, None), before)) => {
                gives_always(last) && !before.iter().any(leaving::leaves)
            }
            _ => false,
        },
        _ => false,
    }
}
