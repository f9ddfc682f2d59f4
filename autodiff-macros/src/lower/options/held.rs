//! `Option`s that stay in the function: a condition, and what is there if it holds.

use crate::ir::Check;
use crate::lower::builder::{Deferred, tokens};
use crate::lower::closures::Callable;
use crate::lower::flow::branch::as_is;
use crate::lower::messages as m;
use crate::lower::*;
use proc_macro2::{Literal, TokenTree};

/// The `T` of `Option<T>`, and of a reference to it.
pub(in crate::lower) fn type_inside(ty: &syn::Type) -> Option<&syn::Type> {
    match types::plain(ty) {
        syn::Type::Reference(reference) => type_inside(&reference.elem),
        syn::Type::Path(path) if path.qself.is_none() => {
            let last = path.path.segments.last()?;
            match &last.arguments {
                syn::PathArguments::AngleBracketed(arguments) if last.ident == "Option" => {
                    match arguments.args.first()? {
                        syn::GenericArgument::Type(ty) => Some(ty),
                        _ => None,
                    }
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// The `T` of `None::<T>`.
pub(in crate::lower) fn type_of_none(path: &syn::ExprPath) -> Option<&syn::Type> {
    let last = path.path.segments.last()?;
    match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) if last.ident == "None" => {
            match arguments.args.first()? {
                syn::GenericArgument::Type(ty) => Some(ty),
                _ => None,
            }
        }
        _ => None,
    }
}

pub(in crate::lower) fn maybe(there: Outcome, inner: Outcome) -> Outcome {
    Outcome::Maybe(Box::new(there), Box::new(inner))
}

impl<'a> Lowerer<'a> {
    /// `None`
    pub(in crate::lower) fn nothing(&mut self) -> Outcome {
        let no = self.boolean(false);
        maybe(Outcome::Value(no), Outcome::Never)
    }

    /// `Some(value)`
    pub(in crate::lower) fn something(&mut self, args: Vec<Outcome>, span: Span) -> Outcome {
        let Ok([inner]) = <[Outcome; 1]>::try_from(args) else {
            return self.error(span, m::ARGUMENTS);
        };
        let yes = self.boolean(true);
        let inner = self.settle(inner, span);
        self.perhaps(yes, inner)
    }

    /// What is there if the condition holds.
    pub(in crate::lower) fn perhaps(&mut self, there: Value, inner: Outcome) -> Outcome {
        match inner {
            Outcome::Poison => Outcome::Poison,
            inner => maybe(Outcome::Value(there), inner),
        }
    }

    /// What `f` gives where the condition holds.
    pub(in crate::lower) fn where_there(
        &mut self,
        condition: Value,
        span: Span,
        f: &mut dyn FnMut(&mut Self) -> Outcome,
    ) -> Outcome {
        if self.booleans[1] == Some(condition) {
            return f(self);
        }
        self.branch(
            condition,
            &mut |l, k| {
                let outcome = f(l);
                let outcome = l.read(outcome, span);
                k(l, outcome)
            },
            &mut |_, _| Outcome::Never,
            &mut as_is,
            span,
        )
    }

    /// `if there { f(inner) } else { g() }`
    pub(in crate::lower) fn either(
        &mut self,
        there: Value,
        f: &mut dyn FnMut(&mut Self) -> Outcome,
        g: &mut dyn FnMut(&mut Self) -> Outcome,
        span: Span,
    ) -> Outcome {
        self.branch(
            there,
            &mut |l, k| {
                let outcome = f(l);
                k(l, outcome)
            },
            &mut |l, k| {
                let outcome = g(l);
                k(l, outcome)
            },
            &mut as_is,
            span,
        )
    }

    /// `assert!(there)`, as `unwrap` does.
    pub(in crate::lower) fn must_be(&mut self, there: Value) {
        if self.booleans[1] == Some(there) {
            return;
        }
        self.asserted(there, "there is no value to unwrap");
    }

    /// `assert!(condition, text)`
    pub(in crate::lower) fn asserted(&mut self, condition: Value, text: &str) {
        let text = TokenTree::Literal(Literal::string(text));
        self.emit(Stmt::Check(Box::new(Check {
            mac: tokens("::core::assert"),
            operands: vec![Operand::Value(condition)],
            format: Some(crate::ir::Tokens::new(text.into())),
            args: Vec::new(),
        })));
    }

    /// A method of an `Option`.
    pub(in crate::lower) fn option_method(
        &mut self,
        there: Outcome,
        inner: Outcome,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let there = self.value(there, span);
        let inner = self.held_now(inner);
        let args: Vec<_> = e.args.iter().collect();
        match (name.as_str(), &args[..]) {
            ("unwrap", []) | ("expect", [_]) => {
                self.must_be(there);
                self.found(inner, span)
            }
            ("unwrap_or", [other]) => {
                let other = self.rvalue(other);
                if let Outcome::Ordering(_) = inner
                    && self.is_surely_equal(&other)
                {
                    // What does not compare counts as that.
                    return inner;
                }
                self.either(there, &mut |_| inner.clone(), &mut |_| other.clone(), span)
            }
            ("unwrap_or_default", []) => {
                let ty = self.type_of(&inner.clone().dereferenced());
                let other = match self.infer.shallow(&ty) {
                    Type::Vec(_) => self.array(std::iter::empty(), true, span),
                    ty => Outcome::Value(self.deferred(Deferred::Zero, ty, span)),
                };
                self.either(there, &mut |_| inner.clone(), &mut |_| other.clone(), span)
            }
            ("unwrap_or_else", [f]) => self.calls(f, |l, f| {
                l.either(
                    there,
                    &mut |_| inner.clone(),
                    &mut |l| l.apply(f, vec![], span),
                    span,
                )
            }),
            ("map_or", [other, f]) => {
                let other = self.rvalue(other);
                self.calls(f, |l, f| {
                    l.either(
                        there,
                        &mut |l| l.apply(f, vec![inner.clone()], span),
                        &mut |_| other.clone(),
                        span,
                    )
                })
            }
            ("map_or_else", [g, f]) => self.calls(g, |l, g| {
                l.calls(f, |l, f| {
                    l.either(
                        there,
                        &mut |l| l.apply(f, vec![inner.clone()], span),
                        &mut |l| l.apply(g, vec![], span),
                        span,
                    )
                })
            }),
            ("map", [f]) => self.calls(f, |l, f| {
                let result =
                    l.where_there(there, span, &mut |l| l.apply(f, vec![inner.clone()], span));
                l.perhaps(there, result)
            }),
            ("and_then", [f]) => self.calls(f, |l, f| {
                l.either(
                    there,
                    &mut |l| l.apply(f, vec![inner.clone()], span),
                    &mut |l| l.nothing(),
                    span,
                )
            }),
            ("flatten", []) => {
                self.either(there, &mut |_| inner.clone(), &mut |l| l.nothing(), span)
            }
            ("filter", [f]) => self.calls(f, |l, f| {
                let both = l.both(there, true, &mut |l| {
                    let wanted = l.apply(f, vec![inner.clone().reference(false)], span);
                    l.truth(wanted, span)
                });
                let both = l.value(both, span);
                l.perhaps(both, inner.clone())
            }),
            ("is_none_or", [f]) => self.calls(f, |l, f| {
                l.either(
                    there,
                    &mut |l| {
                        let wanted = l.apply(f, vec![inner.clone()], span);
                        Outcome::Value(l.truth(wanted, span))
                    },
                    &mut |l| Outcome::Value(l.boolean(true)),
                    span,
                )
            }),
            ("is_some_and", [f]) => self.calls(f, |l, f| {
                l.both(there, true, &mut |l| {
                    let wanted = l.apply(f, vec![inner.clone()], span);
                    l.truth(wanted, span)
                })
            }),
            ("ok", []) => self.perhaps(there, inner),
            ("iter" | "into_iter", []) => {
                let inner = match name.as_str() {
                    "iter" => inner.reference(false),
                    _ if self.is_scalar(&inner) => {
                        // The `Option` may hold something else before the item is taken.
                        self.looked_at(Outcome::Value(there), inner, span)
                    }
                    _ => inner,
                };
                Outcome::Iter(self.once_or_never(there, inner, span))
            }
            ("is_some", []) => Outcome::Value(there),
            ("is_none", []) => Outcome::Value(self.not(there, span)),
            ("copied" | "cloned", []) if self.has_no_number(&inner) => {
                let maybe = self.perhaps(there, inner.dereferenced());
                match self.place_of(maybe, span) {
                    Some(place) => Outcome::Place(place),
                    None => Outcome::Poison,
                }
            }
            ("copied" | "cloned", []) => {
                let result = self.where_there(there, span, &mut |l| {
                    let inner = l.dereference(inner.clone());
                    l.settle(inner, span)
                });
                self.perhaps(there, result)
            }
            ("as_deref", []) if self.is_list(&inner) => self.perhaps(there, inner.reference(false)),
            ("as_deref_mut", []) if self.is_list(&inner) => {
                self.perhaps(there, inner.reference(true))
            }
            ("as_ref" | "as_mut", []) => match name.as_str() {
                "as_ref" => self.perhaps(there, inner.reference(false)),
                "as_mut" if matches!(inner, Outcome::Place(_)) => {
                    self.perhaps(there, inner.reference(true))
                }
                _ => self.error_about(span, m::OPTION_METHOD, &name),
            },
            _ => match self.option_pair(there, &inner, e, span) {
                Some(outcome) => outcome,
                None => self.error_about(span, m::OPTION_METHOD, &name),
            },
        }
    }

    /// Whether a place is that of an array, which `copied` copies, or of a type of the user's which is no number.
    fn has_no_number(&mut self, outcome: &Outcome) -> bool {
        let behind = outcome.clone().dereferenced();
        let ty = self.type_of(&behind);
        matches!(behind, Outcome::Place(_)) && (self.is_struct(&ty) || self.holds_an_array(&ty))
    }

    /// Whether there is an array in a type, and no list.
    fn holds_an_array(&mut self, ty: &Type) -> bool {
        let ty = self.infer.resolve(ty);
        ty.contains(&|ty| matches!(ty, Type::Array(..)))
            && !ty.contains(&|ty| matches!(ty, Type::Vec(_)))
    }

    fn is_scalar(&mut self, outcome: &Outcome) -> bool {
        let ty = self.type_of(outcome);
        self.infer.shallow(&ty).is_scalar() || self.is_number(&ty)
    }

    /// What is there, where it must be.
    fn found(&mut self, inner: Outcome, span: Span) -> Outcome {
        match inner {
            Outcome::Never => self.error(span, m::OPTION_VALUE),
            inner => inner,
        }
    }

    pub(in crate::lower) fn calls(
        &mut self,
        f: &syn::Expr,
        then: impl FnOnce(&mut Self, &Callable) -> Outcome,
    ) -> Outcome {
        match self.callable(f) {
            Some(f) => then(self, &f),
            None => Outcome::Poison,
        }
    }

    /// A `bool`.
    pub(in crate::lower) fn truth(&mut self, outcome: Outcome, span: Span) -> Value {
        let value = self.value(outcome, span);
        self.unify_value(value, &Type::Bool, span);
        value
    }

    /// `option = …`
    pub(in crate::lower) fn assign_option(
        &mut self,
        there: Outcome,
        inner: Outcome,
        is_there: Outcome,
        what: Outcome,
        span: Span,
    ) {
        match (&inner, what) {
            (_, Outcome::Never) => {}
            (Outcome::Slot(_) | Outcome::Tuple(_) | Outcome::Place(_), what) => {
                let slot_of_tuple =
                    matches!((&inner, &what), (Outcome::Slot(_), Outcome::Tuple(_)));
                if let Outcome::Slot(slot) = inner {
                    let name = self.slot(slot).name.text.clone();
                    self.asks_for_references(&name, &what);
                }
                if slot_of_tuple {
                    self.error(span, m::UNKNOWN_TUPLE);
                    return;
                }
                let is_there = self.value(is_there, span);
                // Where nothing is there, what was there does not matter.
                self.only_if(is_there, span, &mut |l| {
                    let what = l.dereference(what.clone());
                    let what = l.settle(what, span);
                    l.assign_to(inner.clone(), what, span);
                });
                self.assign_to(there, Outcome::Value(is_there), span);
                return;
            }
            _ => {
                self.error(span, m::ASSIGNED_VALUE);
                return;
            }
        }
        self.assign_to(there, is_there, span);
    }
}
