//! The text of the file that a function stands in, as far as items are to be found in it: comments and
//! the content of strings are blank, so that braces match. The text is kept from one function to the
//! next, since tokens cannot be: rustc takes them back after each expansion.

use proc_macro2::Span;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::SystemTime;

/// A file, and where items stand in it.
pub(super) struct Source {
    text: String,
    /// Items that have a name, by keyword and name.
    named: HashMap<(&'static str, String), Vec<Range<usize>>>,
    blocks: Vec<Range<usize>>,
    uses: Vec<Range<usize>>,
}

thread_local! {
    /// The files that were read, as they were at some time: an editor's server outlives changes.
    static READ: RefCell<HashMap<PathBuf, (Option<SystemTime>, Rc<Source>)>> = RefCell::default();
}

/// The file that a token stands in; none if that cannot be read.
pub(super) fn around(span: Span) -> Option<Rc<Source>> {
    let path = span.local_file()?;
    let changed = std::fs::metadata(&path).and_then(|data| data.modified());
    let changed = changed.ok();
    let known = READ.with_borrow(|read| read.get(&path).cloned());
    if let Some((_, source)) = known.filter(|(at, _)| *at == changed) {
        return Some(source);
    }
    let source = Rc::new(Source::of(&std::fs::read_to_string(&path).ok()?));
    READ.with_borrow_mut(|read| read.insert(path, (changed, source.clone())));
    Some(source)
}

impl Source {
    pub(super) fn of(text: &str) -> Source {
        let text = blanked(text);
        let mut named: HashMap<_, Vec<_>> = HashMap::new();
        for keyword in ["struct", "fn", "const", "static", "type"] {
            for item in items(&text, keyword) {
                let name = text[item.start + keyword.len()..].trim_start();
                let name: String = name.chars().take_while(|c| is_of_name(*c)).collect();
                named.entry((keyword, name)).or_default().push(item);
            }
        }
        let blocks = items(&text, "impl").collect();
        let uses = items(&text, "use").collect();
        Source {
            text,
            named,
            blocks,
            uses,
        }
    }

    /// The items of this kind and name, each from its keyword to its end.
    pub(super) fn named(&self, keyword: &'static str, name: &str) -> impl Iterator<Item = &str> {
        let ranges = self.named.get(&(keyword, name.to_string()));
        let ranges = ranges.into_iter().flatten().cloned();
        ranges.map(|range| &self.text[range])
    }

    /// Whether a `use` speaks of a name.
    pub(super) fn imports(&self, name: &str) -> bool {
        let uses = self.uses.iter().cloned().map(|range| &self.text[range]);
        let mut words = uses.flat_map(|text| text.split(|c| !is_of_name(c)));
        words.any(|word| word == name)
    }

    /// The `impl` blocks.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().cloned().map(|range| &self.text[range])
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where the items stand that begin with a keyword.
fn items(text: &str, keyword: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(keyword).filter_map(move |(at, word)| {
        let (before, rest) = text.split_at(at);
        let whole = !before.ends_with(is_of_name) && !rest[word.len()..].starts_with(is_of_name);
        whole.then(|| at..at + end(rest))
    })
}

/// Where an item ends: behind its braces, or behind a semicolon.
fn end(text: &str) -> usize {
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
        if depth == 0 && c == '}' {
            return at + 1;
        }
    }
    text.len()
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
            blank.push(if gone { ' ' } else { *c });
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

    #[test]
    fn items_end_where_their_braces_do() {
        let text = "struct A { x: [f64; 2] } struct B([f64; 3]); my_struct { } mod m { struct C }";
        let source = Source::of(text);
        let found = |name| source.named("struct", name).collect::<Vec<_>>();
        assert_eq!(found("A"), ["struct A { x: [f64; 2] }"]);
        assert_eq!(found("B"), ["struct B([f64; 3]);"]);
        assert_eq!(found("C"), ["struct C "]);
    }
}
