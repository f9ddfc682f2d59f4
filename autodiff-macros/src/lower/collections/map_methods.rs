//! Methods of maps: what they do to the lists of keys and values, in Rust where it depends on whether the
//! key is there.

use crate::ir::Place;
use crate::lower::collections::maps::Map;
use crate::lower::iteration::iterators::{By, Iter};
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;

const PUT_NUMBER: &str =
    "if there { values[at] = value; } else { keys.insert(at, key); values.insert(at, value); }";
const EXCHANGE_NUMBER: &str = "if there {
        let old = values[at];
        values[at] = value;
        Some(old)
    } else {
        keys.insert(at, key);
        values.insert(at, value);
        None
    }";
/// What is no number is moved in one branch, and copied in the other.
const PUT: &str = "{
    if !there { keys.insert(at, key); values.insert(at, value.clone()); } else { values[at] = value; }
}";

impl<'a> Lowerer<'a> {
    /// A method of a map that stands behind a reference or not.
    pub(in crate::lower) fn map_method(
        &mut self,
        receiver: &Outcome,
        map: &Map,
        e: &syn::ExprMethodCall,
        statement: bool,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let args: Vec<_> = e.args.iter().collect();
        let by = match receiver {
            Outcome::Ref(_, true) => By::RefMut,
            Outcome::Ref(..) => By::Ref,
            _ => By::Value,
        };
        let list = |place: &Place, by| Outcome::Iter(Rc::new(Iter::Items(place.clone(), by)));
        match (name.as_str(), &args[..]) {
            ("len" | "is_empty", []) => {
                let keys = Outcome::Place(map.keys.clone()).reference(false);
                self.written_out(&format!("keys.{name}()"), vec![("keys", keys)], span)
            }
            ("iter", []) => Outcome::Iter(self.map_items(map, By::Ref)),
            ("iter_mut", []) => Outcome::Iter(self.map_items(map, By::RefMut)),
            ("into_iter", []) => Outcome::Iter(self.map_items(map, by)),
            ("keys", []) => list(&map.keys, By::Ref),
            ("into_keys", []) => list(&map.keys, By::Value),
            ("values", []) => list(&map.values, By::Ref),
            ("values_mut", []) => list(&map.values, By::RefMut),
            ("into_values", []) => list(&map.values, By::Value),
            ("clone", []) => Outcome::Map(self.copied_map(map, span)),
            ("contains_key", [key]) => {
                let key = self.key(map, key);
                Outcome::Value(self.find(map, &key, span).there)
            }
            ("get" | "get_mut", [key]) => {
                let key = self.key(map, key);
                let found = self.find(map, &key, span);
                self.perhaps(found.there, Self::value_at(map, found, name == "get_mut"))
            }
            ("insert", [key, value]) => {
                let key = self.key(map, key);
                let value = self.rvalue(value);
                let found = self.find(map, &key, span);
                let lists = self.place_type(&map.values);
                let item = self.element_type(&lists, span);
                let ty = self.type_of(&value);
                self.unify(&ty, &item, span);
                let value = self.anchored(value, span);
                let put = match (self.is_number(&ty), statement) {
                    (true, true) => PUT_NUMBER,
                    (true, false) => EXCHANGE_NUMBER,
                    (false, true) => PUT,
                    (false, false) => return self.error_about(span, m::MAP_METHOD, &name),
                };
                self.at_key(map, key, found, put, vec![("value", value)], span)
            }
            ("range", [keys]) => {
                let keys = self.expr(keys);
                self.map_range(map, &keys, span)
            }
            ("remove", [key]) => {
                let key = self.key(map, key);
                let found = self.find(map, &key, span);
                let taken = "if there { keys.remove(at); Some(values.remove(at)) } else { None }";
                self.at_key(map, key, found, taken, Vec::new(), span)
            }
            ("extend", [items]) => {
                let items = self.expr(items);
                let names = vec![("map", receiver.clone()), ("items", items)];
                let filled = "for (key, value) in items { map.insert(key, value); }";
                self.written_out(filled, names, span)
            }
            ("clear", []) => {
                for place in [&map.keys, &map.values] {
                    let it = Outcome::Place(place.clone()).reference(true);
                    self.written_out("it.clear()", vec![("it", it)], span);
                }
                Outcome::Unit
            }
            _ => self.error_about(span, m::MAP_METHOD, &name),
        }
    }

    /// `map.entry(key).or_insert(value)` and its kin, behind `and_modify(f)` or not.
    pub(in crate::lower) fn map_entry(
        &mut self,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let last = e.method.to_string();
        if !matches!(last.as_str(), "or_insert" | "or_insert_with" | "or_default") {
            return None;
        }
        let called = |e: &'_ syn::Expr, name: &str| match expr::plain(e) {
            syn::Expr::MethodCall(call) if call.method == name => Some(call.clone()),
            _ => None,
        };
        let modified = called(&e.receiver, "and_modify");
        let receiver = modified.as_ref().map_or(&e.receiver, |call| &call.receiver);
        let entry = called(receiver, "entry")?;
        let map = match self.expr(&entry.receiver).dereferenced() {
            Outcome::Map(map) => map,
            Outcome::Poison | Outcome::Never => return Some(Outcome::Poison),
            _ => return Some(self.error(span, m::MAP_ENTRY)),
        };
        let key = self.key(&map, entry.args.first()?);
        let mut names = Vec::new();
        let value = match e.args.first() {
            Some(value) if last == "or_insert" => self.rvalue(value),
            Some(f) => {
                names.push(("f", Outcome::Callable(self.callable(f)?)));
                Outcome::Unit
            }
            None => Outcome::Unit,
        };
        names.push(("value", value));
        let found = self.find(&map, &key, span);
        if let Some(change) = modified.as_ref().and_then(|call| call.args.first()) {
            let change = Outcome::Callable(self.callable(change)?);
            let source = "if there { change(&mut values[at]); }";
            self.at_key(
                &map,
                key.clone(),
                found,
                source,
                vec![("change", change)],
                span,
            );
        }
        let made = match last.as_str() {
            "or_insert" => "value",
            "or_insert_with" => "f()",
            _ => self.default_of(&map, span),
        };
        let source = format!("if !there {{ keys.insert(at, key); values.insert(at, {made}); }}");
        self.at_key(&map, key, found, &source, names, span);
        Some(Self::value_at(&map, found, true))
    }

    /// What a value is that `or_default` makes.
    fn default_of(&mut self, map: &Map, span: Span) -> &'static str {
        let ty = self.place_type(&map.values);
        let item = self.element_type(&ty, span);
        match self.infer.shallow(&item) {
            Type::Vec(_) => "Vec::new()",
            Type::Int(_) => "0",
            Type::Bool => "false",
            _ => "0.0",
        }
    }
}
