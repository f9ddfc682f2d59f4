//! Which methods types and traits have, as far as they stand in the same file.

use crate::lower::owner::speaks_of_self;
use crate::lower::source::blocks_with::blocks_with;
use crate::lower::source::definitions::{associated, only, parsed, read};
use crate::lower::source::text::around;
use crate::lower::types;
use proc_macro2::{Ident, Span};

/// Whether a block about the type alone, and no implementation of a trait, has a function of this name.
pub(in crate::lower) fn has_inherent_method(owner: &Ident, name: &str) -> bool {
    let mut blocks = blocks_with(owner, name).into_iter().flatten();
    blocks.any(|block| associated(block, name).is_some())
}

/// The methods of this name of a type, each with the block that it stands in.
pub(in crate::lower) fn methods(
    owner: &Ident,
    name: &str,
) -> Vec<(syn::ItemImpl, syn::ImplItemFn)> {
    let mut found = Vec::new();
    for block in blocks_with(owner, name).into_iter().flatten() {
        let functions = block.items.iter().filter_map(|item| match item {
            syn::ImplItem::Fn(function) => Some(function),
            _ => None,
        });
        let named = functions.filter(|f| f.sig.ident == name && f.sig.receiver().is_some());
        found.extend(named.map(|function| (block.clone(), function.clone())));
    }
    found
}

/// The only method of this name that a trait gives to slices, arrays or `Vec`s in the module around. One whose
/// types follow from parameters, or that speaks of `Self`, is none.
pub(in crate::lower) fn method_of_lists(at: Span, name: &str) -> Option<syn::ImplItemFn> {
    let (source, position) = around(at)?;
    source.named("fn", name).next()?;
    let blocks = source
        .blocks(None, position)
        .filter(|text| text.contains(name));
    let found = blocks.filter_map(|text| {
        let block = read::<syn::ItemImpl>(text, at)?;
        if block.trait_.is_none() || !is_list(&block.self_ty) {
            return None;
        }
        let is_open = !block.generics.params.is_empty();
        let mut functions = block.items.into_iter().filter_map(|item| match item {
            syn::ImplItem::Fn(function) if function.sig.ident == name => Some(function),
            _ => None,
        });
        let function = functions.next()?;
        let known = !is_open && function.sig.generics.params.is_empty();
        Some((known && !speaks_of_self(&function)).then_some(function))
    });
    only(found)?
}

/// Whether it is a slice, an array or a `Vec`.
pub(crate) fn is_list(ty: &syn::Type) -> bool {
    match types::plain(ty) {
        syn::Type::Slice(_) | syn::Type::Array(_) => true,
        syn::Type::Path(path) => path.path.segments.last().is_some_and(|s| s.ident == "Vec"),
        _ => false,
    }
}

/// Whether the trait of this name is only implemented for types of the standard library, for all that its module
/// shows.
pub(crate) fn is_for_std_alone(path: &syn::Path) -> bool {
    let Some(name) = path.get_ident() else {
        return false;
    };
    let Some((source, at)) = around(name.span()) else {
        return false;
    };
    let of_name = name.to_string();
    let defined = !source.find("trait", &of_name, at).is_empty();
    defined && all_implementing(name, |ty| is_list(ty) || types::is_number(ty))
}

/// Whether all types that the module around implements a trait for are such, and there is one.
fn all_implementing(name: &Ident, is_such: impl Fn(&syn::Type) -> bool) -> bool {
    let Some((source, at)) = around(name.span()) else {
        return false;
    };
    let of_name = name.to_string();
    let blocks = source
        .blocks(None, at)
        .filter(|text| text.contains(&of_name));
    let blocks = blocks.filter_map(|text| syn::parse_str::<syn::ItemImpl>(text).ok());
    let mut implementing = blocks
        .filter(|block| {
            let path = block.trait_.as_ref().map(|(path, _)| path);
            path.and_then(|path| path.segments.last())
                .is_some_and(|last| last.ident == *name)
        })
        .map(|block| is_such(&block.self_ty))
        .peekable();
    implementing.peek().is_some() && implementing.all(|is_such| is_such)
}

/// Whether a type has a method of this name.
pub(in crate::lower) fn has_method(owner: &Ident, name: &str) -> bool {
    !methods(owner, name).is_empty()
}

/// Whether the implementations of a trait, all those of its module, have a float in place of its parameter at this
/// position.
pub(in crate::lower) fn is_of_floats(of: &Ident, position: usize) -> bool {
    let Some((source, at)) = around(of.span()) else {
        return false;
    };
    let name = of.to_string();
    let blocks = source.blocks(None, at).filter(|text| text.contains(&name));
    let blocks = blocks.filter_map(|text| syn::parse_str::<syn::ItemImpl>(text).ok());
    let given = blocks.filter_map(|block| {
        let last = block.trait_.as_ref()?.0.segments.last()?.clone();
        (last.ident == name).then_some((block.generics, last.arguments))
    });
    let is_float = |(generics, arguments): (syn::Generics, syn::PathArguments)| {
        let syn::PathArguments::AngleBracketed(list) = arguments else {
            return false;
        };
        let lifetime =
            |arg: &&syn::GenericArgument| matches!(arg, syn::GenericArgument::Lifetime(_));
        let given = types::tokens_of(&list.args.iter().filter(|arg| !lifetime(arg)).nth(position));
        let bounded = generics.type_params().any(|param| {
            let kind = crate::lower::parameter(&generics, &param.ident, None);
            param.ident == given.text() && kind == crate::lower::Parameter::Float
        });
        bounded || matches!(given.text(), "f64" | "f32")
    };
    let mut found = given.map(is_float).peekable();
    found.peek().is_some() && found.all(|float| float)
}

/// How the only trait of this name declares a function, and the parameters of the trait.
pub(in crate::lower) fn function_of_trait(
    of: &Ident,
    name: &Ident,
) -> Option<(syn::Generics, syn::Signature)> {
    let item: syn::ItemTrait = only(parsed(of, "trait")?)?;
    let items = item.items.into_iter().filter_map(|item| match item {
        syn::TraitItem::Fn(function) if function.sig.ident == *name => Some(function.sig),
        _ => None,
    });
    Some((item.generics, only(items)?))
}
