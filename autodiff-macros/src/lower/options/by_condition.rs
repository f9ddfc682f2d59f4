//! `Option`s that a truth value makes: `condition.then_some(value)`, `condition.then(|| value)`.

use crate::lower::closures::Callable;
use crate::lower::flow::branch::as_is;
use crate::lower::*;
use std::cell::Cell;

impl<'a> Lowerer<'a> {
    /// `condition.then_some(value)` or `condition.then(|| value)`
    pub(in crate::lower) fn something_if(
        &mut self,
        condition: Value,
        name: &str,
        arg: &syn::Expr,
        span: Span,
    ) -> Outcome {
        if name == "then_some" {
            let inner = self.expr(arg);
            let inner = self.settle(inner, span);
            return self.perhaps(condition, inner);
        }
        match self.callable(arg) {
            Some(f) => self.made_if(condition, &f, span),
            None => Outcome::Poison,
        }
    }

    /// `if condition { Some(f()) } else { None }`, as one value where there is no zero of its type.
    fn made_if(&mut self, condition: Value, f: &Callable, span: Span) -> Outcome {
        let packed = Cell::new(false);
        let made = self.branch(
            condition,
            &mut |l, k| {
                let inner = l.apply(f, vec![], span);
                let inner = l.read(inner, span);
                packed.set(!matches!(inner, Outcome::Ref(..)) && !l.has_junk(&inner));
                match packed.get() {
                    true => {
                        let some = l.something(vec![inner], span);
                        k(l, some)
                    }
                    false => k(l, inner),
                }
            },
            &mut |l, k| match packed.get() {
                true => {
                    let none = l.nothing();
                    k(l, none)
                }
                false => Outcome::Never,
            },
            &mut as_is,
            span,
        );
        match packed.get() {
            true => made,
            false => self.perhaps(condition, made),
        }
    }
}
