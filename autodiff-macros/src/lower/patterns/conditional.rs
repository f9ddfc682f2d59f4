//! Patterns that may not fit: `if let`, `let … else`, `while let`, and the tests of `Some` and slices.

use crate::ir::{Binary, Projection};
use crate::lower::flow::branch::Make;
use crate::lower::messages as m;
use crate::lower::*;
use syn::token;

/// Whether a pattern of this form always fits what is inside another.
pub(in crate::lower) fn always_fits(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Wild(_) | syn::Pat::Rest(_) => true,
        syn::Pat::Ident(ident) => match &ident.subpat {
            Some((_, inner)) => always_fits(inner),
            None => !ident.ident.to_string().starts_with(char::is_uppercase),
        },
        syn::Pat::Paren(paren) => always_fits(&paren.pat),
        syn::Pat::Type(typed) => always_fits(&typed.pat),
        syn::Pat::Reference(reference) => always_fits(&reference.pat),
        syn::Pat::Tuple(tuple) => tuple.elems.iter().all(always_fits),
        _ => false,
    }
}

/// Whether a pattern of a `Result` is that of an error.
pub(in crate::lower) fn is_error(pattern: &syn::PatTupleStruct) -> bool {
    let last = pattern.path.segments.last();
    last.is_some_and(|s| s.ident == "Err")
}

impl<'a> Lowerer<'a> {
    /// `Some(pattern)`, `Ok(pattern)` or `Err(pattern)`
    pub(in crate::lower) fn option_test(
        &mut self,
        pattern: &syn::PatTupleStruct,
        value: &Outcome,
        span: Span,
    ) -> Option<Value> {
        let (Some(inner), 1) = (pattern.elems.first(), pattern.elems.len()) else {
            self.error(span, m::MATCH_PATTERN);
            return None;
        };
        let optional = self.optional(value.clone(), span)?;
        let there = optional.there;
        if is_error(pattern) {
            return match always_fits(inner) {
                true => Some(self.not(there, span)),
                false => self.error_test(inner, &optional),
            };
        }
        if always_fits(inner) {
            return Some(there);
        }
        let what = optional.inner;
        let both = self.both(there, true, &mut |l| match l.pattern_test(inner, &what) {
            Some(test) => test,
            None => l.boolean(true),
        });
        Some(self.value(both, span))
    }

    /// The names in `Some(pattern)`, `Ok(pattern)` or `Err(name)`, once it fits.
    pub(in crate::lower) fn bind_inside(&mut self, pattern: &syn::PatTupleStruct, value: &Outcome) {
        let Some(inner) = pattern.elems.first() else {
            return;
        };
        if is_error(pattern) {
            return self.bind_error(inner, value);
        }
        let by_reference = match value {
            Outcome::Ref(_, mutable) => Some(*mutable),
            _ => None,
        };
        let what = match value.clone().dereferenced() {
            Outcome::Maybe(_, what) => *what,
            Outcome::Failing(maybe, _) => match *maybe {
                Outcome::Maybe(_, what) => *what,
                other => other,
            },
            Outcome::Place(place) => {
                let ty = self.place_type(&place);
                match self.infer.shallow(&ty) {
                    Type::Option(item) => self.inside(&place, &item),
                    _ => Outcome::Poison,
                }
            }
            _ => Outcome::Poison,
        };
        let what = match by_reference {
            Some(_) if matches!(what, Outcome::Ref(..)) => what,
            Some(mutable) => what.reference(mutable),
            None => {
                let what = self.held_now(what);
                self.shape(inner, &what);
                match always_fits(inner) {
                    true => self.read(what, m::span_of(inner)),
                    false => what,
                }
            }
        };
        self.bind_names(inner, &what);
    }

    /// `[a, b]` or `[first, rest @ ..]`
    pub(in crate::lower) fn slice_test(
        &mut self,
        pattern: &syn::PatSlice,
        value: &Outcome,
        span: Span,
    ) -> Option<Value> {
        let is_rest = |p: &syn::Pat| match p {
            syn::Pat::Rest(_) => true,
            syn::Pat::Ident(i) => {
                matches!(&i.subpat, Some((_, p)) if matches!(**p, syn::Pat::Rest(_)))
            }
            _ => false,
        };
        let open = pattern.elems.iter().any(is_rest);
        let place = self.place_of(value.clone(), span)?;
        let ty = self.place_type(&place);
        let mut test = match self.infer.shallow(&ty) {
            Type::Array(..) => None,
            _ => {
                let count = pattern.elems.len() - usize::from(open);
                let length = self.length(&place, span);
                let count = self.usize(count as u64, span);
                let op = if open { Binary::Ge } else { Binary::Eq };
                Some(self.operation(op, length, count, span))
            }
        };
        let rest = pattern.elems.iter().position(is_rest);
        for (at, part) in pattern.elems.iter().enumerate() {
            if is_rest(part) || always_fits(part) {
                continue;
            }
            let fits = |l: &mut Self| {
                let index = match rest {
                    Some(rest) if at > rest => {
                        l.counted_back(&place, pattern.elems.len() - at, span)
                    }
                    _ => l.usize(at as u64, span),
                };
                let item = Outcome::Place(place.then(Projection::Index(index)));
                l.pattern_test(part, &item)
            };
            test = match test {
                None => fits(self),
                Some(before) => {
                    let both = self.both(before, true, &mut |l| match fits(l) {
                        Some(test) => test,
                        None => l.boolean(true),
                    });
                    Some(self.value(both, m::span_of(part)))
                }
            };
        }
        test
    }

