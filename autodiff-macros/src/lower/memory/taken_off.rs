//! Items that are taken off a `Vec` of structs or lists. Zeros of numbers can be written; what the gradient of a
//! struct looks like tells only the struct, and of a list the list, so that the runtime's gates for these do it.

use crate::ir::{Place, Target};
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// Whether a `Vec` holds what is known by its name alone, lists, `Option`s, or tuples with such in them.
    fn holds_shapes(&mut self, place: &Place) -> bool {
        let ty = self.place_type(place);
        match self.infer.shallow(&ty) {
            Type::Vec(item) => self.has_shape(&item),
            _ => false,
        }
    }

    fn has_shape(&mut self, ty: &Type) -> bool {
        match self.infer.shallow(ty) {
            Type::Named(_) | Type::Applied(..) | Type::Vec(_) | Type::Option(_) => true,
            Type::Tuple(items) => items.iter().any(|item| self.has_shape(item)),
            Type::Var(_) => self.infer.library(ty).is_none() && self.has_struct_name(ty),
            _ => false,
        }
    }

    /// Whether the name of a type that is not known otherwise is that of a struct of the file.
    fn has_struct_name(&mut self, ty: &Type) -> bool {
        let name = self.infer.name(ty);
        name.is_some_and(|name| matches!(name, Type::Named(_)) || self.is_defined(&name))
    }

    /// A method that takes an item off such a `Vec`.
    pub(in crate::lower) fn taken_off(
        &mut self,
        place: &Place,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Outcome> {
        let gate = match (name, args.len()) {
            ("pop" | "pop_back", 0) => "pop",
            ("pop_front", 0) => "pop_front",
            ("remove", 1) => "remove",
            ("swap_remove", 1) => "swap_remove",
            _ => return None,
        };
        if !self.holds_shapes(place) {
            return None;
        }
        let ty = self.place_type(place);
        let item = self.element_type(&ty, span);
        let args: Vec<Outcome> = (args.iter())
            .map(|index| Outcome::Value(self.length_operand(index)))
            .collect();
        let gives = match args.len() {
            0 => Type::Option(Box::new(item)),
            _ => item,
        };
        Some(self.taking(place, gate, args, Some(gives), span))
    }

    /// Makes such a `Vec` shorter.
    pub(in crate::lower) fn truncated(&mut self, place: &Place, length: Value, span: Span) -> bool {
        let is_meant = self.holds_shapes(place);
        if is_meant {
            let length = vec![Outcome::Value(length)];
            self.taking(place, "truncate", length, None, span);
        }
        is_meant
    }

    fn taking(
        &mut self,
        place: &Place,
        gate: &str,
        args: Vec<Outcome>,
        gives: Option<Type>,
        span: Span,
    ) -> Outcome {
        let target = Target::Function(builder::tokens(&format!("::autodiff::taken::{gate}")));
        let items = Outcome::Place(place.clone()).reference(true);
        let args = [items].into_iter().chain(args).collect();
        let statement = gives.is_none();
        self.call_target(target, gate, args, gives, statement, span)
    }
}
