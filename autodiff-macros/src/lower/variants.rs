//! Enums: tests of variants, what is in them, literals.
//!
//! What an enum consists of is not known here. Whether a place is of a variant is an expression of
//! its own, printed with the user's path; its payload is a place below the enum's, of the type
//! `<Enum as Field<"Variant.field">>::Type`, which the derive implements.

use super::messages as m;
use super::*;
use crate::ir::{Expr, Init, Place, Projection, Tokens, Variant};
use quote::ToTokens;

/// The parts of a pattern of a variant, by the names of its fields.
type Parts<'p> = Vec<(String, &'p syn::Pat)>;

/// Whether a pattern names a variant of `Option` or `Result`.
pub(super) fn is_optional(pattern: &syn::Pat) -> bool {
    let last = |path: &syn::Path| {
        let last = path.segments.last();
        last.is_some_and(|s| ["Some", "None", "Ok", "Err"].iter().any(|n| s.ident == n))
    };
    match pattern {
        syn::Pat::TupleStruct(pattern) => last(&pattern.path),
        syn::Pat::Path(pattern) => last(&pattern.path),
        syn::Pat::Ident(ident) => match &ident.subpat {
            Some((_, inner)) => is_optional(inner),
            None => ident.ident == "None",
        },
        syn::Pat::Paren(paren) => is_optional(&paren.pat),
        syn::Pat::Reference(reference) => is_optional(&reference.pat),
        syn::Pat::Or(or) => or.cases.iter().any(is_optional),
        _ => false,
    }
}

/// Whether a pattern names a variant of an enum, or a struct.
pub(super) fn is_variant(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::TupleStruct(_) | syn::Pat::Struct(_) => !is_optional(pattern),
        syn::Pat::Path(path) => paths::is_of_type(&paths::segments(&path.path)),
        syn::Pat::Ident(ident) => match &ident.subpat {
            Some((_, inner)) => is_variant(inner),
            None => paths::is_of_type(&[ident.ident.to_string()]) && !is_optional(pattern),
        },
        syn::Pat::Paren(paren) => is_variant(&paren.pat),
        syn::Pat::Reference(reference) => is_variant(&reference.pat),
        syn::Pat::Or(or) => or.cases.iter().any(is_variant),
        _ => false,
    }
}

/// The path of a variant's pattern and its parts; an error where there are parts without a number.
pub(super) fn variant_parts(pattern: &syn::Pat) -> Result<(&syn::Path, Parts<'_>), Span> {
    match pattern {
        syn::Pat::TupleStruct(pattern) => {
            let mut parts = Vec::new();
            for (at, part) in pattern.elems.iter().enumerate() {
                match part {
                    syn::Pat::Rest(_) if at + 1 < pattern.elems.len() => return Err(m::span(part)),
                    syn::Pat::Rest(_) => {}
                    part => parts.push((at.to_string(), part)),
                }
            }
            Ok((&pattern.path, parts))
        }
        syn::Pat::Struct(pattern) => {
            let parts = pattern.fields.iter();
            let parts = parts.map(|f| (structs::member_name(&f.member), &*f.pat));
            Ok((&pattern.path, parts.collect()))
        }
        syn::Pat::Path(pattern) => Ok((&pattern.path, Vec::new())),
        other => Err(m::span(other)),
    }
}

/// The enum of a variant's path, if the path names it.
pub(super) fn enum_of(path: &syn::Path) -> Option<Tokens> {
    let mut path = path.clone();
    path.segments.pop()?;
    path.segments.pop_punct();
    let names = paths::segments(&path);
    paths::is_of_type(&names).then(|| types::tokens_of(&path))
}

/// The way to a field, of a variant or of a struct.
fn projection(variant: Option<&Variant>, field: String) -> Projection {
    match variant {
        Some(variant) => Projection::Payload(variant.clone(), field),
        None => Projection::Member(field),
    }
}

/// The names of variants without their enum that patterns begin with.
pub(super) fn heads(pattern: &syn::Pat, found: &mut Vec<String>) {
    match pattern {
        syn::Pat::TupleStruct(p) => found.extend(p.path.get_ident().map(ToString::to_string)),
        syn::Pat::Struct(p) => found.extend(p.path.get_ident().map(ToString::to_string)),
        syn::Pat::Guard(guarded) => heads(&guarded.pat, found),
        syn::Pat::Paren(paren) => heads(&paren.pat, found),
        syn::Pat::Reference(reference) => heads(&reference.pat, found),
        syn::Pat::Or(or) => or.cases.iter().for_each(|case| heads(case, found)),
        _ => {}
    }
}

