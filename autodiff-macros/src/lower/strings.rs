//! Strings: nothing flows through them, but their characters and bytes decide and index.

use super::iteration::iterators::{By, Iter};
use super::*;
use crate::ir::{Arg, Binary, Expr, Init, Place, Target};
use std::rc::Rc;

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
        if !e.args.is_empty() || !self.is_string(&behind, &name) {
            return None;
        }
        let place = self.place_of(behind, span)?;
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

    /// Whether it is a string, or something of which only the name is known and that has a method as
    /// only strings have.
    fn is_string(&mut self, behind: &Outcome, method: &str) -> bool {
        let (Outcome::Place(_) | Outcome::Value(_) | Outcome::Const(_)) = behind else {
            return false;
        };
        let ty = self.type_of(behind);
        match self.infer.shallow(&ty) {
            Type::Str => true,
            Type::Var(_) => {
                matches!(method, "chars" | "bytes" | "as_bytes")
                    && self.infer.name(&ty).is_some()
                    && !self.is_number(&ty)
            }
            _ => false,
        }
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
