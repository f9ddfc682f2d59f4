//! Sets and heaps that stay in the function: lists whose items keep an order of their own.

use crate::ir::Place;
use crate::lower::iteration::iterators::{By, Iter};
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Kind {
    /// A `BTreeSet` or a `HashSet`: the items from the least to the greatest.
    Set,
    /// A `BinaryHeap`: the items as `std` keeps them.
    Heap,
}

/// The kind that has this name.
fn kind_of(name: &str) -> Option<Kind> {
    match name {
        "BTreeSet" | "HashSet" => Some(Kind::Set),
        "BinaryHeap" => Some(Kind::Heap),
        _ => None,
    }
}

/// The kind that a written type is.
pub(in crate::lower) fn written_kind(ty: &syn::Type) -> Option<Kind> {
    match types::plain(ty) {
        syn::Type::Path(path) => kind_of(&path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

/// The type of the items in the written type of a set or a heap.
fn written_item(ty: &syn::Type) -> Option<&syn::Type> {
    let syn::Type::Path(path) = types::plain(ty) else {
        return None;
    };
    match &path.path.segments.last()?.arguments {
        syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            syn::GenericArgument::Type(item) => Some(item),
            _ => None,
        },
        _ => None,
    }
}

impl<'a> Lowerer<'a> {
    /// `BTreeSet::new()`, `HashSet::from(items)`, `BinaryHeap::new()` and their kin.
    pub(in crate::lower) fn made_ordered(
        &mut self,
        names: &[String],
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let [.., ty, function] = names else {
            return None;
        };
        let Some(kind) = kind_of(ty) else {
            return self.made_cell(names, args, span);
        };
        Some(match (function.as_str(), args) {
            ("new" | "default", []) | ("with_capacity", [_]) => self.empty_list(kind, span),
            ("from" | "from_iter", [items]) => self.list_of(kind, items.clone(), span),
            _ => self.error_about(span, m::STD_FUNCTION, function),
        })
    }

    fn empty_list(&mut self, kind: Kind, span: Span) -> Outcome {
        let list = self.array(std::iter::empty(), true, span);
        if let Outcome::Place(place) = &list {
            self.vecs.ordered.insert(place.memory, kind);
        }
        list
    }

    /// A set of the items of something.
    pub(in crate::lower) fn list_of(&mut self, kind: Kind, items: Outcome, span: Span) -> Outcome {
        if kind == Kind::Heap {
            return self.error(span, m::HEAP_FILLED);
        }
        let set = self.empty_list(kind, span);
        let names = vec![("set", set.clone()), ("items", items)];
        self.written_out("for item in items { set.insert(item); }", names, span);
        set
    }

    /// What a variable of this written type is: also what was collected for it.
    pub(in crate::lower) fn annotated_list(
        &mut self,
        outcome: Outcome,
        kind: Kind,
        ty: &syn::Type,
    ) -> Outcome {
        let span = m::span_of(ty);
        let list = match outcome {
            Outcome::Poison | Outcome::Never => return outcome,
            Outcome::Place(place) if self.order_in(&place).is_some() => Outcome::Place(place),
            items => self.list_of(kind, items, span),
        };
        if let (Some(item), Outcome::Place(place)) = (written_item(ty), &list) {
            let item = self.type_from(item);
            let found = self.place_type(place);
            self.unify(&found, &Type::Vec(Box::new(item)), span);
        }
        list
    }

    /// Whether a place is a set or a heap.
    pub(in crate::lower) fn order_in(&self, place: &Place) -> Option<Kind> {
        let kind = self.vecs.ordered.get(&place.memory).copied();
        kind.filter(|_| place.path.is_empty())
    }

    /// A set or a heap that becomes a part of something would be a list there.
    pub(in crate::lower) fn must_be_plain(&mut self, place: &Place, span: Span) {
        if self.order_in(place).is_some() {
            self.error(span, m::ORDERED_VALUE);
        }
    }

    /// Notes that a copy is a set or a heap as what it was copied from.
    pub(in crate::lower) fn keeps_order(&mut self, from: &Place, copy: Memory) {
        if let Some(kind) = self.order_in(from) {
            self.vecs.ordered.insert(copy, kind);
        }
    }

    /// A method of a set or a heap; `None` if the one of a list does it.
    pub(in crate::lower) fn ordered_method(
        &mut self,
        place: &Place,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        const OF_LISTS: [&str; 6] = ["len", "is_empty", "iter", "into_iter", "clone", "clear"];
        let kind = self.order_in(place)?;
        let name = e.method.to_string();
        if OF_LISTS.contains(&name.as_str()) {
            return None;
        }
        let args: Vec<_> = e.args.iter().collect();
        let done = match kind {
            Kind::Set => self.set_method(place, &name, &args, span),
            Kind::Heap => self.heap_method(place, &name, &args, span),
        };
        Some(done.unwrap_or_else(|| self.error_about(span, m::ORDERED_METHOD, &name)))
    }

    fn set_method(
        &mut self,
        place: &Place,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Outcome> {
        let it = Outcome::Place(place.clone()).reference(true);
        let whole = match (name, args) {
            ("first" | "last", []) => return self.element_option(place, name, args, span),
            ("pop_first", []) => "if it.is_empty() { None } else { Some(it.remove(0)) }",
            ("pop_last", []) => "it.pop()",
            ("retain", [_]) => {
                let kept = self.as_plain_list(place, |l| {
                    let done = l.memory_template(place, name, args, span);
                    done.unwrap_or(Outcome::Poison)
                });
                return Some(kept);
            }
            ("extend", [items]) => {
                let items = self.expr(items);
                let set = Outcome::Place(place.clone());
                let names = vec![("set", set), ("items", items)];
                let filled = "for item in items { set.insert(item); }";
                return Some(self.written_out(filled, names, span));
            }
            _ => "",
        };
        if !whole.is_empty() {
            return Some(self.as_plain_list(place, |l| {
                l.written_out(whole, vec![("it", it.clone())], span)
            }));
        }
        let map = collections::maps::Map {
            keys: place.clone(),
            values: place.clone(),
            whole: None,
        };
        if let ("range", [keys]) = (name, args) {
            let keys = self.expr(keys);
            let part = self.range_of_keys(&map, &keys, span)?;
            let items = Iter::Items(place.then(part), By::Ref);
            return Some(Outcome::Iter(Rc::new(items)));
        }
        let change = match (name, args) {
            ("insert", [_]) => "{ if !there { keys.insert(at, key); } !there }",
            ("remove", [_]) => "{ if there { keys.remove(at); } there }",
            ("take", [_]) => "if there { Some(keys.remove(at)) } else { None }",
            ("contains", [_]) => "there",
            _ => return None,
        };
        let key = self.key(&map, args.first()?);
        let found = self.find(&map, &key, span);
        Some(self.as_plain_list(place, |l| {
            l.at_key(&map, key.clone(), found, change, Vec::new(), span)
        }))
    }

    /// Does something that takes the items for those of a list.
    pub(in crate::lower) fn as_plain_list(
        &mut self,
        place: &Place,
        f: impl FnOnce(&mut Self) -> Outcome,
    ) -> Outcome {
        let kind = self.vecs.ordered.remove(&place.memory);
        let outcome = f(self);
        self.vecs
            .ordered
            .extend(kind.map(|kind| (place.memory, kind)));
        outcome
    }
}
