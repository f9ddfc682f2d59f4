//! Parts of one slice that are lent to one call, all to be written: the slice is split in front of it, and an element
//! of a `Vec` whose fields are lent is lent first.

use super::Printer;
use super::block::Body;
use crate::emit::code::Level;
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
        while let Some((first, at)) = parting_point(&parts) {
            self.lend_apart(first, at, &mut parts, body);
        }
        while let Some(element) = self.shared_element(&parts) {
            let hint = self.function.memory(element.memory).name.clone();
            let name = self.fresh(&format!("{hint}_at"), Span::call_site());
            let lent = self.borrowed_mut(&element);
            body.push(quote!(let #name = #lent;));
            for part in &mut parts {
                if part.base.is_none()
                    && part.rest.memory == element.memory
                    && part.rest.path.starts_with(&element.path)
                {
                    part.base = Some(name.clone());
                    part.rest.path.drain(..element.path.len());
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

    /// Elements and parts of one list, of which the first is one, by a look at the list that gives all of them.
    fn lend_apart(&mut self, first: usize, at: usize, parts: &mut [Part], body: &mut Body) {
        let (memory, base) = (parts[first].rest.memory, parts[first].base.clone());
        let prefix = parts[first].rest.path[..at].to_vec();
        let mut picked: Vec<(Projection, Ident)> = Vec::new();
        let hint = self.function.memory(memory).name.clone();
        for part in parts.iter_mut() {
            let path = &part.rest.path;
            let is_one = part.base == base
                && part.rest.memory == memory
                && path.len() > at
                && path[..at] == prefix[..];
            let pick = match path.get(at) {
                Some(pick @ (Projection::Index(_) | Projection::Range(..))) if is_one => {
                    pick.clone()
                }
                _ => continue,
            };
            let name = match picked.iter().find(|(other, _)| *other == pick) {
                Some((_, name)) => name.clone(),
                None => {
                    let name = self.fresh(&format!("{hint}_at"), Span::call_site());
                    picked.push((pick, name.clone()));
                    name
                }
            };
            part.base = Some(name);
            part.rest.path.drain(..=at);
        }
        let list = match &base {
            None => self
                .place_mut(&Place {
                    memory,
                    path: prefix,
                })
                .receiver(),
            Some(base) => self.projected(quote!(#base), &prefix),
        };
        let is_open = |pick: &Projection| matches!(pick, Projection::Range(_, None));
        let end = self.fresh(&format!("{hint}_end"), Span::call_site());
        if picked.iter().any(|(pick, _)| is_open(pick)) {
            body.push(quote!(let #end = #list.len();));
        }
        let one_each = (picked.iter()).all(|(pick, _)| matches!(pick, Projection::Index(_)));
        let picks = picked.iter().map(|(pick, _)| match pick {
            Projection::Range(from, to) => {
                let bound = |v: &Option<Value>| v.map(|v| self.value(v).at_least(Level::Or));
                let from = bound(from).unwrap_or_else(|| quote!(0));
                let to = bound(to).unwrap_or_else(|| quote!(#end));
                quote!(#from..#to)
            }
            Projection::Index(i) if one_each => self.value(*i).tokens(),
            Projection::Index(i) => {
                let i = self.value(*i).at_least(Level::Sum);
                quote!(#i..#i + 1)
            }
            _ => quote!(),
        });
        let names = picked.iter().map(|(_, name)| name);
        let code = quote!(let [#(#names),*] = #list.get_disjoint_mut([#(#picks),*]).expect("parts that differ"););
        body.push(code);
        for (pick, name) in &picked {
            if let (Projection::Index(_), false) = (pick, one_each) {
                body.push(quote!(let #name = &mut #name[0];));
            }
        }
    }

    /// The element of a `Vec` of which two fields are lent: indexing it twice would borrow all of it twice.
    fn shared_element(&self, parts: &[Part]) -> Option<Place> {
        let fields = parts.iter().filter(|part| part.base.is_none());
        let fields: Vec<&Place> = fields.map(|part| &part.rest).collect();
        fields.iter().enumerate().find_map(|(i, a)| {
            let others = fields[..i].iter().filter(|b| b.memory == a.memory);
            others.into_iter().find_map(|b| {
                let pairs = a.path.iter().zip(&b.path);
                let common = pairs.take_while(|(a, b)| a == b).count();
                let parted = [a, b].map(|place| place.path.get(common));
                let is_field =
                    |part: &Option<&Projection>| matches!(part, Some(Projection::Member(_)));
                let element = Place {
                    memory: a.memory,
                    path: a.path[..common].to_vec(),
                };
                (parted.iter().all(is_field) && self.is_in_vec(&element)).then_some(element)
            })
        })
    }

    /// Whether it stands in a `Vec`, by an index.
    fn is_in_vec(&self, place: &Place) -> bool {
        let enumerated = place.path.iter().enumerate();
        let plain =
            |part: &Projection| matches!(part, Projection::Index(_) | Projection::Member(_));
        let mut indices = enumerated.filter(|(_, part)| matches!(part, Projection::Index(_)));
        place.path.iter().all(plain)
            && indices.any(|(at, _)| {
                let list = Place {
                    memory: place.memory,
                    path: place.path[..at].to_vec(),
                };
                let ty = self.function.place_type(&list);
                matches!(ty, Some(Type::Vec(_)))
            })
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

/// The first part of two that are elements or parts of one list, and where their paths part.
fn parting_point(parts: &[Part]) -> Option<(usize, usize)> {
    parts.iter().enumerate().find_map(|(i, a)| {
        let mut others = parts[..i].iter().filter(|b| a.base == b.base);
        Some((i, others.find_map(|b| a.rest.parting(&b.rest))?))
    })
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
