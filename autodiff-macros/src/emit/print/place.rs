//! Prints places, and references to them.

use super::Printer;
use crate::emit::code::{Code, Level, enclosed, joined};
use crate::emit::types;
use crate::ir::*;
use proc_macro2::{Delimiter, Literal, TokenStream};
use quote::quote;

impl Printer<'_> {
    /// Whether the memory's variable is a reference to it.
    pub(super) fn is_reference(&self, memory: Memory) -> bool {
        let info = self.function.memory(memory);
        match info.origin {
            Origin::Param(_) => self.function.passing(memory) != Some(Passing::Value),
            Origin::Shadow(_) | Origin::View => true,
            Origin::Recalled => !info.ty.is_scalar(),
            // A literal.
            Origin::Const(_) => info.ty == Type::Str,
            Origin::Local | Origin::Seed => false,
        }
    }

    /// The place itself: it can be read and assigned to.
    pub(super) fn place(&self, place: &Place) -> Code {
        self.place_for(place, false)
    }

    /// The same, where it is going to be written.
    pub(super) fn place_mut(&self, place: &Place) -> Code {
        self.place_for(place, true)
    }

    pub(super) fn place_for(&self, place: &Place, mutable: bool) -> Code {
        let name = self.memory_name(place.memory);
        if place.path.is_empty() && self.is_reference(place.memory) {
            return Code::deref(name);
        }
        let mut tokens = name;
        for (at, projection) in place.path.iter().enumerate() {
            tokens = match projection {
                Projection::Payload(..) => {
                    // What is a reference itself is matched as it is.
                    let base = match at {
                        0 => self
                            .place_for(&Place::whole(place.memory), mutable)
                            .tokens(),
                        _ => tokens,
                    };
                    let code = self.payload(place, at, &base, mutable);
                    match place.path.get(at + 1) {
                        None => return code,
                        Some(Projection::Payload(..)) => code.tokens(),
                        Some(_) => code.receiver(),
                    }
                }
                plain => self.projected(tokens, std::slice::from_ref(plain)),
            };
        }
        // A string in a list is a reference to one.
        match self.function.place_type(place) {
            Some(Type::Str) if !place.path.is_empty() => Code::deref(tokens),
            _ => Code::atom(tokens),
        }
    }

    /// What is read from a place: a copy, or a clone of what is in a payload.
    pub(super) fn loaded(&self, place: &Place, ty: &Type) -> Code {
        let payload = (place.path.iter()).any(|p| matches!(p, Projection::Payload(..)));
        if payload && !ty.is_copy() {
            return Code::atom(self.cloned(place));
        }
        if self.function.place_type(place) == Some(Type::Str) {
            return Code::atom(self.borrowed(place));
        }
        self.place(place)
    }

    /// `&place`
    pub(super) fn borrowed(&self, place: &Place) -> TokenStream {
        if let Some(lent) = self.lent(place) {
            return lent;
        }
        let code = self.place(place);
        match code.pointer() {
            Some(pointer) => pointer.clone(),
            None => code.prefix(quote!(&)).tokens(),
        }
    }

    /// What the projections of plain indices, ranges and fields lead to.
    pub(super) fn projected(&self, base: TokenStream, path: &[Projection]) -> TokenStream {
        path.iter()
            .fold(base, |tokens, projection| match projection {
                Projection::Index(i) => {
                    let i = self.value(*i).tokens();
                    joined([tokens, enclosed(Delimiter::Bracket, i)])
                }
                Projection::Range(from, to) => {
                    let end = |v: &Option<Value>| v.map(|v| self.value(v).at_least(Level::Or));
                    let (from, to) = (end(from), end(to));
                    quote!(#tokens[#from..#to])
                }
                Projection::Field(i) => {
                    let i = Literal::usize_unsuffixed(*i);
                    joined([tokens, quote!(.#i)])
                }
                Projection::Member(name) => {
                    let name = types::member(name);
                    joined([tokens, quote!(.#name)])
                }
                Projection::Text => quote!(#tokens.as_str()),
                // What is in a payload is opened by a pattern and never split.
                Projection::Payload(..) => tokens,
            })
    }

    /// `&mut place`
    pub(super) fn borrowed_mut(&self, place: &Place) -> TokenStream {
        if let Some(lent) = self.lent(place) {
            return lent;
        }
        let code = self.place_mut(place);
        match code.pointer() {
            // Rust reborrows by itself.
            Some(pointer) => pointer.clone(),
            None => code.prefix(quote!(&mut)).tokens(),
        }
    }

    /// What is taken out of a memory as a whole.
    pub(super) fn moved(&self, memory: Memory) -> TokenStream {
        let ty = &self.function.memory(memory).ty;
        if self.is_reference(memory) && !ty.is_copy() {
            self.cloned(&Place::whole(memory))
        } else {
            self.place(&Place::whole(memory)).tokens()
        }
    }

    /// A copy of what stands at a place.
    pub(super) fn cloned(&self, place: &Place) -> TokenStream {
        match self.function.place_type(place) {
            Some(ty) if ty.is_copy() => self.place(place).tokens(),
            Some(Type::Option(item)) if matches!(*item, Type::Ref(..)) => {
                let option = self.place(place).tokens();
                let copied = match *item {
                    Type::Ref(ref behind, _) if matches!(**behind, Type::Slice(_)) => {
                        quote!(|part| part.to_vec())
                    }
                    _ => quote!(::core::clone::Clone::clone),
                };
                quote!(::core::option::Option::map(#option, #copied))
            }
            Some(Type::Slice(item) | Type::Vec(item)) if is_plain(&item) => {
                let slice = self.place(place).receiver();
                quote!(#slice.to_vec())
            }
            Some(ty) if self.may_be_lent(place) => {
                self.by_parts.set(true);
                let (ty, place) = (types::written(&ty), self.borrowed(place));
                quote!(::autodiff::Copying::<#ty>(#place).copied())
            }
            _ => {
                let place = self.borrowed(place);
                self.copied_by_parts(&place)
            }
        }
    }

    /// Whether a place is a field of a struct with lifetimes, which may be a reference: copied is what it leads to.
    fn may_be_lent(&self, place: &Place) -> bool {
        let is_field = matches!(place.path[..], [Projection::Member(_)]);
        is_field
            && match &self.function.memory(place.memory).ty {
                Type::Named(name) => name.text().contains('\''),
                Type::Applied(_, parts) => parts.iter().any(|part| match part {
                    Type::Named(name) => name.text().starts_with('\''),
                    _ => false,
                }),
                _ => false,
            }
    }
}

impl Printer<'_> {
    /// A copy of what need not be `Clone`, by a method of a trait that the body has to import.
    pub(super) fn copied_by_parts(&self, reference: &TokenStream) -> TokenStream {
        self.by_parts.set(true);
        quote!(::autodiff::Copying(#reference).copied())
    }

    /// Whether the body, as far as it is printed, has such a copy.
    pub(in crate::emit) fn copies_by_parts(&self) -> bool {
        self.by_parts.get()
    }
}

/// Whether values of the type are made of numbers alone, so that they are `Clone`.
fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::Array(item, _) | Type::Vec(item) | Type::Option(item) => is_plain(item),
        Type::Tuple(items) => items.iter().all(is_plain),
        ty => ty.is_copy(),
    }
}
