//! Arguments that are iterators: `it: impl Iterator<Item = f64>`, `I: Iterator<Item = &'a [f64; 2]>`.
//! The generated functions take a `Vec` of the items, which a caller makes of its iterator.

use crate::lower::source;
use crate::lower::types;
use crate::lower::types::generics;
use rustc_hash::FxHashSet;

pub(in crate::lower) const TRAITS: [&str; 4] = [
    "Iterator",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "IntoIterator",
];

/// What an iterator goes over.
struct Items {
    item: syn::Type,
    by_reference: bool,
}

/// Whether an argument is an iterator.
pub(crate) fn takes_iterators(sig: &syn::Signature) -> bool {
    iterators(sig).any(|is_iterator| is_iterator)
}

/// Whether each argument is an iterator.
pub(in crate::lower) fn iterators(sig: &syn::Signature) -> impl Iterator<Item = bool> {
    sig.inputs.iter().map(|input| match input {
        syn::FnArg::Typed(param) => items(&sig.generics, &param.ty).is_some(),
        syn::FnArg::Receiver(_) => false,
    })
}

/// Whether an argument of this type is an iterator, or a slice that is left where it is as one is, and whether it is
/// lent: `&mut impl Iterator<Item = f64>`, `&mut std::slice::Iter<'_, f64>`, `&mut &[f64]`.
pub(in crate::lower) fn iterator(all: &syn::Generics, ty: &syn::Type) -> Option<bool> {
    match types::plain(ty) {
        syn::Type::Reference(lent) if lent.mutability.is_some() => {
            let items_of_object = |object: &syn::TypeTraitObject| {
                object.bounds.iter().any(|bound| of_bound(bound).is_some())
            };
            let is_known = match types::plain(&lent.elem) {
                syn::Type::TraitObject(object) => items_of_object(object),
                syn::Type::Path(path) => is_of_std(&path.path),
                // A slice that is left where it is: `*rest = &rest[1..]`.
                syn::Type::Reference(slice) => {
                    matches!(types::plain(&slice.elem), syn::Type::Slice(_))
                }
                _ => false,
            };
            (is_known || items(all, &lent.elem).is_some()).then_some(true)
        }
        ty => items(all, ty).map(|_| false),
    }
}

/// Whether a path names an iterator of the standard library over a slice, or one that is made of others.
fn is_of_std(path: &syn::Path) -> bool {
    const NAMES: [&str; 9] = [
        "Iter",
        "Chunks",
        "ChunksExact",
        "Windows",
        "Copied",
        "Cloned",
        "Peekable",
        "Enumerate",
        "Rev",
    ];
    path.segments.last().is_some_and(|last| {
        NAMES.iter().any(|name| last.ident == name) && !source::definitions::is_defined(&last.ident)
    })
}

/// Whether a bound is that of an iterator.
pub(in crate::lower) fn is_iterator_bound(bound: &syn::TypeParamBound) -> bool {
    of_bound(bound).is_some()
}

/// The function with `Vec`s in place of iterators, whose first statements are to iterate them.
pub(crate) fn with_iterators(mut item: syn::ItemFn) -> syn::ItemFn {
    let generics = item.sig.generics.clone();
    let (mut first, mut parameters) = (Vec::new(), FxHashSet::default());
    for input in &mut item.sig.inputs {
        let syn::FnArg::Typed(param) = input else {
            continue;
        };
        let (Some(items), syn::Pat::Ident(pattern)) =
            (items(&generics, &param.ty), &mut *param.pat)
        else {
            continue;
        };
        let (name, of) = (&pattern.ident, types::tokens_of(&items.item));
        let mutable = pattern.mutability.take().map_or("", |_| "mut ");
        let iterate = match items.by_reference {
            true => "iter",
            false => "into_iter",
        };
        let made = (
            syn::parse_str(&format!("::autodiff::Vec<{}>", of.text())),
            syn::parse_str::<syn::Block>(&format!(
                "{{ let {mutable}{name} = {name}.{iterate}(); }}"
            )),
        );
        let (Ok(ty), Ok(block)) = made else {
            continue;
        };
        if let syn::Type::Path(path) = types::plain(&param.ty) {
            parameters.extend(path.path.get_ident().map(|name| name.to_string()));
        }
        *param.ty = ty;
        first.extend(block.stmts);
    }
    item.block.stmts.splice(0..0, first);
    without_parameters(&mut item.sig.generics, &parameters);
    item
}

/// What an argument of this type goes over, if it is an iterator.
fn items(all: &syn::Generics, ty: &syn::Type) -> Option<Items> {
    let found = match types::plain(ty) {
        syn::Type::ImplTrait(written) => written.bounds.iter().find_map(of_bound),
        syn::Type::Path(path) if path.qself.is_none() => {
            let name = path.path.get_ident()?;
            generics::bounds(all, name).into_iter().find_map(of_bound)
        }
        _ => None,
    }?;
    Some(match types::plain(found) {
        syn::Type::Reference(reference) if reference.mutability.is_some() => return None,
        syn::Type::Reference(reference) => Items {
            item: (*reference.elem).clone(),
            by_reference: true,
        },
        other => Items {
            item: other.clone(),
            by_reference: false,
        },
    })
}

/// `f64` of `Iterator<Item = f64>`.
fn of_bound(bound: &syn::TypeParamBound) -> Option<&syn::Type> {
    let syn::TypeParamBound::Trait(bound) = bound else {
        return None;
    };
    let last = bound.path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    if !TRAITS.contains(&last.ident.to_string().as_str()) {
        return None;
    }
    arguments.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::AssocType(assoc) if assoc.ident == "Item" => Some(&assoc.ty),
        _ => None,
    })
}

fn without_parameters(generics: &mut syn::Generics, gone: &FxHashSet<String>) {
    let is_gone = |name: &syn::Ident| gone.contains(&name.to_string());
    let all = generics.params.iter();
    let params =
        all.filter(|param| !matches!(param, syn::GenericParam::Type(t) if is_gone(&t.ident)));
    generics.params = params.cloned().collect();
    let Some(clause) = &mut generics.where_clause else {
        return;
    };
    let is_about = |ty: &syn::Type| match types::plain(ty) {
        syn::Type::Path(path) => path.path.get_ident().is_some_and(is_gone),
        _ => false,
    };
    let all = clause.predicates.iter();
    let predicates = all.filter(
        |predicate| !matches!(predicate, syn::WherePredicate::Type(ty) if is_about(&ty.bounded_ty)),
    );
    clause.predicates = predicates.cloned().collect();
}
