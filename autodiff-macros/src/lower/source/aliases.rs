//! Other names of numbers, and of arrays, slices, `Vec`s and tuples of them, by the file that they are used in
//! and those that its imports and its modules are. What such a type is called means the same everywhere. It is a
//! hint like all that files tell: what a name is taken for is pinned.

use crate::lower::source::definitions::{only, read};
use crate::lower::source::other_files::{files_at, import_of};
use crate::lower::source::text::{Source, around};
use crate::lower::types;
use proc_macro2::Ident;
use std::rc::Rc;

/// How many names may stand for one another before one of them is taken to stand for itself.
const NAMES: usize = 8;

/// What a path is another name of.
pub(in crate::lower) fn alias_of_plain(path: &syn::Path) -> Option<syn::Type> {
    let last = path.segments.last()?;
    let arguments = path
        .segments
        .iter()
        .any(|segment| !segment.arguments.is_none());
    if arguments || is_plain_name(&last.ident) {
        return None;
    }
    let (source, at) = around(last.ident.span())?;
    if let Some(name) = path.get_ident() {
        let of_name = name.to_string();
        let here = source.find("type", &of_name, at);
        if !here.is_empty() {
            let here = here.iter().map(|item| item.text.to_string());
            return meant(here, name, |inner| source.texts_of("type", inner), NAMES);
        }
        if source.count(&of_name) > 0 {
            return None;
        }
    }
    let segments: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
    let found = import_of(&source, at, &segments);
    let files = files_at(&source, &found);
    let item = Ident::new(found.last()?, last.ident.span());
    let texts = |name: &str| texts_in(&files, name);
    meant(texts(found.last()?).into_iter(), &item, texts, NAMES)
}

fn texts_in(files: &[Rc<Source>], name: &str) -> Vec<String> {
    files
        .iter()
        .flat_map(|file| file.texts_of("type", name))
        .collect()
}

/// What the only alias of these stands for.
fn meant(
    found: impl Iterator<Item = String>,
    name: &Ident,
    texts: impl Fn(&str) -> Vec<String> + Copy,
    names: usize,
) -> Option<syn::Type> {
    let item: syn::ItemType = read(&only(found)?, name.span())?;
    let names = names.checked_sub(1)?;
    let inner = |name: &Ident| meant(texts(&name.to_string()).into_iter(), name, texts, names);
    match item.generics.params.is_empty() {
        true => plain(&item.ty, &inner),
        false => None,
    }
}

/// The type without other names, if it is of numbers alone.
fn plain(ty: &syn::Type, inner: &dyn Fn(&Ident) -> Option<syn::Type>) -> Option<syn::Type> {
    let boxed = |ty: &syn::Type| plain(ty, inner).map(Box::new);
    Some(match types::plain(ty) {
        syn::Type::Array(array) if matches!(array.len, syn::Expr::Lit(_)) => {
            let elem = boxed(&array.elem)?;
            syn::Type::Array(syn::TypeArray {
                elem,
                ..array.clone()
            })
        }
        syn::Type::Slice(slice) => {
            let elem = boxed(&slice.elem)?;
            syn::Type::Slice(syn::TypeSlice {
                elem,
                ..slice.clone()
            })
        }
        syn::Type::Tuple(tuple) if !tuple.elems.is_empty() => {
            let mut tuple = tuple.clone();
            for elem in &mut tuple.elems {
                *elem = plain(elem, inner)?;
            }
            syn::Type::Tuple(tuple)
        }
        syn::Type::Path(path) => match path.path.get_ident() {
            Some(name) if is_plain_name(name) => ty.clone(),
            Some(name) => inner(name)?,
            None => {
                let mut path = path.clone();
                let last = path
                    .path
                    .segments
                    .last_mut()
                    .filter(|last| last.ident == "Vec")?;
                let syn::PathArguments::AngleBracketed(list) = &mut last.arguments else {
                    return None;
                };
                for argument in &mut list.args {
                    let syn::GenericArgument::Type(ty) = argument else {
                        return None;
                    };
                    *ty = plain(ty, inner)?;
                }
                syn::Type::Path(path)
            }
        },
        _ => return None,
    })
}

fn is_plain_name(name: &Ident) -> bool {
    let name = name.to_string();
    matches!(name.as_str(), "bool" | "char") || types::number(&name).is_some()
}
