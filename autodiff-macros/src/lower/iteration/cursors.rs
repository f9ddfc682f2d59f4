//! Iterators with a name, which `next` moves on: what they go over, and how many items are gone.

use crate::ir::{Binary, Expr};
use crate::lower::builder::named;
use crate::lower::closures::Callable;
use crate::lower::iteration::consume;
use crate::lower::iteration::iterators::Iter;
use crate::lower::iteration::sequential::Step;
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;

/// What an iterator is called by the one that asks it for its items.
const LENT: &str = "lent";

impl Iter {
    /// Whether it asks another one for its items, which goes on where this one stops.
    pub(in crate::lower) fn is_lent(&self) -> bool {
        let Iter::Step(_, Step::FromFn(next)) = self else {
            return false;
        };
        match &**next {
            Callable::Closure(_, scope) => matches!(
                scope.find(LENT),
                Some(Outcome::Ref(of, true)) if matches!(**of, Outcome::Iter(_))
            ),
            _ => false,
        }
    }

    /// Whether it, or what its adaptors stand around, is lent.
    pub(in crate::lower) fn is_around_lent(&self) -> bool {
        match self {
            Iter::Step(_, Step::InTurn(a, b)) => a.is_around_lent() || b.is_around_lent(),
            Iter::Step(inner, _)
            | Iter::Map(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Copied(inner)
            | Iter::Rev(inner, _) => self.is_lent() || inner.is_around_lent(),
            _ => false,
        }
    }

    /// Whether `zip` may ask what is lent for an item that it has no second one for. A `for` loop does; `sum` and
    /// other ends look at the lengths before, where there are any.
    pub(in crate::lower) fn may_lose_one(&self) -> bool {
        match self {
            Iter::Step(_, Step::InTurn(a, b)) => a.may_lose_one() || b.may_lose_one(),
            Iter::Step(first, Step::Zip(second, _, false)) => {
                first.is_around_lent() && !second.has_no_end() || first.may_lose_one()
            }
            Iter::Step(inner, _)
            | Iter::Map(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Copied(inner)
            | Iter::Rev(inner, _) => inner.may_lose_one(),
            _ => false,
        }
    }
}

impl<'a> Lowerer<'a> {
    /// What `let mut name = iterator;` binds.
    pub(in crate::lower) fn cursor(&mut self, name: &str, iter: Rc<Iter>, span: Span) -> Outcome {
        if iter.is_sequential() || matches!(*iter, Iter::Cursor(..)) {
            return Outcome::Iter(iter);
        }
        let none = self.usize(0, span);
        let gone = named(&format!("{name}_at"), false);
        let slot = self.new_slot(gone, Type::USIZE, Some(none), span);
        Outcome::Iter(Rc::new(Iter::Cursor(iter, slot)))
    }

    /// What is left of an iterator.
    pub(in crate::lower) fn rest(&mut self, iter: Rc<Iter>) -> Rc<Iter> {
        match &*iter {
            Iter::Cursor(all, slot) => {
                let gone = self.held(*slot);
                Rc::new(Iter::Skip(all.clone(), gone))
            }
            _ => iter,
        }
    }

    /// A method that asks an iterator with a name for one item, if it is one.
    pub(in crate::lower) fn asked(
        &mut self,
        iter: &Iter,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Outcome> {
        let Iter::Cursor(all, slot) = iter else {
            return None;
        };
        if let "peek" | "next_if" | "nth" = name
            && self.has_effects(all)
        {
            return Some(self.error_about(span, m::EFFECTS, name));
        }
        let at = self.held(*slot);
        let at = match (name, args) {
            ("next" | "peek", []) | ("next_if", [_]) => at,
            ("nth", [over]) => {
                let over = self.scalar(over);
                self.unify_value(over, &Type::USIZE, span);
                self.index_binary(Binary::Add, at, over, span)
            }
            _ => return None,
        };
        let there = match self.iter_length(all, span) {
            Some(length) => self.operation(Binary::Lt, at, length, span),
            None => self.boolean(true),
        };
        let item = match self.is_chosen(all, span) {
            true => self.where_there(there, span, &mut |l| l.item_at(all, at, span)),
            // A reference is only looked through where it is there.
            false => self.item_at(all, at, span),
        };
        if name == "peek" {
            return Some(self.perhaps(there, item.reference(false)));
        }
        if let ("next_if", [f]) = (name, args) {
            let f = self.callable(f)?;
            let both = self.both(there, true, &mut |l| {
                let wanted = l.apply(&f, vec![item.clone().reference(false)], span);
                l.truth(wanted, span)
            });
            let there = self.value(both, span);
            let step = self.define(Expr::Cast(there, Type::USIZE), Type::USIZE, "", span);
            let next = self.index_binary(Binary::Add, at, step, span);
            self.put(*slot, Some(next));
            return Some(self.perhaps(there, item));
        }
        let one = self.usize(1, span);
        let next = self.index_binary(Binary::Add, at, one, span);
        self.put(*slot, Some(next));
        Some(self.perhaps(there, item))
    }

    /// What goes over an iterator that is lent: it asks for one item after the other, and the rest is left.
    pub(in crate::lower) fn lent_items(&mut self, iter: Rc<Iter>, span: Span) -> Option<Rc<Iter>> {
        if !matches!(*iter, Iter::Cursor(..)) {
            self.error_about(span, m::ADVANCED, "by_ref");
            return None;
        }
        let it = Outcome::Iter(iter).reference(true);
        let next = self.written_out("|| lent.next()", vec![(LENT, it)], span);
        let (next, _) = next.as_callable()?;
        match self.endless(Step::FromFn(next)) {
            Outcome::Iter(items) => Some(items),
            _ => None,
        }
    }

    /// The iterator that a method is called on, as the method finds it: what is lent, or has a name that goes on,
    /// is asked for its items one by one.
    pub(in crate::lower) fn asked_one_by_one(
        &mut self,
        receiver: Outcome,
        method: &str,
        span: Span,
    ) -> Outcome {
        const OF_ITSELF: [&str; 6] = ["clone", "len", "next", "next_if", "nth", "peek"];
        let lent = matches!(&receiver, Outcome::Ref(..));
        let Outcome::Iter(iter) = receiver.clone().dereferenced() else {
            return receiver;
        };
        let named = matches!(*iter, Iter::Cursor(..));
        if OF_ITSELF.contains(&method) || !(lent || named && consume::ADVANCING.contains(&method)) {
            return receiver;
        }
        match method {
            "by_ref" if named => Outcome::Iter(iter).reference(true),
            _ => match self.lent_items(iter, span) {
                Some(items) => Outcome::Iter(items),
                None => Outcome::Poison,
            },
        }
    }
}
