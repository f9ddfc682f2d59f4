//! `BTreeMap`s and `HashMap`s that stay in the function: a sorted `Vec` of the keys, and one of the values
//! beside it. So a key, which carries no gradient, has a place like an index, and both maps go over their
//! items in the order of the keys.

use crate::ir::{Binary, Expr, Init, Place, Projection};
use crate::lower::iteration::iterators::{By, Iter};
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;

/// A map: where its keys and its values are.
#[derive(Clone)]
pub(in crate::lower) struct Map {
    pub(in crate::lower) keys: Place,
    pub(in crate::lower) values: Place,
    /// The argument that they are those of.
    pub(in crate::lower) whole: Option<Place>,
}

/// Whether the key is there, and the index at which it is or belongs.
#[derive(Clone, Copy)]
pub(in crate::lower) struct Found {
    pub(in crate::lower) there: Value,
    pub(in crate::lower) at: Value,
}

/// A binary search, by whether an item is less than the key, and whether it is the key.
fn search(less: &str, same: &str) -> String {
    format!(
        "{{
            let mut at: usize = 0;
            let mut end: usize = keys.len();
            while at < end {{
                let middle = at + (end - at) / 2;
                if {less} {{ at = middle + 1; }} else {{ end = middle; }}
            }}
            (at < keys.len() && {same}, at)
        }}"
    )
}

/// How a key of so many parts is searched for.
fn search_of_tuples(parts: usize) -> String {
    let pair = |item: &str, part: usize| (format!("keys[{item}].{part}"), format!("key.{part}"));
    let (mut less, mut same) = (String::new(), String::new());
    for part in (0..parts).rev() {
        let (item, key) = pair("middle", part);
        less = match less.is_empty() {
            true => format!("{item} < {key}"),
            false => format!("({item} < {key} || {item} == {key} && {less})"),
        };
        let (item, key) = pair("at", part);
        let and = if same.is_empty() { "" } else { " && " };
        same = format!("{item} == {key}{and}{same}");
    }
    search(&less, &same)
}

/// Whether a name is that of a map.
fn is_name(name: &str) -> bool {
    matches!(name, "HashMap" | "BTreeMap")
}

/// Whether a written type is a map, a set or a heap.
pub(in crate::lower) fn is_map(ty: &syn::Type) -> bool {
    arguments(ty).is_some() || collections::ordered::written_kind(ty).is_some()
}

