//! Strings: nothing flows through them, but their characters and bytes decide and index.

use super::iteration::iterators::{By, Iter};
use super::messages as m;
use super::types::fields::{Definitions, last_segment};
use super::*;
use crate::ir::{Arg, Binary, Expr, Init, Place, Projection, Target, Tokens, Unary};
use proc_macro2::{Literal, TokenTree};
use std::rc::Rc;

/// `"sine"`
pub(super) fn is_literal(e: &syn::Expr) -> bool {
    let literal = match expr::plain(e) {
        syn::Expr::Lit(literal) => &literal.lit,
        _ => return false,
    };
    matches!(literal, syn::Lit::Str(_))
}

/// Whether a part of a type is a string.
pub(super) fn are_in(ty: &Type) -> bool {
    match ty {
        Type::Str => true,
        Type::Tuple(items) => items.iter().any(are_in),
        Type::Array(item, _) | Type::Slice(item) | Type::Vec(item) | Type::Option(item) => {
            are_in(item)
        }
        Type::Ref(behind, _) => are_in(behind),
        _ => false,
    }
}

impl<'a> Lowerer<'a> {
    /// A method of a string; `None` if it is none that is known, or no string.
    pub(super) fn string_method(
        &mut self,
        receiver: &Outcome,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let name = e.method.to_string();
        let behind = receiver.clone().dereferenced();
        if !self.is_string(&behind, &name) {
            return None;
        }
        let asked = match (name.as_str(), e.args.len()) {
            ("to_string" | "to_owned", 0) => {
                return Some(self.text_of(&behind, span));
            }
            ("as_str", 0) => return Some(self.as_text(behind, span)),
            ("to_lowercase" | "to_uppercase" | "trim", 0)
            | ("to_ascii_lowercase" | "to_ascii_uppercase", 0) => {
                let place = self.place_of(behind, span)?;
                return Some(self.changed_text(&name, place, span));
            }
            ("starts_with", 1) => Some("starts_with_text"),
            ("ends_with", 1) => Some("ends_with_text"),
            ("contains", 1) => Some("contains_text"),
            ("eq_ignore_ascii_case", 1) => Some("is_text_but_for_case"),
            ("eq", 1) => Some("is_text"),
            ("find", 1) => return self.found_in_text(behind, &e.args[0], span),
            (_, 0) => None,
            _ => return None,
        };
        let place = self.place_of(behind, span)?;
        if let Some(asked) = asked {
            return self.asked_of_text(asked, place, &e.args[0], span);
        }
        match name.as_str() {
            "chars" => Some(self.spelled(place, "chars", Type::Char, By::Value, span)),
            "bytes" => Some(self.spelled(place, "bytes", Type::Int("u8"), By::Value, span)),
            "as_bytes" => match self.spelled(place, "bytes", Type::Int("u8"), By::Ref, span) {
                Outcome::Iter(iter) => match &*iter {
                    Iter::Items(items, _) => Some(Outcome::Place(items.clone()).reference(false)),
                    _ => None,
                },
                _ => None,
            },
            "len" => Some(Outcome::Value(self.string_length(place, span))),
            "is_empty" => {
                let length = self.string_length(place, span);
                let zero = self.usize(0, span);
                Some(Outcome::Value(self.operation(
                    Binary::Eq,
                    length,
                    zero,
                    span,
                )))
            }
            _ => None,
        }
    }

    /// The type of a field that is a `String`, as its definition writes it.
    pub(super) fn text_by_definition(&mut self, name: &Type) -> Option<Type> {
        let written = self.written_by(name, &Definitions::ANYWHERE)?;
        let last = last_segment(&written.ty)?;
        if last.ident != "String" || source::definitions::is_defined(&last.ident) {
            return None;
        }
        let text = Type::Named(builder::tokens("::std::string::String"));
        Some(self.infer.named(text, last.ident.span()))
    }

    /// Whether a type is `String`, by its name or by the definition of the field that it is of.
    pub(super) fn is_text(&mut self, ty: &Type) -> bool {
        let name = match self.infer.shallow(ty) {
            named @ Type::Named(_) => Some(named),
            _ => self.infer.name(ty),
        };
        name.is_some_and(|name| self.text_by_definition(&name).is_some())
    }

