//! The text of the file that a function stands in, and the items in it. They are looked for in a copy in
//! which comments and the content of strings are blank, so that braces match. The text is kept from one function to the
//! next, since tokens cannot be: rustc takes them back after each expansion.

use crate::lower::source::calling::{Mentions, mentions_in};
use crate::lower::source::made_by_macros::made_by_macros;
use crate::lower::source::scopes::{Item, Scopes};
use crate::lower::source::underived::{Underived, found_in};
use proc_macro2::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{OnceCell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::SystemTime;

/// A file, and where items stand in it.
pub(in crate::lower) struct Source {
    /// As it is written, with what macros of the file make behind their invocations.
    pub(super) text: String,
    /// Without comments and what is in strings.
    pub(super) blank: String,
    /// Where each line begins, in the file.
    lines: Vec<usize>,
    /// Where in the file something was made, and how long that is, with the file as it is written.
    pub(super) made: Option<(Vec<(usize, usize)>, String)>,
    pub(super) scopes: Scopes,
    /// Where it is stored.
    pub(super) path: PathBuf,
    /// Which functions mention which, once somebody asks.
    mentions: OnceCell<Mentions>,
    /// The modules that it declares, once somebody asks.
    pub(super) modules: OnceCell<FxHashSet<String>>,
    /// Its enums without fields that do not derive, once somebody asks.
    underived: OnceCell<Vec<Underived>>,
}

/// An item as it is written: its attributes and what else stands before its keyword, and the rest.
pub(in crate::lower) struct Written<'s> {
    pub(in crate::lower) before: &'s str,
    pub(in crate::lower) text: &'s str,
    /// The scope that it stands in.
    pub(in crate::lower) scope: usize,
}

/// A file as it was at some time: an editor's server outlives changes.
type Kept = (Option<SystemTime>, Rc<Source>);

thread_local! {
    /// The files that were read.
    static READ: RefCell<FxHashMap<PathBuf, Kept>> = RefCell::default();
}

/// The file that a token stands in, and where; none if that cannot be read.
pub(in crate::lower) fn around(span: Span) -> Option<(Rc<Source>, usize)> {
    let source = file(span.local_file()?)?;
    let start = span.start();
    let at = source.offset(start.line, start.column);
    Some((source, at))
}

/// A file, read once.
pub(in crate::lower) fn file(path: PathBuf) -> Option<Rc<Source>> {
    let changed = std::fs::metadata(&path).and_then(|data| data.modified());
    let changed = changed.ok();
    let known = READ.with_borrow(|read| read.get(&path).cloned());
    if let Some((_, source)) = known.filter(|(at, _)| *at == changed) {
        return Some(source);
    }
    let text = std::fs::read_to_string(&path).ok()?;
    let mut source = Source::of(&text);
    let made = made_by_macros(&source);
    if !made.is_empty() {
        source = source.with(made);
    }
    source.path = path.clone();
    let source = Rc::new(source);
    READ.with_borrow_mut(|read| read.insert(path, (changed, source.clone())));
    Some(source)
}

impl Source {
    pub(in crate::lower) fn of(text: &str) -> Source {
        let blank = blanked(text);
        Source {
            text: text.to_string(),
            lines: (std::iter::once(0))
                .chain(text.match_indices('\n').map(|(at, _)| at + 1))
                .collect(),
            scopes: Scopes::of(&blank),
            made: None,
            path: PathBuf::new(),
            mentions: OnceCell::new(),
            modules: OnceCell::new(),
            underived: OnceCell::new(),
            blank,
        }
    }

    /// The same file with what stands behind places in it.
    fn with(self, all: Vec<(usize, String)>) -> Source {
        let mut text = String::new();
        let mut lengths = Vec::new();
        let mut from = 0;
        for (at, made) in all {
            text += &self.text[from..at];
            text += &made;
            lengths.push((at, made.len()));
            from = at;
        }
        text += &self.text[from..];
        Source {
            lines: self.lines,
            made: Some((lengths, self.text)),
            ..Source::of(&text)
        }
    }

    /// The offset of a line, counted from one, and a column of the file.
    fn offset(&self, line: usize, column: usize) -> usize {
        let written = self.made.as_ref().map_or(&self.text, |(_, text)| text);
        let begin = self.lines.get(line.saturating_sub(1));
        let begin = begin.copied().unwrap_or(written.len());
        let end = self.lines.get(line).copied().unwrap_or(written.len());
        let mut inside = written[begin..end].char_indices();
        let at = inside.nth(column).map_or(end, |(at, _)| begin + at);
        let made = self.made.iter().flat_map(|(made, _)| made);
        let before = made.filter(|(place, _)| *place <= at);
        at + before.map(|(_, length)| length).sum::<usize>()
    }