/// The generic arguments of a map's type.
pub(in crate::lower) fn arguments(ty: &syn::Type) -> Option<Vec<&syn::Type>> {
    let syn::Type::Path(path) = types::plain(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    is_name(&last.ident.to_string()).then(|| types.collect())
}

impl<'a> Lowerer<'a> {
    /// `BTreeMap::new()`, `HashMap::from(items)` and their kin.
    pub(in crate::lower) fn made_map(
        &mut self,
        names: &[String],
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let [.., ty, function] = names else {
            return None;
        };
        if !is_name(ty) {
            return self.made_ordered(names, args, span);
        }
        match (function.as_str(), args) {
            ("new" | "default", []) | ("with_capacity", [_]) => Some(self.empty_map(span)),
            ("from" | "from_iter", [items]) => Some(self.map_of(items.clone(), span)),
            _ => None,
        }
    }

    fn empty_map(&mut self, span: Span) -> Outcome {
        let mut list = |name| {
            let ty = Type::Vec(Box::new(self.infer.fresh()));
            Place::whole(self.allocate(Init::VecOf(Vec::new()), ty, name, span))
        };
        let (keys, values) = (list("keys"), list("values"));
        Outcome::Map(Rc::new(Map {
            keys,
            values,
            whole: None,
        }))
    }

    /// A map of the items of something.
    fn map_of(&mut self, items: Outcome, span: Span) -> Outcome {
        let map = self.empty_map(span);
        let names = vec![("map", map.clone()), ("items", items)];
        let filled = "for (key, value) in items { map.insert(key, value); }";
        self.written_out(filled, names, span);
        map
    }

    /// What a variable of this written type is, where it is a map: also what was collected for it.
    pub(in crate::lower) fn annotated_map(&mut self, outcome: Outcome, ty: &syn::Type) -> Outcome {
        if let Some(kind) = collections::ordered::written_kind(ty) {
            return self.annotated_list(outcome, kind, ty);
        }
        let span = m::span_of(ty);
        let map = match outcome {
            Outcome::Poison | Outcome::Never => return outcome,
            Outcome::Map(map) => map,
            items => {
                let found = self.type_of(&items);
                let Type::Vec(_) = self.infer.shallow(&found) else {
                    return self.error(span, m::MAP_VALUE);
                };
                match self.map_of(items, span) {
                    Outcome::Map(map) => map,
                    other => return other,
                }
            }
        };
        let lists = [map.keys.clone(), map.values.clone()];
        for (written, list) in arguments(ty).unwrap_or_default().into_iter().zip(lists) {
            let item = self.type_from(written);
            let ty = self.place_type(&list);
            self.unify(&ty, &Type::Vec(Box::new(item)), span);
        }
        Outcome::Map(map)
    }

    /// The variable of a map: its parts are called after it.
    pub(in crate::lower) fn map_variable(
        &mut self,
        map: Rc<Map>,
        name: &str,
        span: Span,
    ) -> Outcome {
        // What is assigned again is not the same map any more.
        let parts = [&map.keys, &map.values].map(|place| place.memory);
        let names = parts.map(|part| self.function.memory(part).name.clone());
        let map = match names.iter().any(|name| self.facts.is_reassigned(name)) {
            true => self.copied_map(&map, span),
            false => map,
        };
        for (place, part) in [(&map.keys, "keys"), (&map.values, "values")] {
            self.function.memories[place.memory.index()].name = format!("{name}_{part}");
            self.own(place.memory);
            if self.facts.is_reassigned(name) {
                self.facts.note_reassigned(&format!("{name}_{part}"));
            }
        }
        Outcome::Map(map)
    }

    pub(in crate::lower) fn copied_map(&mut self, map: &Map, span: Span) -> Rc<Map> {
        let [keys, values] = [&map.keys, &map.values].map(|place| {
            let ty = self.place_type(place);
            let name = self.function.memory(place.memory).name.clone();
            Place::whole(self.allocate(Init::Clone(place.clone()), ty, &name, span))
        });
        Rc::new(Map {
            keys,
            values,
            whole: None,
        })
    }

    /// What a loop over a map goes over.
    pub(in crate::lower) fn map_items(&self, map: &Map, by: By) -> Rc<Iter> {
        let of_keys = match by {
            By::RefMut => By::Ref,
            by => by,
        };
        let keys = Iter::Items(map.keys.clone(), of_keys);
        let values = Iter::Items(map.values.clone(), by);
        Rc::new(Iter::Zip(Rc::new(keys), Rc::new(values)))
    }

    pub(in crate::lower) fn key(&mut self, map: &Map, e: &syn::Expr) -> Outcome {
        let key = self.expr(e);
        self.key_of(map, key, m::span(e))
    }

    /// A key as a number, or as a tuple of numbers.
    fn key_of(&mut self, map: &Map, key: Outcome, span: Span) -> Outcome {
        if self.has_text_keys(map, span) {
            return key.dereferenced();
        }
        let key = match self.opened(key.dereferenced(), span) {
            Outcome::Tuple(parts) => self.read(Outcome::Tuple(parts), span),
            other => Outcome::Value(self.value(other, span)),
        };
        let found = self.type_of(&key);
        let ty = self.place_type(&map.keys);
        let item = self.element_type(&ty, span);
        self.unify(&found, &item, span);
        key
    }

    pub(in crate::lower) fn find(&mut self, map: &Map, key: &Outcome, span: Span) -> Found {
        if self.has_text_keys(map, span) {
            return self.find_text(map, key.clone(), span);
        }
        let source = match key {
            Outcome::Tuple(parts) => search_of_tuples(parts.len()),
            _ => search("keys[middle] < key", "keys[at] == key"),
        };
        let names = vec![
            ("keys", Outcome::Place(map.keys.clone()).reference(false)),
            ("key", key.clone()),
        ];
        let parts = match self.written_out(&source, names, span) {
            Outcome::Tuple(parts) => <[Outcome; 2]>::try_from(parts).ok(),
            _ => None,
        };
        let [there, at] = parts.unwrap_or([Outcome::Poison, Outcome::Poison]);
        Found {
            there: self.value(there, span),
            at: self.value(at, span),
        }
    }

    /// Does what stands in Rust, with the map's parts, the key and where it belongs under names.
    pub(in crate::lower) fn at_key(
        &mut self,
        map: &Map,
        key: Outcome,
        found: Found,
        source: &str,
        more: Vec<(&'static str, Outcome)>,
        span: Span,
    ) -> Outcome {
        let mut names = vec![
            ("keys", Outcome::Place(map.keys.clone()).reference(true)),
            ("values", Outcome::Place(map.values.clone()).reference(true)),
            ("key", key),
            ("there", Outcome::Value(found.there)),
            ("at", Outcome::Value(found.at)),
        ];
        names.extend(more);
        self.written_out(source, names, span)
    }

    pub(in crate::lower) fn value_at(map: &Map, found: Found, mutable: bool) -> Outcome {
        let place = map.values.then(Projection::Index(found.at));
        Outcome::Place(place).reference(mutable)
    }

    /// `map[&key]`
    pub(in crate::lower) fn map_index(&mut self, map: &Map, key: Outcome, span: Span) -> Outcome {
        let key = self.key_of(map, key, span);
        let found = self.find(map, &key, span);
        self.must_be(found.there);
        Self::value_at(map, found, false).dereferenced()
    }

    /// The items whose keys are in a range.
    pub(in crate::lower) fn map_range(&mut self, map: &Map, keys: &Outcome, span: Span) -> Outcome {
        let Some(part) = self.range_of_keys(map, keys, span) else {
            return Outcome::Poison;
        };
        let map = Map {
            keys: map.keys.then(part.clone()),
            values: map.values.then(part),
            whole: None,
        };
        Outcome::Iter(self.map_items(&map, By::Ref))
    }

    /// Where the keys of a range stand.
    pub(in crate::lower) fn range_of_keys(
        &mut self,
        map: &Map,
        keys: &Outcome,
        span: Span,
    ) -> Option<Projection> {
        let range = match keys {
            Outcome::Iter(range) => (**range).bounds(),
            _ => None,
        };
        let Some((from, to, inclusive)) = range else {
            self.error_about(span, m::MAP_METHOD, "range");
            return None;
        };
        let mut found = |key: Option<Value>| {
            key.map(|key| {
                let key = self.key_of(map, Outcome::Value(key), span);
                self.find(map, &key, span)
            })
        };
        let (from, to) = (found(from), found(to));
        let to = to.map(|found| match inclusive {
            true => {
                let behind =
                    self.define(Expr::Cast(found.there, Type::USIZE), Type::USIZE, "", span);
                self.index_binary(Binary::Add, found.at, behind, span)
            }
            false => found.at,
        });
        Some(Projection::Range(from.map(|found| found.at), to))
    }
}