impl<'a> Lowerer<'a> {
    /// The type of a field of a variant.
    pub(super) fn payload_type(
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
    pub(super) fn scrutinee(&mut self, outcome: Outcome, patterns: &[&syn::Pat]) -> Outcome {
        match outcome {
            Outcome::Tuple(items) => {
                let items = items.into_iter().enumerate().map(|(at, item)| {
                    let inner = patterns.iter().filter_map(|p| match p {
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
                if patterns.iter().any(|p| is_optional(p)) {
                    return match self.optional(Outcome::Value(value), span) {
                        Some(optional) => optional.outcome(),
                        None => Outcome::Poison,
                    };
                }
                let named = self.infer.name(&ty).is_some()
                    && matches!(self.infer.kind(&ty), infer::Kind::Any | infer::Kind::Struct);
                if named && patterns.iter().any(|p| is_variant(p)) {
                    let place = self.place_of(Outcome::Value(value), span);
                    return place.map_or(Outcome::Poison, Outcome::Place);
                }
                Outcome::Value(value)
            }
            other => other,
        }
    }

    /// Whether a value may be an enum: it is no number.
    pub(super) fn may_be_enum(&mut self, value: &Outcome) -> bool {
        let ty = self.type_of(&value.clone().dereferenced());
        self.infer.name(&ty).is_some()
            && matches!(self.infer.kind(&ty), infer::Kind::Any | infer::Kind::Struct)
    }

    /// The place of an enum, of the type that a variant's path names.
    fn enum_place(&mut self, path: &syn::Path, value: &Outcome, span: Span) -> Option<Place> {
        let place = self.place_of(value.clone().dereferenced(), span)?;
        let ty = self.place_type(&place);
        if self.infer.name(&ty).is_none() {
            let Some(name) = enum_of(path) else {
                self.error(span, m::MATCH_PATTERN);
                return None;
            };
            let named = self.infer.named(Type::Named(name), span);
            self.unify(&ty, &named, span);
        }
        Some(place)
    }

    /// Whether a value is of a variant, and its parts fit.
    pub(super) fn variant_test(
        &mut self,
        pattern: &syn::Pat,
        value: &Outcome,
        span: Span,
    ) -> Option<Value> {
        if let Outcome::Poison | Outcome::Never = value.clone().dereferenced() {
            return None;
        }
        let (path, parts) = match variant_parts(pattern) {
            Ok(found) => found,
            Err(span) => {
                self.error(span, m::MATCH_PATTERN);
                return None;
            }
        };
        let place = self.enum_place(path, value, span)?;
        if self.is_struct_path(path) {
            return self.parts_test(&place, None, parts, None);
        }
        let tokens = match pattern {
            syn::Pat::Path(_) => types::tokens_of(path),
            _ => {
                let mut tokens = path.to_token_stream();
                tokens.extend(builder::tokens("{ .. }").stream().clone());
                Tokens::new(tokens)
            }
        };
        let variant = Variant(types::tokens_of(path));
        let is = self.define(Expr::Is(place.clone(), tokens), Type::Bool, "", span);
        self.parts_test(&place, Some(&variant), parts, Some(is))
    }

    /// Whether the parts of a variant, or of a struct, fit; after a first test.
    fn parts_test(
        &mut self,
        place: &Place,
        variant: Option<&Variant>,
        parts: Parts<'_>,
        first: Option<Value>,
    ) -> Option<Value> {
        let mut test = first;
        for (field, part) in parts {
            if conditional_patterns::always_fits(part) {
                continue;
            }
            let part_of = Outcome::Place(place.then(projection(variant, field)));
            test =
                match test {
                    None => self.pattern_test(part, &part_of),
                    Some(before) => {
                        let both = self.both(before, true, &mut |l| match l
                            .pattern_test(part, &part_of)
                        {
                            Some(test) => test,
                            None => l.boolean(true),
                        });
                        Some(self.value(both, m::span(part)))
                    }
                };
        }
        test
    }

    /// Whether a path in a pattern is a struct's, rather than a variant's: it names no enum, and
    /// nowhere in the function does such a pattern decide anything.
    fn is_struct_path(&self, path: &syn::Path) -> bool {
        let names = paths::segments(path);
        !paths::is_inside_type(&names)
            && names
                .last()
                .is_some_and(|name| !self.facts.is_imported_variant(name))
    }

    /// Whether a place fits a path that names a constant or a variant without fields.
    pub(super) fn path_test(&mut self, path: Tokens, value: &Outcome, span: Span) -> Option<Value> {
        let place = self.place_of(value.clone().dereferenced(), span)?;
        Some(self.define(Expr::Is(place, path), Type::Bool, "", span))
    }

    /// The names in a variant's pattern, once it fits.
    pub(super) fn bind_variant(&mut self, pattern: &syn::Pat, value: &Outcome) {
        let span = m::span(pattern);
        let Ok((path, parts)) = variant_parts(pattern) else {
            return;
        };
        let behind = match value {
            Outcome::Ref(_, mutable) => Some(*mutable),
            _ => None,
        };
        let place = match value.clone().dereferenced() {
            Outcome::Place(place) => Some(place),
            _ => None,
        };
        let variant = Variant(types::tokens_of(path));
        let variant = (!self.is_struct_path(path)).then_some(variant);
        for (field, part) in parts {
            if let syn::Pat::Wild(_) = part {
                continue;
            }
            let Some(place) = &place else {
                self.bind_names(part, &Outcome::Poison);
                continue;
            };
            let payload = Outcome::Place(place.then(projection(variant.as_ref(), field)));
            let payload = match behind {
                Some(mutable) => payload.reference(mutable),
                None if conditional_patterns::always_fits(part) => self.read(payload, span),
                None => payload,
            };
            self.bind_names(part, &payload);
        }
    }

    /// The names that all of several patterns bind, from the one that fits.
    pub(super) fn bind_either(&mut self, cases: &[&syn::Pat], value: &Outcome) {
        let Some(first) = cases.first() else { return };
        let mut names = scan::pattern_names(first);
        names.retain(|name| !paths::is_of_type(std::slice::from_ref(name)));
        if names.is_empty() {
            return;
        }
        let found = self.either_names(cases, value, &names);
        for (at, name) in names.iter().enumerate() {
            let outcome = match &found {
                Outcome::Tuple(items) => items.get(at).cloned().unwrap_or(Outcome::Poison),
                _ => Outcome::Poison,
            };
            self.scope.bind(name, outcome);
        }
    }

    fn either_names(&mut self, cases: &[&syn::Pat], value: &Outcome, names: &[String]) -> Outcome {
        let Some((case, rest)) = cases.split_first() else {
            return Outcome::Never;
        };
        let span = m::span(*case);
        let bound = |l: &mut Self| {
            l.scoped(|l| {
                l.bind_names(case, value);
                let found = names.iter().map(|name| {
                    let found = l.scope.find(name).cloned();
                    l.read(found.unwrap_or(Outcome::Poison), span)
                });
                Outcome::Tuple(found.collect())
            })
        };
        let test = self.pattern_test(case, value).filter(|_| !rest.is_empty());
        let Some(test) = test else {
            return bound(self);
        };
        self.branch(
            test,
            &mut |l, k| {
                let found = bound(l);
                k(l, found)
            },
            &mut |l, k| {
                let found = l.either_names(rest, value, names);
                k(l, found)
            },
            &mut branch::as_is,
            span,
        )
    }

    /// `Enum::Variant(a, b)` or `Enum::Variant { name: a }`
    pub(super) fn variant_literal(
        &mut self,
        path: &syn::Path,
        fields: Vec<(String, Outcome, Span)>,
        span: Span,
    ) -> Outcome {
        let Some(name) = enum_of(path) else {
            return self.error(span, m::VARIANT);
        };
        let ty = self.infer.named(Type::Named(name), span);
        let variant = Variant(types::tokens_of(path));
        let mut operands = Vec::new();
        for (name, outcome, span) in fields {
            match outcome {
                Outcome::Poison | Outcome::Never => return outcome,
                Outcome::Ref(..) => return self.error(span, m::REFERENCE_FIELD),
                _ => {}
            }
            if !matches!(outcome, Outcome::Value(v) if self.integers.contains_key(&v)) {
                let found = self.type_of(&outcome);
                let field = self.payload_type(&ty, &variant, &name, span);
                self.unify(&found, &field, span);
            }
            operands.push((name, self.operand(outcome, span)));
        }
        let init = Init::Operand(Operand::Variant {
            ty: ty.clone(),
            variant: variant.clone(),
            fields: operands,
        });
        let name = variant.name().to_lowercase();
        Outcome::Place(Place::whole(self.allocate(init, ty, &name, span)))
    }

    /// `matches!(value, pattern if guard)`
    pub(super) fn matches_macro(&mut self, mac: &syn::Macro, span: Span) -> Outcome {
        let parse = |input: syn::parse::ParseStream<'_>| {
            let value: syn::Expr = input.parse()?;
            input.parse::<syn::Token![,]>()?;
            let pattern = syn::Pat::parse_multi_with_leading_vert(input)?;
            let guard = match input.parse::<Option<syn::Token![if]>>()? {
                Some(_) => Some(input.parse::<syn::Expr>()?),
                None => None,
            };
            input.parse::<Option<syn::Token![,]>>()?;
            Ok((value, pattern, guard))
        };
        let (value, pattern, guard) = match syn::parse::Parser::parse2(parse, mac.tokens.clone()) {
            Ok(found) => found,
            Err(error) => {
                self.errors.push(error);
                return Outcome::Poison;
            }
        };
        let value = self.rvalue(&value);
        let value = self.scrutinee(value, &[&pattern]);
        let test = match self.pattern_test(&pattern, &value) {
            Some(test) => test,
            None => self.boolean(true),
        };
        let Some(guard) = guard else {
            return Outcome::Value(test);
        };
        self.both(test, true, &mut |l| {
            l.scoped(|l| {
                l.bind_names(&pattern, &value);
                let value = l.scalar(&guard);
                l.unify_value(value, &Type::Bool, span);
                value
            })
        })
    }
}
