//! What ends a chain with an `Option`: the chosen item, if there is one.

use super::branch::as_is;
use super::builder::named;
use super::closures::Callable;
use super::infer::Kind;
use super::iterators::{By, Iter};
use super::messages as m;
use super::scope::Slot;
use super::*;
use crate::ir::Binary;

/// Whether an item, of this number, is what is searched for, and what is then given for it.
type Test<'t, 'a> = &'t mut dyn FnMut(&mut Lowerer<'a>, Value, Outcome) -> Option<(Value, Outcome)>;

/// Which of two items stays; the older one comes first.
enum Choice<'c> {
    Last,
    Folded(&'c Callable),
    /// The least or, with `true`, the greatest by a comparison, or by `<`.
    By(Option<&'c Callable>, bool),
}

impl<'a> Lowerer<'a> {
    pub(super) fn optional_end(
        &mut self,
        iter: &Iter,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Outcome {
        match (name, args) {
            ("last", []) => self.chosen(iter, &Choice::Last, span),
            ("min" | "max", []) => self.chosen(iter, &Choice::By(None, name == "max"), span),
            ("reduce" | "min_by" | "max_by", [f]) => match self.callable(f) {
                Some(f) if name == "reduce" => self.chosen(iter, &Choice::Folded(&f), span),
                Some(f) => self.chosen(iter, &Choice::By(Some(&f), name == "max_by"), span),
                None => Outcome::Poison,
            },
            ("next", []) => self.searched(iter, None, span, &mut |l, _, item| {
                let yes = l.boolean(true);
                Some((yes, item))
            }),
            ("find", [f]) => match self.callable(f) {
                Some(f) => self.searched(iter, None, span, &mut |l, _, item| {
                    let wanted = l.apply(&f, vec![item.clone().reference(false)], span);
                    Some((l.truth(wanted, span), item))
                }),
                None => Outcome::Poison,
            },
            ("find_map", [f]) => match self.callable(f) {
                Some(f) => {
                    let ty = self.infer.fresh();
                    let kept = self.keeper(ty, span);
                    self.searched(iter, Some(kept), span, &mut |l, _, item| match l.apply(
                        &f,
                        vec![item],
                        span,
                    ) {
                        Outcome::Maybe(there, inner) => Some((l.value(*there, span), *inner)),
                        _ => {
                            l.error(span, m::OPTION_EXPECTED);
                            None
                        }
                    })
                }
                None => Outcome::Poison,
            },
            ("position", [f]) => match self.callable(f) {
                Some(f) => {
                    let kept = self.keeper(Type::USIZE, span);
                    self.searched(iter, Some(kept), span, &mut |l, number, item| {
                        let wanted = l.apply(&f, vec![item], span);
                        Some((l.truth(wanted, span), Outcome::Value(number)))
                    })
                }
                None => Outcome::Poison,
            },
            ("nth" | "min_by_key" | "max_by_key" | "next_back" | "rposition", _) => {
                self.error_about(span, m::OPTION_ITERATOR, name)
            }
            _ => self.error_about(span, m::ITERATOR_METHOD, name),
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
            Iter::Enumerate(inner) | Iter::Step(inner, sequential::Step::Numbered) => {
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
            | Iter::Inspect(inner, _)
            | Iter::Chain(inner, ..)
            | Iter::Step(
                inner,
                sequential::Step::Filter(_)
                | sequential::Step::TakeWhile(_)
                | sequential::Step::SkipWhile(_),
            ) => self.kept(inner, span),
            Iter::Map(_, f) => Some(self.kept_of(f, span)),
            Iter::Repeat(..) | Iter::Step(..) | Iter::Cursor(..) => {
                let ty = self.infer.fresh();
                Some(self.keeper(ty, span))
            }
            Iter::Windows(..) | Iter::Chunks { .. } | Iter::Parts(_) => None,
        }
    }

    fn keeper(&mut self, ty: Type, span: Span) -> Outcome {
        Outcome::Slot(self.new_slot(named("chosen", false), ty, None, span))
    }

    fn kept_type(&mut self, ty: &Type, span: Span) -> Option<Outcome> {
        match self.infer.shallow(ty) {
            Type::Tuple(items) => {
                let items = items.iter().map(|item| self.kept_type(item, span));
                Some(Outcome::Tuple(items.collect::<Option<_>>()?))
            }
            Type::Array(..) | Type::Vec(_) | Type::Slice(_) => None,
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
            Callable::Function(_) | Callable::Argument(_) => None,
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
                match self.infer.shallow(&ty) {
                    Type::Tuple(_) | Type::Array(..) | Type::Vec(_) | Type::Slice(_) => {
                        self.error(span, m::CHOSEN_ARRAY);
                    }
                    _ => {
                        let value = self.value(item, span);
                        self.set(*slot, value, span);
                    }
                }
            }
            _ => {
                self.error(span, m::CHOSEN_ARRAY);
            }
        }
    }

    /// The item that stays when each is set against the one that stayed before.
    fn chosen(&mut self, iter: &Iter, choice: &Choice<'_>, span: Span) -> Outcome {
        let alive = self.alive.len();
        let Some(kept) = self.kept(iter, span) else {
            return self.error(span, m::CHOSEN_ARRAY);
        };
        let found = self.flag("found");
        self.each(iter, None, span, &mut |l, item| {
            let before = l.held(found);
            let item = l.read(item, span);
            match choice {
                Choice::Last => l.keep(&kept, item, span),
                Choice::Folded(f) => {
                    let new = l.branch(
                        before,
                        &mut |l, k| {
                            let old = l.held_now(kept.clone());
                            let new = l.apply(f, vec![old, item.clone()], span);
                            k(l, new)
                        },
                        &mut |l, k| k(l, item.clone()),
                        &mut as_is,
                        span,
                    );
                    l.keep(&kept, new, span);
                }
                Choice::By(f, greatest) => {
                    let stays = l.both(before, true, &mut |l| {
                        let old = l.held_now(kept.clone());
                        l.stays(*f, *greatest, old, item.clone(), span)
                    });
                    let stays = l.value(stays, span);
                    let replaced = l.not(stays, span);
                    l.only_if(replaced, span, &mut |l| l.keep(&kept, item.clone(), span));
                }
            }
            let yes = l.boolean(true);
            l.put(found, Some(yes));
        });
        self.taken(found, kept, alive)
    }

    /// Whether the older item stays: of equal ones the first is the least, the last the greatest.
    fn stays(
        &mut self,
        f: Option<&Callable>,
        greatest: bool,
        old: Outcome,
        item: Outcome,
        span: Span,
    ) -> Value {
        let Some(f) = f else {
            let (old, item) = (self.value(old, span), self.value(item, span));
            let ty = self.function.value(old).ty.clone();
            if !self.infer.narrow(&ty, Kind::Int) {
                let text = self.infer.describe(&ty);
                self.error_about(span, m::OPERATOR_TYPE, &text);
            }
            let op = if greatest { Binary::Gt } else { Binary::Le };
            return self.operation(op, old, item, span);
        };
        let args = vec![old.reference(false), item.reference(false)];
        match self.apply(f, args, span) {
            Outcome::Ordering(order) if greatest => {
                let at_most = self.is_less(order, true, span);
                self.not(at_most, span)
            }
            Outcome::Ordering(order) => self.is_less(order, true, span),
            Outcome::Poison | Outcome::Never => self.boolean(true),
            _ => {
                self.error(span, m::ORDERING_EXPECTED);
                self.boolean(true)
            }
        }
    }

    /// What the first item gives that the test says yes to.
    fn searched(
        &mut self,
        iter: &Iter,
        kept: Option<Outcome>,
        span: Span,
        test: Test<'_, 'a>,
    ) -> Outcome {
        let alive = self.alive.len();
        let zero = self.usize(0, span);
        let number = self.accumulator("number", Type::USIZE, Some(zero), span);
        let found = self.flag("found");
        let Some(kept) = kept.or_else(|| self.kept(iter, span)) else {
            return self.error(span, m::CHOSEN_ARRAY);
        };
        self.each(iter, None, span, &mut |l, item| {
            let before = l.held(number);
            let one = l.usize(1, span);
            let next = l.index_binary(Binary::Add, before, one, span);
            l.put(number, Some(next));
            let Some((wanted, result)) = test(l, before, item) else {
                return;
            };
            l.branch(
                wanted,
                &mut |l, _| {
                    l.keep(&kept, result.clone(), span);
                    let yes = l.boolean(true);
                    l.put(found, Some(yes));
                    l.leave_loop()
                },
                &mut |l, k| k(l, Outcome::Unit),
                &mut as_is,
                span,
            );
        });
        self.taken(found, kept, alive)
    }

    fn taken(&mut self, found: Slot, kept: Outcome, alive: usize) -> Outcome {
        let there = self.held(found);
        let inner = self.held_now(kept);
        self.alive.truncate(alive);
        self.perhaps(there, inner)
    }
}
