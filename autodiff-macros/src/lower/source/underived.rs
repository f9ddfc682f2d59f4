//! Structs and enums that hold numbers, and others of these, need no `#[derive(Differentiable)]`. What the derive would put
//! beside one is put there by the first of our attributes in the module that it stands in, or in a module inside, for
//! which the file is read; a module under the attribute sees to its own. That is all the file decides: where it is
//! mistaken, the code does not compile.

use crate::lower::source::definitions::read;
use crate::lower::source::own_items::{OwnItems, is_taken_as_a_whole, own_items};
use crate::lower::source::text::{Source, around};
use crate::lower::types;
use proc_macro2::{Ident, Span};
use quote::ToTokens;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A struct or an enum that does not derive, and might.
pub(in crate::lower) struct Underived {
    pub(super) name: String,
    module: usize,
    /// As it is written.
    text: String,
    /// Where the first attribute stands, and how many modules inside; none where its module sees to it.
    first: Option<(Range<usize>, usize)>,
}

/// The types for which the attribute that begins here is the first, and how many modules one goes up to each.
pub(crate) fn underived(attribute: Span) -> Vec<(syn::DeriveInput, usize)> {
    let Some((source, at)) = around(attribute) else {
        return Vec::new();
    };
    let all = source.underived().iter();
    let found = all.filter_map(|found| {
        let (first, up) = found.first.as_ref()?;
        let is_meant = first.contains(&at);
        is_meant.then(|| Some((read(&found.text, attribute)?, *up)))?
    });
    found.collect()
}

/// Whether the type of this name, which a module under the attribute holds, is one.
pub(crate) fn is_underived(name: &Ident) -> bool {
    let found = around(name.span());
    found.is_some_and(|(source, at)| {
        let module = source.scopes.module_at(at);
        let mut all = source.underived().iter();
        all.any(|found| found.first.is_none() && found.module == module && *name == found.name)
    })
}

/// A type of the file.
struct Own<'s> {
    module: usize,
    text: &'s str,
    item: syn::DeriveInput,
    first: Option<(Range<usize>, usize)>,
    /// Whether it derives, or is taken to.
    is_told: bool,
}

/// The types of a file, as far as they are known.
struct Known<'s> {
    types: Vec<Own<'s>>,
    aliases: Vec<(usize, syn::ItemType)>,
    /// The traits that are differentiated.
    traits: FxHashSet<&'s str>,
    constants: FxHashSet<&'s str>,
}

/// Looks for them in a file.
pub(super) fn found_in(source: &Source) -> Vec<Underived> {
    // What stands in the examples of a text is not of one file.
    if source.path.extension().is_some_and(|kind| kind != "rs") {
        return Vec::new();
    }
    let items = own_items(source);
    let mut known = Known {
        types: own_types(source, &items),
        aliases: (items.aliases.iter())
            .filter_map(|(module, text)| Some((*module, read(text, Span::call_site())?)))
            .collect(),
        traits: (source.scopes.all_named("trait"))
            .filter(|(_, item)| {
                let module = source.scopes.module_at(item.range.start);
                source.written(item).before.contains("differentiate")
                    || is_taken_as_a_whole(source, module)
            })
            .map(|(name, _)| name)
            .collect(),
        constants: (source.scopes.all_named("const"))
            .map(|(name, _)| name)
            .collect(),
    };
    let candidates: Vec<usize> = (0..known.types.len())
        .filter(|at| is_left_to_us(source, &known, &known.types[*at]))
        .collect();
    // They may hold one another: each is one until a part of it is none.
    for at in &candidates {
        known.types[*at].is_told = true;
    }
    let holds = |known: &Known<'_>, at: usize| {
        let own = &known.types[at];
        parts(&own.item).all(|field| known.is_plain(&field.ty, own))
    };
    while let Some(at) =
        (candidates.iter()).find(|at| known.types[**at].is_told && !holds(&known, **at))
    {
        known.types[*at].is_told = false;
    }
    let found = candidates.into_iter().map(|at| &known.types[at]);
    let found = found.filter(|own| own.is_told).map(|own| Underived {
        name: own.item.ident.to_string(),
        module: own.module,
        text: own.text.to_string(),
        first: own.first.clone(),
    });
    found.collect()
}

fn own_types<'s>(source: &Source, items: &OwnItems<'s>) -> Vec<Own<'s>> {
    let read = |(module, text): &(usize, &'s str)| {
        let item: syn::DeriveInput = read(text, Span::call_site())?;
        let name = item.ident.to_string();
        let mut implemented = source.behind("Differentiable for");
        let is_told = item.attrs.iter().any(is_derive)
            || implemented.any(|rest| rest.trim_start().starts_with(&name));
        Some(Own {
            module: *module,
            text,
            item,
            first: items.first_below(source, *module),
            is_told,
        })
    };
    items.types.iter().filter_map(read).collect()
}

