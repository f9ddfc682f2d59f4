//! Patterns of variants, and of structs where they may not fit.

use crate::ir::{Expr, Place, Projection, Tokens, Variant};
use crate::lower::flow::branch;
use crate::lower::messages as m;
use crate::lower::*;
use quote::ToTokens;

/// The parts of a pattern of a variant, by the names of its fields.
type Parts<'p> = Vec<(String, &'p syn::Pat)>;

/// Whether a pattern names a variant of `Option` or `Result`.
pub(in crate::lower) fn is_optional(pattern: &syn::Pat) -> bool {
    let last = |path: &syn::Path| {
        let names = paths::segments(path);
        let last = names.last().map_or("", String::as_str);
        paths::is_of_option(path) && ["Some", "None", "Ok", "Err"].contains(&last)
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

/// The patterns that a pattern offers to choose from.
pub(in crate::lower) fn cases(pattern: &syn::Pat) -> Vec<&syn::Pat> {
    match pattern {
        syn::Pat::Or(or) => or.cases.iter().flat_map(cases).collect(),
        syn::Pat::Paren(paren) => cases(&paren.pat),
        pattern => vec![pattern],
    }
}

/// Whether a pattern names a variant of an enum, or a struct.
pub(in crate::lower) fn is_variant(pattern: &syn::Pat) -> bool {
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
pub(in crate::lower) fn variant_parts(pattern: &syn::Pat) -> Result<(&syn::Path, Parts<'_>), Span> {
    match pattern {
        syn::Pat::TupleStruct(pattern) => {
            let mut parts = Vec::new();
            for (at, part) in pattern.elems.iter().enumerate() {
                match part {
                    syn::Pat::Rest(_) if at + 1 < pattern.elems.len() => {
                        return Err(m::span_of(part));
                    }
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
        other => Err(m::span_of(other)),
    }
}

/// The way to a field, of a variant or of a struct.
fn projection(variant: Option<&Variant>, field: String) -> Projection {
    match variant {
        Some(variant) => Projection::Payload(variant.clone(), field),
        None => Projection::Member(field),
    }
}

/// The names of variants without their enum that patterns begin with.
pub(in crate::lower) fn heads(pattern: &syn::Pat, found: &mut Vec<String>) {
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
    /// Whether a value is of a variant, and its parts fit.
    pub(in crate::lower) fn variant_test(
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
            if patterns::conditional::always_fits(part) {
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
                        Some(self.value(both, m::span_of(part)))
                    }
                };
        }
        test
    }

    /// Whether a path in a pattern is a struct's, rather than a variant's: it names no enum, and
    /// nowhere in the function does such a pattern decide anything.
    pub(in crate::lower) fn is_struct_path(&self, path: &syn::Path) -> bool {
        let names = paths::segments(path);
        !paths::is_inside_type(&names)
            && names
                .last()
                .is_some_and(|name| !self.facts.is_imported_variant(name))
    }

    /// Whether a place fits a path that names a constant or a variant without fields.
    pub(in crate::lower) fn path_test(
        &mut self,
        path: Tokens,
        value: &Outcome,
        span: Span,
    ) -> Option<Value> {
        let place = self.place_of(value.clone().dereferenced(), span)?;
        Some(self.define(Expr::Is(place, path), Type::Bool, "", span))
    }

    /// The names in a variant's pattern, once it fits.
    pub(in crate::lower) fn bind_variant(&mut self, pattern: &syn::Pat, value: &Outcome) {
        let span = m::span_of(pattern);
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
                None if patterns::conditional::always_fits(part) => self.read(payload, span),
                None => payload,
            };
            self.bind_names(part, &payload);
        }
    }

    /// The names that all of several patterns bind, from the one that fits.
    pub(in crate::lower) fn bind_either(&mut self, cases: &[&syn::Pat], value: &Outcome) {
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
        let span = m::span_of(*case);
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
}
