//! Places: indexing, slicing, fields, dereferencing.

use crate::ir::{Binary, Expr, Origin, Place, Projection};
use crate::lower::iteration::iterators::Iter;
use crate::lower::messages as m;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// The type of what stands at a place.
    pub(in crate::lower) fn place_type(&mut self, place: &Place) -> Type {
        let info = self.function.memory(place.memory);
        let (mut ty, span) = (info.ty.clone(), info.span);
        for projection in &place.path {
            ty = match projection {
                Projection::Index(_) => self.element_type(&ty, span),
                Projection::Range(..) => Type::Slice(Box::new(self.element_type(&ty, span))),
                Projection::Member(name) => self.member_type(&ty, name, span),
                Projection::Text => Type::Str,
                Projection::Payload(variant, field) => self.payload_type(&ty, variant, field, span),
                Projection::Field(at) => match self.infer.shallow(&ty) {
                    Type::Tuple(items) if *at < items.len() => items[*at].clone(),
                    _ => self.infer.fresh(),
                },
            };
        }
        ty
    }

    /// The type of the elements of an array, a slice, a `Vec`, or of something that is indexed.
    pub(in crate::lower) fn element_type(&mut self, ty: &Type, span: Span) -> Type {
        match self.infer.shallow(ty) {
            Type::Array(item, _) | Type::Slice(item) | Type::Vec(item) => *item,
            Type::Ref(behind, _) => self.element_type(&behind, span),
            Type::Var(_) if let Some(library) = self.infer.library(ty) => library.item,
            Type::Var(_) => match self.infer.name(ty) {
                Some(name) => {
                    let element = Type::Element(Box::new(name.clone()));
                    if !self.infer.has_name(&element) && self.behind_pointer(&name).is_some() {
                        self.error(span, m::BEHIND_POINTER);
                    }
                    self.infer.named(element, span)
                }
                None => {
                    let item = self.infer.of_constant();
                    let slice = Type::Slice(Box::new(item.clone()));
                    self.unify(ty, &slice, span);
                    item
                }
            },
            _ => self.infer.fresh(),
        }
    }

    /// What a value read from a place is called after.
    pub(in crate::lower) fn place_name(&self, place: &Place) -> String {
        if let Some((_, name)) = self.payload_names.iter().rev().find(|(p, _)| p == place) {
            return name.clone();
        }
        let mut name = self.function.memory(place.memory).name.clone();
        for projection in &place.path {
            match projection {
                Projection::Field(at) => name += &format!("_{at}"),
                Projection::Member(field) => {
                    name += &format!("_{}", field.trim_start_matches("r#"));
                }
                Projection::Text => name += "_text",
                Projection::Index(i) => match self.integers.get(i) {
                    Some(number) => name += &format!("_{number}"),
                    None => {
                        let index = self.function.value(*i).name.as_ref();
                        let index = index.filter(|n| n.by_user).map_or("item", |n| &n.text);
                        name += &format!("_{index}");
                    }
                },
                Projection::Payload(variant, field) => match variant.name() {
                    "Some" => {}
                    variant => {
                        let field = field.trim_start_matches("r#");
                        name += &format!("_{}_{field}", variant.to_lowercase());
                    }
                },
                Projection::Range(..) => {}
            }
        }
        name
    }

    /// `base[index]`
    pub(in crate::lower) fn index(&mut self, e: &syn::ExprIndex, span: Span) -> Outcome {
        if let Some(entry) = self.entry_of(e) {
            return self.read_entry(entry, span);
        }
        let base = self.expr(&e.expr);
        let index_span = m::span(&e.index);
        let index = self.rvalue(&e.index);
        if let Outcome::Map(map) = base.clone().dereferenced() {
            return self.map_index(&map, index, span);
        }
        let base = match self.entry_of_made(e, base, &index) {
            Ok(entry) => return self.read_entry(entry, span),
            Err(base) => base,
        };
        let Some(place) = self.place_of(base, m::span(&e.expr)) else {
            return Outcome::Poison;
        };
        // It fixes what a constant's type is before its element is used.
        let ty = self.function.memory(place.memory).ty.clone();
        if place.path.is_empty() {
            self.element_type(&ty, span);
        }
        match index.dereferenced() {
            Outcome::Poison | Outcome::Never => Outcome::Poison,
            Outcome::Iter(iter) => match &*iter {
                Iter::Range {
                    from,
                    to,
                    inclusive,
                } => self.slice(&place, *from, *to, *inclusive, span),
                _ => self.error(index_span, m::INDEX),
            },
            other => {
                let index = self.value(other, index_span);
                self.unify_value(index, &Type::USIZE, index_span);
                let item = Outcome::Place(place.then(Projection::Index(index)));
                self.function_in(item, span)
            }
        }
    }

    /// `place[from..to]`
    pub(in crate::lower) fn slice(
        &mut self,
        place: &Place,
        from: Option<Value>,
        to: Option<Value>,
        inclusive: bool,
        span: Span,
    ) -> Outcome {
        for end in from.iter().chain(&to) {
            self.unify_value(*end, &Type::USIZE, span);
        }
        let to = match to {
            Some(to) if inclusive => {
                let one = self.usize(1, span);
                Some(self.index_binary(Binary::Add, to, one, span))
            }
            other => other,
        };
        if from.is_none()
            && to.is_none()
            && matches!(place.path.last(), Some(Projection::Range(..)))
        {
            return Outcome::Place(place.clone());
        }
        Outcome::Place(place.then(Projection::Range(from, to)))
    }

    /// `base.0`
    pub(in crate::lower) fn field(&mut self, e: &syn::ExprField, span: Span) -> Outcome {
        let base = self.expr(&e.base);
        match &e.member {
            syn::Member::Unnamed(index) => self.component(base, index.index as usize, span),
            syn::Member::Named(name) => self.member(base, &name.to_string(), span),
        }
    }

    /// The component of a tuple, as a place if the tuple is one, behind a reference if it is.
    pub(in crate::lower) fn component(&mut self, base: Outcome, at: usize, span: Span) -> Outcome {
        match base {
            Outcome::Poison | Outcome::Never => base,
            Outcome::Ref(inner, _) => self.component(*inner, at, span),
            Outcome::Tuple(items) => match items.into_iter().nth(at) {
                Some(item) => item,
                None => self.error(span, m::TUPLE_FIELD),
            },
            other => {
                let ty = self.type_of(&other);
                match self.infer.shallow(&ty) {
                    Type::Tuple(items) if at < items.len() => match self.place_of(other, span) {
                        Some(place) => Outcome::Place(place.then(Projection::Field(at))),
                        None => Outcome::Poison,
                    },
                    Type::Var(_) if self.infer.name(&ty).is_some() => {
                        self.member(other, &at.to_string(), span)
                    }
                    Type::Var(_) => self.error(span, m::UNKNOWN_TUPLE),
                    _ => self.error(span, m::TUPLE_FIELD),
                }
            }
        }
    }

    /// A value whose type is a tuple's, taken apart, so that this happens once.
    pub(in crate::lower) fn opened(&mut self, outcome: Outcome, span: Span) -> Outcome {
        if let Outcome::Value(_) = outcome {
            let ty = self.type_of(&outcome);
            if let Type::Tuple(_) = self.infer.shallow(&ty) {
                return match self.place_of(outcome, span) {
                    Some(place) => self.read(Outcome::Place(place), span),
                    None => Outcome::Poison,
                };
            }
        }
        outcome
    }

    /// `*outcome`
    pub(in crate::lower) fn dereference(&mut self, outcome: Outcome) -> Outcome {
        match outcome {
            Outcome::Ref(inner, _) => *inner,
            // What an item of an iterator is behind a reference may be here already.
            other => other,
        }
    }

    /// `place.len()`, a literal where the type says it.
    pub(in crate::lower) fn length(&mut self, place: &Place, span: Span) -> Value {
        let ty = self.place_type(place);
        self.element_type(&ty, span);
        if let Type::Array(_, len) = self.infer.shallow(&ty)
            && let Ok(number) = len
                .text()
                .trim_end_matches("usize")
                .trim_end_matches('_')
                .parse()
        {
            return self.usize(number, span);
        }
        let name = format!("{}_len", self.function.memory(place.memory).name);
        self.define(Expr::Len(place.clone()), Type::USIZE, &name, span)
    }

    /// Whether a place may not be written because it is a constant.
    pub(in crate::lower) fn is_constant(&self, place: &Place) -> bool {
        matches!(self.function.memory(place.memory).origin, Origin::Const(_))
    }
}
