//! What adds up the items of an iterator, or counts or tests them.

use crate::ir::Binary;
use crate::lower::builder::{Deferred, named};
use crate::lower::closures::Callable;
use crate::lower::flow::branch;
use crate::lower::flow::choices;
use crate::lower::iteration::iterators::Iter;
use crate::lower::messages as m;
use crate::lower::scope::Slot;
use crate::lower::types::infer::Kind;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// A slot that a loop accumulates into.
    pub(in crate::lower) fn accumulator(
        &mut self,
        name: &str,
        ty: Type,
        value: Option<Value>,
        span: Span,
    ) -> Slot {
        self.new_slot(named(name, false), ty, value, span)
    }

    pub(in crate::lower) fn reduce(
        &mut self,
        iter: &Iter,
        op: Binary,
        ty: Option<Type>,
        start: Deferred,
        name: &str,
        span: Span,
    ) -> Outcome {
        let alive = self.alive.len();
        let ty = ty.unwrap_or_else(|| self.infer.of_kind(Kind::Number));
        let start = self.deferred(start, ty.clone(), span);
        let slot = self.accumulator(name, ty, Some(start), span);
        self.each(iter, None, span, &mut |l, item| {
            let item = l.value(item, span);
            let old = l.held(slot);
            let new = l.operation(op, old, item, span);
            l.set(slot, new, span);
        });
        let result = self.held(slot);
        self.alive.truncate(alive);
        Outcome::Value(result)
    }

    pub(in crate::lower) fn fold(
        &mut self,
        iter: &Iter,
        init: Outcome,
        f: &Callable,
        span: Span,
    ) -> Outcome {
        let alive = self.alive.len();
        if matches!(init, Outcome::Poison) {
            return init;
        }
        let (init, ty) = self.folded_type(init, f, span);
        if let Type::Array(..) = self.infer.shallow(&ty) {
            self.expect_of_closure(f, &ty);
        }
        match self.infer.shallow(&ty) {
            Type::Ref(..) => return self.error(span, m::FOLDED_REFERENCE),
            _ if self.facts.is_stored("folded") => return self.fold_in_place(iter, init, f, span),
            Type::Array(..) | Type::Vec(_) => return self.fold_in_place(iter, init, f, span),
            Type::Var(_) if self.infer.name(&ty).is_some() && !self.is_number(&ty) => {
                return self.fold_in_place(iter, init, f, span);
            }
            _ => {}
        }
        let target = self.target_of(&ty, "folded", span);
        self.put_into(&target, init, span);
        self.each(iter, None, span, &mut |l, item| {
            let old = l.take_from(&target);
            let new = l.apply(f, vec![old, item], span);
            l.put_into(&target, new, span);
        });
        let result = self.take_from(&target);
        self.alive.truncate(alive);
        result
    }

    /// What a fold begins with, and its type: that of the closure's argument, where it is written.
    fn folded_type(&mut self, init: Outcome, f: &Callable, span: Span) -> (Outcome, Type) {
        if let Callable::Closure(closure, _) = f
            && let Some(syn::Pat::Type(typed)) = closure.inputs.first()
            && !matches!(types::plain(&typed.ty), syn::Type::Reference(_))
        {
            let ty = self.type_from(&typed.ty);
            let init = self.annotated(init, &ty, span);
            return (init, ty);
        }
        let ty = self.type_of(&init);
        (init, ty)
    }

    /// What is in the `Option` that is folded, as it is written, if there is no zero of it.
    pub(in crate::lower) fn option_without_zero(
        &mut self,
        init: &syn::Expr,
        f: &syn::Expr,
    ) -> Option<syn::Type> {
        let written = match (expr::plain(init), expr::plain(f)) {
            (syn::Expr::Path(path), _) if let Some(ty) = options::held::type_of_none(path) => {
                ty.clone()
            }
            (_, syn::Expr::Closure(closure)) => match closure.inputs.first() {
                Some(syn::Pat::Type(typed)) => options::held::type_inside(&typed.ty)?.clone(),
                _ => return None,
            },
            _ => return None,
        };
        if matches!(types::plain(&written), syn::Type::Reference(_)) {
            return None;
        }
        let item = self.type_from(&written);
        (!self.has_zero(&item)).then_some(written)
    }

    /// `fold` of such an `Option`: a variable that each item changes.
    pub(in crate::lower) fn fold_option(
        &mut self,
        iter: &std::rc::Rc<Iter>,
        item: &syn::Type,
        [init, f]: [&syn::Expr; 2],
        span: Span,
    ) -> Outcome {
        let source = format!(
            "{{ let mut folded: Option<{}> = None; folded = init; for item in it {{ folded = f(folded, item); }} folded }}",
            types::tokens_of(item).text()
        );
        let init = self.rvalue(init);
        let init = self.settle(init, span);
        match self.callable(f) {
            Some(f) => {
                let it = Outcome::Iter(iter.clone());
                let names = vec![("it", it), ("init", init), ("f", Outcome::Callable(f))];
                self.written_out(&source, names, span)
            }
            None => Outcome::Poison,
        }
    }

    /// What is folded is an aggregate: a variable that each item changes.
    fn fold_in_place(&mut self, iter: &Iter, init: Outcome, f: &Callable, span: Span) -> Outcome {
        let init = self.settle(init, span);
        let folded = self.variable("folded", init, true, span);
        self.each(iter, None, span, &mut |l, item| {
            let new = l.apply(f, vec![folded.clone(), item], span);
            // A closure may change what it is given, and give that back.
            if !choices::is_same(&new, &folded) {
                let new = l.settle(new, span);
                l.assign_to(folded.clone(), new, span);
            }
        });
        folded
    }

    pub(in crate::lower) fn count(&mut self, iter: &Iter, span: Span) -> Outcome {
        let alive = self.alive.len();
        let zero = self.usize(0, span);
        let slot = self.accumulator("count", Type::USIZE, Some(zero), span);
        self.each(iter, None, span, &mut |l, _| {
            let old = l.held(slot);
            let one = l.usize(1, span);
            let new = l.index_binary(Binary::Add, old, one, span);
            l.set(slot, new, span);
        });
        let result = self.held(slot);
        self.alive.truncate(alive);
        Outcome::Value(result)
    }

    /// `all` and `any` end with the first item that decides.
    pub(in crate::lower) fn all_or_any(
        &mut self,
        iter: &Iter,
        f: &Callable,
        all: bool,
        span: Span,
    ) -> Outcome {
        let alive = self.alive.len();
        let undecided = self.boolean(all);
        let slot = self.accumulator(
            if all { "all" } else { "any" },
            Type::Bool,
            Some(undecided),
            span,
        );
        self.each(iter, None, span, &mut |l, item| {
            let outcome = l.apply(f, vec![item], span);
            let value = l.value(outcome, span);
            l.unify_value(value, &Type::Bool, span);
            let leave = |l: &mut Self| {
                let decided = l.boolean(!all);
                l.put(slot, Some(decided));
                l.leave_loop()
            };
            l.branch(
                value,
                &mut |l, k| if all { k(l, Outcome::Unit) } else { leave(l) },
                &mut |l, k| if all { leave(l) } else { k(l, Outcome::Unit) },
                &mut branch::as_is,
                span,
            );
        });
        let result = self.held(slot);
        self.alive.truncate(alive);
        Outcome::Value(result)
    }
}
