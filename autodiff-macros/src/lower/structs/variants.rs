//! Enums: tests of variants, what is in them, literals.
//!
//! What an enum consists of is not known here. Whether a place is of a variant is an expression of
//! its own, printed with the user's path; its payload is a place below the enum's, of the type
//! `<Enum as Field<"Variant.field">>::Type`, which the derive implements.

use crate::ir::{Init, Place, Tokens, Variant};
use crate::lower::messages as m;
use crate::lower::options::opened::Optional;
use crate::lower::types::infer;
use crate::lower::*;

/// The enum of a variant's path, if the path names it.
pub(in crate::lower) fn enum_of(path: &syn::Path) -> Option<Tokens> {
    let mut path = path.clone();
    path.segments.pop()?;
    path.segments.pop_punct();
    let names = paths::segments(&path);
    paths::is_of_type(&names).then(|| types::tokens_of(&path))
}

impl<'a> Lowerer<'a> {
    /// The type of a field of a variant.
    pub(in crate::lower) fn payload_type(
        &mut self,
        ty: &Type,
        variant: &Variant,
        field: &str,
        span: Span,
    ) -> Type {
        match (self.infer.shallow(ty), self.infer.name(ty)) {
            (Type::Option(item), _) => match self.infer.shallow(&item) {
                Type::Ref(behind, _) => *behind,
                item => item,
            },
            (Type::Var(_), Some(whole)) => {
                let field = Type::FieldOf(Box::new(whole), variant.key(field));
                self.infer.named(field, span)
            }
            _ => self.infer.fresh(),
        }
    }

    /// What is matched, such that patterns can test it: a call's result of an optional type is
    /// opened, an enum stands in memory.
    pub(in crate::lower) fn scrutinee(
        &mut self,
        outcome: Outcome,
        patterns: &[&syn::Pat],
    ) -> Outcome {
        match outcome {
            Outcome::Tuple(items) => {
                let items = items.into_iter().enumerate().map(|(at, item)| {
                    let cases = patterns
                        .iter()
                        .flat_map(|p| patterns::of_variants::cases(p));
                    let inner = cases.filter_map(|p| match p {
                        syn::Pat::Tuple(tuple) => tuple.elems.get(at),
                        _ => None,
                    });
                    let inner: Vec<_> = inner.collect();
                    self.scrutinee(item, &inner)
                });
                Outcome::Tuple(items.collect())
            }
            Outcome::Value(value) => {
                let span = self.function.value(value).span;
                let ty = self.function.value(value).ty.clone();
                if matches!(self.infer.shallow(&ty), Type::Tuple(_)) {
                    let opened = self.opened(Outcome::Value(value), span);
                    return match opened {
                        Outcome::Tuple(_) => self.scrutinee(opened, patterns),
                        other => other,
                    };
                }
                if patterns
                    .iter()
                    .any(|p| patterns::of_variants::is_optional(p))
                {
                    self.around.asks_error =
                        patterns.iter().any(|p| patterns::errors::tells_apart(p));
                    let optional = self.optional(Outcome::Value(value), span);
                    self.around.asks_error = false;
                    return optional.map_or(Outcome::Poison, Optional::outcome);
                }
                let named = self.infer.name(&ty).is_some()
                    && matches!(self.infer.kind(&ty), infer::Kind::Any | infer::Kind::Struct);
                if named
                    && patterns
                        .iter()
                        .any(|p| patterns::of_variants::is_variant(p))
                {
                    let place = self.place_of(Outcome::Value(value), span);
                    return place.map_or(Outcome::Poison, Outcome::Place);
                }
                Outcome::Value(value)
            }
            // What a reference leads to is opened as well, or put where patterns find it.
            Outcome::Ref(inner, mutable)
                if matches!(*inner, Outcome::Value(_) | Outcome::Tuple(_)) =>
            {
                self.scrutinee(*inner, patterns).reference(mutable)
            }
            other => other,
        }
    }

    /// Whether a value may be an enum: it is no number.
    pub(in crate::lower) fn may_be_enum(&mut self, value: &Outcome) -> bool {
        let ty = self.type_of(&value.clone().dereferenced());
        self.infer.name(&ty).is_some()
            && matches!(self.infer.kind(&ty), infer::Kind::Any | infer::Kind::Struct)
    }

    /// The place of an enum, of the type that a variant's path names.
    pub(in crate::lower) fn enum_place(
        &mut self,
        path: &syn::Path,
        value: &Outcome,
        span: Span,
    ) -> Option<Place> {
        let place = self.place_of(value.clone().dereferenced(), span)?;
        let ty = self.place_type(&place);
        if self.infer.name(&ty).is_none() {
            let own = self.is_struct_path(path).then(|| types::tokens_of(path));
            let Some(name) = enum_of(path).or(own) else {
                self.error(span, m::MATCH_PATTERN);
                return None;
            };
            let named = self.infer.named(Type::Named(name), span);
            self.unify(&ty, &named, span);
        }
        self.apply_enum(path, &ty, span).then_some(place)
    }

    /// `Enum::Variant(a, b)` or `Enum::Variant { name: a }`
    pub(in crate::lower) fn variant_literal(
        &mut self,
        path: &syn::Path,
        fields: Vec<(String, Outcome, Span)>,
        span: Span,
    ) -> Outcome {
        let Some(name) = enum_of(path) else {
            return self.error(span, m::VARIANT);
        };
        let found = fields.iter();
        let found: Vec<_> = found
            .map(|(n, field, _)| (n.clone(), self.type_of(field)))
            .collect();
        let applied = self.applied_variant(path, &name, &found, span);
        let ty = applied.unwrap_or_else(|| self.literal_type(&name, span));
        self.infer.narrow(&ty, infer::Kind::Struct);
        let variant = Variant(types::tokens_of(path));
        let operands = self.literal_fields(fields, &mut |l, name, span| {
            l.payload_type(&ty, &variant, name, span)
        });
        let operands = match operands {
            Ok(operands) => operands,
            Err(outcome) => return outcome,
        };
        let init = Init::Operand(Operand::Variant {
            ty: ty.clone(),
            variant: variant.clone(),
            fields: operands,
        });
        let name = variant.name().to_lowercase();
        Outcome::Place(Place::whole(self.allocate(init, ty, &name, span)))
    }
}
