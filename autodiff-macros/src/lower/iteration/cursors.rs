//! Iterators with a name, which `next` moves on: what they go over, and how many items are gone.

use crate::ir::{Binary, Expr};
use crate::lower::builder::named;
use crate::lower::iteration::iterators::Iter;
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;

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
}