    pub(super) fn written(&self, item: &Item) -> Written<'_> {
        let before = &self.blank[..item.range.start];
        let from = before.rfind([';', '{', '}']).map_or(0, |at| at + 1);
        Written {
            before: &before[from..],
            text: &self.text[item.range.clone()],
            scope: item.scope,
        }
    }

    /// The items of this kind that a name may mean at a place.
    pub(in crate::lower) fn find(
        &self,
        keyword: &'static str,
        name: &str,
        at: usize,
    ) -> Vec<Written<'_>> {
        let items = self.scopes.find(&self.blank, keyword, name, at);
        items.iter().map(|item| self.written(item)).collect()
    }

    /// Whether a name may mean an item of the file at a place.
    pub(in crate::lower) fn may_mean(&self, name: &str, at: usize) -> bool {
        self.scopes.may_mean(&self.blank, name, at)
    }

    /// The items of this kind and name, wherever they stand.
    pub(in crate::lower) fn named(
        &self,
        keyword: &'static str,
        name: &str,
    ) -> impl Iterator<Item = &str> {
        let items = self.scopes.named(keyword, name);
        items.map(|item| &self.text[item.range.clone()])
    }

    /// The same with what stands before each.
    pub(super) fn written_of(
        &self,
        keyword: &'static str,
        name: &str,
    ) -> impl Iterator<Item = Written<'_>> {
        let items = self.scopes.named(keyword, name);
        items.map(|item| self.written(item))
    }

    /// The functions of the file, wherever they stand, each with its name; without comments.
    pub(in crate::lower) fn functions(&self) -> impl Iterator<Item = (&str, &str)> {
        let text = |item: &Item| &self.blank[item.range.clone()];
        let functions = self.scopes.all_named("fn");
        functions.map(move |(name, item)| (name, text(item)))
    }

    /// The same as texts of their own.
    pub(in crate::lower) fn texts_of(&self, keyword: &'static str, name: &str) -> Vec<String> {
        self.named(keyword, name).map(String::from).collect()
    }

    /// What stands behind each mention of these words, which are no part of longer ones.
    pub(in crate::lower) fn behind<'s>(&'s self, words: &'s str) -> impl Iterator<Item = &'s str> {
        let mentions = self.blank.match_indices(words);
        mentions.filter_map(move |(at, _)| {
            let rest = &self.blank[at + words.len()..];
            let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            ends.then_some(rest)
        })
    }

    pub(super) fn underived(&self) -> &[Underived] {
        self.underived.get_or_init(|| found_in(self))
    }

    /// The functions that each function mentions, by name.
    pub(super) fn mentions(&self) -> &Mentions {
        self.mentions.get_or_init(|| mentions_in(self.functions()))
    }

    /// The imports of the file, wherever they stand.
    pub(in crate::lower) fn imports(&self) -> impl Iterator<Item = &str> {
        let uses = self.scopes.uses();
        uses.map(|item| &self.text[item.range.clone()])
    }

    /// The imports that a place is in reach of.
    pub(in crate::lower) fn imports_in_sight(&self, at: usize) -> impl Iterator<Item = &str> {
        let mut sight = self.scopes.in_sight(at);
        let brings_all = |scopes: &[usize]| {
            let mut uses = self.scopes.uses();
            uses.any(|item| {
                let text = &self.text[item.range.clone()];
                scopes.contains(&item.scope) && text.replace(' ', "").contains("super::*")
            })
        };
        // A module that brings in all of the one around it sees its imports, too.
        let mut new = 0;
        while let Some(module) = sight.last().copied().filter(|module| *module != 0)
            && brings_all(&sight[new..])
        {
            new = sight.len();
            sight.push(self.scopes.module_around(module));
        }
        let uses = self.scopes.uses();
        uses.filter(move |item| sight.contains(&item.scope))
            .map(|item| &self.text[item.range.clone()])
    }

    /// How many items of this name the file has, of any kind and anywhere.
    pub(in crate::lower) fn count(&self, name: &str) -> usize {
        self.scopes.count(name)
    }

    /// The `impl` blocks in a scope, or in the module around a place.
    pub(in crate::lower) fn blocks(
        &self,
        scope: Option<usize>,
        at: usize,
    ) -> impl Iterator<Item = &str> {
        let scope = scope.unwrap_or_else(|| self.scopes.module_at(at));
        let blocks = self.scopes.blocks(scope);
        blocks.map(|item| &self.text[item.range.clone()])
    }

    /// The `impl` blocks of the file, wherever they stand.
    pub(in crate::lower) fn all_blocks(&self) -> impl Iterator<Item = &str> {
        let blocks = self.scopes.all_blocks();
        blocks.map(|item| &self.text[item.range.clone()])
    }
}