fn is_derive(attribute: &syn::Attribute) -> bool {
    match &attribute.meta {
        syn::Meta::List(list) => list.tokens.to_string().contains("Differentiable"),
        _ => false,
    }
}

/// Whether nothing but its parts can keep a type from deriving.
fn is_left_to_us(source: &Source, known: &Known<'_>, own: &Own<'_>) -> bool {
    let item = &own.item;
    let is_packed = |attribute: &syn::Attribute| {
        attribute.path().is_ident("repr")
            && attribute.to_token_stream().to_string().contains("packed")
    };
    let is_empty = match &item.data {
        syn::Data::Enum(data) => data.variants.is_empty(),
        syn::Data::Struct(_) => false,
        syn::Data::Union(_) => true,
    };
    // What holds functions is read by its functions.
    let holds_functions = item.generics.to_token_stream().to_string();
    let holds_functions =
        ["Fn", "FnMut", "FnOnce"].map(|name| holds_functions.contains(&format!("{name} (")));
    let is_seen_to = own.first.is_some() || is_taken_as_a_whole(source, own.module);
    let holds_nothing = matches!(item.data, syn::Data::Enum(_)) && parts(item).next().is_none();
    let named = |name: &str| {
        let types = known
            .types
            .iter()
            .filter(|other| other.module == own.module);
        types.filter(|other| other.item.ident == name).count()
    };
    let name = item.ident.to_string();
    !own.is_told
        && is_seen_to
        && !is_empty
        && !item.attrs.iter().any(is_packed)
        && !holds_functions.contains(&true)
        && (holds_nothing || named(&name) == 1 && source.count(&format!("{name}Gradient")) == 0)
}

/// The fields, of all variants.
fn parts(item: &syn::DeriveInput) -> impl Iterator<Item = &syn::Field> {
    let fields: Vec<&syn::Fields> = match &item.data {
        syn::Data::Struct(data) => vec![&data.fields],
        syn::Data::Enum(data) => data.variants.iter().map(|v| &v.fields).collect(),
        syn::Data::Union(_) => Vec::new(),
    };
    fields.into_iter().flatten()
}

