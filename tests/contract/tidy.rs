//! The house rules of the macro crate, read off its source.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file: its path below `src/`, and its lines without comments.
struct Source {
    path: String,
    lines: Vec<String>,
    length: usize,
}

/// Which folder may name which others.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("rules", &[]),
    ("diagnostics", &[]),
    ("config", &["diagnostics", "transform"]),
    ("ir", &["rules"]),
    ("lower", &["ir", "rules", "config", "diagnostics"]),
    ("analysis", &["ir", "rules"]),
    ("transform", &["ir", "rules", "analysis"]),
    ("emit", &["ir", "rules"]),
    ("derive", &["diagnostics", "emit"]),
];

/// Where `syn` may be named.
const READERS_OF_SYN: &[&str] = &["lower", "config", "derive", "diagnostics", "lib", "expand"];

/// Compiled for tests only: what random programs are run by, and what expands whole folders.
const TEST_ONLY: [&str; 2] = ["interpret", "bodies"];

const LONGEST: usize = 400;

fn sources(root: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(!found.is_empty(), "no source below {}", root.display());
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the entry can be read").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("the file can be read");
            let relative = path.strip_prefix(root).expect("it is below the root");
            found.push(Source {
                path: relative.to_string_lossy().replace('\\', "/"),
                length: text.lines().count(),
                lines: text.lines().map(without_comment).collect(),
            });
        }
    }
}

/// The line without a comment that starts it or follows it after a space.
fn without_comment(line: &str) -> String {
    if line.trim_start().starts_with("//") {
        return String::new();
    }
    line.split(" // ").next().unwrap_or(line).to_owned()
}

impl Source {
    /// The folder, or the file if it stands at the top.
    fn part(&self) -> &str {
        let part = self.path.split('/').next().unwrap_or(&self.path);
        part.strip_suffix(".rs").unwrap_or(part)
    }

    /// The lines before the file's tests, with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let tests = self.path.ends_with("/tests.rs")
            || self.path.contains("/tests/")
            || TEST_ONLY.contains(&self.part());
        self.lines
            .iter()
            .map(String::as_str)
            .enumerate()
            .map(|(i, line)| (i + 1, line))
            .take_while(move |(_, line)| !tests && line.trim() != "#[cfg(test)]")
    }

    fn find(&self, words: &[&str], found: &mut Vec<String>) {
        for (number, line) in self.code() {
            for word in words {
                if line.contains(word) {
                    found.push(format!("{}:{number}: {}", self.path, line.trim()));
                }
            }
        }
    }
}

fn assert_none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

#[test]
fn the_parts_import_only_what_stands_below_them() {
    let mut found = Vec::new();
    for source in sources("autodiff-macros/src") {
        let part = source.part();
        if part == "lib" || part == "expand" || TEST_ONLY.contains(&part) {
            continue;
        }
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == part) else {
            found.push(format!("{}: no rule for this part", source.path));
            continue;
        };
        for (number, line) in source.code() {
            for after in line.split("crate::").skip(1) {
                let name: String = after
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                if MAY_IMPORT.iter().any(|(other, _)| *other == name)
                    && name != part
                    && !allowed.contains(&name.as_str())
                {
                    found.push(format!("{}:{number}: {}", source.path, line.trim()));
                }
            }
        }
    }
    assert_none("who may import whom", &found);
}

#[test]
fn syn_is_read_in_one_place() {
    let mut found = Vec::new();
    for source in sources("autodiff-macros/src") {
        if !READERS_OF_SYN.contains(&source.part()) && source.part() != "bodies" {
            source.find(&["syn::", "use syn"], &mut found);
        }
    }
    assert_none("only lowering and the shell around it read syn", &found);
}

#[test]
fn tokens_are_written_in_one_place() {
    let mut found = Vec::new();
    for source in sources("autodiff-macros/src") {
        if !["emit", "bodies"].contains(&source.part()) {
            source.find(&["quote!", "quote_spanned!", "parse_quote"], &mut found);
        }
    }
    assert_none("only emission writes tokens", &found);
}

#[test]
fn the_macro_never_panics_on_purpose() {
    let words = [
        ".unwrap()",
        ".expect(",
        "panic!(",
        "unreachable!(",
        "unimplemented!(",
    ];
    let mut found = Vec::new();
    for source in sources("autodiff-macros/src") {
        source.find(&words, &mut found);
    }
    // What stands in a string is source to be read, or a hint.
    found.retain(|line| {
        let code: String = line.split('"').step_by(2).collect();
        words.iter().any(|word| code.contains(word))
    });
    // A collector of errors that nobody asked is a bug, caught in debug builds. What is generated
    // names its macros by full paths.
    found.retain(|line| {
        !["errors were collected", "::core::", "quote!("]
            .iter()
            .any(|words| line.contains(words))
    });
    assert_none("any function gives code or located errors", &found);
}

#[test]
fn nothing_is_left_to_be_done() {
    let mut found = Vec::new();
    for root in [
        "autodiff-macros/src",
        "autodiff-runtime/src",
        "examples",
        "benches",
    ] {
        for source in sources(root) {
            source.find(&["todo!(", "dbg!(", "TODO", "FIXME"], &mut found);
        }
    }
    assert_none("no unfinished code", &found);
}

#[test]
fn one_idea_a_file() {
    let mut found = Vec::new();
    for root in [
        "autodiff-macros/src",
        "autodiff-runtime/src",
        "tests",
        "examples",
        "benches",
    ] {
        for source in sources(root) {
            if source.length > LONGEST {
                found.push(format!("{root}/{}: {} lines", source.path, source.length));
            }
        }
    }
    assert_none("files are short", &found);
}

#[test]
fn files_say_what_they_are() {
    let mut found = Vec::new();
    for root in ["autodiff-macros/src", "autodiff-runtime/src"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
        for source in sources(root) {
            let text = fs::read_to_string(folder.join(&source.path)).expect("the file can be read");
            // A file that is included cannot have inner documentation.
            if !text.starts_with("//! ") && !text.starts_with("// ") {
                found.push(format!("{root}/{}", source.path));
            }
        }
    }
    assert_none("each file begins with its idea", &found);
}
