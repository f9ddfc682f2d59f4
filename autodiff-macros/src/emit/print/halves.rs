//! Parts of one slice that are lent to one call, all to be written: the slice is split in front of it.

use super::Printer;
use super::block::Body;
use crate::ir::*;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// A place that is to be lent, as what is left of its path behind the last split.
struct Part {
    whole: Place,
    rest: Place,
    base: Option<Ident>,
}

impl Printer<'_> {
    /// Splits what has to be split to lend the places at once; they are printed by their parts until
    /// [`Printer::taken_back`].
    pub(super) fn lend(&mut self, places: &[Place], body: &mut Body) {
        let mut parts: Vec<Part> = (places.iter())
            .map(|place| Part {
                whole: place.clone(),
                rest: place.clone(),
                base: None,
            })
            .collect();
        while let Some((first, at, index)) = split_point(&parts) {
            let prefix = parts[first].rest.path[..at].to_vec();
            let (memory, base) = (parts[first].rest.memory, parts[first].base.clone());
            let slice = Place {
                memory,
                path: prefix.clone(),
            };
            let slice = match &base {
                None => self.place_mut(&slice).receiver(),
                Some(base) => self.projected(quote!(#base), &prefix),
            };
            let hint = self.function.memory(memory).name.clone();
            let left = self.fresh(&format!("{hint}_left"), Span::call_site());
            let right = self.fresh(&format!("{hint}_right"), Span::call_site());
            let index_code = self.value(index).tokens();
            body.push(quote!(let (#left, #right) = #slice.split_at_mut(#index_code);));
            for part in &mut parts {
                if part.rest.memory != memory || part.base != base {
                    continue;
                }
                let half = match part.rest.path.get(at) {
                    Some(Projection::Range(None, Some(i))) if *i == index => &left,
                    Some(Projection::Range(Some(i), None)) if *i == index => &right,
                    _ => continue,
                };
                if part.rest.path[..at] == prefix[..] {
                    part.base = Some(half.clone());
                    part.rest.path.drain(..=at);
                }
            }
        }
        for part in parts {
            if let Some(base) = part.base {
                let lent = match part.rest.path.is_empty() {
                    true => quote!(#base),
                    false => {
                        let place = self.projected(quote!(#base), &part.rest.path);
                        quote!(&mut #place)
                    }
                };
                self.lent.push((part.whole, lent));
            }
        }
    }

    /// Whether two parts of one slice, both slices themselves, stand on two sides of an index.
    pub(super) fn are_halves(&self, a: &Place, b: &Place) -> bool {
        let ty = self.function.place_type(a);
        ty.is_none_or(|ty| !ty.is_float()) && a.halves(b).is_some()
    }

    /// Such parts, lent at once: one to be written, one to be read.
    pub(super) fn lend_halves(
        &mut self,
        to: &Place,
        from: &Place,
        body: &mut Body,
    ) -> (TokenStream, TokenStream) {
        self.lend(&[to.clone(), from.clone()], body);
        let lent = (self.borrowed_mut(to), self.borrowed_mut(from));
        self.taken_back();
        lent
    }

    /// The call is over.
    pub(super) fn taken_back(&mut self) {
        self.lent.clear();
    }

    /// What a place is lent as, if it is a part of a slice that was split.
    pub(super) fn lent(&self, place: &Place) -> Option<TokenStream> {
        let found = self.lent.iter().find(|(lent, _)| lent == place);
        found.map(|(_, tokens)| tokens.clone())
    }
}

/// The first part of two that are halves of one slice, where their paths part, and the index.
fn split_point(parts: &[Part]) -> Option<(usize, usize, Value)> {
    for (i, a) in parts.iter().enumerate() {
        for b in &parts[..i] {
            if a.base == b.base
                && let Some((at, index)) = a.rest.halves(&b.rest)
            {
                return Some((i, at, index));
            }
        }
    }
    None
}
