//! What is kept of the items of an iterator while one is chosen: numbers in slots, or the index of what
//! is in memory, or a copy of what is made on the way.

use crate::ir::Place;
use crate::lower::builder::named;
use crate::lower::closures::Callable;
use crate::lower::iteration::iterators::{By, Iter};
use crate::lower::iteration::sequential::Step;
use crate::lower::messages as m;
use crate::lower::scope::Slot;
use crate::lower::*;

pub(in crate::lower) enum Keeping<'i> {
    /// In the structure of an item.
    Slots(Outcome),
    /// The number of the iteration whose item it is.
    Index(&'i Iter, Slot),
}

/// Whether an item can be had again by the number of its iteration: nothing is computed on the way.
fn can_be_had_again(iter: &Iter) -> bool {
    match iter {
        Iter::Copied(inner) => can_be_had_again(inner) && !is_owned(inner),
        Iter::Items(_, By::Value) => true,
        Iter::Rev(inner, _)
        | Iter::Step(inner, Step::Filter(_) | Step::TakeWhile(_) | Step::SkipWhile(_)) => {
            can_be_had_again(inner)
        }
        core => refers(core),
    }
}

/// Whether items are references, of which nothing is read before they are looked through.
fn refers(iter: &Iter) -> bool {
    match iter {
        Iter::Items(_, by) => *by != By::Value,
        Iter::Windows(..) | Iter::Chunks { .. } | Iter::Range { .. } => true,
        Iter::Zip(a, b) => refers(a) && refers(b),
        Iter::Enumerate(inner)
        | Iter::Rev(inner, Some(_))
        | Iter::Skip(inner, _)
        | Iter::Take(inner, _)
        | Iter::StepBy(inner, _) => refers(inner),
        _ => false,
    }
}

/// Whether the items are copies, which nothing changes that happens later.
fn is_owned(iter: &Iter) -> bool {
    match iter {
        Iter::Copied(_) | Iter::Items(_, By::Value) => true,
        Iter::Rev(inner, _) | Iter::Step(inner, _) => is_owned(inner),
        _ => false,
    }
}

