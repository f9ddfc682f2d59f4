//! Paths as expressions: variables, constants, functions.

use super::closures::Callable;
use super::structs::variants;
use super::*;
use crate::ir::Expr;
use std::rc::Rc;

/// The names of a path's segments.
pub(super) fn segments(path: &syn::Path) -> Vec<String> {
    path.segments.iter().map(|s| s.ident.to_string()).collect()
}

/// The name of a path that is a single identifier.
pub(super) fn single(path: &syn::ExprPath) -> Option<String> {
    let ident = path.path.get_ident()?;
    path.qself.is_none().then(|| ident.to_string())
}

/// `f64` of `f64::MAX`, `std::f64::consts::PI` or `core::primitive::f64::MAX`, and the last name.
pub(super) fn primitive(names: &[String]) -> Option<(Type, &str)> {
    let (last, before) = names.split_last()?;
    let root = before.first()?;
    let rooted = before.len() == 1 || matches!(root.as_str(), "std" | "core");
    let ty = before.iter().rev().find_map(|name| types::number(name))?;
    let direct = before.len() <= 3
        && (before.iter()).all(|n| types::number(n).is_some() || KNOWN.contains(&n.as_str()));
    (direct && (rooted || before.iter().any(|n| n == "consts"))).then_some((ty, last))
}

const KNOWN: [&str; 4] = ["std", "core", "primitive", "consts"];

fn starts_upper(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// Whether a path leads to a constructor or into a type.
pub(super) fn is_of_type(names: &[String]) -> bool {
    let constant = |n: &String| n.len() > 1 && n.chars().all(|c| !c.is_lowercase());
    match names.split_last() {
        Some((last, before)) => {
            (starts_upper(last) && !constant(last)) || before.iter().any(|n| starts_upper(n))
        }
        None => false,
    }
}

/// Whether what a path with the last name of a variant of `Option` or `Result` names is not one of another enum.
pub(super) fn is_of_option(path: &syn::Path) -> bool {
    let names = segments(path);
    let Some((_, before)) = names.split_last() else {
        return false;
    };
    before
        .last()
        .is_none_or(|of| matches!(of.as_str(), "Option" | "Result") && is_enum_of_std(path, before))
}

/// Whether the enum in front of the last name of a path is not one of the user's with a name of `std`'s.
pub(super) fn is_enum_of_std(path: &syn::Path, before: &[String]) -> bool {
    match before {
        [root, ..] if root == "std" || root == "core" => before.len() == 3,
        [_] => is_name_of_std(&path.segments[before.len() - 1].ident),
        _ => false,
    }
}

/// Whether neither a definition nor an import gives such a name another meaning.
pub(super) fn is_name_of_std(name: &syn::Ident) -> bool {
    let of_std = |from: &str| matches!(from, "std" | "core");
    source::definitions::enumeration(name).is_none()
        && (!source::imported_names::is_imported(name)
            || source::imported_names::is_imported_from(name, of_std))
}

/// Whether a path leads into a type: to a variant of an enum, or to an associated item.
pub(super) fn is_inside_type(names: &[String]) -> bool {
    let before = names.split_last().map(|(_, before)| before);
    before.is_some_and(|before| before.iter().any(|n| starts_upper(n)))
}

impl<'a> Lowerer<'a> {
    pub(super) fn path(&mut self, e: &syn::ExprPath, span: Span) -> Outcome {
        if let Some(name) = single(e)
            && let Some(outcome) = self.scope.find(&name)
        {
            let outcome = outcome.clone();
            return self.pointed(outcome);
        }
        let names = segments(&e.path);
        if names.first().is_some_and(|n| n == "self") && names.len() == 1 {
            return Outcome::Poison;
        }
        if let ("Self", [_, name]) = (names.first().map_or("", String::as_str), &names[..]) {
            return self.own_constant(e, name, span);
        }
        if let [name] = &names[..]
            && name == "None"
        {
            return self.nothing();
        }
        if let Some(order) = self.constant_order(&names) {
            return order;
        }
        if let Some(outcome) = self.function_item(e, &names) {
            return outcome;
        }
        if self.around.asks_function && self.is_function_path(e) {
            return Outcome::Callable(Rc::new(Callable::Function(e.clone())));
        }
        if let Some((ty, last)) = primitive(&names)
            && let Some(ty) = associated(&ty, last, names.iter().any(|n| n == "consts"))
        {
            let expr = Expr::Const(types::tokens_of(&e.path));
            return Outcome::Value(self.define(expr, ty, "", span));
        }
        if let Some(name) = variants::enum_of(&e.path)
            && e.qself.is_none()
            && !names.first().is_some_and(|of| self.objects.contains(of))
            && is_of_type(&names[names.len() - 1..])
            && !is_associated_constant(&e.path)
        {
            let applied = self.applied_variant(&e.path, &name, &[], span);
            let ty = applied.unwrap_or_else(|| self.infer.named(Type::Named(name), span));
            return self.declared_constant(types::tokens_of(e), ty, span);
        }
        if names.last().is_some_and(|last| last == "PhantomData") {
            return self.declared_constant(types::tokens_of(e), Type::Unknown, span);
        }
        if is_unit_struct(&names) && e.qself.is_none() {
            let ty = self.infer.named(Type::Named(types::tokens_of(e)), span);
            return self.declared_constant(types::tokens_of(e), ty, span);
        }
        self.constant(types::tokens_of(e), span)
    }
}

/// Whether a path leads to the only value of a struct without fields. A single letter is a constant.
fn is_unit_struct(names: &[String]) -> bool {
    let last = names.last();
    last.is_some_and(|last| starts_upper(last) && last.contains(char::is_lowercase))
}

/// Whether the file says that a path such as `Type::N`, which may be a variant, is a constant of a type.
fn is_associated_constant(path: &syn::Path) -> bool {
    let idents: Vec<_> = path.segments.iter().map(|s| &s.ident).collect();
    match idents[..] {
        [.., owner, name] => source::definitions::constant_of(owner, name).is_some(),
        _ => false,
    }
}

/// The type of an associated constant of a primitive type.
fn associated(ty: &Type, name: &str, of_consts: bool) -> Option<Type> {
    match name {
        "MAX" | "MIN" => Some(ty.clone()),
        "EPSILON" | "MIN_POSITIVE" | "INFINITY" | "NEG_INFINITY" | "NAN" if ty.is_float() => {
            Some(ty.clone())
        }
        "MAX_EXP" | "MIN_EXP" | "MAX_10_EXP" | "MIN_10_EXP" if ty.is_float() => {
            Some(Type::Int("i32"))
        }
        "BITS" | "DIGITS" | "MANTISSA_DIGITS" | "RADIX" => Some(Type::Int("u32")),
        _ => of_consts.then(|| ty.clone()),
    }
}
