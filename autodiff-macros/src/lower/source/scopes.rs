//! Which items of a file a name may mean where it stands: those around it, or what an import in sight brings
//! from another module of the file. What an import brings from elsewhere is not in the file.

use rustc_hash::FxHashMap;
use std::ops::Range;

/// The kinds of items that are looked for by their names.
const KINDS: [&str; 7] = ["struct", "enum", "fn", "const", "static", "trait", "type"];

/// A module, a function or a block of methods, with the one that it stands in.
struct Scope {
    range: Range<usize>,
    around: usize,
    /// The name of a module; empty for the file itself.
    module: Option<String>,
    /// Whether names inside can be seen in it without more.
    has_names: bool,
}

/// An item, and the scope that it stands in.
#[derive(Clone)]
pub(in crate::lower) struct Item {
    pub(in crate::lower) range: Range<usize>,
    pub(in crate::lower) scope: usize,
}

/// The items of a file, in scopes.
pub(in crate::lower) struct Scopes {
    scopes: Vec<Scope>,
    named: FxHashMap<(&'static str, String), Vec<Item>>,
    blocks: Vec<Item>,
    uses: Vec<Item>,
}

impl Scopes {
    /// The items of a text without comments.
    pub(in crate::lower) fn of(text: &str) -> Scopes {
        let mut found = Scopes {
            scopes: vec![Scope {
                range: 0..text.len(),
                around: 0,
                module: Some(String::new()),
                has_names: true,
            }],
            named: FxHashMap::default(),
            blocks: Vec::new(),
            uses: Vec::new(),
        };
        let mut scopes: Vec<_> = ["mod", "fn", "impl", "trait"]
            .into_iter()
            .flat_map(|keyword| items(text, keyword).map(move |range| (keyword, range)))
            .filter(|(_, range)| text[range.clone()].ends_with('}'))
            .collect();
        // Those around come first.
        scopes.sort_by_key(|(_, range)| (range.start, std::cmp::Reverse(range.end)));
        for (keyword, range) in scopes {
            let module = (keyword == "mod").then(|| name_of(text, &range, keyword));
            found.scopes.push(Scope {
                around: found.scope_at(range.start),
                range,
                module,
                has_names: matches!(keyword, "mod" | "fn"),
            });
        }
        let within = |range: Range<usize>| Item {
            scope: found.scope_at(range.start),
            range,
        };
        let mut named: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for keyword in KINDS {
            for range in items(text, keyword) {
                let name = name_of(text, &range, keyword);
                named
                    .entry((keyword, name))
                    .or_default()
                    .push(within(range));
            }
        }
        let blocks = items(text, "impl").map(within).collect();
        let uses = items(text, "use").map(within).collect();
        Scopes {
            named,
            blocks,
            uses,
            ..found
        }
    }

    /// The innermost scope around a place, but not one that begins there.
    fn scope_at(&self, at: usize) -> usize {
        let scopes = self.scopes.iter().enumerate().rev();
        let mut around = scopes.filter(|(_, s)| s.range.start < at && at < s.range.end);
        around.next().map_or(0, |(index, _)| index)
    }

    /// The scopes that can be seen into from a place: up to the module around it, which is the last.
    pub(in crate::lower) fn in_sight(&self, at: usize) -> Vec<usize> {
        let mut scope = self.scope_at(at);
        let mut seen = Vec::new();
        loop {
            if self.scopes[scope].has_names {
                seen.push(scope);
            }
            if self.scopes[scope].module.is_some() {
                return seen;
            }
            scope = self.scopes[scope].around;
        }
    }

    /// The module around a scope.
    pub(in crate::lower) fn module_around(&self, mut scope: usize) -> usize {
        while scope != 0 {
            scope = self.scopes[scope].around;
            if self.scopes[scope].module.is_some() {
                break;
            }
        }
        scope
    }

