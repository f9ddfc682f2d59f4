//! Methods of an `Option` that meet another one.

use crate::lower::flow::branch::as_is;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// Such a method; `None` if it is none of them.
    pub(in crate::lower) fn option_pair(
        &mut self,
        there: Value,
        inner: &Outcome,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let name = e.method.to_string();
        let args: Vec<_> = e.args.iter().collect();
        match (name.as_str(), &args[..]) {
            ("zip" | "and", [other]) => {
                let other = self.rvalue(other);
                let other = self.optional(other, span)?;
                let both = self.both(there, true, &mut |_| other.there);
                let both = self.value(both, span);
                let found = match name.as_str() {
                    "zip" => Outcome::Tuple(vec![inner.clone(), other.inner]),
                    _ => other.inner,
                };
                Some(self.perhaps(both, found))
            }
            ("or", [other]) => {
                let other = self.rvalue(other);
                Some(self.or_other(there, inner, &mut |_| other.clone(), span))
            }
            ("or_else", [f]) => {
                let f = self.callable(f)?;
                Some(self.or_other(there, inner, &mut |l| l.apply(&f, vec![], span), span))
            }
            _ => None,
        }
    }

    /// `if there { Some(inner) } else { other() }`
    fn or_other(
        &mut self,
        there: Value,
        inner: &Outcome,
        other: &mut dyn FnMut(&mut Self) -> Outcome,
        span: Span,
    ) -> Outcome {
        let yes = self.boolean(true);
        self.branch(
            there,
            &mut |l, k| {
                let found = l.perhaps(yes, inner.clone());
                k(l, found)
            },
            &mut |l, k| {
                let outcome = other(l);
                k(l, outcome)
            },
            &mut as_is,
            span,
        )
    }
}
