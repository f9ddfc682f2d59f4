//! Functions of the standard library under the bare names that imports give them:
//! `use std::iter::successors;`, `use std::mem::{swap, take as taken};`.

use crate::lower::source::text::{Source, around};
use proc_macro2::Ident;

/// The module and the name in it of the function that a name stands for, if an import that can be seen here
/// brings it in from the standard library.
pub(in crate::lower) fn of_std(name: &Ident) -> Option<(String, String)> {
    let (source, at) = around(name.span())?;
    found(&source, at, &name.to_string())
}

fn found(source: &Source, at: usize, name: &str) -> Option<(String, String)> {
    source.imports_in_sight(at).find_map(|text| {
        if !text.contains(name) {
            return None;
        }
        // An item is taken to end with its braces.
        let text = format!("{};", text.trim_end_matches(';'));
        let item = syn::parse_str::<syn::ItemUse>(&text).ok()?;
        within(&item.tree, &mut Vec::new(), name)
    })
}

fn within(tree: &syn::UseTree, path: &mut Vec<String>, name: &str) -> Option<(String, String)> {
    let (here, item) = match tree {
        syn::UseTree::Path(inner) => {
            path.push(inner.ident.to_string());
            let found = within(&inner.tree, path, name);
            path.pop();
            return found;
        }
        syn::UseTree::Group(group) => {
            return (group.items.iter()).find_map(|tree| within(tree, path, name));
        }
        syn::UseTree::Name(plain) => (&plain.ident, &plain.ident),
        syn::UseTree::Rename(renamed) => (&renamed.rename, &renamed.ident),
        syn::UseTree::Glob(_) => return None,
    };
    match &path[..] {
        [root, .., module] if matches!(root.as_str(), "std" | "core" | "alloc") && here == name => {
            Some((module.clone(), item.to_string()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_tell_what_names_of_functions_stand_for() {
        let text = "use std::iter::successors; use core::mem::{self, swap, take as taken};
            use other::iter::once; fn f() {}";
        let at = text.find("fn f").unwrap_or_default();
        let of = |name| {
            let (module, item) = found(&Source::of(text), at, name)?;
            Some(format!("{module}::{item}"))
        };
        assert_eq!(of("successors").as_deref(), Some("iter::successors"));
        assert_eq!(of("swap").as_deref(), Some("mem::swap"));
        assert_eq!(of("taken").as_deref(), Some("mem::take"));
        assert_eq!([of("take"), of("once"), of("iter")], [None, None, None]);
    }
}
