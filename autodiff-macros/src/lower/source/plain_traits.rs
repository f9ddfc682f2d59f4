//! Traits of the file, or of those that its imports lead to, that are not differentiated.

use crate::lower::paths;
use crate::lower::source::definitions::{only, read};
use crate::lower::source::other_files::{files_at, import_of};
use crate::lower::source::text::{Source, Written, around};
use crate::lower::types::floats;
use proc_macro2::Ident;

/// Whether the trait that a name means stands without any attribute, on it or on a module.
pub(crate) fn is_plain_trait(path: &syn::Path) -> bool {
    declared(path, &|source, found| is_plain(source, found)).unwrap_or(false)
}

/// Whether a trait that is not differentiated has a method of this name about floats.
pub(in crate::lower) fn is_plain_about(path: &syn::Path, method: &Ident) -> bool {
    let is_about = |source: &Source, found: &[Written<'_>]| {
        let has_method = |written: &Written<'_>| {
            let item = read::<syn::ItemTrait>(written.text, method.span());
            item.is_some_and(|item| {
                item.items.iter().any(|item| match item {
                    syn::TraitItem::Fn(function) => {
                        function.sig.ident == *method && floats::has_floats(&function.sig)
                    }
                    _ => false,
                })
            })
        };
        is_plain(source, found) && found.iter().all(has_method)
    };
    declared(path, &is_about).unwrap_or(false)
}

fn is_plain(source: &Source, found: &[Written<'_>]) -> bool {
    let has_none = |written: &Written<'_>| !written.before.contains('#');
    found.iter().all(has_none) && !source.has_differentiated_modules()
}

/// What is asked of the traits that a path may mean: in the file, or in the only other one that has such.
fn declared(path: &syn::Path, ask: &dyn Fn(&Source, &[Written<'_>]) -> bool) -> Option<bool> {
    let last = &path.segments.last()?.ident;
    let (source, at) = around(last.span())?;
    let name = last.to_string();
    if path.segments.len() == 1 {
        let found = source.find("trait", &name, at);
        if !found.is_empty() {
            return Some(ask(&source, &found));
        }
    }
    let full = import_of(&source, at, &paths::segments(path));
    let files = files_at(&source, &full).into_iter();
    // An import may give it another name.
    let name = full.last().unwrap_or(&name);
    only(files.filter_map(|file| {
        let found = file.find("trait", name, 0);
        (!found.is_empty()).then(|| ask(&file, &found))
    }))
}
