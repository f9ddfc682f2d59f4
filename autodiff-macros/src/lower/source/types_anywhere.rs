//! The definition of the type at a path, wherever in the crate it stands.

use crate::lower::source::definitions::{is_called, only};
use crate::lower::source::other_files::{files_at, import_of};
use crate::lower::source::text::{Source, Written, around};
use std::rc::Rc;

/// A struct or an enum.
pub(in crate::lower) struct Defined {
    pub(in crate::lower) generics: syn::Generics,
    pub(in crate::lower) name: String,
    pub(in crate::lower) is_copy: bool,
    /// The file that it stands in.
    pub(in crate::lower) source: Rc<Source>,
    /// Whether that is the file that speaks of it.
    pub(in crate::lower) is_here: bool,
}

/// The only struct or enum that a path may mean.
pub(in crate::lower) fn at(path: &syn::Path) -> Option<Defined> {
    let names: Vec<String> = (path.segments.iter())
        .map(|segment| segment.ident.to_string())
        .collect();
    let (here, at) = around(path.segments.last()?.ident.span())?;
    if let [name] = &names[..]
        && here.count(name) > 0
    {
        let found = |keyword| here.find(keyword, name, at).into_iter();
        let found = found("struct").chain(found("enum"));
        return only(found.filter_map(|item| defined(&here, name, &item, true)));
    }
    let full = import_of(&here, at, &names);
    let name = full.last()?;
    let files = files_at(&here, &full);
    only(files.iter().flat_map(|file| {
        let found = |keyword| file.written_of(keyword, name);
        let found: Vec<_> = found("struct").chain(found("enum")).collect();
        let is_here = Rc::ptr_eq(file, &here);
        let found = found.into_iter();
        found.filter_map(move |item| defined(file, name, &item, is_here))
    }))
}

fn defined(source: &Rc<Source>, name: &str, item: &Written<'_>, is_here: bool) -> Option<Defined> {
    let of_struct = syn::parse_str::<syn::ItemStruct>(item.text).map(|item| item.generics);
    let of_enum = || syn::parse_str::<syn::ItemEnum>(item.text).map(|item| item.generics);
    Some(Defined {
        generics: of_struct.or_else(|_| of_enum()).ok()?,
        name: name.to_string(),
        is_copy: item.before.contains("Copy") || implements_copy(source, name),
        source: source.clone(),
        is_here,
    })
}

fn implements_copy(source: &Source, name: &str) -> bool {
    let blocks = source.all_blocks().filter(|text| text.contains("Copy"));
    let mut blocks = blocks.filter_map(|text| syn::parse_str::<syn::ItemImpl>(text).ok());
    blocks.any(|block| {
        let of_copy =
            matches!(&block.trait_, Some((path, ..)) if path.segments.last().is_some_and(|last| last.ident == "Copy"));
        of_copy && is_called(&block.self_ty, name)
    })
}
