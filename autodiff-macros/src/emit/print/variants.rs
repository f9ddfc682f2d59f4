//! Prints what stands in a variant of an enum.
//!
//! Where a block uses the payload of a place and nothing comes between, the block begins with a
//! `let … else` that binds it, or the `if` around it is an `if let`. Elsewhere the payload is a
//! `match` in the middle of an expression.

use super::Printer;
use super::block::Body;
use super::opened::{Opened, last_payload, payloads};
use crate::emit::code::Code;
use crate::emit::plan::{Definition, Fate};
use crate::emit::types;
use crate::ir::*;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

/// A payload that has a variable: a copy of it, or a reference to it.
pub(super) struct Bound {
    pub(super) place: Place,
    variable: TokenStream,
    copied: bool,
}

/// Whether a pattern asks for no more than that something is there.
fn is_any(pattern: &Tokens) -> bool {
    let text: String = pattern.text().split_whitespace().collect();
    text == "Some(_)"
}

impl<'a> Printer<'a> {
    /// The path of a variant in patterns for values of this type.
    fn variant_path(&self, ty: Option<&Type>, variant: &Variant) -> TokenStream {
        match ty {
            Some(Type::Option(_)) => quote!(::core::option::Option::Some),
            Some(ty @ Type::Gradient(of)) => {
                let name = format_ident!("{}", variant.name());
                let alias = match (&**of, enum_of(variant)) {
                    (Type::Named(_) | Type::Applied(..), _) | (_, None) => {
                        self.gradient_alias(ty, of)
                    }
                    (Type::Output(_), Some(named)) if self.shows_variants(ty) => {
                        self.gradient_alias(ty, &named)
                    }
                    // The pattern names the enum.
                    (_, Some(named)) => {
                        let ty = Type::Gradient(Box::new(named.clone()));
                        self.gradient_alias(&ty, &named)
                    }
                };
                quote!(#alias::#name)
            }
            _ => variant.0.stream().clone(),
        }
    }

    /// Whether rustc finds the variants of an enum behind this projection: one of a function's. Of what a
    /// parameter or a constant stands in, it does not.
    fn shows_variants(&self, ty: &Type) -> bool {
        let written = types::written(ty);
        let has_constants = Tokens::new(written.clone()).mentions(&["name".into()]);
        !has_constants && self.parameters_in(&written).is_empty()
    }

    /// A name for the type of a gradient, with the type parameters in it: variants of a projection cannot be
    /// written.
    fn gradient_alias(&self, ty: &Type, of: &Type) -> TokenStream {
        let alias = self.alias_of(ty, of);
        match &self.parameters_in(&types::written(ty))[..] {
            [] => quote!(#alias),
            parameters => quote!(#alias::<#(#parameters),*>),
        }
    }

    /// The type parameters of the function that a type is written with.
    fn parameters_in(&self, written: &TokenStream) -> Vec<Ident> {
        let names = self.function.generics.iter();
        names
            .filter(|name| Tokens::new(written.clone()).mentions(std::slice::from_ref(*name)))
            .map(|name| format_ident!("{name}"))
            .collect()
    }

    /// A parameter as it is declared.
    fn declared(&self, name: &Ident) -> TokenStream {
        let mut constants = self.function.constants.iter();
        match constants.find(|(constant, _)| name == constant) {
            Some((_, ty)) => {
                let ty = ty.stream();
                quote!(const #name: #ty)
            }
            None => quote!(#name),
        }
    }

    fn alias_of(&self, ty: &Type, of: &Type) -> Ident {
        let written = types::written(ty);
        let text = written.to_string();
        let mut aliases = self.aliases.borrow_mut();
        if let Some((_, alias, _)) = aliases.iter().find(|(t, ..)| *t == text) {
            return alias.clone();
        }
        let last = match of {
            Type::Named(tokens) | Type::Applied(tokens, _) => {
                tokens.text().rsplit("::").next().map(str::trim)
            }
            _ => None,
        };
        let plain = last.filter(|n| n.chars().all(|c| c.is_alphanumeric() || c == '_'));
        let mut name = format!("{}Gradient", plain.unwrap_or("Payload"));
        while aliases.iter().any(|(_, alias, _)| *alias == name) {
            name.push('_');
        }
        let alias = Ident::new(&name, Span::mixed_site());
        aliases.push((text, alias.clone(), written));
        alias
    }

    /// The aliases that the printed code uses.
    pub(in crate::emit) fn alias_items(&self) -> TokenStream {
        let aliases = self.aliases.borrow();
        let items = aliases.iter().map(|(_, alias, written)| {
            let parameters = match &self.parameters_in(written)[..] {
                [] => TokenStream::new(),
                parameters => {
                    let parameters = parameters.iter().map(|name| self.declared(name));
                    quote!(<#(#parameters),*>)
                }
            };
            quote!(type #alias #parameters = #written;)
        });
        quote!(#(#items)*)
    }

    /// Whether a place fits a pattern.
    pub(super) fn is_of(&self, place: &Place, pattern: &Tokens, span: Span) -> Code {
        if let (Some(Type::Option(_)), true) = (self.function.place_type(place), is_any(pattern)) {
            return Code::atom(
                self.place(place)
                    .method(&quote!(is_some), &[], span)
                    .tokens(),
            );
        }
        let pattern = pattern.stream();
        let place = match self.function.place_type(place) {
            Some(Type::Str) => self.borrowed(place),
            _ => self.place(place).tokens(),
        };
        Code::atom(quote!(::core::matches!(#place, #pattern)))
    }

    /// The payload as a place, `base` being the expression of what holds it.
    pub(super) fn payload(
        &self,
        place: &Place,
        upto: usize,
        base: &TokenStream,
        mutable: bool,
    ) -> Code {
        let Some((holder, variant, field)) = last_payload(place, upto + 1) else {
            return Code::atom(base.clone());
        };
        let whole = Place {
            memory: place.memory,
            path: place.path[..=upto].to_vec(),
        };
        // A reference in an `Option` is one more on the way.
        let ty = self.function.place_type(&holder);
        let owned = self.function.memory(holder.memory).origin == Origin::Recalled;
        let twice = matches!(&ty, Some(Type::Option(item)) if matches!(
            &**item,
            Type::Ref(behind, _) if !owned || matches!(**behind, Type::Slice(_))
        ));
        let pointer = |code: TokenStream| match twice {
            true => Code::deref(quote!((*#code))),
            false => Code::deref(code),
        };
        if let Some(bound) = self.bound.iter().rev().find(|b| b.place == whole) {
            return match bound.copied {
                true => Code::atom(bound.variable.clone()),
                false => pointer(bound.variable.clone()),
            };
        }
        let path = self.variant_path(ty.as_ref(), variant);
        let field = types::member(field);
        let reference = if mutable { quote!(&mut) } else { quote!(&) };
        pointer(quote! {
            (match #reference #base {
                #path { #field: payload, .. } => payload,
                #[allow(unreachable_patterns)]
                _ => ::core::unreachable!(),
            })
        })
    }

    /// Binds the payloads that a statement of a block uses, if those behind it let them be.
    pub(super) fn bind_payloads(&mut self, stmts: &'a [Stmt], body: &mut Body) {
        let Some(stmt) = stmts.first() else { return };
        for place in self.direct_places(stmt) {
            for (base, variant, _) in payloads(&place) {
                let Some(opened) = self.opened(&base, &variant, stmts) else {
                    break;
                };
                if opened.fields.is_empty() {
                    continue;
                }
                let pattern = self.open(&opened, stmts);
                let reference = self.base_reference(&opened);
                body.push(quote! {
                    let #pattern = #reference else { ::core::unreachable!() };
                });
            }
        }
    }

    /// `if let pattern = place`, for an `if` that asks whether a place is of a variant and then
    /// uses what is in it.
    pub(super) fn if_let(&mut self, condition: Value, then: &'a Block) -> Option<TokenStream> {
        if self.plan.fate(condition) != Fate::Folded {
            return None;
        }
        let Definition::Expr(Expr::Is(place, asked)) = self.plan.definition(condition) else {
            return None;
        };
        let is_option = matches!(self.function.place_type(place), Some(Type::Option(_)));
        if is_option && !is_any(asked) {
            let (asked, place) = (asked.stream(), self.place(place).tokens());
            return Some(quote!(let #asked = #place));
        }
        if let Some(opened) = self.opened_by(place, then) {
            let pattern = self.open(&opened, &then.stmts);
            let reference = self.base_reference(&opened);
            return Some(quote!(let #pattern = #reference));
        }
        match self.function.place_type(place) {
            Some(Type::Option(_) | Type::Str) => None,
            _ => {
                let (asked, place) = (asked.stream(), self.place(place).tokens());
                Some(quote!(let #asked = #place))
            }
        }
    }

    /// Declares the variables of the fields; gives the pattern.
    fn open(&mut self, opened: &Opened, stmts: &[Stmt]) -> TokenStream {
        let ty = self.function.place_type(&opened.base);
        let path = self.variant_path(ty.as_ref(), &opened.variant);
        let shadow = matches!(ty, Some(Type::Gradient(_)));
        let memory = self.function.memory(opened.base.memory);
        let (holder, span) = (memory.name.clone(), memory.span);
        let mut parts = Vec::new();
        for field in &opened.fields {
            let hint = match &ty {
                Some(Type::Option(_)) => holder.clone(),
                _ if field.parse::<usize>().is_ok() => {
                    format!("{}_{field}", opened.variant.name().to_lowercase())
                }
                _ => field.trim_start_matches("r#").to_string(),
            };
            let hint = if shadow { format!("d_{hint}") } else { hint };
            let place = opened.payload(field);
            let hint = self.read_as(&place, stmts).unwrap_or(hint);
            let variable = match self.adopted(opened, &place, stmts) {
                Some(variable) => variable,
                None => {
                    let variable = self.fresh(&hint, span);
                    quote!(#variable)
                }
            };
            self.bound.push(Bound {
                place,
                variable: variable.clone(),
                copied: opened.copied,
            });
            parts.push((field.clone(), variable));
        }
        if let Some(Type::Option(_)) = ty {
            let variable = parts.pop().map(|(_, variable)| variable);
            return quote!(#path(#variable));
        }
        let numbers: Option<Vec<usize>> = parts.iter().map(|(f, _)| f.parse().ok()).collect();
        match numbers.as_deref().and_then(|numbers| numbers.iter().max()) {
            Some(last) => {
                let parts = (0..=*last).map(|at| {
                    let part = parts.iter().find(|(field, _)| *field == at.to_string());
                    part.map_or_else(|| quote!(_), |(_, variable)| variable.clone())
                });
                quote!(#path(#(#parts,)* ..))
            }
            None => {
                let parts = parts.iter().map(|(field, variable)| {
                    let name = types::member(field);
                    match *field == variable.to_string() {
                        true => quote!(#variable),
                        false => quote!(#name: #variable),
                    }
                });
                quote!(#path { #(#parts,)* .. })
            }
        }
    }

    /// What the user calls what is read from a place.
    fn read_as(&self, place: &Place, stmts: &[Stmt]) -> Option<String> {
        stmts.iter().find_map(|stmt| match stmt {
            Stmt::Let {
                value,
                expr: Expr::Load(read),
            } if read == place => {
                let name = self.function.value(*value).name.as_ref()?;
                Some(name.text.clone())
            }
            _ => None,
        })
    }

    /// The user's variable for a number copied out of a payload: the pattern declares it.
    fn adopted(&mut self, opened: &Opened, place: &Place, stmts: &[Stmt]) -> Option<TokenStream> {
        let mut copies = stmts.iter().filter_map(|stmt| match stmt {
            Stmt::Let {
                value,
                expr: Expr::Load(read),
            } if read == place => Some(*value),
            _ => None,
        });
        let copy = copies.find(|value| {
            let web = self.plan.web(*value);
            self.plan.fate(*value) == Fate::Kept
                && !self.plan.is_mutable(web)
                && !self.is_declared(web)
        });
        let value = copy.filter(|_| opened.copied)?;
        self.adopted.insert(value);
        Some(self.declare(value))
    }

    fn base_reference(&self, opened: &Opened) -> TokenStream {
        if opened.copied {
            self.place(&opened.base).tokens()
        } else if opened.mutable {
            self.borrowed_mut(&opened.base)
        } else {
            self.borrowed(&opened.base)
        }
    }
}

/// The enum that a pattern names in front of the variant.
fn enum_of(variant: &Variant) -> Option<Type> {
    let mut path: Vec<_> = variant.0.stream().clone().into_iter().collect();
    // `::` is two tokens.
    path.truncate(path.len().checked_sub(3)?);
    Some(Type::Named(Tokens::new(path.into_iter().collect())))
}
