//! What ends a chain with an `Option`: the chosen item, if there is one.

use crate::ir::Binary;
use crate::lower::closures::Callable;
use crate::lower::flow::branch::as_is;
use crate::lower::iteration::iterators::Iter;
use crate::lower::iteration::keeping::Keeping;
use crate::lower::messages as m;
use crate::lower::scope::Slot;
use crate::lower::types::infer::Kind;
use crate::lower::*;

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
    pub(in crate::lower) fn optional_end(
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
                    self.searched(iter, Some(kept), span, &mut |l, _, item| {
                        let made = l.apply(&f, vec![item], span);
                        l.as_option(made, span)
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
            ("next_back", _) => self.error_about(span, m::OPTION_ITERATOR, name),
            _ => self.error_about(span, m::ITERATOR_METHOD, name),
        }
    }

    /// The item that stays when each is set against the one that stayed before.
    fn chosen(&mut self, iter: &Iter, choice: &Choice<'_>, span: Span) -> Outcome {
        let alive = self.alive.len();
        let kept = match choice {
            Choice::Folded(_) => Some(self.keeping_what_is_made(iter, span)),
            _ => self.keeping(iter, span),
        };
        let Some(kept) = kept else {
            return self.error(span, m::CHOSEN_ARRAY);
        };
        let found = self.flag("found");
        self.each_indexed(iter, None, None, span, &mut |l, index, item| {
            let before = l.held(found);
            let item = l.read(item, span);
            let item = match l.facts.is_stored("chosen") {
                true => l.anchored(item, span),
                false => item,
            };
            l.liken(&kept, &item, span);
            match choice {
                Choice::Last => l.keep_item(&kept, index, item, span),
                Choice::Folded(f) => {
                    let new = l.branch(
                        before,
                        &mut |l, k| {
                            let old = l.kept_item(&kept, span);
                            let new = l.apply(f, vec![old, item.clone()], span);
                            k(l, new)
                        },
                        &mut |l, k| k(l, item.clone()),
                        &mut as_is,
                        span,
                    );
                    l.keep_item(&kept, index, new, span);
                }
                Choice::By(f, greatest) => {
                    let stays = l.both(before, true, &mut |l| {
                        let old = l.kept_item(&kept, span);
                        l.stays(*f, *greatest, old, item.clone(), span)
                    });
                    let stays = l.value(stays, span);
                    let replaced = l.not(stays, span);
                    l.only_if(replaced, span, &mut |l| {
                        l.keep_item(&kept, index, item.clone(), span);
                    });
                }
            }
            let yes = l.boolean(true);
            l.put(found, Some(yes));
        });
        self.taken(found, &kept, alive, span)
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
        let order = match f {
            Some(f) => {
                let args = vec![old.reference(false), item.reference(false)];
                self.apply(f, args, span)
            }
            None => match self.order_of_items(&old, &item, span) {
                Some(order) => Outcome::Ordering(order),
                None => {
                    let (old, item) = (self.value(old, span), self.value(item, span));
                    let ty = self.function.value(old).ty.clone();
                    if !self.infer.narrow(&ty, Kind::Int) {
                        let text = self.infer.describe(&ty);
                        self.error_about(span, m::OPERATOR_TYPE, &text);
                    }
                    let op = if greatest { Binary::Gt } else { Binary::Le };
                    return self.operation(op, old, item, span);
                }
            },
        };
        match order {
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
        let kept = match kept {
            Some(kept) => Some(Keeping::Slots(kept)),
            None => self.keeping(iter, span),
        };
        let Some(kept) = kept else {
            return self.error(span, m::CHOSEN_ARRAY);
        };
        self.each_indexed(iter, None, None, span, &mut |l, index, item| {
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
                    l.keep_item(&kept, index, result.clone(), span);
                    let yes = l.boolean(true);
                    l.put(found, Some(yes));
                    l.leave_loop()
                },
                &mut |l, k| k(l, Outcome::Unit),
                &mut as_is,
                span,
            );
        });
        self.taken(found, &kept, alive, span)
    }

    fn taken(&mut self, found: Slot, kept: &Keeping<'_>, alive: usize, span: Span) -> Outcome {
        let there = self.held(found);
        let found = self.kept_at_last(there, kept, span);
        self.alive.truncate(alive);
        found
    }
}
