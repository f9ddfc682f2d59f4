//! Methods that change an `Option` where it is: what was there is exchanged for what comes.

use crate::lower::types::infer::Kind;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// `target.take()`, `target.replace(value)` and their kin; `None` if it is none of them.
    pub(in crate::lower) fn option_change(
        &mut self,
        target: &Outcome,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let name = e.method.to_string();
        let args: Vec<_> = e.args.iter().collect();
        match (name.as_str(), &args[..]) {
            // What is read of a variable now is a copy: here it is the variable that is lent.
            ("as_mut" | "as_deref_mut", []) if let Outcome::Maybe(there, inner) = target => {
                if name == "as_deref_mut" && !self.is_list(inner) {
                    return None;
                }
                let there = self.value((**there).clone(), span);
                Some(self.perhaps(there, (**inner).clone().reference(true)))
            }
            ("take", []) if self.is_changed_option(target, &name, span) => {
                let nothing = self.nothing();
                Some(self.replaced(target.clone(), nothing, span))
            }
            ("replace" | "insert", [value]) if self.is_changed_option(target, &name, span) => {
                let value = self.rvalue(value);
                let new = self.something(vec![value], span);
                if name == "replace" {
                    return Some(self.replaced(target.clone(), new, span));
                }
                self.assign_to(target.clone(), new, span);
                Some(self.lent(target, span))
            }
            ("get_or_insert" | "get_or_insert_with", [made])
                if self.is_changed_option(target, &name, span) =>
            {
                let made = match name.as_str() {
                    "get_or_insert" => Ok(self.rvalue(made)),
                    _ => match self.callable(made) {
                        Some(f) => Err(f),
                        None => return Some(Outcome::Poison),
                    },
                };
                let Some(optional) = self.optional(target.clone(), span) else {
                    return Some(Outcome::Poison);
                };
                let missing = self.not(optional.there, span);
                self.only_where(missing, span, &mut |l| {
                    let new = match &made {
                        Ok(value) => value.clone(),
                        Err(f) => l.apply(f, vec![], span),
                    };
                    let new = l.something(vec![new], span);
                    l.assign_to(target.clone(), new, span);
                });
                Some(self.lent(target, span))
            }
            _ => None,
        }
    }

    /// Whether it is a `Vec`, which lends a slice where something is dereferenced.
    pub(in crate::lower) fn is_list(&mut self, outcome: &Outcome) -> bool {
        let ty = self.type_of(outcome);
        matches!(self.infer.shallow(&ty), Type::Vec(_))
    }

    /// What is there now, to be changed.
    fn lent(&mut self, target: &Outcome, span: Span) -> Outcome {
        match target {
            // The variable itself, not what it holds now.
            Outcome::Maybe(_, inner) => (**inner).clone().reference(true),
            _ => match self.optional(target.clone(), span) {
                Some(optional) => optional.inner.reference(true),
                None => Outcome::Poison,
            },
        }
    }

    /// Whether an `Option` stands there, or something of which only the name is known: that it is
    /// one is taken for granted where sets have no such method, and rustc checks it.
    fn is_changed_option(&mut self, target: &Outcome, method: &str, span: Span) -> bool {
        let Outcome::Place(place) = target else {
            return matches!(target, Outcome::Maybe(..));
        };
        let ty = self.place_type(place);
        match (self.infer.shallow(&ty), self.infer.name(&ty)) {
            (Type::Option(_), _) => true,
            (Type::Var(_), Some(name))
                if (!matches!(method, "insert" | "replace") || self.is_written_option(&name))
                    && self.infer.kind(&ty) == Kind::Any
                    && self.own_method(&ty, method).is_none() =>
            {
                let inside = self.infer.named(Type::Inside(Box::new(name)), span);
                self.infer.unify(&ty, &Type::Option(Box::new(inside)))
            }
            _ => false,
        }
    }
}
