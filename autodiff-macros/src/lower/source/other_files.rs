//! The other files of the crate that the imports of a file lead to. What they say is a hint like what the file itself
//! says; only how functions take their arguments is asked of them, since the names in them mean something else here.

use crate::lower::source;
use crate::lower::source::imported_names::{is_imported, is_imported_from};
use crate::lower::source::text::{Source, around, file};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The files that the imports of one lead to, in which an item of this name may stand.
pub(in crate::lower) fn imported(source: &Source, name: &str) -> Vec<Rc<Source>> {
    let Some((root, here)) = module_of(&source.path) else {
        return Vec::new();
    };
    let mut modules: Vec<Vec<String>> = Vec::new();
    for path in imported_paths(source) {
        let Some(path) = absolute(&path, &here) else {
            continue;
        };
        // What is imported may be an item of a module, or the module.
        let parent = path[..path.len().saturating_sub(1)].to_vec();
        for module in [path, parent] {
            if module != here && !modules.contains(&module) {
                modules.push(module);
            }
        }
    }
    let mut found = Vec::new();
    for module in modules {
        handed_on(&root, &module, name, HANDS, &mut found);
    }
    found
}

/// The paths of all imports of a file.
fn imported_paths(source: &Source) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for text in source.imports() {
        if let Some(item) = import(text) {
            leaves(&item.tree, Vec::new(), &mut paths);
        }
    }
    paths
}

/// An item is taken to end with its braces.
fn import(text: &str) -> Option<syn::ItemUse> {
    syn::parse_str(&format!("{};", text.trim_end_matches(';'))).ok()
}

/// Through how many modules an item may be handed on.
const HANDS: usize = 4;

/// Adds the files in which the item of this name of a module may stand: its own, or those from where its imports
/// hand the item on.
fn handed_on(
    root: &Path,
    module: &[String],
    name: &str,
    hands: usize,
    found: &mut Vec<Rc<Source>>,
) {
    let mut files: Vec<_> = files_of(root, module)
        .into_iter()
        .filter_map(file)
        .collect();
    if let (true, Some((last, around))) = (files.is_empty(), module.split_last()) {
        // A module without a file stands in that of the one around it.
        let around = files_of(root, around).into_iter().filter_map(file);
        files = around.filter(|source| source.has_module(last)).collect();
    }
    for source in files {
        if found.iter().any(|known| Rc::ptr_eq(known, &source)) {
            continue;
        }
        if source.count(name) > 0 || hands == 0 {
            found.push(source);
            continue;
        }
        let before = found.len();
        for text in source.imports() {
            let Some(item) = import(text) else { continue };
            let mut paths = Vec::new();
            match brought(&item.tree, Vec::new(), name) {
                // It has to have one name all the way.
                Some(path) => paths.extend(
                    (path.split_last())
                        .filter(|(last, _)| *last == name)
                        .map(|(_, module)| module.to_vec()),
                ),
                None => globs_of(&item.tree, Vec::new(), &mut paths),
            }
            for path in paths {
                if let Some(next) = absolute(&path, module).filter(|next| next != module) {
                    handed_on(root, &next, name, hands - 1, found);
                }
            }
        }
        if found.len() == before {
            found.push(source);
        }
    }
}

/// A path as it is written in full: its first name is that of what an import in sight brings in, if one does.
pub(in crate::lower) fn import_of(source: &Source, at: usize, path: &[String]) -> Vec<String> {
    let Some((first, rest)) = path.split_first() else {
        return Vec::new();
    };
    for text in source.imports_in_sight(at) {
        let Some(item) = import(text) else {
            continue;
        };
        if let Some(full) = brought(&item.tree, Vec::new(), first) {
            return full.into_iter().chain(rest.iter().cloned()).collect();
        }
    }
    path.to_vec()
}

/// The path that an import brings in under a name.
pub(super) fn brought(
    tree: &syn::UseTree,
    mut before: Vec<String>,
    name: &str,
) -> Option<Vec<String>> {
    match tree {
        syn::UseTree::Path(path) => {
            before.push(path.ident.to_string());
            brought(&path.tree, before, name)
        }
        syn::UseTree::Group(group) => {
            let mut trees = group.items.iter();
            trees.find_map(|tree| brought(tree, before.clone(), name))
        }
        syn::UseTree::Name(leaf) if leaf.ident == "self" => {
            (before.last().map(String::as_str) == Some(name)).then_some(before)
        }
        syn::UseTree::Name(leaf) => (leaf.ident == name).then(|| {
            before.push(leaf.ident.to_string());
            before
        }),
        syn::UseTree::Rename(leaf) => (leaf.rename == name).then(|| {
            before.push(leaf.ident.to_string());
            before
        }),
        syn::UseTree::Glob(_) => None,
    }
}

/// The files in which the item of this full path may stand: that of its module; of a module that has no file,
/// this one; and of a bare name, those whose items imports bring in.
pub(in crate::lower) fn files_at(source: &Rc<Source>, path: &[String]) -> Vec<Rc<Source>> {
    let (name, modules) = match path.split_last() {
        Some((name, modules)) if !modules.is_empty() => (name, modules),
        name => return name.map_or(Vec::new(), |(name, _)| imported(source, name)),
    };
    let Some((root, here)) = module_of(&source.path) else {
        return Vec::new();
    };
    let Some(module) = absolute(modules, &here) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    handed_on(&root, &module, name, HANDS, &mut found);
    match (found.is_empty(), modules.last()) {
        (true, Some(last)) if source.has_module(last) => vec![source.clone()],
        _ => found,
    }
}