impl Known<'_> {
    /// Whether a type is made of numbers and of types that derive, or are taken to, seen from one that holds it.
    fn is_plain(&self, ty: &syn::Type, own: &Own<'_>) -> bool {
        match types::plain(ty) {
            syn::Type::Array(array) => self.is_plain(&array.elem, own),
            syn::Type::Slice(slice) => self.is_plain(&slice.elem, own),
            syn::Type::Reference(reference) => self.is_plain(&reference.elem, own),
            syn::Type::Tuple(tuple) => {
                tuple.elems.len() <= 8 && tuple.elems.iter().all(|ty| self.is_plain(ty, own))
            }
            syn::Type::TraitObject(object) => object.bounds.iter().all(|bound| match bound {
                syn::TypeParamBound::Trait(bound) => {
                    let name = bound.path.get_ident().map(ToString::to_string);
                    name.is_some_and(|name| self.traits.contains(name.as_str()))
                }
                _ => true,
            }),
            syn::Type::Path(path) if path.qself.is_none() && path.path.segments.len() == 1 => {
                self.is_name_plain(&path.path.segments[0], own) || types::is_number(ty)
            }
            _ => false,
        }
    }

    fn is_name_plain(&self, segment: &syn::PathSegment, own: &Own<'_>) -> bool {
        const PLAIN: [&str; 4] = ["String", "bool", "char", "str"];
        const LISTS: [&str; 6] = ["Arc", "Box", "Option", "Rc", "Vec", "VecDeque"];
        let name = &segment.ident;
        let is_plain = match &segment.arguments {
            syn::PathArguments::None => true,
            syn::PathArguments::AngleBracketed(list) => {
                list.args.iter().all(|argument| match argument {
                    syn::GenericArgument::Type(ty) => self.is_plain(ty, own),
                    syn::GenericArgument::Lifetime(_) | syn::GenericArgument::Const(_) => true,
                    _ => false,
                })
            }
            syn::PathArguments::Parenthesized(_) => false,
        };
        let mut parameters = own.item.generics.type_params();
        // A number alone reads like a type.
        let mut numbers = own.item.generics.const_params();
        if parameters.any(|parameter| parameter.ident == *name)
            || numbers.any(|parameter| parameter.ident == *name)
            || self.constants.contains(name.to_string().as_str())
        {
            return segment.arguments.is_none();
        }
        // One of the same module is meant before those of others.
        let all = self.types.iter().filter(|other| other.item.ident == *name);
        let (here, elsewhere): (Vec<_>, Vec<_>) = all.partition(|other| other.module == own.module);
        let meant = if here.is_empty() { elsewhere } else { here };
        if !meant.is_empty() {
            return is_plain && meant.iter().all(|other| other.is_told);
        }
        let mut aliases = self
            .aliases
            .iter()
            .filter(|(_, alias)| alias.ident == *name);
        if let Some((_, alias)) = aliases.next() {
            let is_only = aliases.next().is_none() && alias.generics.params.is_empty();
            return is_only && self.is_plain(&alias.ty, own);
        }
        match segment.arguments.is_none() {
            true => PLAIN.iter().any(|plain| name == plain),
            false => is_plain && LISTS.iter().any(|list| name == list),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::found_in;
    use crate::lower::source::text::Source;

    /// The types that are found, each with the line of the attribute, zero if its module sees to it, and how far it
    /// stands above.
    fn all(text: &str) -> Vec<(String, usize, usize)> {
        let source = Source::of(text);
        let found = found_in(&source).into_iter().map(|found| {
            let (line, up) = found.first.map_or((0, 0), |(first, up)| {
                (text[..first.start].matches('\n').count() + 1, up)
            });
            (found.name, line, up)
        });
        let mut found: Vec<_> = found.collect();
        found.sort();
        found
    }

    fn are(text: &str, expected: &[(&str, usize, usize)]) {
        let found = all(text);
        let found: Vec<_> = (found.iter())
            .map(|(name, line, up)| (name.as_str(), *line, *up))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_first_attribute_in_sight_is_meant() {
        let text = "enum A { X, Y }
            #[cfg(test)] #[differentiate] fn f() {}
            fn g() { #[differentiate] fn h() {} }
            macro_rules! m { () => { #[differentiate] fn i() {} enum M { X } } }
            mod inner { #[derive(Clone, Differentiable)] struct S; enum B { X } }
            #[differentiate(wrt(x))] fn j() {}";
        // One in the module itself goes before those in modules inside.
        are(text, &[("A", 6, 0), ("B", 5, 0)]);
        let inside_alone = text.replace("#[differentiate(wrt(x))] fn j() {}", "");
        are(&inside_alone, &[("A", 5, 1), ("B", 5, 0)]);
    }

    #[test]
    fn what_holds_numbers_is_found_to_the_last() {
        let text = "struct A(B, [f64; 3]); struct B { c: Vec<C>, n: usize } enum C { X(f64), Y }
            struct D { b: B, t: Thread } struct E(D); struct F<'a>(&'a [P]); struct G(Option<H>);
            enum K<T> { X(T, Box<K<T>>), Y(L<2>) } struct L<const N: usize>([P; N], Option<T<N>>, T<M3>); struct T<const N: usize>; const M3: usize = 3; type P = [f64; 2];
            struct M(Box<dyn Fn(f64) -> f64>); struct N<F: Fn(f64)>(F); struct O(Vec<Box<dyn Shape>>);
            #[differentiate] trait Shape {} struct Q(Box<dyn Other>); struct R(fn(f64) -> f64); struct S(D, Box<S>);
            #[derive(Differentiable)] struct H(Thread);
            struct I(f64); struct IGradient; struct J(f64); #[cfg(x)] struct J(f32);";
        are(
            text,
            &["A", "B", "C", "F", "G", "IGradient", "K", "L", "O", "T"].map(|name| (name, 5, 0)),
        );
    }

    #[test]
    fn what_is_told_is_left_alone() {
        let text = "#[derive(Differentiable)] enum B { X } union C { x: f64 }
            enum D {} enum E { X } impl autodiff::Differentiable for E {}
            #[autodiff::differentiate] fn f() { enum L { X } }
            #[repr(packed)] struct P(f64);";
        are(text, &[]);
    }

    #[test]
    fn modules_under_the_attribute_see_to_their_own() {
        let text = "#[differentiate] mod a { enum A { X } mod b { #[differentiate] fn f() {} } }
            #[cfg(test)] mod tests { #[differentiate] fn g() {} }
            enum B { X }
            mod c { pub enum C { X } }
            #[differentiate] fn h() {}";
        are(text, &[("A", 0, 0), ("B", 1, 0)]);
    }
}
