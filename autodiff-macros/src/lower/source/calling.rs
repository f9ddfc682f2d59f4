//! Functions of a file that call each other. What one of them records holds what the other records, and so on without
//! end, unless a part of it stands behind a `Box`. They are told apart by their names alone: of two that share one, each
//! is taken to do what either does, which costs a `Box` at most.

use crate::lower::source::text::{Source, around};
use proc_macro2::Ident;
use rustc_hash::{FxHashMap, FxHashSet};

/// The functions that each function mentions, by name.
pub(in crate::lower) type Mentions = FxHashMap<String, FxHashSet<String>>;

/// The other functions of the file that call the one of this name again, if it calls them.
pub(crate) fn calling_back(name: &Ident) -> Vec<String> {
    let Some((source, _)) = around(name.span()) else {
        return Vec::new();
    };
    let (name, mentions) = (name.to_string(), source.mentions());
    let called = mentions.get(&name).into_iter().flatten();
    let others = called.filter(|other| **other != name && leads_to(mentions, other, &name));
    let mut others: Vec<String> = others.cloned().collect();
    others.sort();
    others
}

/// The functions of the file that the one of this name calls, or those that these call, by name.
pub(in crate::lower) fn called_by(name: &Ident) -> FxHashSet<String> {
    let Some((source, _)) = around(name.span()) else {
        return FxHashSet::default();
    };
    let mentions = source.mentions();
    let mut found = FxHashSet::default();
    let mut next = vec![name.to_string()];
    while let Some(name) = next.pop() {
        let called = mentions.get(&name).into_iter().flatten();
        next.extend(
            called
                .filter(|called| found.insert((*called).clone()))
                .cloned(),
        );
    }
    found
}

/// The functions of files which mention none of the names that go with their file, not by others of it either.
pub(in crate::lower) fn not_leading_to(files: &[(&Source, &[String])]) -> FxHashSet<String> {
    let (mut found, mut leading) = (FxHashSet::default(), FxHashSet::default());
    for (source, names) in files {
        let mentions_one =
            |text: &str| words(text).any(|word| names.iter().any(|name| name == word));
        let mentions = source.mentions();
        let direct = source.functions().filter(|(_, text)| mentions_one(text));
        let direct: Vec<&str> = direct.map(|(name, _)| name).collect();
        for name in mentions.keys() {
            let leads =
                names.contains(name) || direct.iter().any(|to| leads_to(mentions, name, to));
            let of = if leads { &mut leading } else { &mut found };
            of.insert(name.clone());
        }
    }
    found.retain(|name| !leading.contains(name));
    found
}

fn leads_to(mentions: &Mentions, from: &str, to: &str) -> bool {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut next = vec![from];
    while let Some(name) = next.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            next.extend(mentions.get(name).into_iter().flatten().map(String::as_str));
        }
    }
    false
}

/// The functions that the texts of functions mention, each with its name; none of the texts has comments.
pub(super) fn mentions_in<'t>(functions: impl Iterator<Item = (&'t str, &'t str)>) -> Mentions {
    let functions: Vec<_> = functions.collect();
    let mut mentions: Mentions = (functions.iter())
        .map(|(name, _)| (name.to_string(), FxHashSet::default()))
        .collect();
    for (name, text) in functions {
        let found: Vec<String> = words(text)
            .filter(|word| mentions.contains_key(*word))
            .map(String::from)
            .collect();
        mentions.entry(name.to_string()).or_default().extend(found);
    }
    mentions
}

/// The names in a text that may be those of functions: no fields, and none that are defined there.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_of_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let from = at + text[at..].find(is_of_name)?;
            let length = text[from..].find(|c| !is_of_name(c));
            at = length.map_or(text.len(), |length| from + length);
            let (before, behind) = (text[..from].trim_end(), text[at..].trim_start());
            let is_field = before.ends_with('.') && !behind.starts_with(['(', ':']);
            if !is_field && !before.ends_with("fn") {
                return Some(&text[from..at]);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Source, leads_to, mentions_in};

    #[test]
    fn functions_that_lead_back_are_found() {
        let source = Source::of(
            "fn a(x: f64) -> f64 { b(x) + x.c + d } fn b(x: f64) -> f64 { x.d() }
             impl S { fn d(self) -> f64 { self.map(a) } fn c(self) -> f64 { /* a() */ e(2.0) } } fn e() { fn a() {} }",
        );
        let mentions = source.mentions();
        let leads = |from, to| leads_to(mentions, from, to);
        assert!(leads("b", "a") && leads("d", "b") && leads("d", "a"));
        assert!(!leads("c", "a") && !leads("a", "c") && !leads("e", "a"));
        assert!(mentions_in([("f", "fn f() { f(1) }")].into_iter())["f"].contains("f"));
    }
}