    /// Whether it is a string, or something of which only the name is known and that has a method as
    /// only strings have.
    fn is_string(&mut self, behind: &Outcome, method: &str) -> bool {
        let (Outcome::Place(_) | Outcome::Value(_) | Outcome::Const(_)) = behind else {
            return false;
        };
        let ty = self.type_of(behind);
        match self.infer.shallow(&ty) {
            Type::Str => true,
            Type::Named(_) => self.is_text(&ty),
            Type::Var(_) if self.is_text(&ty) => true,
            Type::Var(_) => {
                matches!(
                    method,
                    "chars"
                        | "bytes"
                        | "as_bytes"
                        | "as_str"
                        | "to_lowercase"
                        | "to_uppercase"
                        | "trim"
                ) && self.infer.name(&ty).is_some()
                    && !self.is_number(&ty)
            }
            _ => false,
        }
    }

    /// `name == "sin"` and `name != "sin"`; `None` if neither is a string. The other one may be of a type
    /// that is not known, such as a field.
    pub(super) fn same_text(
        &mut self,
        op: Binary,
        a: &Outcome,
        b: &Outcome,
        span: Span,
    ) -> Option<Outcome> {
        let texts = [a, b].map(|side| side.clone().dereferenced());
        let is_text = |l: &mut Self, side: &Outcome| {
            let ty = l.type_of(side);
            l.infer.shallow(&ty) == Type::Str
        };
        if !matches!(op, Binary::Eq | Binary::Ne) || !texts.iter().any(|t| is_text(self, t)) {
            return None;
        }
        let is_stored = |side: &Outcome| matches!(side, Outcome::Place(_) | Outcome::Const(_));
        if !texts.iter().all(is_stored) {
            return Some(self.error(span, m::STRING));
        }
        let [a, b] = texts.map(|text| self.place_of(text, span));
        let same = self.told_of_text("is_text", vec![Arg::Ref(a?), Arg::Ref(b?)], span);
        Some(Outcome::Value(match op {
            Binary::Ne => self.define(Expr::Unary(Unary::Not, same), Type::Bool, "differs", span),
            _ => same,
        }))
    }