    /// The items of this kind that a name may mean at a place.
    pub(in crate::lower) fn find(
        &self,
        text: &str,
        keyword: &'static str,
        name: &str,
        at: usize,
    ) -> Vec<Item> {
        let Some(items) = self.named.get(&(keyword, name.to_string())) else {
            return Vec::new();
        };
        let seen = self.in_sight(at);
        let local: Vec<_> = items
            .iter()
            .filter(|item| seen.contains(&item.scope))
            .cloned()
            .collect();
        if !local.is_empty() {
            return local;
        }
        let uses = self.uses.iter().filter(|item| seen.contains(&item.scope));
        let uses: Vec<_> = uses.map(|item| &text[item.range.clone()]).collect();
        let named: Vec<_> = uses
            .iter()
            .filter(|text| words(text).any(|word| word == name))
            .collect();
        let relevant: Vec<_> = match named.is_empty() {
            true => uses.iter().filter(|text| text.contains('*')).collect(),
            false => named,
        };
        let module = seen.last().copied().unwrap_or_default();
        let brings = |item: &&Item| {
            relevant.iter().any(|text| {
                words(text).any(|word| match word {
                    "super" => item.scope == self.module_around(module) && module != 0,
                    "crate" => false,
                    word => self.scopes[item.scope].module.as_deref() == Some(word),
                })
            })
        };
        items.iter().filter(brings).cloned().collect()
    }

    /// Whether a name may mean an item of the text at a place.
    pub(in crate::lower) fn may_mean(&self, text: &str, name: &str, at: usize) -> bool {
        let found = |kind: &&'static str| !self.find(text, kind, name, at).is_empty();
        KINDS.iter().any(found)
    }

    /// The items of this kind and name.
    pub(in crate::lower) fn named(
        &self,
        keyword: &'static str,
        name: &str,
    ) -> impl Iterator<Item = &Item> {
        let items = self.named.get(&(keyword, name.to_string()));
        items.into_iter().flatten()
    }

    /// All items of a kind, each with its name.
    pub(super) fn all_named(&self, keyword: &'static str) -> impl Iterator<Item = (&str, &Item)> {
        let found = (self.named.iter()).filter(move |((kind, _), _)| *kind == keyword);
        found.flat_map(|((_, name), items)| items.iter().map(|item| (name.as_str(), item)))
    }

    /// The modules in the file, and where they stand.
    pub(super) fn modules(&self) -> impl Iterator<Item = (usize, &Range<usize>)> {
        let scopes = self.scopes.iter().enumerate().skip(1);
        scopes.filter_map(|(at, scope)| scope.module.is_some().then_some((at, &scope.range)))
    }

    pub(super) fn start_of(&self, scope: usize) -> usize {
        self.scopes[scope].range.start
    }

    /// The imports, wherever they stand.
    pub(in crate::lower) fn uses(&self) -> impl Iterator<Item = &Item> {
        self.uses.iter()
    }

    /// How many items have this name.
    pub(in crate::lower) fn count(&self, name: &str) -> usize {
        let kinds = KINDS.iter();
        let found = kinds.filter_map(|kind| self.named.get(&(*kind, name.to_string())));
        found.map(Vec::len).sum()
    }

    /// The `impl` blocks in a scope.
    pub(in crate::lower) fn blocks(&self, scope: usize) -> impl Iterator<Item = &Item> {
        self.blocks.iter().filter(move |item| item.scope == scope)
    }

    /// The functions of this name that stand in a block itself.
    pub(super) fn functions_in(&self, block: &Item, name: &str) -> Vec<&Item> {
        let functions = self.named("fn", name);
        let is_here = |item: &&Item| self.scopes[item.scope].range == block.range;
        functions.filter(is_here).collect()
    }

    /// All `impl` blocks.
    pub(in crate::lower) fn all_blocks(&self) -> impl Iterator<Item = &Item> {
        self.blocks.iter()
    }

    /// The items of this name in a scope.
    pub(super) fn items_in(&self, scope: usize, name: &str) -> Vec<(&'static str, &Item)> {
        let of_kind = |kind: &'static str| {
            let items = self.named(kind, name);
            items.map(move |item| (kind, item))
        };
        let all = KINDS.into_iter().flat_map(of_kind);
        all.filter(|(_, item)| item.scope == scope).collect()
    }

    /// The structs of a scope.
    pub(super) fn structs_in(&self, scope: usize) -> Vec<&Item> {
        let structs = self.named.iter().filter(|((kind, _), _)| *kind == "struct");
        let all = structs.flat_map(|(_, items)| items);
        all.filter(|item| item.scope == scope).collect()
    }