impl<'a> Lowerer<'a> {
    /// How the items of an iterator are kept; `None` if they cannot be.
    pub(in crate::lower) fn keeping<'i>(
        &mut self,
        iter: &'i Iter,
        span: Span,
    ) -> Option<Keeping<'i>> {
        if let Some(kept) = self.kept(iter, span) {
            return Some(Keeping::Slots(kept));
        }
        can_be_had_again(iter).then(|| {
            let name = named("chosen_at", false);
            Keeping::Index(iter, self.new_slot(name, Type::USIZE, None, span))
        })
    }

    /// How what is made of items is kept.
    pub(in crate::lower) fn keeping_what_is_made<'i>(
        &mut self,
        iter: &Iter,
        span: Span,
    ) -> Keeping<'i> {
        Keeping::Slots(match self.kept(iter, span) {
            Some(kept) => kept,
            None => self.kept_in_room(span),
        })
    }

    fn kept_in_room(&mut self, span: Span) -> Outcome {
        let ty = self.infer.fresh();
        let room = self.room(ty.clone(), "chosen", span);
        self.inside(&Place::whole(room), &ty)
    }

    /// Keeps an item, of the iteration of this number.
    pub(in crate::lower) fn keep_item(
        &mut self,
        kept: &Keeping<'_>,
        index: Value,
        item: Outcome,
        span: Span,
    ) {
        match kept {
            Keeping::Slots(kept) => self.keep(kept, item, span),
            Keeping::Index(_, slot) => self.set(*slot, index, span),
        }
    }

    /// What is kept is of the type of the items, before anything asks for it.
    pub(in crate::lower) fn liken(&mut self, kept: &Keeping<'_>, item: &Outcome, span: Span) {
        if let Keeping::Slots(kept) = kept {
            self.liken_parts(kept, item, span);
        }
    }

    fn liken_parts(&mut self, kept: &Outcome, item: &Outcome, span: Span) {
        match (kept, item) {
            (Outcome::Tuple(kept), Outcome::Tuple(items)) => {
                for (kept, item) in kept.iter().zip(items) {
                    self.liken_parts(kept, item, span);
                }
            }
            (Outcome::Ref(kept, _), item) => self.liken_parts(kept, item, span),
            (kept, Outcome::Ref(item, _)) => self.liken_parts(kept, item, span),
            (Outcome::Slot(_) | Outcome::Place(_), Outcome::Value(_) | Outcome::Place(_)) => {
                let (kept, item) = (self.type_of(kept), self.type_of(item));
                self.unify(&kept, &item, span);
            }
            _ => {}
        }
    }

    /// The item that is kept.
    pub(in crate::lower) fn kept_item(&mut self, kept: &Keeping<'_>, span: Span) -> Outcome {
        match kept {
            Keeping::Slots(kept) => self.held_now(kept.clone()),
            Keeping::Index(iter, slot) => {
                let index = self.held(*slot);
                self.item_again(iter, index, span)
            }
        }
    }

    /// The item that is kept in the end, if there is one.
    pub(in crate::lower) fn kept_at_last(
        &mut self,
        there: Value,
        kept: &Keeping<'_>,
        span: Span,
    ) -> Outcome {
        let item = self.kept_item(kept, span);
        let found = self.perhaps(there, item);
        match kept {
            // It is copied now, and only where it is.
            Keeping::Index(iter, _) if is_owned(iter) => match self.place_of(found, span) {
                Some(place) => Outcome::Place(place),
                None => Outcome::Poison,
            },
            _ => found,
        }
    }

    /// The item of the iteration of this number, where it stands.
    fn item_again(&mut self, iter: &Iter, index: Value, span: Span) -> Outcome {
        match iter {
            Iter::Rev(inner, _) | Iter::Step(inner, _) => self.item_again(inner, index, span),
            Iter::Copied(inner) => self.item_again(inner, index, span).dereferenced(),
            Iter::Items(place, By::Value) => {
                Outcome::Place(place.then(crate::ir::Projection::Index(index)))
            }
            core => self.item_at(core, index, span),
        }
    }

    /// What is kept of the items of an iterator, as slots in their structure.
    fn kept(&mut self, iter: &Iter, span: Span) -> Option<Outcome> {
        match iter {
            Iter::Range { from, to, .. } => {
                let end = (*from).or(*to)?;
                let ty = self.function.value(end).ty.clone();
                Some(self.keeper(ty, span))
            }
            Iter::Items(place, by) => {
                let ty = self.place_type(place);
                let item = self.element_type(&ty, span);
                let kept = self.kept_type(&item, span)?;
                Some(match by {
                    By::Value => kept,
                    By::Ref => kept.reference(false),
                    By::RefMut => return None,
                })
            }
            Iter::Zip(a, b) => {
                let (a, b) = (self.kept(a, span)?, self.kept(b, span)?);
                Some(Outcome::Tuple(vec![a, b]))
            }
            Iter::Enumerate(inner) | Iter::Step(inner, iteration::sequential::Step::Numbered) => {
                let number = self.keeper(Type::USIZE, span);
                Some(Outcome::Tuple(vec![number, self.kept(inner, span)?]))
            }
            Iter::Copied(inner) => {
                let inner = self.kept(inner, span)?;
                Some(self.dereference(inner))
            }
            Iter::Rev(inner, _)
            | Iter::Skip(inner, _)
            | Iter::Take(inner, _)
            | Iter::StepBy(inner, _)
            | Iter::Cycle(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Chain(inner, ..)
            | Iter::Step(
                inner,
                iteration::sequential::Step::Filter(_)
                | iteration::sequential::Step::TakeWhile(_)
                | iteration::sequential::Step::SkipWhile(_)
                | iteration::sequential::Step::Take(_)
                | iteration::sequential::Step::Skip(_)
                | iteration::sequential::Step::EachNth(_),
            ) => self.kept(inner, span),
            Iter::Map(_, f) => Some(self.kept_of(f, span)),
            Iter::Repeat(..) | Iter::Step(..) | Iter::Cursor(..) => {
                let ty = self.infer.fresh();
                Some(self.keeper(ty, span))
            }
            Iter::Windows(..) | Iter::Chunks { .. } | Iter::Parts(_) => None,
        }
    }

    pub(in crate::lower) fn keeper(&mut self, ty: Type, span: Span) -> Outcome {
        if self.facts.is_stored("chosen") {
            let room = self.kept_in_room(span);
            let found = self.type_of(&room);
            self.unify(&found, &ty, span);
            return room;
        }
        Outcome::Slot(self.new_slot(named("chosen", false), ty, None, span))
    }

    fn kept_type(&mut self, ty: &Type, span: Span) -> Option<Outcome> {
        match self.infer.shallow(ty) {
            Type::Tuple(items) => {
                let items = items.iter().map(|item| self.kept_type(item, span));
                Some(Outcome::Tuple(items.collect::<Option<_>>()?))
            }
            Type::Array(..) | Type::Vec(_) | Type::Slice(_) => None,
            Type::Var(_) if self.infer.name(ty).is_some() && !self.is_number(ty) => None,
            other => Some(self.keeper(other, span)),
        }
    }

    /// What a closure gives shows in its last expression.
    fn kept_of(&mut self, f: &Callable, span: Span) -> Outcome {
        fn last(e: &syn::Expr) -> Option<&syn::Expr> {
            match expr::plain(e) {
                syn::Expr::Block(block) => match block.block.stmts.last()? {
                    syn::Stmt::Expr(e, None) => last(e),
                    _ => None,
                },
                other => Some(other),
            }
        }
        let count = match f {
            Callable::Closure(closure, _) => match last(&closure.body) {
                Some(syn::Expr::Tuple(tuple)) => Some(tuple.elems.len()),
                _ => None,
            },
            Callable::Function(_)
            | Callable::Argument(_)
            | Callable::Made(..)
            | Callable::OneOf(..) => None,
        };
        let fresh = |l: &mut Self| {
            let ty = l.infer.fresh();
            l.keeper(ty, span)
        };
        match count {
            Some(count) => Outcome::Tuple((0..count).map(|_| fresh(self)).collect()),
            None => fresh(self),
        }
    }

    /// Puts an item into what was made for it.
    fn keep(&mut self, kept: &Outcome, item: Outcome, span: Span) {
        match (kept, item) {
            (_, Outcome::Poison | Outcome::Never) => {}
            (Outcome::Ref(kept, _), item) => {
                let item = self.dereference(item);
                self.keep(kept, item, span);
            }
            (Outcome::Tuple(kept), item) => {
                let item = self.opened(item, span);
                for (at, kept) in kept.iter().enumerate() {
                    let part = self.component(item.clone(), at, span);
                    self.keep(kept, part, span);
                }
            }
            (Outcome::Slot(slot), item) => {
                let item = self.read(item.dereferenced(), span);
                let ty = self.type_of(&item);
                let apart = self.is_struct(&ty);
                match self.infer.shallow(&ty) {
                    Type::Var(_) if apart => {
                        self.pending.unset.push("chosen".into());
                        self.error(span, m::CHOSEN_ARRAY);
                    }
                    Type::Tuple(_) | Type::Array(..) | Type::Vec(_) | Type::Slice(_) => {
                        // With room for it the next attempt goes well.
                        self.pending.unset.push("chosen".into());
                        self.error(span, m::CHOSEN_ARRAY);
                    }
                    _ => {
                        let value = self.value(item, span);
                        self.set(*slot, value, span);
                    }
                }
            }
            (Outcome::Place(place), item) => {
                let room = Outcome::Place(Place::whole(place.memory));
                let item = self.settle(item.dereferenced(), span);
                let there = self.boolean(true);
                let found = self.perhaps(there, item);
                self.assign_to(room, found, span);
            }
            _ => {
                self.error(span, m::CHOSEN_ARRAY);
            }
        }
    }
}