/// Whether a path leads to a type of the user's, as far as the file tells and those that its imports lead to.
pub(in crate::lower) fn is_own(path: &syn::Path) -> bool {
    let (Some(first), Some(last)) = (path.segments.first(), path.segments.last()) else {
        return false;
    };
    let (first, last) = (&first.ident, &last.ident);
    let Some((source, at)) = around(last.span()) else {
        return false;
    };
    let of_library = |name: &str| matches!(name, "nalgebra" | "na" | "ndarray");
    if path.segments.len() > 1 {
        let of_crate = |name: &str| matches!(name, "crate" | "self" | "super");
        let name = first.to_string();
        // What brings everything of the crate brings no library of that name.
        let imported =
            !of_library(&name) && is_imported(first) && is_imported_from(first, of_crate);
        return path.leading_colon.is_none()
            && name != "autodiff"
            && (of_crate(&name) || source.has_module(&name) || imported);
    }
    if source::definitions::is_defined(last) {
        return true;
    }
    if is_imported_from(last, of_library) {
        return false;
    }
    let name = last.to_string();
    let may_bring = |text: &str| text.contains(&name) || text.contains('*');
    source.imports_in_sight(at).any(may_bring)
        && imported(&source, &name).iter().any(|file| {
            let defines = |keyword| file.named(keyword, &name).next().is_some();
            defines("struct") || defines("enum")
        })
}

/// The directory of the crate's root, and the path of the module that a file is.
fn module_of(path: &Path) -> Option<(PathBuf, Vec<String>)> {
    let is_root = |dir: &&Path| {
        ["lib.rs", "main.rs"]
            .iter()
            .any(|name| dir.join(name).exists())
    };
    let root = path.ancestors().skip(1).find(is_root)?;
    let inside = path.strip_prefix(root).ok()?.with_extension("");
    let mut module: Vec<String> = inside
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if let Some("mod" | "lib" | "main") = module.last().map(String::as_str) {
        module.pop();
    }
    Some((root.to_path_buf(), module))
}

/// Where a module may stand that has a file of its own, or what is around it if it has none.
fn files_of(root: &Path, module: &[String]) -> Vec<PathBuf> {
    let dir: PathBuf = module
        .iter()
        .fold(root.to_path_buf(), |dir, part| dir.join(part));
    let found = match module.is_empty() {
        true => vec![root.join("lib.rs"), root.join("main.rs")],
        false => vec![dir.with_extension("rs"), dir.join("mod.rs")],
    };
    found.into_iter().filter(|path| path.exists()).collect()
}

/// All paths of an import.
fn leaves(tree: &syn::UseTree, mut before: Vec<String>, found: &mut Vec<Vec<String>>) {
    match tree {
        syn::UseTree::Path(path) => {
            before.push(path.ident.to_string());
            leaves(&path.tree, before, found);
        }
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                leaves(tree, before.clone(), found);
            }
        }
        syn::UseTree::Name(name) => {
            before.push(name.ident.to_string());
            found.push(before);
        }
        syn::UseTree::Rename(rename) => {
            before.push(rename.ident.to_string());
            found.push(before);
        }
        syn::UseTree::Glob(_) => found.push(before),
    }
}

/// The modules of which an import brings in all that there is.
pub(super) fn globs_of(tree: &syn::UseTree, mut before: Vec<String>, found: &mut Vec<Vec<String>>) {
    match tree {
        syn::UseTree::Path(path) => {
            before.push(path.ident.to_string());
            globs_of(&path.tree, before, found);
        }
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                globs_of(tree, before.clone(), found);
            }
        }
        syn::UseTree::Glob(_) => found.push(before),
        syn::UseTree::Name(_) | syn::UseTree::Rename(_) => {}
    }
}

/// A path from the crate's root; none if it leads to another crate.
fn absolute(path: &[String], here: &[String]) -> Option<Vec<String>> {
    let (first, rest) = path.split_first()?;
    let mut module = match first.as_str() {
        "crate" => Vec::new(),
        "self" => here.to_vec(),
        "super" => here[..here.len().checked_sub(1)?].to_vec(),
        // A module of this one, or another crate, of which there is no file here.
        _ => here.iter().chain([first]).cloned().collect(),
    };
    for part in rest {
        match part.as_str() {
            "super" => _ = module.pop(),
            "self" => {}
            _ => module.push(part.clone()),
        }
    }
    Some(module)
}

#[cfg(test)]
mod tests {
    use super::{absolute, leaves};

    #[test]
    fn imports_lead_to_modules() {
        let item: syn::ItemUse =
            syn::parse_str("use crate::{a::{self, f}, b::*};").expect("an import");
        let mut found = Vec::new();
        leaves(&item.tree, Vec::new(), &mut found);
        let found: Vec<String> = found.iter().map(|path| path.join("::")).collect();
        assert_eq!(found, ["crate::a::self", "crate::a::f", "crate::b"]);
        let names = |path: &str| path.split("::").map(String::from).collect::<Vec<_>>();
        let of = |path: &str| absolute(&names(path), &names("m::n"));
        assert_eq!(of("super::f"), Some(names("m::f")));
        assert_eq!(of("crate::a::self"), Some(names("a")));
        assert_eq!(of("sub::f"), Some(names("m::n::sub::f")));
    }
}
