//! Variants that the imports around a function bring in by their bare names, of enums in the same file.

use crate::lower::source::text::{Source, around};
use proc_macro2::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// The enums of such variants, as the imports write them. What an item of the file, or what is imported by
/// its name, is called like is no variant. It is a hint: where another item is meant, the generated code
/// does not compile.
pub(in crate::lower) fn imported_variants(from: Span) -> FxHashMap<String, syn::Path> {
    around(from).map_or(FxHashMap::default(), |(source, at)| {
        variants_at(&source, at)
    })
}

fn variants_at(source: &Source, at: usize) -> FxHashMap<String, syn::Path> {
    let mut found = Found::default();
    for text in source.imports_in_sight(at) {
        // An item is taken to end with its braces.
        let text = format!("{};", text.trim_end_matches(';'));
        if let Ok(item) = syn::parse_str::<syn::ItemUse>(&text) {
            of_tree(source, at, &item.tree, &[], &mut found);
        }
    }
    let mut variants = found.variants;
    variants.retain(|name, _| source.count(name) == 0 && !found.others.contains(name));
    variants
}

/// What imports bring in.
#[derive(Default)]
struct Found {
    variants: FxHashMap<String, syn::Path>,
    /// What comes by its own name from elsewhere, which is before what comes with everything else.
    others: FxHashSet<String>,
}

fn of_tree(source: &Source, at: usize, tree: &syn::UseTree, before: &[String], found: &mut Found) {
    match tree {
        syn::UseTree::Path(path) => {
            let longer = [before, &[path.ident.to_string()]].concat();
            of_tree(source, at, &path.tree, &longer, found);
        }
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                of_tree(source, at, tree, before, found);
            }
        }
        syn::UseTree::Glob(_) => {
            for name in variants_of(source, at, before) {
                note(name, before, found);
            }
        }
        syn::UseTree::Name(name) => {
            let name = name.ident.to_string();
            match variants_of(source, at, before).contains(&name) {
                true => note(name, before, found),
                false => _ = found.others.insert(name),
            }
        }
        syn::UseTree::Rename(renamed) => _ = found.others.insert(renamed.rename.to_string()),
    }
}

fn note(variant: String, of: &[String], found: &mut Found) {
    if let Ok(path) = syn::parse_str(&of.join("::")) {
        found.variants.insert(variant, path);
    }
}

/// The variants of the enum that a path leads to, if it is the only one of its name.
fn variants_of(source: &Source, at: usize, path: &[String]) -> Vec<String> {
    let Some(name) = path.last() else {
        return Vec::new();
    };
    let enums = source.find("enum", name, at);
    let [item] = &enums[..] else {
        return Vec::new();
    };
    let parsed = syn::parse_str::<syn::ItemEnum>(item.text);
    let variants = parsed.into_iter().flat_map(|item| item.variants);
    variants.map(|variant| variant.ident.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Source, variants_at};

    #[test]
    fn imports_in_sight_bring_variants() {
        let text = "use Shape::*; use self::Tree::{Leaf, Node as N}; use Other::*; struct Disc;
            use far::Ring; use near::Line as Edge;
            enum Shape { Disc(f64), Square { side: f64 }, Ring, Edge } enum Tree { Leaf(f64), Node }
            fn f() {} mod far { use super::Kind::*; } enum Kind { Hidden }";
        let at = text.find("fn f").unwrap_or_default();
        let found = variants_at(&Source::of(text), at);
        let mut names: Vec<_> = found.keys().cloned().collect();
        names.sort();
        assert_eq!(names, ["Leaf", "Square"]);
    }
}
