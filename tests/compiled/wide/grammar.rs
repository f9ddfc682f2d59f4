//! Templates: Rust with places for names, expressions and statements. A template fails where nothing fits.
//!
//! | place | what stands there |
//! |---|---|
//! | `$x` `$e` `$c` `$b` | a leaf, an expression, a constant, a condition |
//! | `$e(t, u)` `$o(t, u)` | an expression that knows these floats, too; these alone |
//! | `$q(t, u)` | one that knows these, and of others what never changes |
//! | `$i` `$k` | an index below three; a number from one to three |
//! | `$list` `$list!` `$list%` `$list@` `$list~` `$list^` | a name with this tag; a mutable one; one that never changes; one that owns; hidden for the rest of the template; moved |
//! | `$&list` `$&list!` | a reference to one, or the reference that it is |
//! | `$+list` `$+list!` `$+list&` | a new name, from the end of the template on: a mutable one; one that is a reference |
//! | `$-list` | a new name inside of the template, from the next `$*` or `$,` on |
//! | `$list:a` `$:a` | the name is called `a` in the template; the one called `a` |
//! | `$*` | statements |
//! | `$'` `$L` | a label before a loop, or none; a label behind `break`, or none |
//! | `$r` | what the function may give |
//! | `$$` | a dollar |

use super::Writer;
use super::scope::{Name, Wanted};

/// What a template has seen so far.
#[derive(Default)]
struct Seen {
    called: Vec<(String, String)>,
    after: Vec<Name>,
    pending: Vec<Name>,
    moved: Vec<String>,
}

/// The places of a template are read from its text.
struct Text<'a>(&'a str);

impl Text<'_> {
    fn take(&mut self, c: char) -> bool {
        let found = self.0.strip_prefix(c);
        self.0 = found.unwrap_or(self.0);
        found.is_some()
    }

    fn word(&mut self) -> String {
        let end = (self.0.find(|c: char| !c.is_ascii_alphabetic())).unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at(end);
        self.0 = rest;
        word.to_owned()
    }

    /// What stands in parentheses, parted at commas.
    fn list(&mut self) -> Vec<String> {
        let Some((list, rest)) = (self.0.strip_prefix('(')).and_then(|s| s.split_once(')')) else {
            return Vec::new();
        };
        self.0 = rest;
        list.split(", ").map(str::to_owned).collect()
    }

    /// What the template calls the name: a colon and a word.
    fn alias(&mut self) -> String {
        let next = self.0.chars().nth(1);
        if self.0.starts_with(':') && next.is_some_and(|c| c.is_ascii_alphabetic()) {
            self.take(':');
            return self.word();
        }
        String::new()
    }
}

impl Writer {
    /// The text of the template, with expressions of this depth.
    pub(super) fn expand(&mut self, template: &str, depth: usize) -> Option<String> {
        let (scope, loops) = (self.scope.clone(), self.loops.clone());
        let mut seen = Seen::default();
        let text = self.places(template, depth, &mut seen);
        self.scope = scope;
        self.loops = loops;
        let text = text?;
        self.scope.retain(|name| !seen.moved.contains(&name.text));
        self.scope.append(&mut seen.after);
        Some(text)
    }

    fn places(&mut self, template: &str, depth: usize, seen: &mut Seen) -> Option<String> {
        let mut out = String::new();
        let mut text = Text(template);
        while let Some((before, rest)) = text.0.split_once('$') {
            out += before;
            text = Text(rest);
            out += &self.place(&mut text, depth, seen)?;
        }
        Some(out + text.0)
    }

