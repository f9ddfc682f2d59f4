//! Variants that the imports around a function bring in by their bare names. What is imported by name out of
//! a type is a variant; those that come with all others are looked for in this file and in those imported from.

use crate::lower::source::definitions::only;
use crate::lower::source::other_files::imported;
use crate::lower::source::text::{Source, around};
use proc_macro2::{Ident, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// The paths of such variants, as the imports write them. What an item of the file, or what is imported by
/// its name, is called like is no variant. It is a hint: where another item is meant, the generated code
/// does not compile.
pub(in crate::lower) fn imported_variants(from: Span) -> FxHashMap<String, syn::Path> {
    around(from).map_or(FxHashMap::default(), |(source, at)| {
        variants_at(&source, at)
    })
}

fn variants_at(source: &Source, at: usize) -> FxHashMap<String, syn::Path> {
    let mut found = Found {
        source,
        at,
        variants: FxHashMap::default(),
        others: FxHashSet::default(),
    };
    for text in source.imports_in_sight(at) {
        // An item is taken to end with its braces.
        let text = format!("{};", text.trim_end_matches(';'));
        if let Ok(item) = syn::parse_str::<syn::ItemUse>(&text) {
            found.tree(&item.tree, &[]);
        }
    }
    let mut variants = found.variants;
    variants.retain(|name, _| source.count(name) == 0 && !found.others.contains(name));
    variants
}

/// What imports bring in.
struct Found<'s> {
    source: &'s Source,
    at: usize,
    variants: FxHashMap<String, syn::Path>,
    /// What comes by its own name from elsewhere, which is before what comes with everything else.
    others: FxHashSet<String>,
}

impl Found<'_> {
    fn tree(&mut self, tree: &syn::UseTree, before: &[String]) {
        match tree {
            syn::UseTree::Path(path) => {
                let longer = [before, &[path.ident.to_string()]].concat();
                self.tree(&path.tree, &longer);
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(tree, before);
                }
            }
            syn::UseTree::Glob(_) => {
                for name in self.variants_of(before) {
                    self.note(&name, &name, before);
                }
            }
            syn::UseTree::Name(name) => self.named(&name.ident, &name.ident, before),
            syn::UseTree::Rename(renamed) => self.named(&renamed.rename, &renamed.ident, before),
        }
    }

    /// What is imported by its name.
    fn named(&mut self, name: &Ident, item: &Ident, of: &[String]) {
        match of.last() {
            Some(parent) if parent.starts_with(char::is_uppercase) => {
                self.note(&name.to_string(), &item.to_string(), of);
            }
            _ => _ = self.others.insert(name.to_string()),
        }
    }

    fn note(&mut self, name: &str, variant: &str, of: &[String]) {
        let path = [of, &[variant.to_string()]].concat().join("::");
        if let Ok(path) = syn::parse_str(&path) {
            self.variants.insert(name.to_string(), path);
        }
    }

    /// The variants of the enum that a path leads to, if it is the only one of its name.
    fn variants_of(&self, path: &[String]) -> Vec<String> {
        let Some(name) = path.last().filter(|n| n.starts_with(char::is_uppercase)) else {
            return Vec::new();
        };
        let here = self.source.find("enum", name, self.at);
        let mut enums: Vec<String> = here.iter().map(|item| item.text.to_string()).collect();
        if enums.is_empty() {
            for file in imported(self.source, name) {
                enums.extend(file.named("enum", name).map(String::from));
            }
        }
        let parsed = only(enums.into_iter()).map(|text| syn::parse_str::<syn::ItemEnum>(&text));
        let variants = parsed.into_iter().flatten().flat_map(|item| item.variants);
        variants.map(|variant| variant.ident.to_string()).collect()
    }
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
        assert_eq!(names, ["Leaf", "N", "Square"]);
    }
}