    /// `if a && let pattern = value && b { then } else { els }`
    pub(in crate::lower) fn if_let(
        &mut self,
        conditions: &[&syn::Expr],
        then: &syn::Block,
        els: Make<'_, 'a>,
        k: Then<'_, 'a>,
        span: Span,
    ) -> Outcome {
        let outer = self.scope.clone();
        self.conditions(conditions, then, &outer, els, k, span)
    }

    fn conditions(
        &mut self,
        conditions: &[&syn::Expr],
        then: &syn::Block,
        outer: &Scope,
        els: Make<'_, 'a>,
        k: Then<'_, 'a>,
        span: Span,
    ) -> Outcome {
        let Some((first, rest)) = conditions.split_first() else {
            return self.block_then(then, &mut |l, outcome| l.going_on(outer, |l| k(l, outcome)));
        };
        let (test, bound) = match first {
            syn::Expr::Let(e) => {
                self.around.asks_option = patterns::of_variants::is_optional(&e.pat);
                let value = self.matched(&e.expr, &[&*e.pat]);
                if matches!(value, Outcome::Poison | Outcome::Never) {
                    return Outcome::Poison;
                }
                (self.pattern_test(&e.pat, &value), Some((&*e.pat, value)))
            }
            other => {
                let value = self.scalar(other);
                self.unify_value(value, &Type::Bool, m::span(other));
                (Some(value), None)
            }
        };
        let els = std::cell::RefCell::new(els);
        let mut going = |l: &mut Self, k: Then<'_, 'a>| {
            l.scoped(|l| {
                if let Some((pattern, value)) = &bound {
                    l.bind_names(pattern, value);
                }
                let mut otherwise =
                    |l: &mut Self, k: Then<'_, 'a>| l.going_on(outer, |l| (els.borrow_mut())(l, k));
                l.conditions(rest, then, outer, &mut otherwise, k, span)
            })
        };
        match test {
            None => going(self, k),
            Some(test) => self.branch(
                test,
                &mut going,
                &mut |l, k| (els.borrow_mut())(l, k),
                k,
                span,
            ),
        }
    }

    /// `let pattern = value else { els };` and what follows.
    pub(in crate::lower) fn let_else(
        &mut self,
        pattern: &syn::Pat,
        value: &syn::Expr,
        els: &syn::Expr,
        rest: &mut dyn FnMut(&mut Self) -> Outcome,
    ) -> Outcome {
        self.around.asks_option = patterns::of_variants::is_optional(pattern);
        let value = self.matched(value, &[pattern]);
        if matches!(value, Outcome::Poison | Outcome::Never) {
            self.bind(pattern, Outcome::Poison);
            return rest(self);
        }
        let test = self.pattern_test(pattern, &value);
        let Some(test) = test else {
            self.bind_names(pattern, &value);
            return rest(self);
        };
        // Only where the pattern fits control goes on, so that what follows is lowered there.
        let els_span = m::span(els);
        self.branch(
            test,
            &mut |_, _| Outcome::Unit,
            &mut |l, k| l.expr_then(els, k),
            &mut |l, _| {
                l.bind_names(pattern, &value);
                rest(l)
            },
            els_span,
        )
    }

    /// `while let pattern = value { body }`, as `loop { if let … { body } else { break } }`.
    pub(in crate::lower) fn while_let(&mut self, e: &syn::ExprWhile) -> Outcome {
        let span = m::span_of(e);
        let leave = syn::Expr::Break(syn::ExprBreak {
            attrs: Vec::new(),
            break_token: token::Break(span),
            label: None,
            expr: None,
        });
        let block = |stmts| syn::Block {
            brace_token: token::Brace(span),
            stmts,
        };
        let otherwise = syn::Expr::Block(syn::ExprBlock {
            attrs: Vec::new(),
            label: None,
            block: block(vec![syn::Stmt::Expr(leave, Some(token::Semi(span)))]),
        });
        let test = syn::Expr::If(syn::ExprIf {
            attrs: Vec::new(),
            if_token: token::If(span),
            cond: e.cond.clone(),
            then_branch: e.body.clone(),
            else_branch: Some((token::Else(span), Box::new(otherwise))),
        });
        let body = syn::ExprLoop {
            attrs: e.attrs.clone(),
            label: e.label.clone(),
            loop_token: token::Loop(span),
            body: block(vec![syn::Stmt::Expr(test, None)]),
        };
        self.endless_loop(&body)
    }
}