    fn place(&mut self, text: &mut Text, depth: usize, seen: &mut Seen) -> Option<String> {
        if text.take('$') {
            return Some("$".into());
        }
        if text.take(',') {
            self.scope.append(&mut seen.pending);
            return Some(String::new());
        }
        if text.take('*') {
            self.scope.append(&mut seen.pending);
            return self.block();
        }
        if text.take('\'') {
            return Some(self.label());
        }
        if text.take(':') {
            let alias = text.word();
            let found = seen.called.iter().find(|(called, _)| *called == alias);
            return Some(found.expect("a name that the template declares").1.clone());
        }
        if text.take('+') {
            let name = self.declared(text, seen);
            seen.after.push(name.clone());
            return Some(name.text);
        }
        if text.take('-') {
            let mut name = self.declared(text, seen);
            name.level += 1;
            seen.pending.push(name.clone());
            return Some(name.text);
        }
        let reference = text.take('&');
        let word = text.word();
        match word.as_str() {
            "x" => Some(self.leaf()),
            "c" => Some(self.constant().into()),
            "b" => self.condition(),
            "i" => Some(self.index()),
            "k" => Some(self.rng.usize(1..4).to_string()),
            "e" => {
                let known = text.list();
                Some(self.with(&known, |_| true, |w| w.expr(depth)))
            }
            "q" => {
                let known = text.list();
                Some(self.with(&known, |name| !name.mutable, |w| w.expr(depth)))
            }
            "o" => {
                let known = text.list();
                Some(self.with(&known, |_| false, |w| w.expr(depth.max(2))))
            }
            "r" => {
                let result = self.result.clone()?;
                self.expand(&result, 1)
            }
            "L" => self.jump(),
            _ => self.named(&word, reference, text, seen),
        }
    }

    fn declared(&mut self, text: &mut Text, seen: &mut Seen) -> Name {
        let tag = text.word();
        let (mutable, owned) = (text.take('!'), !text.take('&'));
        self.fresh += 1;
        let initial = tag.chars().next().expect("a tag").to_ascii_lowercase();
        let name = format!("{initial}{}", self.fresh);
        seen.called.push((text.alias(), name.clone()));
        let level = self.level;
        Name {
            text: name,
            tag,
            mutable,
            owned,
            level,
        }
    }

    fn named(
        &mut self,
        tag: &str,
        reference: bool,
        text: &mut Text,
        seen: &mut Seen,
    ) -> Option<String> {
        let mut wanted = Wanted::default();
        wanted.mutable = text.take('!');
        wanted.fixed = text.take('%');
        wanted.owned = text.take('@');
        wanted.hidden = text.take('~');
        wanted.moved = text.take('^');
        let alias = text.alias();
        let level = self.level;
        let fitting: Vec<Name> = (self.scope.iter())
            .filter(|name| name.tag == tag && wanted.allows(name, level))
            .cloned()
            .collect();
        // What was declared last is named most.
        let back = self.rng.usize(0..6).min(self.rng.usize(0..6));
        let name = fitting.get(fitting.len().checked_sub(1 + back % fitting.len().max(1))?)?;
        seen.called.push((alias, name.text.clone()));
        if wanted.hidden || wanted.moved {
            self.scope.retain(|other| other.text != name.text);
        }
        if wanted.moved {
            seen.moved.push(name.text.clone());
        }
        Some(match (reference, name.owned, wanted.mutable) {
            (true, true, true) => format!("&mut {}", name.text),
            (true, true, false) => format!("&{}", name.text),
            (true, false, false) if name.mutable => format!("&*{}", name.text),
            _ => name.text.clone(),
        })
    }

    /// Runs `write` with these floats in scope, besides those that `stays` lets stay.
    fn with<R>(
        &mut self,
        known: &[String],
        stays: fn(&Name) -> bool,
        write: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let before = self.scope.clone();
        self.scope.retain(stays);
        // They are named as often as all others together.
        let floats = self.scope.iter().filter(|name| name.tag == "float").count();
        for _ in 0..=floats.div_ceil(known.len().max(1)) {
            for text in known {
                let (tag, text) = ("float".into(), text.clone());
                let (mutable, owned, level) = (false, true, 0);
                // A reference that is read needs parentheses before a method.
                let text = if text.starts_with('*') {
                    format!("({text})")
                } else {
                    text
                };
                self.scope.push(Name {
                    text,
                    tag,
                    mutable,
                    owned,
                    level,
                });
            }
        }
        let result = write(self);
        self.scope = before;
        result
    }
}