/// The text with spaces in place of comments and of what is in strings and characters.
fn blanked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is = |at: usize, c: char| chars.get(at) == Some(&c);
    let mut blank = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        // How many characters open it and close it, and where it ends.
        let (opened, closed, next) = match chars[at] {
            '/' if is(at + 1, '/') => (0, 0, line_end(&chars, at)),
            '/' if is(at + 1, '*') => (0, 0, comment_end(&chars, at)),
            'r' if (is(at + 1, '"') || is(at + 1, '#')) && !follows_name(&chars, at) => {
                match raw_end(&chars, at + 1) {
                    Some((hashes, end)) => (hashes + 2, hashes + 1, end),
                    None => (1, 0, at + 1),
                }
            }
            '"' => (1, 1, quoted_end(&chars, at, '"')),
            '\'' if is(at + 1, '\\') || is(at + 2, '\'') => (1, 1, quoted_end(&chars, at, '\'')),
            _ => (1, 0, at + 1),
        };
        let next = next.min(chars.len());
        let inside = (at + opened)..next.saturating_sub(closed);
        for (place, c) in (at..next).zip(&chars[at..next]) {
            let gone = next > at + 1 && inside.contains(&place) && *c != '\n';
            match gone {
                // As many bytes as there were.
                true => blank.extend(std::iter::repeat_n(' ', c.len_utf8())),
                false => blank.push(*c),
            }
        }
        at = next;
    }
    blank
}

fn follows_name(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| chars.get(at));
    before.is_some_and(|c| c.is_alphanumeric() || *c == '_')
}

fn line_end(chars: &[char], at: usize) -> usize {
    let line = chars[at..].iter().position(|c| *c == '\n');
    line.map_or(chars.len(), |length| at + length)
}

fn comment_end(chars: &[char], mut at: usize) -> usize {
    let mut depth = 0;
    while at < chars.len() {
        match chars[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// The number of `#` of a raw string whose `r` stands before, and its end.
fn raw_end(chars: &[char], at: usize) -> Option<(usize, usize)> {
    let hashes = chars[at..].iter().take_while(|c| **c == '#').count();
    let open = at + hashes;
    if chars.get(open) != Some(&'"') {
        return None;
    }
    let closes =
        |end: &usize| chars[*end] == '"' && chars[end + 1..].iter().take(hashes).all(|c| *c == '#');
    let end = (open + 1..chars.len()).find(closes).unwrap_or(chars.len());
    Some((hashes, end + 1 + hashes))
}

/// The end of a string, or of a character, that begins here.
fn quoted_end(chars: &[char], at: usize, quote: char) -> usize {
    let mut end = at + 1;
    while end < chars.len() && chars[end] != quote {
        end += if chars[end] == '\\' { 2 } else { 1 };
    }
    end + 1
}

#[cfg(test)]
mod tests {
    use super::{Source, blanked};

    #[test]
    fn modules_see_the_imports_that_they_bring_in() {
        let text = "use super::*; use a::A; fn f() {}
            mod m { use super::*; use b::B; fn g() {} mod n { use super::*; fn h() {} } }
            mod o { use c::C; fn i() {} mod p { use super::*; fn j() {} } }";
        let source = Source::of(text);
        let seen = |at: &str| {
            let imports = source.imports_in_sight(text.find(at).unwrap_or_default());
            let names = imports.filter_map(|text| text.rsplit("::").next());
            let mut names: Vec<_> = names.filter(|name| !name.contains('*')).collect();
            names.sort();
            names.concat().replace(';', "")
        };
        let all = ["fn f", "fn g", "fn h", "fn i", "fn j"].map(seen);
        assert_eq!(all, ["A", "AB", "AB", "C", "C"]);
    }

    #[test]
    fn comments_and_strings_are_blank() {
        let cases = [
            ("a // {\nb", "a     \nb"),
            ("a /* { /* */ } */", "a                "),
            (r#"f("{", '}', '\'', x)"#, r#"f(" ", ' ', '  ', x)"#),
            ("r#\"{\"# r#struct", "r#\" \"# r#struct"),
            ("&'a str", "&'a str"),
            ("(\"\", '\"')", "(\"\", ' ')"),
        ];
        for (text, blank) in cases {
            assert_eq!(blanked(text), blank);
        }
    }
}
