//! Strings that decide: `kind == "call"`, `name.starts_with("vol")`. Nothing flows through them; functions of the
//! runtime compare them, whether they are `str`s, `String`s or references to either.

use super::messages as m;
use super::*;
use crate::ir::{Arg, Binary, Expr, Operand, Place, Target, Unary};

impl<'a> Lowerer<'a> {
    /// `a == b` or `a != b` of strings; `None` where neither side shows that it is one.
    pub(super) fn texts_compared(
        &mut self,
        op: Binary,
        sides: [&Outcome; 2],
        span: Span,
    ) -> Option<Outcome> {
        let are_texts = sides.iter().any(|side| self.is_text(side));
        if !are_texts || !matches!(op, Binary::Eq | Binary::Ne) {
            return None;
        }
        let [Some(a), Some(b)] = sides.map(|side| self.place_of(side.clone(), span)) else {
            return Some(Outcome::Poison);
        };
        let same = self.asked_of_text("same_text", a, Arg::Ref(b), span);
        Some(Outcome::Value(match op {
            Binary::Eq => same,
            _ => self.define(Expr::Unary(Unary::Not, same), Type::Bool, "", span),
        }))
    }

    /// A method that gives the string itself, or says something of it by an argument.
    pub(super) fn text_predicate(
        &mut self,
        text: &Outcome,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        if e.method == "as_str" && e.args.is_empty() && self.is_text(text) {
            return Some(text.clone().dereferenced().reference(false));
        }
        let argument = e.args.first().filter(|_| e.args.len() == 1)?;
        let method = e.method.to_string();
        let of_text = match method.as_str() {
            "starts_with" | "ends_with" | "contains" => true,
            "eq_ignore_ascii_case" | "eq" | "ne" => false,
            _ => return None,
        };
        if !self.is_text(text) {
            return None;
        }
        let asked = self.expr(argument);
        if let Some(op) = match method.as_str() {
            "eq" => Some(Binary::Eq),
            "ne" => Some(Binary::Ne),
            _ => None,
        } {
            return self.texts_compared(op, [text, &asked], span);
        }
        let ty = self.type_of(&asked.clone().dereferenced());
        let is_char = self.infer.shallow(&ty) == Type::Char;
        let (name, arg) = match is_char && of_text {
            true => {
                let value = self.value(asked, m::span(argument));
                (
                    format!("text_{method}_char"),
                    Arg::Operand(Operand::Value(value)),
                )
            }
            false if self.is_text(&asked) => {
                let place = self.place_of(asked, m::span(argument))?;
                (format!("text_{method}"), Arg::Ref(place))
            }
            false => return Some(self.error(m::span(argument), m::PATTERN_OF_TEXT)),
        };
        let text = self.place_of(text.clone(), span)?;
        Some(Outcome::Value(self.asked_of_text(&name, text, arg, span)))
    }

    /// Whether another string may come to stand at the place.
    pub(super) fn text_may_change(&self, place: &Place) -> bool {
        let name = &self.function.memory(place.memory).name;
        self.may_be_written(place) && self.mutable.contains(name)
    }

    /// Whether it is a string that no pattern can be tested on as it stands.
    pub(super) fn is_text_in_part(&mut self, outcome: &Outcome) -> bool {
        let ty = self.type_of(&outcome.clone().dereferenced());
        self.infer.shallow(&ty) != Type::Str && self.is_text(outcome)
    }

    /// Whether it surely is a string.
    pub(super) fn is_text(&mut self, outcome: &Outcome) -> bool {
        let behind = outcome.clone().dereferenced();
        if !matches!(
            behind,
            Outcome::Place(_) | Outcome::Value(_) | Outcome::Const(_)
        ) {
            return false;
        }
        let mut ty = self.type_of(&behind);
        while let Type::Ref(of, _) = self.infer.shallow(&ty) {
            ty = *of;
        }
        match self.infer.shallow(&ty) {
            Type::Str => true,
            ty @ Type::Var(_) => {
                let name = self.infer.name(&ty);
                let written = name.and_then(|name| self.written(&name));
                written.is_some_and(|written| is_written_text(&written.ty))
            }
            _ => false,
        }
    }

    fn asked_of_text(&mut self, name: &str, text: Place, of: Arg, span: Span) -> Value {
        let found = self.new_value(Type::Bool, None, span);
        let target = Target::Function(builder::tokens(&format!("::autodiff::{name}")));
        let args = vec![Arg::Ref(text), of];
        self.emit_call(target, name, args, Some(found), Vec::new(), span);
        found
    }
}

/// Whether a type is written as `String`, or as a reference to a string.
fn is_written_text(ty: &syn::Type) -> bool {
    match types::plain(ty) {
        syn::Type::Reference(reference) => is_written_text(&reference.elem),
        syn::Type::Path(path) => {
            let last = path.path.segments.last();
            last.is_some_and(|last| last.ident == "String" || last.ident == "str")
        }
        _ => false,
    }
}
