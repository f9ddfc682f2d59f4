//! Methods of `Result`s, and those that turn an `Option` into one.

use crate::ir::{Fail, Tokens};
use crate::lower::messages as m;
use crate::lower::options::failures::Fault;
use crate::lower::options::opened::Optional;
use crate::lower::*;

/// Whether only `Option`s and `Result`s have a method of this name.
pub(in crate::lower) fn is_of_options(name: &str) -> bool {
    const NAMES: [&str; 17] = [
        "unwrap",
        "expect",
        "unwrap_or",
        "unwrap_or_else",
        "map_or",
        "map_or_else",
        "map_err",
        "and_then",
        "ok",
        "ok_or",
        "ok_or_else",
        "is_some",
        "is_none",
        "is_ok",
        "is_err",
        "unwrap_or_default",
        "or_else",
    ];
    NAMES.contains(&name)
}

/// Whether a written type is a `Result`.
pub(in crate::lower) fn is_result(ty: &syn::Type) -> bool {
    match types::plain(ty) {
        syn::Type::Path(path) => {
            let last = path.path.segments.last();
            last.is_some_and(|last| last.ident == "Result")
        }
        _ => false,
    }
}

/// Whether the method hands an error to a closure.
pub(in crate::lower) fn hands_errors(e: &syn::ExprMethodCall) -> bool {
    let takes =
        |f: &syn::Expr| matches!(expr::plain(f), syn::Expr::Closure(f) if f.inputs.len() == 1);
    matches!(
        e.method.to_string().as_str(),
        "unwrap_or_else" | "map_or_else"
    ) && e.args.first().is_some_and(takes)
}

/// Whether `map`, which hands errors on, gives it.
pub(in crate::lower) fn is_mapped(e: &syn::Expr) -> bool {
    matches!(expr::plain(e), syn::Expr::MethodCall(e) if e.method == "map")
}

impl<'a> Lowerer<'a> {
    /// Whether a method of this name is one of an `Option` or a `Result`.
    pub(in crate::lower) fn is_optional(&mut self, behind: &Outcome, name: &str) -> bool {
        match behind {
            Outcome::Maybe(..) | Outcome::Failing(..) => true,
            Outcome::Value(_) | Outcome::Place(_) => {
                let ty = self.type_of(behind);
                match self.infer.shallow(&ty) {
                    Type::Option(_) => name != "clone",
                    Type::Var(_) => self.infer.name(&ty).is_some_and(|known| {
                        is_of_options(name) || name != "clone" && self.is_written_option(&known)
                    }),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// A method of an `Option` or a `Result`.
    pub(in crate::lower) fn optional_method(
        &mut self,
        optional: Optional,
        e: &syn::ExprMethodCall,
        converts: bool,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let args: Vec<_> = e.args.iter().collect();
        match (name.as_str(), &args[..]) {
            ("ok_or", [error]) => return self.or_error(optional, error, false, converts, span),
            ("ok_or_else", [error]) => return self.or_error(optional, error, true, converts, span),
            ("map_err", [f]) => return self.map_error(optional, f, converts, span),
            ("unwrap_or_else", [f]) if hands_errors(e) => {
                let error = what_is_wrong(optional.fault);
                let there = optional.there;
                let inner = self.held_now(optional.inner);
                return self.calls(f, |l, f| {
                    l.either(
                        there,
                        &mut |_| inner.clone(),
                        &mut |l| l.apply(f, vec![error.clone()], span),
                        span,
                    )
                });
            }
            ("map_or_else", [g, f]) if hands_errors(e) => {
                let error = what_is_wrong(optional.fault);
                let there = optional.there;
                let inner = self.held_now(optional.inner);
                return self.calls(g, |l, g| {
                    l.calls(f, |l, f| {
                        l.either(
                            there,
                            &mut |l| l.apply(f, vec![inner.clone()], span),
                            &mut |l| l.apply(g, vec![error.clone()], span),
                            span,
                        )
                    })
                });
            }
            ("is_ok", []) => return Outcome::Value(optional.there),
            ("is_err", []) => return Outcome::Value(self.not(optional.there, span)),
            _ => {}
        }
        let there = Outcome::Value(optional.there);
        let fault = optional.fault.filter(|_| name == "map");
        match (self.option_method(there, optional.inner, e, span), fault) {
            (maybe @ Outcome::Maybe(..), Some(fault)) => Outcome::Failing(Box::new(maybe), fault),
            (outcome, _) => outcome,
        }
    }

    /// `optional.ok_or(error)`, or with `call` `optional.ok_or_else(error)`.
    pub(in crate::lower) fn or_error(
        &mut self,
        optional: Optional,
        error: &syn::Expr,
        call: bool,
        converts: bool,
        span: Span,
    ) -> Outcome {
        let in_body = self.inlined.bodies > 0;
        if !self.returns_result() && !in_body {
            return self.error(span, m::OWN_RESULT);
        }
        let Some(captures) = self.captures(error) else {
            return Outcome::Poison;
        };
        if !self.returns_result() {
            // Nobody here can look at the error of a function that is read as its body.
            return Optional {
                fault: Some(Fault::Own),
                ..optional
            }
            .outcome();
        }
        let mut tokens = self.cloning_what_it_takes(error);
        if call {
            tokens = Tokens::new(quote_call(&tokens));
        }
        let memory = self.failure();
        let fail = Fail {
            memory,
            from: None,
            error: Some(tokens),
            converts: converts || in_body,
            captures,
        };
        let missing = self.not(optional.there, span);
        self.only_if(missing, span, &mut |l| {
            l.emit(Stmt::Fail(Box::new(fail.clone())));
        });
        Optional {
            fault: Some(Fault::Own),
            ..optional
        }
        .outcome()
    }

    /// `result.map_err(f)`
    pub(in crate::lower) fn map_error(
        &mut self,
        optional: Optional,
        f: &syn::Expr,
        converts: bool,
        span: Span,
    ) -> Outcome {
        if !matches!(optional.fault, Some(Fault::Of(_))) {
            return self.error(span, m::OWN_RESULT);
        }
        match self.hand_over(&optional, Some(f), converts, span) {
            Some(()) => Optional {
                fault: Some(Fault::Own),
                ..optional
            }
            .outcome(),
            None => Outcome::Poison,
        }
    }
}

/// The error of a `Result`; of one that is not kept nothing can be said.
fn what_is_wrong(fault: Option<Fault>) -> Outcome {
    match fault {
        Some(Fault::Of(memory)) => Outcome::Error(memory),
        Some(Fault::Number(number)) => Outcome::Value(number),
        Some(Fault::Own | Fault::Unseen) | None => Outcome::Unit,
    }
}

/// `(f)()`
fn quote_call(f: &Tokens) -> proc_macro2::TokenStream {
    use proc_macro2::{Delimiter, Group, TokenStream};
    let group = |stream| Group::new(Delimiter::Parenthesis, stream);
    let trees = [group(f.stream().clone()), group(TokenStream::new())];
    trees
        .into_iter()
        .map(proc_macro2::TokenTree::Group)
        .collect()
}
