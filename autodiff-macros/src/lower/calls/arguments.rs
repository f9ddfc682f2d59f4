//! The arguments of calls, and exchanging what two references lead to.

use crate::ir::{Arg, Passing, Place, Target, Tokens};
use crate::lower::iteration::iterators::Iter;
use crate::lower::messages as m;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// An argument and its type. A scalar behind `&mut` travels in a memory of its own, from which
    /// it is `written` back after the call.
    pub(in crate::lower) fn argument(
        &mut self,
        outcome: Outcome,
        written: &mut Vec<(Place, Outcome)>,
        span: Span,
    ) -> Option<(Arg, Type)> {
        let outcome = match outcome {
            Outcome::Const(id) => self.constant_as_argument(id),
            outcome => outcome,
        };
        match outcome {
            Outcome::Ref(inner, mutable) => {
                let inner = self.shown_by_variable(&inner).map_or(inner, Box::new);
                // What is reached through a shared reference is not changed, whatever is behind.
                if let Outcome::Ref(behind, changes) = *inner {
                    let inner = Outcome::Ref(behind, changes && mutable);
                    return self.argument(inner, written, span);
                }
                if let Outcome::Map(map) = &*inner
                    && let (Some(whole), false) = (&map.whole, mutable)
                {
                    let ty = self.place_type(whole);
                    return Some((Arg::Ref(whole.clone()), Type::Ref(Box::new(ty), false)));
                }
                if let Outcome::Callable(_) | Outcome::Iter(_) = *inner {
                    self.error(span, m::FUNCTION_ARGUMENT);
                    return None;
                }
                let in_memory = matches!(*inner, Outcome::Place(_) | Outcome::Const(_));
                let place = self.place_of((*inner).clone(), span)?;
                let behind = self.place_type(&place);
                // What the file says of a field is known from here on.
                self.is_trait_object(&behind);
                let ty = Type::Ref(Box::new(behind), mutable);
                if !mutable {
                    return Some((Arg::Ref(place), ty));
                }
                if !in_memory {
                    written.push((place.clone(), *inner));
                }
                Some((Arg::RefMut(place), ty))
            }
            Outcome::Failing(..) | Outcome::Error(_) | Outcome::Ordering(_) => {
                self.error(span, m::OWN_RESULT);
                None
            }
            Outcome::Callable(_) | Outcome::Iter(_) => {
                self.error(span, m::FUNCTION_ARGUMENT);
                None
            }
            Outcome::Borrower(_) => {
                self.error(span, m::BORROWER_BY_VALUE);
                None
            }
            Outcome::Poison | Outcome::Never => None,
            other => {
                let ty = self.type_of(&other);
                Some((Arg::Operand(self.operand(other, span)), ty))
            }
        }
    }

    /// `std::mem::swap(&mut a, &mut b)`
    pub(in crate::lower) fn swap(&mut self, a: Outcome, b: Outcome, span: Span) {
        let (left, right) = (self.type_of(&a), self.type_of(&b));
        match (a, b) {
            (Outcome::Poison, _) | (_, Outcome::Poison) => {}
            (Outcome::Map(a), Outcome::Map(b)) => {
                let places = |map: &crate::lower::collections::maps::Map| {
                    [&map.keys, &map.values].map(Clone::clone)
                };
                for (a, b) in places(&a).into_iter().zip(places(&b)) {
                    self.swap(Outcome::Place(a), Outcome::Place(b), span);
                }
            }
            (Outcome::Place(a), Outcome::Place(b))
                if a.memory == b.memory
                    && self.is_number(&left)
                    && !is_of_one_list(&a, &b)
                    && [&a, &b].iter().any(|place| is_below_index(place)) =>
            {
                // Rust sees no two parts of one variable here.
                let (a, b) = (Outcome::Place(a), Outcome::Place(b));
                let old_a = Outcome::Value(self.value(a.clone(), span));
                let old_b = Outcome::Value(self.value(b.clone(), span));
                self.assign_to(a, old_b, span);
                self.assign_to(b, old_a, span);
            }
            // One of the two is a list of ours.
            (a @ Outcome::Place(_), b @ Outcome::Place(_))
                if self.is_deque(&left) != self.is_deque(&right) =>
            {
                let names = vec![("a", a.reference(true)), ("b", b.reference(true))];
                let exchanged = "{ let old = a.clone(); *a = b.clone(); *b = old; }";
                self.written_out(exchanged, names, span);
            }
            (Outcome::Place(a), Outcome::Place(b)) => {
                self.unify(&left, &right, span);
                self.emit(Stmt::Swap { a, b });
            }
            (a @ (Outcome::Slot(_) | Outcome::Place(_) | Outcome::Tuple(_)), b) => {
                let old_a = self.settle(a.clone(), span);
                let old_b = self.settle(b.clone(), span);
                self.assign_to(a, old_b, span);
                self.assign_to(b, old_a, span);
            }
            _ => {
                self.error(span, m::ASSIGNED_VALUE);
            }
        }
    }

    /// `std::mem::replace(&mut target, value)`: an aggregate is exchanged with a new variable.
    pub(in crate::lower) fn replaced(
        &mut self,
        target: Outcome,
        value: Outcome,
        span: Span,
    ) -> Outcome {
        if let Outcome::Place(place) = &target {
            let ty = self.place_type(place);
            let value = self.given_to_option(place, value.clone(), span);
            let value = self.as_deque_or_list(value, &ty, span);
            let found = self.type_of(&value);
            let known = self.infer.shallow(&ty);
            let aggregate = match &known {
                Type::Array(..) | Type::Vec(_) | Type::Tuple(_) | Type::Option(_) => true,
                Type::Var(_) => self.infer.name(&ty).is_some() && !self.is_number(&ty),
                _ => false,
            };
            if aggregate {
                self.unify(&found, &ty, span);
                let new = self.operand(value, span);
                let old = self.allocate(crate::ir::Init::Operand(new), ty, "replaced", span);
                self.is_copy_of(place, old);
                self.emit(Stmt::Swap {
                    a: place.clone(),
                    b: Place::whole(old),
                });
                return Outcome::Place(Place::whole(old));
            }
        }
        let old = match self.settle(target.clone(), span) {
            Outcome::Maybe(there, inner) => {
                let inner = match self.exchanged(&inner, span) {
                    Some(inner) => inner,
                    None => self.looked_at((*there).clone(), *inner, span),
                };
                Outcome::Maybe(there, Box::new(inner))
            }
            old => old,
        };
        self.assign_to(target, value, span);
        old
    }

    /// The `Vec` that stands at a place, which gets an empty one for it: it may be there only as what is not set.
    fn exchanged(&mut self, old: &Outcome, span: Span) -> Option<Outcome> {
        let Outcome::Place(place) = old else {
            return None;
        };
        let ty = self.place_type(place);
        let Type::Vec(_) = self.infer.shallow(&ty) else {
            return None;
        };
        let empty = self.array(std::iter::empty(), true, span);
        let found = self.type_of(&empty);
        self.unify(&found, &ty, span);
        let empty = self.place_of(empty, span)?;
        self.is_copy_of(place, empty.memory);
        self.emit(Stmt::Swap {
            a: place.clone(),
            b: empty.clone(),
        });
        Some(Outcome::Place(empty))
    }

    /// The arguments, those iterated that a function of the file takes as iterators.
    pub(in crate::lower) fn iterated_arguments(
        &mut self,
        path: &syn::ExprPath,
        args: Vec<Outcome>,
        span: Span,
    ) -> Vec<Outcome> {
        let item = path
            .path
            .get_ident()
            .and_then(source::definitions::free_item);
        let Some(item) = item.filter(|item| iteration::parameters::takes_iterators(&item.sig))
        else {
            return args;
        };
        let is_iterator = iteration::parameters::iterators(&item.sig);
        let args = args.into_iter().zip(is_iterator);
        args.map(|(arg, is_iterator)| match (&arg, is_iterator) {
            (Outcome::Iter(_) | Outcome::Poison | Outcome::Never, _) | (_, false) => arg,
            _ => self
                .iterator(arg, span)
                .map_or(Outcome::Poison, Outcome::Iter),
        })
        .collect()
    }

    /// The arguments with `Vec`s of the items of iterators.
    pub(in crate::lower) fn with_items(
        &mut self,
        args: Vec<Outcome>,
        span: Span,
    ) -> Option<Vec<Outcome>> {
        let mut with_items = Vec::new();
        for arg in args {
            with_items.push(match arg {
                // The function may not ask for all of the items, or there is no end of them.
                Outcome::Iter(iter) if self.has_effects(&iter) || self.never_ends(&iter) => {
                    self.error(span, m::PASSED_WHOLE);
                    return None;
                }
                Outcome::Iter(iter) => {
                    let copied = Iter::Copied(iter);
                    match self.collected(&copied, None, span) {
                        Outcome::Poison => return None,
                        collected => collected,
                    }
                }
                arg => arg,
            });
        }
        Some(with_items)
    }

    /// The function at a path, and its arguments. Variables that are mutable references, at the
    /// positions `lent`, may be taken as shared ones.
    pub(in crate::lower) fn lending(
        &mut self,
        path: Tokens,
        mut args: Vec<Outcome>,
        lent: Vec<usize>,
    ) -> (Target, Vec<Outcome>) {
        let target = Target::Function(path.clone());
        let own = target.is_neighbour(&self.function.name);
        let mut open = Vec::new();
        for at in lent {
            let Some(Outcome::Ref(inner, _)) = args.get(at).cloned() else {
                continue;
            };
            let shared = match own {
                true => {
                    let param = self.function.params.get(at);
                    param.is_some_and(|param| param.passing == Passing::Ref)
                }
                // Twice in one call it cannot be lent as mutable.
                false => (args.iter().enumerate()).any(|(i, arg)| i != at && is_same(arg, &inner)),
            };
            if shared {
                args[at] = inner.reference(false);
            } else if !own {
                open.push(at);
            }
        }
        if open.is_empty() {
            return (target, args);
        }
        let mutable = args.iter().enumerate();
        let mutable = mutable.filter(|(_, arg)| matches!(arg, Outcome::Ref(_, true)));
        let lent = mutable.map(|(at, _)| open.contains(&at).then_some(at));
        let lent = lent.collect();
        (Target::Lending { path, lent }, args)
    }
}

/// Whether an argument is an iterator that its function may take for one: ranges are more than that.
pub(in crate::lower) fn is_passed_iterator(arg: &Outcome) -> bool {
    matches!(arg, Outcome::Iter(iter) if !matches!(**iter, Iter::Range { .. }))
}

/// Whether an argument lends this place, too.
fn is_same(arg: &Outcome, place: &Outcome) -> bool {
    match (arg.clone().dereferenced(), place.clone().dereferenced()) {
        (Outcome::Place(a), Outcome::Place(b)) => a == b,
        _ => false,
    }
}

/// Whether two places are elements of one and the same list.
fn is_of_one_list(a: &Place, b: &Place) -> bool {
    use crate::ir::Projection::Index;
    match (a.path.split_last(), b.path.split_last()) {
        (Some((Index(_), a)), Some((Index(_), b))) => a == b && !a.iter().any(is_element),
        _ => false,
    }
}

/// Whether Rust cannot tell a place from others in what it is a part of.
fn is_below_index(place: &Place) -> bool {
    place.path.iter().any(is_element)
}

fn is_element(part: &crate::ir::Projection) -> bool {
    use crate::ir::Projection::{Index, Range};
    matches!(part, Index(_) | Range(..))
}