    /// The imports of a scope.
    pub(super) fn uses_in(&self, scope: usize) -> impl Iterator<Item = &Item> {
        self.uses.iter().filter(move |item| item.scope == scope)
    }

    /// The scope of the module of this name in another one.
    pub(super) fn module_in(&self, scope: usize, name: &str) -> Option<usize> {
        (1..self.scopes.len()).find(|at| {
            self.scopes[*at].module.as_deref() == Some(name) && self.module_around(*at) == scope
        })
    }

    /// How many modules one goes up from a module, and which ones then down, to another module.
    pub(super) fn way(&self, from: usize, to: usize) -> Option<(usize, Vec<String>)> {
        self.scopes[to].module.as_ref()?;
        let (above_from, above_to) = (self.modules_above(from), self.modules_above(to));
        let up = above_from.iter().position(|m| above_to.contains(m))?;
        let down = above_to.iter().take_while(|m| **m != above_from[up]);
        let mut down: Vec<String> = down
            .filter_map(|scope| self.scopes[*scope].module.clone())
            .collect();
        down.reverse();
        Some((up, down))
    }

    /// A module and those around it.
    pub(super) fn modules_above(&self, mut module: usize) -> Vec<usize> {
        let mut all = vec![module];
        while module != 0 {
            module = self.module_around(module);
            all.push(module);
        }
        all
    }

    /// Whether a place is in no item of a module.
    pub(super) fn is_in_module(&self, at: usize) -> bool {
        self.scopes[self.scope_at(at)].module.is_some()
    }

    /// The module around a place.
    pub(in crate::lower) fn module_at(&self, at: usize) -> usize {
        self.in_sight(at).last().copied().unwrap_or_default()
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_of_name(c))
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn name_of(text: &str, range: &Range<usize>, keyword: &str) -> String {
    let name = text[range.start + keyword.len()..].trim_start();
    name.chars().take_while(|c| is_of_name(*c)).collect()
}

/// Where the items stand that begin with a keyword.
fn items(text: &str, keyword: &'static str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(keyword).filter_map(move |(at, word)| {
        let (before, rest) = text.split_at(at);
        let whole = !before.ends_with(is_of_name) && !rest[word.len()..].starts_with(is_of_name);
        let has_value = matches!(keyword, "const" | "static");
        whole.then(|| at..at + end(rest, has_value))
    })
}

/// Where an item ends: behind its braces, or behind a semicolon. The braces of a value are its own.
fn end(text: &str, has_value: bool) -> usize {
    let mut depth = 0_i32;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
        if depth < 0 {
            return at;
        }
        if depth == 0 && c == '}' && !has_value {
            return at + 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::Scopes;

    #[test]
    fn names_mean_what_is_in_sight() {
        let text = "use parts::B; use other::C; struct A; fn f() { struct L; }
             mod parts { struct B; struct C; struct D; fn g() {} }
             mod more { use super::*; fn h() {} }";
        let scopes = Scopes::of(text);
        let found = |name: &str, at: &str| {
            let at = text.find(at).unwrap_or_default() + 1;
            scopes.find(text, "struct", name, at).len()
        };
        let from = |at: &str| ["A", "B", "C", "D", "L"].map(|name| found(name, at));
        assert_eq!(from("fn f"), [1, 1, 0, 0, 1]);
        assert_eq!(from("use parts"), [1, 1, 0, 0, 0]);
        assert_eq!(from("fn g"), [0, 1, 1, 1, 0]);
        assert_eq!(from("fn h"), [1, 0, 0, 0, 0]);
    }

    #[test]
    fn items_end_where_their_braces_do() {
        let text = "struct A { x: [f64; 2] } struct B([f64; 3]); my_struct { } mod m { struct C }
            const D: A = A { x: [0.0; 2] }; const fn f() {}";
        let scopes = Scopes::of(text);
        let all = |keyword, name: &str| {
            let items = scopes.named.get(&(keyword, name.to_string()));
            items.map(|items| &text[items[0].range.clone()])
        };
        assert_eq!(all("struct", "A"), Some("struct A { x: [f64; 2] }"));
        assert_eq!(all("struct", "B"), Some("struct B([f64; 3]);"));
        assert_eq!(all("struct", "C"), Some("struct C "));
        assert_eq!(all("const", "D"), Some("const D: A = A { x: [0.0; 2] };"));
    }
}