    /// Whether a string has another one in it.
    fn asked_of_text(
        &mut self,
        name: &str,
        text: Place,
        part: &syn::Expr,
        span: Span,
    ) -> Option<Outcome> {
        let part = match expr::plain(part) {
            // What is a character of a pattern is a string as well.
            syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Char(char),
                ..
            }) => {
                let literal = Literal::string(&char.value().to_string());
                let literal = Tokens::new(TokenTree::Literal(literal).into());
                self.declared_constant(literal, Type::Str, span)
            }
            part => self.expr(part).dereferenced(),
        };
        let ty = self.type_of(&part);
        if self.infer.shallow(&ty) != Type::Str {
            return Some(self.error(span, m::STRING));
        }
        let part = self.place_of(part, span)?;
        let args = vec![Arg::Ref(text), Arg::Ref(part)];
        Some(Outcome::Value(self.told_of_text(name, args, span)))
    }

    /// `text.find(char)`; `None` if what is searched for is not known to be a character.
    fn found_in_text(&mut self, text: Outcome, char: &syn::Expr, span: Span) -> Option<Outcome> {
        let char = self.rvalue(char);
        let ty = self.type_of(&char);
        let (Outcome::Value(_) | Outcome::Slot(_), Type::Char) = (&char, self.infer.shallow(&ty))
        else {
            return Some(self.error(span, m::STRING));
        };
        let (text, char) = (self.place_of(text, span)?, self.place_of(char, span)?);
        let args = vec![Arg::Ref(text.clone()), Arg::Ref(char)];
        let found = self.asked_of_runtime("find_char", args, Type::USIZE, span);
        let length = self.string_length(text, span);
        let there = self.operation(Binary::Lt, found, length, span);
        Some(self.perhaps(there, Outcome::Value(found)))
    }

    /// What a function of the runtime says of a string.
    fn told_of_text(&mut self, name: &str, args: Vec<Arg>, span: Span) -> Value {
        self.asked_of_runtime(name, args, Type::Bool, span)
    }

    fn asked_of_runtime(&mut self, name: &str, args: Vec<Arg>, ty: Type, span: Span) -> Value {
        let told = self.new_value(ty, None, span);
        let target = Target::Function(builder::tokens(&format!("::autodiff::{name}")));
        self.emit_call(target, name, args, Some(told), Vec::new(), span);
        told
    }

    /// A string in a field: one that is a constant lasts for ever, so that the struct can be a value.
    pub(super) fn text_in_field(&mut self, field: Outcome, span: Span) -> Outcome {
        let Outcome::Ref(text, false) = &field else {
            return field;
        };
        let ty = self.type_of(text);
        if self.infer.shallow(&ty) != Type::Str {
            return field;
        }
        let read = match &**text {
            Outcome::Const(id) => Expr::Const(self.path_of_constant(*id)),
            // In a list there are only such.
            Outcome::Place(place)
                if matches!(
                    place.path.last(),
                    Some(Projection::Index(_) | Projection::Field(_))
                ) =>
            {
                Expr::Load(place.clone())
            }
            _ => return field,
        };
        let ty = self.infer.fresh();
        Outcome::Value(self.define(read, ty, "text", span))
    }

    /// A `String` of what a string says.
    pub(super) fn text_of(&mut self, text: &Outcome, span: Span) -> Outcome {
        if let Outcome::Const(id) = text {
            return self.owned_text(*id, span);
        }
        match self.place_of(text.clone(), span) {
            Some(place) => self.changed_text("to_string", place, span),
            None => Outcome::Poison,
        }
    }

    /// Another string, as a `String`.
    fn changed_text(&mut self, method: &str, text: Place, span: Span) -> Outcome {
        let ty = Type::Named(builder::tokens("::std::string::String"));
        let ty = self.infer.named(ty, span);
        let made = self.new_value(ty.clone(), None, span);
        let target = Target::Function(builder::tokens(&format!("::autodiff::{method}")));
        self.emit_call(
            target,
            method,
            vec![Arg::Ref(text)],
            Some(made),
            Vec::new(),
            span,
        );
        let init = Init::Operand(Operand::Value(made));
        let made = Place::whole(self.allocate(init, ty, "text", span));
        // What `trim` gives is no `String`, but used as one.
        match method {
            "trim" => Outcome::Place(made.then(Projection::Text)).reference(false),
            _ => Outcome::Place(made),
        }
    }

    /// `name.as_str()`
    fn as_text(&mut self, of: Outcome, span: Span) -> Outcome {
        let Some(mut place) = self.place_of(of, span) else {
            return Outcome::Poison;
        };
        if self.place_type(&place) != Type::Str {
            place = place.then(Projection::Text);
        }
        Outcome::Place(place).reference(false)
    }

    /// A `String` that is a constant.
    fn owned_text(&mut self, id: usize, span: Span) -> Outcome {
        let text = self.path_of_constant(id);
        let made = builder::tokens(&format!("::std::string::String::from({})", text.text()));
        let ty = Type::Named(builder::tokens("::std::string::String"));
        Outcome::Value(self.define(Expr::Const(made), ty, "text", span))
    }

    /// A string as an item of a list: only those last that are constants.
    pub(super) fn text_item(&mut self, text: Outcome, span: Span) -> Outcome {
        let read = match text {
            Outcome::Const(id) => Expr::Const(self.path_of_constant(id)),
            Outcome::Place(place) if self.is_lent_item(&place) => Expr::Load(place),
            _ => return self.error(span, m::ARRAY_OF_REFERENCES),
        };
        Outcome::Value(self.define(read, Type::Str, "text", span))
    }

    fn string_length(&mut self, place: Place, span: Span) -> Value {
        self.define(Expr::Len(place), Type::USIZE, "text_len", span)
    }

    /// What a string consists of, as a `Vec`.
    fn spelled(&mut self, place: Place, name: &str, item: Type, by: By, span: Span) -> Outcome {
        let ty = Type::Vec(Box::new(item));
        let found = self.new_value(ty.clone(), None, span);
        let target = Target::Function(builder::tokens(&format!("::autodiff::{name}")));
        self.emit_call(
            target,
            name,
            vec![Arg::Ref(place)],
            Some(found),
            Vec::new(),
            span,
        );
        let init = Init::Operand(Operand::Value(found));
        let items = Place::whole(self.allocate(init, ty, name, span));
        Outcome::Iter(Rc::new(Iter::Items(items, by)))
    }
}
