//! Maps as arguments: `prices: &BTreeMap<u32, f64>`. The function reads the keys and the values of such a map before all
//! else, as two lists like those of its own maps; the adjoint of the values goes to the map's gradient, which has
//! the same keys.

use crate::ir::{Arg, Binary, Init, Passing, Place, Projection, Target};
use crate::lower::collections::maps::{Found, Map, arguments};
use crate::lower::messages as m;
use crate::lower::types::infer;
use crate::lower::*;
use std::rc::Rc;

/// The type of keys that are searched by the runtime.
const TEXT: &str = "String";

/// Whether a type, as written, is one that a map is searched by here: integers, `char`s, enums, tuples of these, and
/// strings by themselves.
fn is_key(ty: &syn::Type) -> bool {
    let name = |ty: &syn::Type| match types::plain(ty) {
        syn::Type::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    };
    let is_ordered = |ty: &syn::Type| {
        name(ty).is_some_and(|name| !matches!(name.as_str(), TEXT | "f64" | "f32"))
    };
    match types::plain(ty) {
        syn::Type::Tuple(tuple) => !tuple.elems.is_empty() && tuple.elems.iter().all(is_ordered),
        ty => is_ordered(ty) || name(ty).is_some_and(|name| name == TEXT),
    }
}

impl<'a> Lowerer<'a> {
    /// Binds an argument that is a reference to a map. Whether it is one.
    pub(in crate::lower) fn map_parameter(
        &mut self,
        position: usize,
        param: &syn::PatType,
    ) -> bool {
        let (syn::Pat::Ident(pattern), syn::Type::Reference(lent)) =
            (&*param.pat, types::plain(&param.ty))
        else {
            return false;
        };
        let types = arguments(&lent.elem).unwrap_or_default();
        let [key, value, ..] = types[..] else {
            return false;
        };
        if lent.mutability.is_some() || !is_key(key) {
            return false;
        }
        let span = pattern.ident.span();
        let name = pattern.ident.to_string();
        let ty = self
            .infer
            .named(Type::Named(types::tokens_of(&*lent.elem)), span);
        self.infer.narrow(&ty, infer::Kind::Struct);
        let lists = [("keys", key), ("values", value)].map(|(part, item)| {
            let item = self.type_from(item);
            (part, Type::Vec(Box::new(item)))
        });
        let tokens = types::tokens_of(&*param.ty);
        let ty = Type::Ref(Box::new(ty), false);
        let named = (name.clone(), pattern.mutability.is_some());
        let argument = self.named_param(position, named, ty, tokens, span);
        let Outcome::Place(whole) = argument.dereferenced() else {
            return false;
        };
        let [keys, values] = lists.map(|(part, ty)| self.list_in_map(&whole, part, ty, span));
        let map = Map {
            keys,
            values,
            whole: Some(whole),
        };
        let map = Outcome::Map(Rc::new(map)).reference(false);
        self.scope.bind(&name, map);
        true
    }

    /// A field that is a map, in a struct that is lent to the function: it is read once, before all else.
    pub(in crate::lower) fn map_field(&mut self, field: &Place, span: Span) -> Option<Outcome> {
        let ty = self.place_type(field);
        let name = self.infer.name(&ty)?;
        let written = self.written(&name)?;
        let types = arguments(&written.ty)?;
        if let Some((_, map)) = self.vecs.maps_read.iter().find(|(place, _)| place == field) {
            return Some(Outcome::Map(map.clone()));
        }
        let is_member = |part: &Projection| matches!(part, Projection::Member(_));
        let is_lent = self.function.passing(field.memory) == Some(Passing::Ref)
            && field.path.iter().all(is_member);
        let [key, value, ..] = types[..] else {
            return None;
        };
        if !is_lent || !is_key(key) || !written.arguments.is_empty() {
            return Some(self.error(span, m::MAP_FIELD));
        }
        self.infer.narrow(&ty, infer::Kind::Struct);
        let lists = [("keys", key), ("values", value)].map(|(part, item)| {
            let item = self.type_from(item);
            (part, Type::Vec(Box::new(item)))
        });
        let within = self.open.split_off(1);
        let [keys, values] = lists.map(|(part, ty)| self.list_in_map(field, part, ty, span));
        self.open.extend(within);
        let map = Rc::new(Map {
            keys,
            values,
            whole: Some(field.clone()),
        });
        self.vecs.maps_read.push((field.clone(), map.clone()));
        Some(Outcome::Map(map))
    }

    /// Whether a map is an argument whose keys are strings.
    pub(in crate::lower) fn has_text_keys(&mut self, map: &Map, span: Span) -> bool {
        if map.whole.is_none() {
            return false;
        }
        let ty = self.place_type(&map.keys);
        let item = self.element_type(&ty, span);
        matches!(self.infer.name(&item), Some(Type::Named(name)) if name.text() == TEXT)
    }

    /// Whether a string is a key, and where it stands.
    pub(in crate::lower) fn find_text(&mut self, map: &Map, key: Outcome, span: Span) -> Found {
        let at = self.new_value(Type::USIZE, Some(builder::named("at", false)), span);
        let Some(key) = self.place_of(key.dereferenced(), span) else {
            return Found { there: at, at };
        };
        let target = Target::Function(builder::tokens("::autodiff::key_position"));
        let args = vec![Arg::Ref(map.keys.clone()), Arg::Ref(key)];
        self.emit_call(target, "at", args, Some(at), Vec::new(), span);
        let keys = self.length(&map.keys, span);
        let there = self.operation(Binary::Lt, at, keys, span);
        Found { there, at }
    }

    /// The keys of a map, or its values, in a list of the function's own.
    fn list_in_map(&mut self, map: &Place, part: &str, ty: Type, span: Span) -> Place {
        let name = format!("{}_{part}", self.function.memory(map.memory).name);
        let list = self.new_value(ty.clone(), Some(builder::named(&name, false)), span);
        let target = Target::Function(builder::tokens(&format!("::autodiff::map_{part}")));
        let args = vec![Arg::Ref(map.clone())];
        self.emit_call(target, &name, args, Some(list), Vec::new(), span);
        let init = Init::Operand(Operand::Value(list));
        let memory = self.allocate(init, ty, &name, span);
        self.own(memory);
        Place::whole(memory)
    }
}
