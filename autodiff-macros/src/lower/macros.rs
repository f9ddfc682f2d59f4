//! Macros: `vec!`, assertions and panics. What others expand to cannot be seen.

use super::flow::exits::Flow;
use super::messages as m;
use super::source::macros_in_sight::may_be_defined;
use super::*;
use crate::ir::{Check, CheckArg};
use syn::Token;
use syn::parse::Parser;
use syn::punctuated::Punctuated;

/// How many operands a macro has before its format string, and whether control goes on after it.
pub(super) fn check(name: &str) -> Option<(usize, bool)> {
    match name {
        "assert" | "debug_assert" => Some((1, true)),
        "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => Some((2, true)),
        "panic" | "unreachable" | "todo" | "unimplemented" => Some((0, false)),
        _ => None,
    }
}

/// The expressions between the parentheses of a macro.
pub(super) fn arguments(mac: &syn::Macro) -> syn::Result<Punctuated<syn::Expr, Token![,]>> {
    Punctuated::parse_terminated.parse2(mac.tokens.clone())
}

pub(super) fn name_of(mac: &syn::Macro) -> String {
    let last = mac.path.segments.last();
    last.map(|s| s.ident.to_string()).unwrap_or_default()
}

impl<'a> Lowerer<'a> {
    pub(super) fn macro_call(&mut self, mac: &syn::Macro, span: Span) -> Outcome {
        let name = name_of(mac);
        // What is left of the file's own macros was not expanded.
        if let Some(own) = mac.path.get_ident().filter(|name| may_be_defined(name)) {
            return self.error_about(span, m::MACRO, &own.to_string());
        }
        if name == "vec" {
            return self.vec(mac, span);
        }
        if name == "matches" {
            return match rewriting::matches_macros::as_match(mac, span) {
                Ok(test) => self.expr(&test),
                Err(error) => {
                    self.errors.push(error);
                    Outcome::Poison
                }
            };
        }
        if matches!(
            name.as_str(),
            "println" | "print" | "eprintln" | "eprint" | "dbg"
        ) {
            return self.error_about(span, m::PRINT, &name);
        }
        if let Some(matrix) = self.listing(mac, span) {
            return matrix;
        }
        let Some((operands, goes_on)) = check(&name) else {
            return self.error_about(span, m::MACRO, &name);
        };
        let args = match arguments(mac) {
            Ok(args) => args,
            Err(error) => {
                self.errors.push(error);
                return Outcome::Poison;
            }
        };
        let mut check = Check {
            mac: types::tokens_of(&mac.path),
            operands: Vec::new(),
            format: None,
            args: Vec::new(),
        };
        if args.len() < operands {
            return self.error(span, m::ARGUMENTS);
        }
        let mut args = args.iter();
        for arg in args.by_ref().take(operands) {
            let outcome = self.rvalue(arg);
            match outcome.dereferenced() {
                Outcome::Place(_) | Outcome::Tuple(_) => {
                    self.error(m::span(arg), m::CHECKED_ARRAY);
                }
                other => {
                    let value = self.value(other, m::span(arg));
                    check.operands.push(Operand::Value(value));
                }
            }
        }
        match check.operands[..] {
            [Operand::Value(a), Operand::Value(b)] => {
                let ty = self.function.value(b).ty.clone();
                self.unify_value(a, &ty, span);
            }
            [Operand::Value(condition)] => self.unify_value(condition, &Type::Bool, span),
            _ => {}
        }
        if let Some(format) = args.next() {
            self.format(&mut check, format, args);
        }
        self.emit(Stmt::Check(Box::new(check)));
        if goes_on {
            return Outcome::Unit;
        }
        self.flow = Flow::Panics;
        Outcome::Never
    }

    fn format<'e>(
        &mut self,
        check: &mut Check,
        format: &syn::Expr,
        args: impl Iterator<Item = &'e syn::Expr>,
    ) {
        let syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) = expr::plain(format)
        else {
            self.error(m::span(format), m::FORMAT);
            return;
        };
        check.format = Some(types::tokens_of(text));
        let mut named = Vec::new();
        for arg in args {
            let (name, value) = match arg {
                syn::Expr::Assign(assign) => match &*assign.left {
                    syn::Expr::Path(path) => (paths::single(path), &*assign.right),
                    _ => (None, arg),
                },
                _ => (None, arg),
            };
            named.extend(name.clone());
            let outcome = self.expr(value);
            self.format_argument(check, name, outcome, m::span(value));
        }
        for name in captured(&text.value()) {
            if named.contains(&name) {
                continue;
            }
            named.push(name.clone());
            let outcome = match self.scope.find(&name) {
                Some(outcome) => outcome.clone(),
                None => {
                    let ident = proc_macro2::Ident::new(&name, text.span());
                    self.constant(types::tokens_of(&ident), text.span())
                }
            };
            self.format_argument(check, Some(name), outcome, text.span());
        }
    }

    fn format_argument(
        &mut self,
        check: &mut Check,
        name: Option<String>,
        outcome: Outcome,
        span: Span,
    ) {
        let outcome = self.read(outcome.dereferenced(), span);
        let arg = match outcome {
            Outcome::Poison | Outcome::Never => return,
            Outcome::Place(place) => CheckArg::Place(place),
            Outcome::Error(memory) => CheckArg::Error(memory),
            Outcome::Tuple(_) => match self.place_of(outcome, span) {
                Some(place) => CheckArg::Place(place),
                None => return,
            },
            other => CheckArg::Value(self.value(other, span)),
        };
        check.args.push((name, arg));
    }
}

/// The variables that a format string names: `{x}`, `{x:.3}`, `{:width$}`.
pub(super) fn captured(format: &str) -> Vec<String> {
    let text = format.replace("{{", "").replace("}}", "");
    let mut names = Vec::new();
    for piece in text.split('{').skip(1) {
        let piece = piece.split('}').next().unwrap_or_default();
        let (name, spec) = piece.split_once(':').unwrap_or((piece, ""));
        names.push(name.trim().to_string());
        for part in spec.split('$') {
            let start = part.rfind(|c: char| !c.is_alphanumeric() && c != '_');
            let name = &part[start.map_or(0, |at| at + 1)..];
            if spec.contains(&format!("{name}$")) {
                names.push(name.to_string());
            }
        }
    }
    names.retain(|name| syn::parse_str::<syn::Ident>(name).is_ok());
    names
}
