//! Which macro of the file's own a name means, by the rules of what `macro_rules!` defines: it can be used behind its
//! definition, up to the end of the module, function or block that this stands in.

use crate::lower::source::text::{Source, around};
use proc_macro2::{Ident, TokenStream};
use std::ops::Range;
use std::rc::Rc;

/// A macro of the file's own.
pub(in crate::lower) struct Macro {
    pub(in crate::lower) rules: TokenStream,
    source: Rc<Source>,
    /// Where it is defined.
    start: usize,
}

impl Macro {
    /// Whether it is defined behind a name: in the body of the function that is called that.
    pub(in crate::lower) fn is_behind(&self, name: &Ident) -> bool {
        let found = around(name.span());
        found.is_some_and(|(source, at)| Rc::ptr_eq(&source, &self.source) && at < self.start)
    }
}

/// The only macro of the file that can be meant; none where another one may be.
pub(in crate::lower) fn meant(name: &Ident) -> Option<Macro> {
    let (source, at) = around(name.span())?;
    let [defined] = &source.macros(&name.to_string())?[..] else {
        return None;
    };
    Some(Macro {
        rules: source.rules_for(defined, at)?.parse().ok()?,
        start: defined.start,
        source,
    })
}

/// Whether the file may define a macro of this name.
pub(in crate::lower) fn may_be_defined(name: &Ident) -> bool {
    let of_file = |(source, _): (Rc<Source>, usize)| source.macros(&name.to_string());
    around(name.span()).is_some_and(|found| of_file(found).is_none_or(|all| !all.is_empty()))
}

impl Source {
    /// Where the macros of this name are defined, up to their ends, if the file shows all of them.
    pub(super) fn macros(&self, name: &str) -> Option<Vec<Range<usize>>> {
        let mut found = Vec::new();
        for (at, words) in self.blank.match_indices("macro_rules") {
            let rest = self.blank[at + words.len()..].trim_start();
            let Some(rest) = rest.strip_prefix('!') else {
                continue;
            };
            let rest = rest.trim_start();
            let behind = rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
            match &rest[..rest.len() - behind.len()] {
                "" => return None,
                defined if defined == name => {
                    let from = self.blank.len() - behind.len();
                    found.push(at..from + group_end(behind));
                }
                _ => {}
            }
        }
        Some(found)
    }

    /// The text of a macro's rules, if a macro that is defined there can be used at a place and nothing between may
    /// hide it.
    pub(super) fn rules_for(&self, defined: &Range<usize>, at: usize) -> Option<&str> {
        let before = &self.blank[..defined.start];
        let from = before.rfind([';', '{', '}']).map_or(0, |at| at + 1);
        let between = self.blank.get(defined.end..at)?;
        let mut depth = 0_i32;
        let stays_inside = between.chars().all(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth >= 0
        });
        let is_plain = !before[from..].contains("cfg") && !between.contains("macro_use");
        let text = &self.text[defined.clone()];
        let rules = text.find(['{', '(', '['])? + 1;
        (stays_inside && is_plain).then(|| &text[rules..text.len() - 1])
    }
}

/// Where the first group in braces, parentheses or brackets ends.
pub(super) fn group_end(text: &str) -> usize {
    let mut depth = 0_i32;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => continue,
        }
        if depth <= 0 {
            return at + 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::Source;

    fn rules(text: &str) -> Option<&'static str> {
        let source: &'static Source = Box::leak(Box::new(Source::of(text)));
        let at = text.find("m!(")?;
        match &source.macros("m")?[..] {
            [defined] => source.rules_for(defined, at),
            _ => None,
        }
    }

    #[test]
    fn macros_are_seen_behind_their_definitions() {
        let seen = [
            "macro_rules! m { () => { 1 } } fn f() { m!() }",
            "fn f() { macro_rules! m { () => { 1 } } if c { m!() } }",
            "mod a { macro_rules! m { () => { 1 } } mod b { fn f() { m!() } } }",
        ];
        assert_eq!(seen.map(rules), [Some(" () => { 1 } "); 3]);
        let hidden = [
            "fn f() { m!() } macro_rules! m { () => { 1 } }",
            "mod a { macro_rules! m { () => { 1 } } } fn f() { m!() }",
            "macro_rules! m { () => { 1 } } macro_rules! m { () => { 2 } } fn f() { m!() }",
            "macro_rules! m { () => { 1 } } macro_rules! n { ($n:ident) => { macro_rules! $n { } } } fn f() { m!() }",
            "#[cfg(a)] macro_rules! m { () => { 1 } } fn f() { m!() }",
            "macro_rules! m { () => { 1 } } #[macro_use] mod a; fn f() { m!() }",
        ];
        assert_eq!(hidden.map(rules), [None; 6]);
    }
}
